"""Checking oneself, through the pages: open, send, see what came out, come back."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from lms.progress.models import CourseStart, LessonRead, ModuleStart
from lms.quizzes.models import Attempt
from lms.quizzes.own_data import KEEPER
from tests.quizzes.conftest import FIRST, RIGHT, SECOND, WRONG, asked_on, token_of


def test_opening_the_questions_writes_nothing(school, browse, make, db, counting):
    learner = browse(make.user())

    with counting() as statements:
        page = learner.get(FIRST)

    assert page.status_code == 200
    assert len(asked_on(page)) == 2
    assert len(statements) == 4, statements
    assert db.scalar(select(func.count()).select_from(Attempt)) == 0
    assert db.scalar(select(func.count()).select_from(ModuleStart)) == 0


def test_a_version_that_is_known_already_costs_two_statements(school, browse, make, counting):
    learner = browse(make.user())
    learner.get(FIRST)

    with counting() as statements:
        learner.get(FIRST)

    assert len(statements) == 2, statements


def test_right_answers_lead_to_a_result_that_says_so(school, browse, make, take, db):
    user = make.user()
    learner = browse(user)

    sent = take(learner, FIRST, RIGHT)
    page = learner.get(sent.location)

    attempt = db.scalars(select(Attempt)).one()
    assert sent.status_code == 302
    assert sent.location == f"/results/{attempt.id}/"
    assert (attempt.earned, attempt.possible, attempt.share, attempt.passed) == (2, 2, 1.0, True)
    assert attempt.user_id == user.id
    assert (attempt.module_id, attempt.language, attempt.ordinal) == ("first-steps", "en", 0)
    assert "You know this now" in page.text
    assert "2 of 2." in page.text
    assert page.text.count("A right answer") == 0


def test_wrong_answers_name_the_lesson_to_read_again(school, browse, make, take):
    learner = browse(make.user())

    sent = take(learner, FIRST, WRONG)
    page = learner.get(sent.location)

    assert "Not there yet" in page.text
    assert "0 of 2." in page.text
    assert '<a class="button" href="/learn/first-steps/write-it-down/">Read again:' in page.text
    assert page.text.count("A right answer") == 2
    assert "Check yourself again" in page.text


def test_the_first_answers_begin_the_course_and_the_module(school, browse, make, take, db):
    user = make.user()

    take(browse(user), FIRST, WRONG)

    start = db.scalars(select(ModuleStart)).one()
    course = db.scalars(select(CourseStart)).one()
    assert (start.user_id, start.module_id, start.quiz_share) == (user.id, "first-steps", 0.0)
    assert start.version_id == db.scalars(select(Attempt)).one().version_id
    assert course.modules == ["first-steps", "shared-shop"]


def test_somebody_who_has_begun_sends_answers_in_six_statements(school, browse, make, counting):
    learner = browse(make.user())
    learner.post("/learn/first-steps/write-it-down/done")
    page = learner.get(FIRST)

    with counting() as statements:
        learner.post(FIRST, {"token": token_of(page), **RIGHT})

    assert len(statements) == 6, statements


def test_a_pass_that_ends_the_module_with_all_that_can_come_along_takes_eight_statements(
    school, browse, make, counting
):
    gift = "::c-one::One is one.{TRUE####One.}\n\n::c-two::Two is one.{FALSE####Two.}"
    school.publish(gifts={"en": gift}, draw=2, **{"pass": "0.5"})
    learner = browse(make.user())
    learner.post("/review/start")
    for lesson in ("first-steps/write-it-down", "first-steps/two-pockets"):
        learner.post(f"/learn/{lesson}/done")
    answers = {"q-c-one": "true", "q-c-two": "true", "token": token_of(learner.get(FIRST))}
    learner.post(f"{FIRST}save", answers)

    with counting() as statements:
        learner.post(FIRST, answers)

    assert len(statements) == 8, statements


def test_all_lessons_and_the_quiz_finish_the_module_and_then_the_course(
    school, browse, make, take, db
):
    learner = browse(make.user())
    for lesson in ("first-steps/write-it-down", "first-steps/two-pockets"):
        learner.post(f"/learn/{lesson}/done")
    after_first = learner.get(take(learner, FIRST, RIGHT).location)
    for lesson in ("shared-shop/one-vote", "shared-shop/share-the-surplus"):
        learner.post(f"/learn/{lesson}/done")
    after_all = learner.get(take(learner, SECOND, RIGHT).location)

    finished = db.scalars(select(ModuleStart.finished_at)).all()
    assert None not in finished
    assert db.scalars(select(CourseStart)).one().finished_at is not None
    assert '<a class="button" href="/learn/shared-shop/">Go on: A shared shop' in after_first.text
    assert '<a class="button" href="/what-next/">' in after_all.text
    assert db.scalar(select(func.count()).select_from(LessonRead)) == 4


def test_a_pass_with_a_lesson_left_leads_to_that_lesson(school, browse, make, take):
    learner = browse(make.user())
    learner.post("/learn/first-steps/write-it-down/done")

    page = learner.get(take(learner, FIRST, RIGHT).location)

    assert '<a class="button" href="/learn/first-steps/two-pockets/">Go on:' in page.text


def test_the_next_attempt_asks_other_questions(school, browse, make, take):
    learner = browse(make.user())
    first = asked_on(learner.get(FIRST))

    take(learner, FIRST, WRONG)
    second = asked_on(learner.get(FIRST))

    assert not set(first) & set(second)
    assert asked_on(learner.get(FIRST)) == second


def test_a_pass_is_never_taken_away(school, browse, make, take, db):
    learner = browse(make.user())
    take(learner, FIRST, RIGHT)
    passed_at = db.scalars(select(ModuleStart)).one().quiz_passed_at

    take(learner, FIRST, WRONG)

    db.expire_all()
    start = db.scalars(select(ModuleStart)).one()
    assert start.quiz_passed_at == passed_at
    assert start.quiz_share == 1.0
    assert db.scalars(select(Attempt.passed).order_by(Attempt.ordinal)).all() == [True, False]


def test_half_of_the_marks_pass_where_half_is_asked(school, browse, make, take, db):
    learner = browse(make.user())
    budget = {name: value for name, value in RIGHT.items() if "budget" in name}

    page = learner.get(take(learner, FIRST, budget).location)

    assert db.scalars(select(Attempt)).one().passed is True
    assert "1 of 2." in page.text
    assert "Left open" in page.text


def test_the_result_of_somebody_else_does_not_exist(school, browse, make, take):
    address = take(browse(make.user()), FIRST, RIGHT).location

    assert browse(make.user()).get(address).status_code == 404
    assert browse(make.admin()).get(address).status_code == 404
    assert browse().get(address).location == f"/sign-in?next={address}"
    assert browse(make.user()).get(f"/results/{uuid.uuid4()}/").status_code == 404


def test_a_module_that_does_not_exist_has_no_quiz(school, browse, make):
    learner = browse(make.user())

    assert learner.get("/learn/nowhere/quiz/").status_code == 404
    assert learner.post("/learn/nowhere/quiz/").status_code == 404


def test_a_module_without_questions_has_no_quiz(school, browse, make):
    school.publish(gifts={})
    empty = browse(make.user())
    assert empty.get(FIRST).status_code == 404

    school.publish(gifts={"en": "// nothing here yet\n"})
    assert empty.get(FIRST).status_code == 404


def test_vietnamese_readers_answer_in_vietnamese(school, browse, make, take, db):
    learner = browse(make.user(language="vi"), lang="vi")

    page = learner.get(FIRST)
    result = learner.get(take(learner, FIRST, WRONG).location)

    assert 'lang="vi" tabindex="-1"' in page.text
    assert db.scalars(select(Attempt)).one().language == "vi"
    assert '<a href="/learn/first-steps/write-it-down/">Ghi ra giấy</a>' in result.text


def test_a_reader_of_another_language_is_told_which_one_this_is(school, browse, make, take, db):
    learner = browse(make.user(language="ky"), lang="ky")

    page = learner.get(FIRST)
    take(learner, FIRST, WRONG)

    assert '<fieldset class="question"' in page.text
    assert 'lang="en" tabindex="-1"' in page.text
    notice = page.text.split('<div class="notice warning">')[1].split("</div>")[0]
    assert "English" in notice
    assert db.scalars(select(Attempt)).one().language == "en"


def test_what_is_kept_of_attempts_can_be_taken_along(school, browse, make, take, db):
    from_user = make.user()
    take(browse(from_user), FIRST, WRONG)

    kept = KEEPER.export(db, from_user.id)
    assert [one["module"] for one in kept] == ["first-steps"]
    assert (kept[0]["earned"], kept[0]["possible"], kept[0]["attempt"]) == ("0", 2, 1)
    assert KEEPER.export(db, make.user().id) == []

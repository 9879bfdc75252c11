"""The daily review through its pages: start, answer, see what came out, stop."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from lms.progress.models import ModuleStart
from lms.quizzes.models import Attempt, ReviewCard, ReviewWish
from tests.quizzes.conftest import FIRST, RIGHT, SECOND, WRONG, asked_on, token_of
from tests.quizzes.review.conftest import REVIEW


def test_the_review_is_off_until_somebody_wants_it(school, browse, make, take, cards):
    user = make.user()
    learner = browse(user)

    take(learner, FIRST, WRONG)
    page = learner.get(REVIEW)

    assert cards(user) == {}
    assert "Start the daily review" in page.text
    assert asked_on(page) == []
    assert "<title>Daily review</title>" in page.text


def test_what_was_missed_before_is_asked_at_once_when_it_is_switched_on(
    school, browse, make, take, cards, db
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    take(learner, FIRST, RIGHT)
    take(learner, SECOND, WRONG)
    missed = db.scalars(select(Attempt.questions).where(Attempt.module_id == "shared-shop")).one()

    answer = learner.post("/review/start")
    page = learner.get(answer.location)

    assert answer.location == REVIEW
    assert cards(user) == dict.fromkeys(missed, (1, date(2026, 11, 22)))
    assert sorted(asked_on(page)) == sorted(missed)


def test_a_second_start_changes_nothing(school, browse, make, take, db):
    learner = browse(make.user())
    learner.post("/review/start")
    take(learner, FIRST, WRONG)

    learner.post("/review/start")

    assert db.scalar(select(func.count()).select_from(ReviewWish)) == 1
    assert set(db.scalars(select(ReviewCard.due_on))) == {date(2026, 11, 23)}


def test_a_missed_question_comes_the_next_day_and_goes_up_when_it_is_known(
    school, browse, make, take, review, cards, time
):
    user = make.user()
    learner = browse(user)
    learner.post("/review/start")
    take(learner, FIRST, WRONG)
    today = learner.get(REVIEW)
    time.wait(days=1)

    page = learner.get(REVIEW)
    asked = asked_on(page)
    result = review(learner, RIGHT)

    assert asked_on(today) == []
    assert "Next questions: Monday, November 23, 2026" in today.text
    assert len(asked) == 2
    assert "2 questions, about 3 minutes" in page.text
    assert result.status_code == 200
    assert "Done for today" in result.text
    assert "2 of 2 right." in result.text
    assert "Next questions: Wednesday, November 25, 2026" in result.text
    assert cards(user) == dict.fromkeys(asked, (2, date(2026, 11, 25)))


def test_a_wrong_answer_is_explained_and_leads_back_to_the_lesson(
    school, browse, make, take, review, cards
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")

    result = review(learner, {name: WRONG[name] for name in WRONG if "budget" in name})

    again = (
        '<a class="link" href="/learn/first-steps/write-it-down/">Read it again: Write it down</a>'
    )
    assert result.text.count(again) == 2
    assert result.text.count("A right answer") == 2
    assert "Left open" in result.text
    assert set(cards(user).values()) == {(1, date(2026, 11, 23))}


def test_a_question_known_five_times_is_learned(school, browse, make, take, review, cards, time):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")

    for days in (0, 2, 4, 8, 16):
        time.wait(days=days)
        result = review(learner, RIGHT)
    time.wait(days=60)
    page = learner.get(REVIEW)

    assert set(cards(user).values()) == {(5, None)}
    assert "You knew each question five times." in result.text
    assert "There is nothing to review today." in page.text


def test_a_question_missed_again_in_a_quiz_goes_back_to_the_first_box(
    school, browse, make, take, review, cards, time
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    review(learner, RIGHT)
    first = cards(user)

    take(learner, FIRST, RIGHT)
    unchanged = cards(user)
    time.wait(days=1)
    take(learner, FIRST, WRONG)

    again = cards(user)
    assert set(first.values()) == {(2, date(2026, 11, 24))}
    assert unchanged == first
    assert {again[id_] for id_ in first} == {(1, date(2026, 11, 24))}


def test_one_day_has_one_sitting_and_the_rest_comes_tomorrow(
    school, browse, make, take, review, cards, time
):
    user = make.user()
    learner = browse(user)
    learner.post("/review/start")
    for _ in range(2):
        take(learner, FIRST, WRONG)
        take(learner, SECOND, WRONG)
        time.wait(days=1)

    page = learner.get(REVIEW)
    result = review(learner, RIGHT)
    back = learner.get(REVIEW)

    known, waiting = (2, date(2026, 11, 26)), (1, date(2026, 11, 24))
    assert sorted(cards(user).values()) == [waiting] * 4 + [known] * 4
    assert "4 questions, about 5 minutes" in page.text
    assert "Next questions: Wednesday, November 25, 2026" in result.text
    assert "Done for today." in back.text
    assert asked_on(back) == []
    time.wait(days=1)
    assert len(asked_on(learner.get(REVIEW))) == 4


def test_sent_a_second_time_it_shows_the_same_and_moves_nothing(
    school, browse, make, take, cards, db
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    form = {"token": token_of(learner.get(REVIEW)), **RIGHT}
    first = learner.post(REVIEW, form)
    moved = cards(user)

    second = learner.post(REVIEW, form)
    worse = learner.post(REVIEW, form | WRONG)

    assert (second.status_code, second.text) == (200, first.text)
    assert "0 of 2 right." in worse.text
    assert cards(user) == moved


def test_yesterday_s_page_sent_after_midnight_counts_and_sent_again_does_not(
    school, browse, make, take, cards, time
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    form = {"token": token_of(learner.get(REVIEW)), **WRONG}
    time.wait(days=1)
    learner.post(REVIEW, form)
    moved = cards(user)
    time.wait(days=1)

    learner.post(REVIEW, form | RIGHT)

    assert set(moved.values()) == {(1, date(2026, 11, 24))}
    assert cards(user) == moved


def test_nothing_of_it_counts_for_the_course(school, browse, make, take, review, db):
    learner = browse(make.user())
    take(learner, FIRST, WRONG)
    learner.post("/review/start")

    review(learner, RIGHT)

    start = db.scalars(select(ModuleStart)).one()
    assert (start.quiz_share, start.quiz_passed_at) == (0.0, None)
    assert db.scalar(select(func.count()).select_from(Attempt)) == 1


def test_switched_off_the_questions_are_kept_and_not_shown(
    school, browse, make, take, review, cards, time
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    review(learner, RIGHT)
    time.wait(days=7)

    said = learner.get(learner.post("/review/stop").location)
    learner.post("/review/stop")
    back = learner.get(learner.post("/review/start").location)

    assert "The daily review is off." in said.text
    assert "2 questions from before are kept." in said.text
    assert asked_on(said) == []
    assert set(cards(user).values()) == {(2, date(2026, 11, 24))}
    assert len(asked_on(back)) == 2


def test_what_was_missed_while_it_was_off_comes_back_with_the_next_start(
    school, browse, make, take, review, cards, time
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    review(learner, RIGHT)
    learner.post("/review/stop")
    time.wait(days=1)
    take(learner, FIRST, RIGHT)
    take(learner, FIRST, WRONG)

    learner.post("/review/start")

    assert set(cards(user).values()) == {(1, date(2026, 11, 23))}


@pytest.mark.parametrize("answers", [{}, {"q-t01-budget-a": "nonsense"}])
def test_a_form_without_an_answer_comes_back(school, browse, make, take, review, cards, answers):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    before = cards(user)

    page = review(learner, answers)

    assert page.status_code == 422
    assert "Answer one question at least, then send." in page.text
    assert cards(user) == before


def test_a_number_that_cannot_be_read_is_shown_beside_its_question(
    school, browse, make, take, review, cards
):
    user = make.user()
    learner = browse(user)
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    before = cards(user)

    page = review(learner, {"q-t01-pockets-a": "many", "q-t01-pockets-b": "many"})

    assert page.status_code == 422
    assert "Some answers could not be read" in page.text
    assert 'value="many"' in page.text
    assert cards(user) == before


def test_a_result_leads_from_each_miss_to_its_paragraph(school, browse, make, take):
    learner = browse(make.user())

    half = {name: value for name, value in RIGHT.items() if "budget" in name}
    page = learner.get(take(learner, FIRST, half).location)

    again = (
        '<a class="link" href="/learn/first-steps/write-it-down/">Read it again: Write it down</a>'
    )
    assert page.text.count(again) == 1


def test_a_result_with_a_miss_offers_the_review_and_one_without_does_not(
    school, browse, make, take, time
):
    learner = browse(make.user())

    missed = learner.get(take(learner, FIRST, WRONG).location)
    known = learner.get(take(learner, FIRST, RIGHT).location)

    offer = '<a class="link" href="/review/">Come back to these in a few days: daily review</a>'
    assert (missed.text.count(offer), known.text.count(offer)) == (1, 0)


def test_a_result_says_when_the_review_waits_and_is_silent_when_it_does_not(
    school, browse, make, take, review
):
    learner = browse(make.user())
    result = take(learner, FIRST, WRONG).location
    learner.post("/review/start")

    waits = learner.get(result)
    review(learner, RIGHT)
    done = learner.get(result)

    ready = '<a class="link" href="/review/">Your daily review is ready: five minutes at most</a>'
    assert (waits.text.count(ready), done.text.count("/review/")) == (1, 0)


def test_the_course_page_has_a_plain_way_to_the_review(school, browse, make):
    page = browse(make.user()).get("/learn/")

    assert (
        page.text.count('<a class="link" href="/review/">Daily review of what you missed</a>') == 1
    )


@pytest.mark.parametrize("wanted", [False, True])
def test_keeping_what_was_missed_costs_one_statement_only_where_it_is_wanted(
    school, browse, make, counting, wanted
):
    learner = browse(make.user())
    learner.post("/learn/first-steps/write-it-down/done")
    if wanted:
        learner.post("/review/start")
    page = learner.get(FIRST)

    with counting() as statements:
        learner.post(FIRST, {"token": token_of(page), **WRONG})

    kept = [one for one in statements if one.startswith("INSERT INTO quiz_review_cards")]
    assert len(kept) == int(wanted)

"""What the daily review leaves alone: foreign answers, questions with a mistake, hidden keys."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from factories import NOW
from sqlalchemy import delete, func, select

from lms.accounts.models import User
from lms.quizzes.models import Act, Attempt, Correction, Purpose, ReviewCard, ReviewWish
from lms.quizzes.review import service
from lms.quizzes.review.own_data import KEEPER
from tests.quizzes.conftest import FIRST, RIGHT, SECOND, WRONG, asked_on, token_of
from tests.quizzes.review.conftest import REVIEW

ONE = """// [tag:slot-1] [tag:lesson-two-pockets] [tag:block-2]
::t01-coat::Whose is the coat?{=Hers#Yes.~Nobody's#No.####Look again.}
"""


@pytest.fixture
def missed(school, browse, make, take):
    """missed() is (user, browser) of somebody who missed two questions and wants the review."""

    def begin(**profile):
        user = make.user(**profile)
        learner = browse(user, lang=user.language)
        take(learner, FIRST, WRONG)
        learner.post("/review/start")
        return user, learner

    return begin


def test_a_sheet_of_somebody_else_changes_nothing(missed, cards, warnings):
    user, learner = missed()
    other, stranger = missed()
    form = {"token": token_of(learner.get(REVIEW)), **RIGHT}

    answer = stranger.post(REVIEW, form)
    page = stranger.get(answer.location)

    assert (answer.status_code, answer.location) == (302, REVIEW)
    assert "Nothing was changed." in page.text
    assert set(cards(user).values()) == set(cards(other).values()) == {(1, date(2026, 11, 22))}
    assert warnings == [("answers to a review that is not theirs", None)]


@pytest.mark.parametrize("token", ["", "forged", "WyJ4Il0.bad"])
def test_a_forged_sheet_changes_nothing(missed, cards, token):
    user, learner = missed()

    answer = learner.post(REVIEW, {"token": token, **RIGHT})

    assert (answer.status_code, answer.location) == (302, REVIEW)
    assert set(cards(user).values()) == {(1, date(2026, 11, 22))}


def test_answers_to_questions_that_were_not_asked_are_ignored(missed, review, cards, warnings):
    user, learner = missed()
    asked = set(cards(user))
    own = {name: RIGHT[name] for name in RIGHT if name.removeprefix("q-") in asked}

    review(learner, own | {"q-t02-vote-a": "b", "q-made-up-i1": "1"})

    assert cards(user) == dict.fromkeys(asked, (2, date(2026, 11, 24)))
    assert warnings == [("answers to questions that a review did not ask", 2)]


def test_answers_sent_after_the_review_was_stopped_change_nothing(missed, cards):
    user, learner = missed()
    form = {"token": token_of(learner.get(REVIEW)), **RIGHT}
    learner.post("/review/stop")

    answer = learner.post(REVIEW, form)

    assert (answer.status_code, answer.location) == (302, REVIEW)
    assert set(cards(user).values()) == {(1, date(2026, 11, 22))}


@pytest.mark.parametrize("act", [Act.DROP, Act.CREDIT, Act.REKEY])
def test_a_question_with_a_mistake_is_not_asked_until_it_is_restored(missed, db, act):
    _, learner = missed()
    first, second = asked_on(learner.get(REVIEW))
    version = db.scalars(select(ReviewCard.version_id)).first()

    def decide(act: Act, minutes: int, versions: list[str]) -> None:
        at = NOW + timedelta(minutes=minutes)
        about = {"module_id": "first-steps", "question_id": first, "versions": versions}
        db.add(Correction(act=act, answer=None, reason="two keys", by_id=None, at=at, **about))
        db.commit()

    decide(act, 1, [str(uuid.uuid4())])
    elsewhere = asked_on(learner.get(REVIEW))
    decide(act, 2, [str(version)])
    mended = asked_on(learner.get(REVIEW))
    decide(Act.RESTORE, 3, [str(version)])

    assert elsewhere == [first, second]
    assert mended == [second]
    assert asked_on(learner.get(REVIEW)) == [first, second]


def test_a_question_is_asked_in_the_version_in_which_it_was_missed(missed, school):
    _, learner = missed()
    asked = asked_on(learner.get(REVIEW))

    school.publish(gifts={"en": ONE}, draw=1)

    assert asked_on(learner.get(REVIEW)) == asked


def test_an_answer_leads_to_its_paragraph(school, browse, make, take, review):
    school.publish(gifts={"en": ONE}, draw=1)
    learner = browse(make.user())
    take(learner, FIRST, {"q-t01-coat": "b"})
    learner.post("/review/start")

    result = review(learner, {"q-t01-coat": "b"})

    again = (
        '<a class="link" href="/learn/first-steps/two-pockets/#b-2">Read it again: Two pockets</a>'
    )
    assert result.text.count(again) == 1


def test_a_reader_gets_the_questions_in_their_language(missed, review):
    _, learner = missed(language="vi")

    page = learner.get(REVIEW)
    result = review(learner, WRONG)

    assert page.text.count('<fieldset class="question"') == 2
    assert page.text.count('lang="vi" tabindex="-1"') == 2
    assert "/learn/first-steps/write-it-down/" in result.text


@pytest.mark.parametrize(("rule", "kept"), [("sent", 1), ("passed", 0), ("never", 0)])
def test_a_key_that_is_not_shown_is_not_given_away(school, browse, make, take, db, rule, kept):
    school.publish(gifts={"en": ONE}, draw=1, show_answers=rule)
    learner = browse(make.user())
    take(learner, FIRST, {"q-t01-coat": "b"})

    learner.post("/review/start")
    taken_in = db.scalar(select(func.count()).select_from(ReviewCard))
    db.execute(delete(ReviewCard))
    db.commit()
    take(learner, FIRST, {"q-t01-coat": "b"})

    assert taken_in == kept
    assert db.scalar(select(func.count()).select_from(ReviewCard)) == kept


def test_what_somebody_did_not_know_before_the_module_does_not_come_back(missed, school, db):
    user, learner = missed()
    attempt = db.scalars(select(Attempt)).one()
    attempt.purpose = Purpose.BEFORE
    db.execute(delete(ReviewCard))
    db.execute(delete(ReviewWish))
    db.commit()

    learner.post("/review/start")
    service.take_in(db, user, attempt, [], shown=True)

    assert db.scalar(select(func.count()).select_from(ReviewCard)) == 0


def test_what_is_kept_of_the_review_can_be_taken_along_and_goes_with_the_account(missed, db):
    user, _ = missed()
    version = str(db.scalars(select(ReviewCard.version_id)).first())

    kept = KEEPER.export(db, user.id)
    db.execute(delete(User).where(User.id == user.id))

    assert kept["since"] == NOW.isoformat()
    assert [card["module"] for card in kept["cards"]] == ["first-steps", "first-steps"]
    assert kept["cards"][0] == {
        "module": "first-steps",
        "question": kept["cards"][0]["question"],
        "version": version,
        "box": 1,
        "due_on": "2026-11-22",
        "at": NOW.isoformat(),
    }
    assert db.scalar(select(func.count()).select_from(ReviewCard)) == 0
    assert db.scalar(select(func.count()).select_from(ReviewWish)) == 0


def test_the_page_costs_four_statements_with_one_module_and_with_two(
    school, browse, make, take, counting
):
    learner = browse(make.user())
    take(learner, FIRST, WRONG)
    learner.post("/review/start")
    learner.get(REVIEW)
    with counting() as with_one:
        learner.get(REVIEW)
    learner.post("/review/stop")
    take(learner, SECOND, WRONG)
    learner.post("/review/start")
    learner.get(REVIEW)

    with counting() as with_two:
        page = learner.get(REVIEW)

    assert len(asked_on(page)) == 4
    assert len(with_one) == 4, with_one
    assert len(with_two) == 4, with_two


def test_the_page_costs_two_statements_while_the_review_is_off(school, browse, make, counting):
    learner = browse(make.user())

    with counting() as statements:
        learner.get(REVIEW)

    assert len(statements) == 2, statements


def test_answers_cost_six_statements(missed, counting):
    _, learner = missed()
    form = {"token": token_of(learner.get(REVIEW)), **RIGHT}

    with counting() as statements:
        learner.post(REVIEW, form)

    assert len(statements) == 6, statements


def test_a_question_that_is_mended_while_it_is_asked_moves_no_card(missed, cards, db):
    user, learner = missed()
    page = learner.get(REVIEW)
    mended = asked_on(page)[0]
    version = db.scalars(select(ReviewCard.version_id)).first()
    db.add(
        Correction(
            module_id="first-steps",
            question_id=mended,
            versions=[str(version)],
            act=Act.DROP,
            reason="It cannot be answered.",
            at=NOW,
        )
    )
    db.commit()

    answered = learner.post(REVIEW, {"token": token_of(page), **RIGHT})

    places = cards(user)
    assert answered.status_code == 200
    assert places.pop(mended) == (1, date(2026, 11, 22))
    assert set(places.values()) == {(2, date(2026, 11, 24))}

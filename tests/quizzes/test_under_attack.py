"""Forged, stale and unlucky sendings: left out or refused, logged, told; nothing typed is lost."""

from __future__ import annotations

import logging

import pytest
from factories import NOW
from sqlalchemy import select, update

from lms.accounts.kinds import Role
from lms.progress.models import ModuleStart
from lms.quizzes import service
from lms.quizzes.models import Allowance, Attempt, Draft
from tests.quizzes.conftest import FIRST, RIGHT, asked_on, token_of
from tests.quizzes.test_every_kind_sent import ALL_RIGHT, COUNT, NEWER_KINDS

BEGIN, SAVE, BEFORE = FIRST + "begin", FIRST + "save", "/before/first-steps/"
SCRIPT = {"Accept": "application/json"}
QUIZ = """
::c-one::One is one.{TRUE####Know one.}

::c-two::How much is two?{#2:0####Know two.}
"""
CHANGED = QUIZ.replace("One is one.", "Changed.").replace("TRUE", "FALSE")
ASIDE = {"synchronize_session": False}
LEFT_OUT = "belongs to none of these questions"


@pytest.fixture
def warned(caplog):
    """warned() are the sentences that the log was warned with."""
    caplog.set_level(logging.WARNING, "lms.quizzes")
    return lambda: [record.getMessage() for record in caplog.records]


@pytest.fixture
def two(school, time):
    """two(minutes=10 ...) publishes two questions under some rules."""

    def publish(text=QUIZ, **rules):
        return school.publish(gifts={"en": text}, draw=2, pause_minutes=0, **rules)

    return publish


def attempts(db):
    db.expire_all()
    return db.scalars(select(Attempt).order_by(Attempt.submitted_at)).all()


@pytest.mark.parametrize(
    "forged",
    [
        {"q-x-html": "zz"},
        {"q-x-reason-reason": "c"},
        {"q-x-reason": "maybe", "q-x-reason-reason": ""},
        {"q-x-gaps-2": "revenue"},
        {"q-x-case-why": "d"},
        {"q-x-other": "a"},
        {"q-": "a"},
    ],
)
def test_what_no_form_sends_is_left_out_logged_and_told(
    school, browse, make, take, db, warned, forged
):
    school.publish(gifts={"en": NEWER_KINDS}, draw=COUNT)
    learner = browse(make.user())

    sent = take(learner, FIRST, ALL_RIGHT | forged)
    page = learner.get(sent.location)

    assert warned() == ["sending: what belongs to no question here was left out"]
    assert LEFT_OUT in page.text
    assert "zz" not in str(attempts(db)[0].answers)


def test_an_honest_form_of_every_kind_is_no_forgery(school, browse, make, take, warned):
    school.publish(gifts={"en": NEWER_KINDS}, draw=COUNT)
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, ALL_RIGHT).location)

    assert warned() == []
    assert LEFT_OUT not in page.text


def test_other_answers_to_a_sheet_sent_before_are_refused_in_words(two, browse, make, db, warned):
    two()
    learner = browse(make.user())
    token = token_of(learner.get(FIRST))
    first = learner.post(FIRST, {"token": token, "q-c-one": "false"})

    pressed_twice = learner.post(FIRST, {"token": token, "q-c-one": "false"})
    after_pressing_twice = learner.get(first.location).text
    other_tab = learner.post(FIRST, {"token": token, "q-c-one": "true"})

    assert pressed_twice.location == other_tab.location == first.location
    assert "sent these answers already" not in after_pressing_twice
    assert "sent these answers already" in learner.get(first.location).text
    assert warned() == ["other answers to questions sent before were refused"]
    assert [attempt.answers for attempt in attempts(db)] == [{"c-one": False}]


def test_a_number_of_sixty_digits_breaks_no_page(two, browse, make, take, db):
    two()
    learner = browse(make.user())

    page = take(learner, FIRST, {"q-c-two": "1" * 60})

    assert page.status_code == 422
    assert "This cannot be read as a number." in page.text


def test_the_clock_runs_on_after_an_exception_from_the_pause_has_ended(
    school, browse, make, db, time
):
    school.publish(gifts={"en": QUIZ}, draw=2, minutes=10, pause_minutes=60)
    user = make.user()
    learner = browse(user)
    learner.post(BEGIN)
    learner.post(FIRST, {"token": token_of(learner.get(FIRST)), "q-c-one": "false"})
    grant = Allowance(user_id=user.id, module_id="first-steps", more_attempts=0, more_minutes=0)
    grant.no_pause, grant.until, grant.reason, grant.at = True, NOW.replace(year=2027), "why", NOW
    db.add(grant)
    db.commit()
    time.wait(minutes=1)
    learner.post(BEGIN)
    grant.ended_at = NOW
    db.commit()

    page = learner.get(FIRST)
    sent = learner.post(FIRST, {"token": token_of(page), "q-c-one": "true"})

    assert "c-one" in asked_on(page)
    assert sent.status_code == 302
    assert [attempt.answers for attempt in attempts(db)] == [{"c-one": False}, {"c-one": True}]


def test_what_came_back_with_a_fault_against_the_clock_counts_after_it(two, browse, make, db, time):
    two(minutes=10)
    learner = browse(make.user())
    learner.post(BEGIN)
    token = token_of(learner.get(FIRST))

    back = learner.post(FIRST, {"token": token, "q-c-one": "true", "q-c-two": "many"})
    time.wait(minutes=12)
    learner.post(FIRST, {"token": token, "q-c-one": "true", "q-c-two": "2"})

    assert back.status_code == 422
    assert attempts(db)[0].answers == {"c-one": True}


def test_a_ticket_of_somebody_else_against_the_clock_keeps_what_was_typed(
    two, browse, make, db, warned
):
    two(minutes=10)
    other, learner = browse(make.user()), browse(make.user())
    other.post(BEGIN)
    token = token_of(other.get(FIRST))

    not_begun = learner.post(FIRST, {"token": token, "q-c-two": "777"})
    told = learner.get(FIRST)
    learner.post(BEGIN)
    begun = learner.post(FIRST, {"token": token, "q-c-two": "777"})

    assert (not_begun.status_code, begun.status_code) == (302, 409)
    assert "belong to another sign-in" in told.text
    assert 'value="777"' in begun.text
    assert warned() == ["answers with no ticket of this person came"] * 2
    assert attempts(db) == []


@pytest.mark.parametrize("still_asked", [True, False])
def test_what_was_opened_before_the_module_is_marked_by_its_version(
    two, browse, make, db, still_asked
):
    old = two(pre_test=True)
    learner = browse(make.user())
    token = token_of(learner.get(BEFORE))
    two(CHANGED, pre_test=still_asked)

    saved = learner.post(
        BEFORE + "save", {"token": token, "changed": "c-one", "q-c-one": "true"}, headers=SCRIPT
    )
    draft = db.scalars(select(Draft)).one()
    sent = learner.post(BEFORE, {"token": token, "q-c-one": "true"})

    assert (saved.status_code, sent.status_code) == (200, 302)
    assert draft.version_id == attempts(db)[0].version_id == old.id
    assert attempts(db)[0].earned == 1


def test_a_save_that_comes_behind_the_sending_changes_nothing(two, browse, make, db):
    two()
    learner = browse(make.user())
    token = token_of(learner.get(FIRST))
    learner.post(FIRST, {"token": token, "q-c-one": "true"})

    late = learner.post(SAVE, {"token": token, "changed": "c-one", "q-c-one": ""}, headers=SCRIPT)

    assert late.status_code == 409
    assert attempts(db)[0].answers == {"c-one": True}
    assert db.scalars(select(Draft)).all() == []


def test_nothing_of_the_key_is_on_the_page_or_in_the_saved_draft(school, browse, make, db):
    school.publish(gifts={"en": NEWER_KINDS}, draw=COUNT, pre_test=True)
    learner = browse(make.user())

    for address in (FIRST, BEFORE):
        page = learner.get(address)
        form = {"token": token_of(page), "changed": "x-html", "q-x-html": "b"}
        saved = learner.post(address + "save", form, headers=SCRIPT)

        assert saved.json.keys() == {"ok", "saved"}
        for words in ("The sum is 590.", "Look twice.", "turnover", "So it is.", "Taken in minus"):
            assert words not in page.text + saved.text


def test_a_share_that_was_raised_meanwhile_is_not_lowered(two, browse, make, take, db, monkeypatch):
    two()
    learner = browse(make.user())
    take(learner, FIRST, {"q-c-two": "7"})
    page = learner.get(FIRST)
    insert = service._keep

    def raised_by_another_request(session, attempt):
        session.execute(update(ModuleStart).values(quiz_share=1.0), execution_options=ASIDE)
        return insert(session, attempt)

    monkeypatch.setattr(service, "_keep", raised_by_another_request)
    learner.post(FIRST, {"token": token_of(page), "q-c-one": "true"})

    db.expire_all()
    assert [attempt.share for attempt in attempts(db)] == [0.0, 0.5]
    assert db.scalars(select(ModuleStart.quiz_share)).one() == 1.0


def test_a_correction_is_seen_in_the_result_from_before_the_module(two, browse, make, db):
    version = two(pre_test=True)
    learner = browse(make.user())
    form = {"token": token_of(learner.get(BEFORE)), "q-c-one": "true", "q-c-two": "7"}
    result = learner.post(BEFORE, form).location
    author = browse(make.user(Role.AUTHOR))

    first = learner.get(result)
    act = {"act": "drop", "reason": "It cannot be answered.", "confirm": "yes"}
    author.post(f"/author/quizzes/first-steps/c-two/{version.number}/", act)

    assert "1 of 2." in first.text
    assert "1 of 1." in learner.get(result).text


def test_a_pass_stays_when_its_questions_are_left_out_one_by_one(two, browse, make, take, db):
    version = two(**{"pass": "0.5"})
    learner = browse(make.user())
    result = take(learner, FIRST, {"q-c-one": "true", "q-c-two": "7"}).location
    author = browse(make.user(Role.AUTHOR))

    for question in ("c-one", "c-two"):
        act = {"act": "drop", "reason": "It cannot be answered.", "confirm": "yes"}
        author.post(f"/author/quizzes/first-steps/{question}/{version.number}/", act)
    page = learner.get(result)

    db.expire_all()
    assert "You know this now" in page.text
    assert db.scalars(select(ModuleStart)).one().quiz_passed_at is not None
    assert take(learner, FIRST, RIGHT | {"q-c-one": "true"}).status_code == 302

"""A quiz against the clock: begun by a button, saved until the end, told plainly."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from factories import NOW
from sqlalchemy import select

from lms.quizzes.models import Attempt, Draft
from tests.quizzes.conftest import FIRST, asked_on, token_of

BEGIN, SAVE = FIRST + "begin", FIRST + "save"
SCRIPT = {"Accept": "application/json"}
QUIZ = """
::c-one::One is one.{TRUE####Know one.}

::c-two::How much is two?{#2:0####Know two.}
"""
GOOD = {"q-c-one": "true", "q-c-two": "2"}


@pytest.fixture
def timed(school, time):
    """Ten minutes for two questions."""
    school.publish(gifts={"en": QUIZ}, minutes=10, **{"pass": "0.9"})
    return time


def drafts(db):
    db.expire_all()
    return db.scalars(select(Draft)).all()


def test_before_the_beginning_the_page_says_the_rules_and_asks_nothing(timed, browse, make, db):
    page = browse(make.user()).get(FIRST)

    assert asked_on(page) == []
    assert 'name="token"' not in page.text
    assert "2 questions; 2 right ones are enough." in page.text
    assert "Once you begin you have 10 minutes." in page.text
    assert f'action="{BEGIN}"' in page.text
    assert drafts(db) == []


def test_the_button_begins_and_the_page_says_when_it_ends(timed, browse, make, db):
    user = make.user()
    learner = browse(user)

    begun = learner.post(BEGIN)
    timed.wait(minutes=2)
    page = learner.get(FIRST)

    draft = drafts(db)[0]
    assert (begun.status_code, begun.location) == (302, FIRST)
    assert (draft.began_at, draft.ends_at) == (NOW, NOW + timedelta(minutes=10))
    assert len(asked_on(page)) == 2
    assert "Time until 18:10" in page.text
    assert 'data-seconds="480"' in page.text
    assert ">Save now</button>" in page.text
    assert "go on later" not in page.text.lower()


def test_who_saves_by_hand_is_told_that_the_time_runs_on(timed, browse, make):
    learner = browse(make.user())
    learner.post(BEGIN)
    page = learner.get(FIRST)

    learner.post(SAVE, {"token": token_of(page), **GOOD})

    assert "Your answers are saved. The time runs on." in learner.get(FIRST).text


def test_beginning_twice_gives_no_more_time(timed, browse, make, db):
    learner = browse(make.user())
    learner.post(BEGIN)
    timed.wait(minutes=5)

    learner.post(BEGIN)

    assert [draft.ends_at for draft in drafts(db)] == [NOW + timedelta(minutes=10)]


@pytest.mark.parametrize("seconds", [599, 660])
def test_answers_within_the_time_or_on_a_slow_line_count(timed, browse, make, db, seconds):
    learner = browse(make.user())
    learner.post(BEGIN)
    page = learner.get(FIRST)
    timed.wait(seconds=seconds)

    learner.post(FIRST, {"token": token_of(page), **GOOD})

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.passed, attempt.began_at) == (True, NOW)
    assert drafts(db) == []


def test_late_answers_do_not_count_but_what_was_saved_does(timed, browse, make, db, caplog):
    user = make.user()
    learner = browse(user)
    learner.post(BEGIN)
    page = learner.get(FIRST)
    saved = {"token": token_of(page), "changed": asked_on(page), "q-c-one": "true"}
    timed.wait(minutes=4)
    learner.post(SAVE, saved, headers=SCRIPT)
    timed.wait(minutes=7, seconds=1)

    with caplog.at_level(logging.WARNING, "lms.quizzes"):
        sent = learner.post(FIRST, {"token": token_of(page), **GOOD})

    attempt = db.scalars(select(Attempt)).one()
    assert attempt.answers == {"c-one": True}
    assert (attempt.earned, attempt.passed) == (1, False)
    assert "What was saved until 18:04 was counted." in learner.get(sent.location).text
    assert [(record.user, record.module_id) for record in caplog.records] == [
        (user.id, "first-steps")
    ]


def test_late_answers_with_nothing_saved_are_an_attempt_without_marks(timed, browse, make, db):
    learner = browse(make.user())
    learner.post(BEGIN)
    page = learner.get(FIRST)
    timed.wait(minutes=12)

    sent = learner.post(FIRST, {"token": token_of(page), **GOOD})

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.answers, attempt.earned) == ({}, 0)
    assert "Nothing was saved before." in learner.get(sent.location).text


def test_a_page_opened_after_the_end_sends_what_was_saved_with_one_button(timed, browse, make, db):
    learner = browse(make.user())
    learner.post(BEGIN)
    page = learner.get(FIRST)
    learner.post(SAVE, {"token": token_of(page), **GOOD})
    timed.wait(days=1)

    over = learner.get(FIRST)
    sent = learner.post(FIRST, {"token": token_of(over), "saved": "1"})

    assert asked_on(over) == []
    assert "The time is over" in over.text
    assert "Saved on November 22, 2026 at 18:00." in over.text
    assert db.scalars(select(Attempt)).one().passed is True
    assert "came after the time" not in learner.get(sent.location).text


def test_saving_after_the_end_is_refused_and_logged(timed, browse, make, db, caplog):
    learner = browse(make.user())
    learner.post(BEGIN)
    page = learner.get(FIRST)
    timed.wait(minutes=11, seconds=1)

    with caplog.at_level(logging.WARNING, "lms.quizzes"):
        answer = learner.post(SAVE, {"token": token_of(page), **GOOD}, headers=SCRIPT)

    assert answer.status_code == 409
    assert answer.json["message"] == "The time is over. What was saved by then counts."
    assert drafts(db)[0].typed == {}
    assert len(caplog.records) == 1
    without_script = learner.post(SAVE, {"token": token_of(page), **GOOD})
    assert (without_script.status_code, without_script.location) == (302, FIRST)


def test_nobody_sends_or_saves_what_was_not_begun(school, timed, browse, make, db):
    learner = browse(make.user())
    learner.post(BEGIN)
    token = token_of(learner.get(FIRST))
    db.delete(drafts(db)[0])
    db.commit()

    sent = learner.post(FIRST, {"token": token, **GOOD})
    saved = learner.post(SAVE, {"token": token, **GOOD}, headers=SCRIPT)

    assert (sent.status_code, sent.location) == (302, FIRST)
    assert saved.status_code == 409
    assert db.scalars(select(Attempt)).all() == []


def test_a_forged_ticket_leads_to_the_page_that_says_what_is_begun(timed, browse, make, db):
    answer = browse(make.user()).post(FIRST, {"token": "x", **GOOD})

    assert (answer.status_code, answer.location) == (302, FIRST)
    assert db.scalars(select(Attempt)).all() == []


def test_beginning_within_a_pause_is_refused(school, browse, make, db, time):
    school.publish(gifts={"en": QUIZ}, minutes=10, pause_minutes=30)
    learner = browse(make.user())
    learner.post(BEGIN)
    learner.post(FIRST, {"token": token_of(learner.get(FIRST)), **GOOD})

    refused = learner.post(BEGIN)

    assert refused.status_code == 409
    assert drafts(db) == []


def test_beginning_where_there_is_no_clock_writes_nothing(school, browse, make, db):
    answer = browse(make.user()).post(BEGIN)

    assert (answer.status_code, answer.location) == (302, FIRST)
    assert drafts(db) == []


def test_a_number_that_cannot_be_read_comes_back_while_there_is_time(timed, browse, make, db):
    learner = browse(make.user())
    learner.post(BEGIN)

    back = learner.post(FIRST, {"token": token_of(learner.get(FIRST)), "q-c-two": "many"})

    assert back.status_code == 422
    assert 'data-is-saved="no"' in back.text
    assert "Time until 18:10" in back.text

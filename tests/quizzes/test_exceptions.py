"""Exceptions for one person: more tries, more time, no pause; granted, used, ended."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from factories import NOW
from sqlalchemy import select

from lms.quizzes.models import Allowance, Attempt, Draft
from lms.quizzes.own_data import KEEPER
from lms.trail.models import TrailEntry
from tests.quizzes.conftest import FIRST, SECOND, WRONG, asked_on, token_of

PAGE = "/teach/quizzes/first-steps/exceptions/"
SECOND_PAGE = "/teach/quizzes/shared-shop/exceptions/"
QUIZ = "::c-one::One is one.{TRUE####Know one.}\n"


def wanted(learner, **values):
    """The form filled in for a learner, valid for the rest of the day."""
    form = {"username": learner.username, "until": "2026-11-22", "reason": "A noisy dormitory"}
    return form | values


def exceptions(db):
    db.expire_all()
    return db.scalars(select(Allowance)).all()


@pytest.fixture
def trainer(browse, make):
    return browse(make.trainer())


def test_one_more_try_is_for_one_person_only(school, browse, make, take, trainer, db, time):
    school.publish(gifts={"en": QUIZ}, draw=1, attempts=1)
    user, other = make.user(), make.user()
    for person in (user, other):
        take(browse(person), FIRST, {"q-c-one": "false"})

    granted = trainer.post(PAGE, wanted(user, more_attempts="1"))

    assert (granted.status_code, granted.location) == (302, PAGE)
    assert "You can send your answers once." in browse(user).get(FIRST).text
    assert take(browse(user), FIRST, {"q-c-one": "true"}).status_code == 302
    assert "every try" in browse(user).get(FIRST).text
    assert "every try" in browse(other).get(FIRST).text
    assert len(db.scalars(select(Attempt)).all()) == 3


def test_no_pause_opens_the_questions_at_once(school, browse, make, take, trainer, time):
    user = make.user()
    learner = browse(user)
    sent = take(learner, SECOND, WRONG)
    closed = asked_on(learner.get(SECOND))

    trainer.post(SECOND_PAGE, wanted(user, no_pause="y"))

    assert closed == []
    assert len(asked_on(learner.get(SECOND))) == 2
    assert f'href="{SECOND}"' in learner.get(sent.location).text
    assert take(learner, SECOND, WRONG).status_code == 302


def test_more_minutes_count_for_a_try_that_has_begun_too(school, browse, make, trainer, time, db):
    school.publish(gifts={"en": QUIZ}, draw=1, minutes=10)
    user = make.user()
    learner = browse(user)
    learner.post(FIRST + "begin")

    trainer.post(PAGE, wanted(user, more_minutes="30"))
    time.wait(minutes=35)
    page = learner.get(FIRST)
    learner.post(FIRST, {"token": token_of(page), "q-c-one": "true"})

    assert "Time until 18:40" in page.text
    assert db.scalars(select(Attempt)).one().passed is True


def test_an_exception_that_ends_does_not_cut_off_what_was_begun(
    school, browse, make, trainer, time, db
):
    school.publish(gifts={"en": QUIZ}, draw=1, minutes=10)
    user = make.user()
    trainer.post(PAGE, wanted(user, more_minutes="30"))
    learner = browse(user)
    learner.post(FIRST + "begin")

    trainer.post(f"{PAGE}{exceptions(db)[0].id}/end")

    assert "Once you begin" not in learner.get(FIRST).text
    assert "Time until 18:40" in learner.get(FIRST).text
    assert db.scalars(select(Draft)).one().ends_at is not None


def test_an_exception_ends_after_its_last_day_where_the_learner_lives(
    school, browse, make, take, trainer, time, db
):
    user = make.user()
    take(browse(user), SECOND, WRONG)
    trainer.post(SECOND_PAGE, wanted(user, no_pause="y"))
    time.wait(hours=1)

    assert exceptions(db)[0].until == datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    assert len(asked_on(browse(user).get(SECOND))) == 2


def test_an_exception_ended_early_holds_no_more(school, browse, make, take, trainer, time, db):
    user = make.user()
    take(browse(user), SECOND, WRONG)
    trainer.post(SECOND_PAGE, wanted(user, no_pause="y"))
    address = f"{SECOND_PAGE}{exceptions(db)[0].id}/end"
    assert f'action="{address}"' in trainer.get(SECOND_PAGE).text

    first = trainer.post(address)
    time.wait(minutes=1)
    trainer.post(address)

    assert first.location == SECOND_PAGE
    assert exceptions(db)[0].ended_at == NOW
    assert asked_on(browse(user).get(SECOND)) == []
    assert address not in trainer.get(SECOND_PAGE).text


def test_what_was_granted_and_ended_is_in_the_trail(school, browse, make, time, db):
    user, teaching = make.user(), make.trainer()
    trainer = browse(teaching)
    trainer.post(PAGE, wanted(user, more_attempts="2"))
    trainer.post(f"{PAGE}{exceptions(db)[0].id}/end")

    entries = db.scalars(
        select(TrailEntry).where(TrailEntry.act.like("quizzes.%")).order_by(TrailEntry.act)
    ).all()

    assert [entry.act for entry in entries] == [
        "quizzes.end_exception",
        "quizzes.grant_exception",
    ]
    assert {entry.actor_id for entry in entries} == {teaching.id}
    assert entries[1].facts["more_attempts"] == 2
    assert "dormitory" not in str(entries[1].facts)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Give at least one thing: more tries, more minutes, or no pause."),
        ({"more_attempts": "0", "more_minutes": "0"}, "Give at least one thing"),
        ({"more_attempts": "101"}, "Write a number from 0 to 100."),
        ({"more_minutes": "1001"}, "Write a number from 0 to 1,000."),
        ({"more_attempts": "-1"}, "Write a number from 0 to 100."),
        ({"more_attempts": "1.5"}, "Write a whole number."),
        ({"more_attempts": "many"}, "Write a number"),
        ({"no_pause": "y", "until": "2026-11-21"}, "Choose today or a day to come."),
        ({"no_pause": "y", "until": "soon"}, "Write the day as year, month, day"),
        ({"no_pause": "y", "until": "9999-12-31"}, "Write the day as year, month, day"),
        ({"no_pause": "y", "until": ""}, "Choose the last day on which this holds."),
        ({"no_pause": "y", "reason": ""}, "Write why, in a few words."),
        ({"no_pause": "y", "reason": "x"}, "Write at least 5 signs."),
        ({"no_pause": "y", "username": ""}, "Write the user name or the phone number."),
        ({"no_pause": "y", "username": "nobody.here"}, "Nobody here has this name."),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_lost(
    school, make, trainer, db, time, values, said
):
    user = make.user()

    page = trainer.post(PAGE, wanted(user, **values))

    assert page.status_code == 422
    assert page.text.count(said) == 2
    assert values.get("reason", "A noisy dormitory") in page.text
    assert f'value="{values.get("until", "2026-11-22")}"' in page.text
    assert exceptions(db) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_three_statements_and_shows_its_module_only(
    school, make, trainer, db, time, counting, rows
):
    users = [make.user() for _ in range(rows)]
    for user in users:
        trainer.post(PAGE, wanted(user, more_attempts="1"))
    leaking = make.user()
    trainer.post(SECOND_PAGE, wanted(leaking, more_attempts="1"))

    with counting() as statements:
        page = trainer.get(PAGE)

    assert all(user.username in page.text for user in users)
    assert leaking.username not in page.text
    assert len(statements) == 3, statements


def test_the_trainers_pages_lead_to_each_other(school, trainer):
    front = trainer.get("/teach/").text
    modules = trainer.get("/teach/quizzes/").text

    assert 'href="/teach/quizzes/"' in front
    assert 'href="/teach/essays/"' in front
    assert '<a href="/teach/" aria-current="true">Teaching</a>' in front
    assert f'href="{PAGE}"' in modules
    assert f'href="{SECOND_PAGE}"' in modules
    assert "10 minutes" in modules


def test_learners_see_no_trainers_pages(school, browse, make):
    learner = browse(make.user())

    assert 'href="/teach/"' not in learner.get("/learn/").text
    for address in ("/teach/", "/teach/quizzes/", PAGE):
        assert learner.get(address).status_code == 403
    assert learner.post(PAGE, wanted(make.user(), more_attempts="1")).status_code == 403


def test_what_is_not_there_is_not_found(school, make, trainer, db, time):
    user = make.user()
    trainer.post(PAGE, wanted(user, more_attempts="1"))
    there = exceptions(db)[0].id

    assert trainer.get("/teach/quizzes/nowhere/exceptions/").status_code == 404
    assert trainer.get("/teach/quizzes/%00/exceptions/").status_code == 404
    assert trainer.post(f"{PAGE}{uuid.uuid4()}/end").status_code == 404
    assert trainer.post(f"{SECOND_PAGE}{there}/end").status_code == 404


def test_an_exception_goes_with_its_owner_and_can_be_taken_along(school, make, trainer, db, time):
    user = make.user()
    trainer.post(PAGE, wanted(user, more_minutes="5"))

    kept = KEEPER.export(db, user.id)
    db.delete(db.merge(user))
    db.commit()

    assert [(one["what"], one["more_minutes"]) for one in kept] == [("exception", 5)]
    assert exceptions(db) == []


def test_an_exception_is_looked_up_only_where_it_could_matter(
    school, browse, make, take, time, counting
):
    learner = browse(make.user())
    take(learner, SECOND, WRONG)
    time.wait(minutes=11)
    learner.get(SECOND)

    with counting() as open_again:
        learner.get(SECOND)
    time.now = NOW
    with counting() as within_the_pause:
        learner.get(SECOND)

    assert [one for one in open_again if "quiz_allowances" in one] == []
    assert len(open_again) == 2, open_again
    assert len(within_the_pause) == 4, within_the_pause

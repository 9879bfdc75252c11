"""Own data in plans: all of it can be taken along; a group's plan outlives an account."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import delete, func, select

from lms.accounts.models import User
from lms.plans import people
from lms.plans.history_models import PlanChange
from lms.plans.kinds import PlanRole
from lms.plans.models import Plan, PlanPerson
from lms.plans.own_data import KEEPER


@pytest.fixture
def writing(db, make):
    return Writing(db, make.user(name="Lan"))


def go(db, user):
    KEEPER.forget(db, user.id)
    db.execute(delete(User).where(User.id == user.id))
    db.expire_all()


def test_the_export_holds_the_plans_and_every_word_somebody_wrote(db, writing):
    other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer"})
    writing.send(other, {"need": "A truck", "who": "We"})
    db.expire_all()

    kept = json.loads(json.dumps(KEEPER.export(db, other.id)))

    assert [(one["title"], one["role"]) for one in kept["plans"]] == [("Greens", "editor")]
    assert kept["plans"][0]["sections"]["idea"]["answers"] == {"need": "A dryer", "who": "We"}
    assert [(one["path"], one["value"]) for one in kept["written"]] == [("who", "We")]
    assert [(one["path"], one["value"]) for one in kept["waiting"]] == [("need", "A truck")]


def test_who_left_takes_along_what_they_wrote_and_nothing_of_the_others(db, writing):
    other = writing.joined()
    writing.send(other, {"who": "We"})
    people.leave_plan(db, other, writing.plan, now=NOW)
    writing.send(writing.owner, {"need": "A secret"})

    kept = json.dumps(KEEPER.export(db, other.id))

    assert '"value": "We"' in kept
    assert "A secret" not in kept


def test_a_plan_that_nobody_else_writes_goes_with_the_account(db, writing):
    writing.joined(PlanRole.COMMENTER)
    writing.send(writing.owner, {"need": "A dryer"})

    go(db, writing.owner)

    for table in (Plan, PlanPerson, PlanChange):
        assert db.scalar(select(func.count()).select_from(table)) == 0


def test_a_group_s_plan_is_handed_to_the_one_who_writes_longest(db, writing):
    second = writing.joined(now=NOW + timedelta(hours=2))
    first = writing.joined(now=NOW + timedelta(hours=1))
    writing.send(writing.owner, {"need": "A dryer"})

    go(db, writing.owner)

    plan = db.scalars(select(Plan)).one()
    roles = {one.user_id: one.role for one in db.scalars(select(PlanPerson))}
    assert plan.owner_id == first.id
    assert roles == {first.id: PlanRole.OWNER, second.id: PlanRole.EDITOR}
    change = db.scalars(select(PlanChange)).one()
    assert (change.value, change.user_id) == ("A dryer", None)


def test_one_who_writes_goes_and_the_words_stay_without_the_name(db, writing):
    other = writing.joined()
    writing.send(other, {"who": "We"})
    name = other.display_name

    go(db, other)

    places = db.scalars(select(PlanPerson)).all()
    assert [one.user_id for one in places] == [writing.owner.id]
    assert name not in [one.name for one in places]
    assert db.scalars(select(PlanChange)).one().user_id is None

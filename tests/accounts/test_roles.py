"""Roles are grants with a scope."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from factories import NOW
from sqlalchemy import func, select

from lms.accounts import rules, service
from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.trail.models import TrailEntry


def person(*grants):
    return SimpleNamespace(grants=[SimpleNamespace(role=r, scope=s) for r, s in grants])


@pytest.mark.parametrize(
    ("held", "asked", "may"),
    [
        ((Role.TRAINER, ""), (Role.TRAINER, ""), True),
        ((Role.TRAINER, ""), (Role.TRAINER, "class:7"), True),
        ((Role.TRAINER, "class:7"), (Role.TRAINER, "class:7"), True),
        ((Role.TRAINER, "class:7"), (Role.TRAINER, "class:8"), False),
        ((Role.TRAINER, "class:7"), (Role.TRAINER, ""), False),
        ((Role.TRAINER, ""), (Role.ADMIN, ""), False),
        ((Role.ADMIN, "class:7"), (Role.ADMIN, ""), False),
    ],
)
def test_a_grant_gives_its_role_within_its_scope(held, asked, may):
    assert rules.has_role(person(held), *asked) is may


def test_a_stranger_holds_no_role():
    assert [rules.has_role(None, role) for role in Role] == [False] * len(Role)
    assert [rules.teach(None), rules.administer(None), rules.own_login(None, None)] == [False] * 3


def test_a_role_given_twice_is_held_and_noted_once(db, lan):
    for _ in range(2):
        service.grant(db, None, lan, Role.TRAINER, scope="class:7", now=NOW)
    service.grant(db, None, lan, Role.TRAINER, now=NOW)
    db.flush()

    grants = db.execute(select(Grant.role, Grant.scope).order_by(Grant.scope)).all()
    assert grants == [(Role.TRAINER, ""), (Role.TRAINER, "class:7")]
    assert db.scalar(select(func.count()).select_from(TrailEntry)) == 2


def test_a_role_taken_back_is_gone_and_taking_it_twice_changes_nothing(db, lan):
    service.grant(db, None, lan, Role.TRAINER, scope="class:7", now=NOW)
    service.grant(db, None, lan, Role.TRAINER, now=NOW)

    for _ in range(2):
        service.take_back(db, None, lan, Role.TRAINER, scope="class:7", now=NOW)
    db.flush()

    assert [(g.role, g.scope) for g in db.scalars(select(Grant))] == [(Role.TRAINER, "")]
    acts = db.scalars(select(TrailEntry.act).order_by(TrailEntry.act)).all()
    assert acts == ["accounts.grant", "accounts.grant", "accounts.take_back"]

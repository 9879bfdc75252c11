"""Every SELECT about plans."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from lms.accounts.models import User
from lms.plans.models import Plan, PlanPerson, PlanSection

MOST_PLANS = 50


def visible_to(user: User) -> Select[Plan]:
    """Plans this person is in, unordered; every list starts here."""
    return select(Plan).where(
        Plan.people.any((PlanPerson.user_id == user.id) & PlanPerson.removed_at.is_(None))
    )


def plans_of(db: Session, user: User) -> Sequence[Plan]:
    """The plans somebody sees, with people and sections, the one saved last first; 50 at most."""
    return db.scalars(
        visible_to(user)
        .options(selectinload(Plan.sections), selectinload(Plan.people))
        .order_by(Plan.updated_at.desc(), Plan.id)
        .limit(MOST_PLANS)
    ).all()


def plan_with_sections(db: Session, plan_id: uuid.UUID) -> Plan | None:
    """One plan with its people, all that is answered in it, and who advises: 3 statements."""
    return _one(db, plan_id, selectinload(Plan.sections))


def plan_with_people(db: Session, plan_id: uuid.UUID) -> Plan | None:
    """One plan with what its rules ask for, without its answers: 2 statements."""
    return _one(db, plan_id)


def _one(db: Session, plan_id: uuid.UUID, *more: Any) -> Plan | None:
    with_people = joinedload(Plan.people), selectinload(Plan.advice)
    asked = select(Plan).where(Plan.id == plan_id).options(*with_people, *more)
    return db.scalars(asked).unique().one_or_none()


def plan(db: Session, plan_id: uuid.UUID) -> Plan | None:
    """One plan without its answers."""
    return db.get(Plan, plan_id)


def person_now(db: Session, plan_id: uuid.UUID, user_id: uuid.UUID) -> PlanPerson | None:
    """Somebody's place in a plan as it is now, also of one who was taken out."""
    return db.scalar(
        select(PlanPerson)
        .where(PlanPerson.plan_id == plan_id, PlanPerson.user_id == user_id)
        .execution_options(populate_existing=True)
    )


def people_now(db: Session, plan_id: uuid.UUID) -> Sequence[PlanPerson]:
    """All who are or were in a plan, as it is now, in the order in which they came."""
    return db.scalars(
        select(PlanPerson)
        .where(PlanPerson.plan_id == plan_id)
        .order_by(PlanPerson.joined_at, PlanPerson.id)
        .execution_options(populate_existing=True)
    ).all()


def plans_owned(db: Session, user: User) -> int:
    """How many plans somebody has."""
    return db.scalar(select(func.count()).select_from(Plan).where(Plan.owner_id == user.id)) or 0


def section_now(db: Session, plan_id: uuid.UUID, key: str) -> PlanSection | None:
    """A section as it stands in the database now, whatever this session has read before."""
    return db.scalar(
        select(PlanSection)
        .where(PlanSection.plan_id == plan_id, PlanSection.key == key)
        .execution_options(populate_existing=True)
    )

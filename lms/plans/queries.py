"""Every SELECT about plans."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.models import User
from lms.plans.models import Plan, PlanSection

MOST_PLANS = 50


def visible_to(user: User) -> Select[Plan]:
    """Plans this person may read, unordered; every list and export starts here."""
    return select(Plan).where(Plan.owner_id == user.id)


def plans_of(db: Session, user: User) -> Sequence[Plan]:
    """The plans somebody sees, with their sections, the one saved last first; 50 at most."""
    return db.scalars(
        visible_to(user)
        .options(selectinload(Plan.sections))
        .order_by(Plan.updated_at.desc(), Plan.id)
        .limit(MOST_PLANS)
    ).all()


def plan_with_sections(db: Session, plan_id: uuid.UUID) -> Plan | None:
    """One plan with all that is answered in it."""
    return db.scalar(select(Plan).where(Plan.id == plan_id).options(selectinload(Plan.sections)))


def plan(db: Session, plan_id: uuid.UUID) -> Plan | None:
    """One plan without its answers."""
    return db.get(Plan, plan_id)


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

"""Every SELECT about the people of plans: when they wrote, whom a trainer typed for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.models import User
from lms.plans.history_models import PlanChange
from lms.plans.kinds import AdviceState, PlanRole
from lms.plans.models import Plan, PlanAdvice, PlanPerson
from lms.plans.queries import MOST_PLANS


def last_wrote(db: Session, plan_id: uuid.UUID) -> Mapping[uuid.UUID, datetime]:
    """When each of those who wrote in a plan did so last, by user id."""
    rows = db.execute(
        select(PlanChange.user_id, func.max(PlanChange.at).label("at"))
        .where(PlanChange.plan_id == plan_id, PlanChange.user_id.is_not(None))
        .group_by(PlanChange.user_id)
        .order_by(PlanChange.user_id)
    )
    return {row.user_id: row.at for row in rows}


def typed_by(db: Session, user: User) -> Sequence[Plan]:
    """Plans that somebody typed in for a group and still has, with sections; 50 at most."""
    return db.scalars(
        select(Plan)
        .where(
            Plan.people.any(
                (PlanPerson.user_id == user.id)
                & PlanPerson.typist.is_(True)
                & (PlanPerson.role == PlanRole.OWNER)
            )
        )
        .options(selectinload(Plan.sections))
        .order_by(Plan.updated_at.desc(), Plan.id)
        .limit(MOST_PLANS)
    ).all()


def asking(db: Session, user: User) -> Sequence[Plan]:
    """Plans that ask this person, or any trainer, for advice, with sections; 50 at most."""
    of_this_one = or_(PlanAdvice.adviser_id == user.id, PlanAdvice.adviser_id.is_(None))
    return db.scalars(
        select(Plan)
        .where(Plan.advice.any((PlanAdvice.state == AdviceState.OPEN) & of_this_one))
        .options(selectinload(Plan.sections))
        .order_by(Plan.updated_at.desc(), Plan.id)
        .limit(MOST_PLANS)
    ).all()

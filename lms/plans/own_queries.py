"""Every SELECT for somebody's own data in plans; all of it, because it is theirs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.plans.advice_models import PlanAgreement, PlanComment
from lms.plans.history_models import PlanChange, PlanQuestion
from lms.plans.models import Plan, PlanPerson


def owned_by(db: Session, user_id: uuid.UUID) -> Sequence[Plan]:
    """The plans somebody owns."""
    return db.scalars(select(Plan).where(Plan.owner_id == user_id).order_by(Plan.id)).all()


def places_of(db: Session, user_id: uuid.UUID) -> Sequence[PlanPerson]:
    """Where somebody is or was in a plan, with the plan and its sections."""
    return db.scalars(
        select(PlanPerson)
        .where(PlanPerson.user_id == user_id)
        .options(joinedload(PlanPerson.plan).selectinload(Plan.sections))
        .order_by(PlanPerson.joined_at, PlanPerson.id)
    ).all()


def changes_of(db: Session, user_id: uuid.UUID) -> Sequence[PlanChange]:
    """All answers somebody wrote, the oldest first."""
    return db.scalars(
        select(PlanChange)
        .where(PlanChange.user_id == user_id)
        .order_by(PlanChange.at, PlanChange.section, PlanChange.rev, PlanChange.path)
    ).all()


def questions_of(db: Session, user_id: uuid.UUID) -> Sequence[PlanQuestion]:
    """Answers of somebody that waited or wait for a decision, the oldest first."""
    return db.scalars(
        select(PlanQuestion)
        .where(PlanQuestion.user_id == user_id)
        .order_by(PlanQuestion.at, PlanQuestion.id)
    ).all()


def comments_of(db: Session, user_id: uuid.UUID) -> Sequence[PlanComment]:
    """What somebody wrote beside answers, the oldest first."""
    return db.scalars(
        select(PlanComment)
        .where(PlanComment.user_id == user_id)
        .order_by(PlanComment.at, PlanComment.id)
    ).all()


def agreements_of(db: Session, user_id: uuid.UUID) -> Sequence[PlanAgreement]:
    """What somebody agreed to or wrote down for another, the oldest first."""
    return db.scalars(
        select(PlanAgreement)
        .where(PlanAgreement.by_id == user_id)
        .order_by(PlanAgreement.at, PlanAgreement.id)
    ).all()

"""Every SELECT about agreements of members and frozen copies of a plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.plans.advice_models import PlanAgreement, PlanFrozen
from lms.plans.models import PlanSection

MOST_AGREEMENTS = 500
MOST_FROZEN = 20  # copies of one plan; each holds its PDF


def sections_now(db: Session, plan_id: uuid.UUID) -> Sequence[PlanSection]:
    """All sections of a plan as they stand in the database now."""
    return db.scalars(
        select(PlanSection)
        .where(PlanSection.plan_id == plan_id)
        .order_by(PlanSection.key)
        .execution_options(populate_existing=True)
    ).all()


def agreements(db: Session, plan_id: uuid.UUID) -> Sequence[PlanAgreement]:
    """The newest agreements of a plan, of whatever text, the oldest of them first."""
    newest = db.scalars(
        select(PlanAgreement)
        .where(PlanAgreement.plan_id == plan_id)
        .order_by(PlanAgreement.at.desc(), PlanAgreement.id)
        .limit(MOST_AGREEMENTS)
    ).all()
    return newest[::-1]


def frozen_copies(db: Session, plan_id: uuid.UUID) -> Sequence[PlanFrozen]:
    """The frozen copies of a plan without their PDF, the newest first."""
    return db.scalars(
        select(PlanFrozen)
        .where(PlanFrozen.plan_id == plan_id)
        .order_by(PlanFrozen.number.desc())
        .limit(MOST_FROZEN)
    ).all()


def last_number(db: Session, plan_id: uuid.UUID) -> int:
    """The number of the newest frozen copy; 0 when there is none."""
    asked = select(func.max(PlanFrozen.number)).where(PlanFrozen.plan_id == plan_id)
    return db.scalar(asked) or 0


def frozen_copy(db: Session, plan_id: uuid.UUID, number: int) -> PlanFrozen | None:
    """One frozen copy without its PDF."""
    return db.scalar(
        select(PlanFrozen).where(PlanFrozen.plan_id == plan_id, PlanFrozen.number == number)
    )


def frozen_pdf(db: Session, plan_id: uuid.UUID, number: int) -> bytes | None:
    """The PDF of a frozen copy as it was made then."""
    return db.scalar(
        select(PlanFrozen.pdf).where(PlanFrozen.plan_id == plan_id, PlanFrozen.number == number)
    )

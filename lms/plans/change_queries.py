"""Every SELECT for reading what was written in a plan, answer by answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from lms.plans.history_models import PlanChange

MOST_CHANGES = 50


def changes(
    db: Session, plan_id: uuid.UUID, *, before: uuid.UUID | None = None
) -> Sequence[PlanChange]:
    """What was written, the newest first; 50 at most, and whether a row moved is left out.

    before  the last change of the page before this one; one that is not there: from the newest
    """
    asked = select(PlanChange).where(
        PlanChange.plan_id == plan_id, PlanChange.path.not_like("%/\\_at", escape="\\")
    )
    last = _change(db, plan_id, before) if before else None
    if last is not None:
        is_older = and_(PlanChange.at == last.at, PlanChange.id < last.id)
        asked = asked.where(or_(PlanChange.at < last.at, is_older))
    return db.scalars(
        asked.order_by(PlanChange.at.desc(), PlanChange.id.desc()).limit(MOST_CHANGES)
    ).all()


def _change(db: Session, plan_id: uuid.UUID, change_id: uuid.UUID) -> PlanChange | None:
    return db.scalar(
        select(PlanChange).where(PlanChange.id == change_id, PlanChange.plan_id == plan_id)
    )

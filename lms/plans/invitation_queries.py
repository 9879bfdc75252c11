"""Every SELECT about invitations into a plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lms.plans.models import PlanInvitation


def open_invitations(db: Session, plan_id: uuid.UUID, now: datetime) -> Sequence[PlanInvitation]:
    """Invitations with which somebody may still join, the newest first; 20 at most."""
    return db.scalars(
        select(PlanInvitation)
        .where(
            PlanInvitation.plan_id == plan_id,
            PlanInvitation.withdrawn_at.is_(None),
            PlanInvitation.places > 0,
            PlanInvitation.expires_at > now,
        )
        .order_by(PlanInvitation.made_at.desc(), PlanInvitation.id)
    ).all()


def invitation(db: Session, plan_id: uuid.UUID, invitation_id: uuid.UUID) -> PlanInvitation | None:
    """An invitation of this plan as it is now."""
    return db.scalar(
        select(PlanInvitation)
        .where(PlanInvitation.id == invitation_id, PlanInvitation.plan_id == plan_id)
        .execution_options(populate_existing=True)
    )


def by_token_hash(db: Session, token_hash: str) -> PlanInvitation | None:
    """The invitation behind a link, with its plan."""
    return db.scalar(
        select(PlanInvitation)
        .where(PlanInvitation.token_hash == token_hash)
        .options(joinedload(PlanInvitation.plan))
    )

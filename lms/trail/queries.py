"""Every SELECT about the trail."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.trail.models import TrailEntry


def acts_of(db: Session, actor_id: uuid.UUID) -> Sequence[TrailEntry]:
    """All that somebody did, the oldest first: for their own data."""
    return db.scalars(
        select(TrailEntry)
        .where(TrailEntry.actor_id == actor_id)
        .order_by(TrailEntry.at, TrailEntry.id)
    ).all()

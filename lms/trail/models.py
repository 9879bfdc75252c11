"""The table of what was done."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Row


class TrailEntry(Row):
    """One act. The actor stays as a bare id when the account is deleted; None: the system."""

    __tablename__ = "trail_entries"
    __table_args__ = (Index("ix_trail_entries_thing", "thing_kind", "thing_id", "at"),)

    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(60))
    thing_kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]]

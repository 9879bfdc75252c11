"""The table of certificates: what was printed, frozen at issue, and whether it still holds."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import enum_column
from lms.db import Row
from lms.progress.models import ID

LONGEST_NAME = 80
LONGEST_REASON = 500


class State(StrEnum):
    """Whether a certificate holds; which may follow which stands in lifecycle.py."""

    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"


class Certificate(Row):
    """One person's certificate of one course. Nothing of it changes after issue but its state.

    facts     every printed line in each printed language (freezing.py); {} once deleted
    pdf       the paper itself, loaded only to be handed out; None once deleted
    pdf_hash  SHA-256 of the paper as it was issued; "" once deleted
    user_id   None once the account is deleted
    """

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("user_id", "course_id"),
        CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND reason <> '')",
            name="withdrawn_with_reason",
        ),
        CheckConstraint(
            "state <> 'deleted' OR (user_id IS NULL AND pdf IS NULL)", name="deleted_is_blank"
        ),
    )

    number: Mapped[str] = mapped_column(String(16), unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    course_id: Mapped[str] = mapped_column(String(ID))
    state: Mapped[State] = mapped_column(enum_column(State))
    facts: Mapped[dict[str, Any]]
    pdf: Mapped[bytes | None] = mapped_column(deferred=True, deferred_raiseload=True)
    pdf_size: Mapped[int]
    pdf_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

"""Tables of business plans: the plan, and its answers section by section."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.kinds import Country
from lms.accounts.models import User, enum_column
from lms.db import Row, related

TITLE = 120


class Plan(Row):
    """A business plan: whose it is, for which country, in which money."""

    __tablename__ = "plans"
    __table_args__ = (Index("ix_plans_owner_id_updated_at", "owner_id", "updated_at"),)

    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(TITLE))
    country: Mapped[Country] = mapped_column(enum_column(Country))
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    owner: Mapped[User] = related()
    sections: Mapped[list[PlanSection]] = related(
        back_populates="plan", cascade="all, delete-orphan", passive_deletes=True
    )


class PlanSection(Row):
    """The answers of one section as they were saved last.

    answers  name -> text; what is not answered is not there; numbers as plain digits
    rev      counts the saves, so that an old page cannot overwrite a newer one
    """

    __tablename__ = "plan_sections"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        CheckConstraint("rev > 0", name="rev_positive"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]]
    rev: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )

    plan: Mapped[Plan] = related(back_populates="sections")

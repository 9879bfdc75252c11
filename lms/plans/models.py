"""Tables of business plans: the plan, its answers section by section, its people and advisers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.kinds import Country
from lms.accounts.models import User, enum_column
from lms.db import Row, related
from lms.plans.kinds import AdviceState, PlanRole

TITLE = 120
NAME = 80
SECTION_KEY = 40
DEVICE = 64


class Plan(Row):
    """A business plan: whose it is, for which country, in which money.

    owner_id  the one person of plan_people whose role is owner
    rev       counts what changed in any section
    """

    __tablename__ = "plans"
    __table_args__ = (Index("ix_plans_owner_id_updated_at", "owner_id", "updated_at"),)

    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(TITLE))
    country: Mapped[Country] = mapped_column(enum_column(Country))
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    rev: Mapped[int] = mapped_column(default=0, server_default=text("0"))

    owner: Mapped[User] = related()
    sections: Mapped[list[PlanSection]] = related(
        back_populates="plan", cascade="all, delete-orphan", passive_deletes=True
    )
    people: Mapped[list[PlanPerson]] = related(
        back_populates="plan", cascade="all, delete-orphan", passive_deletes=True
    )
    advice: Mapped[list[PlanAdvice]] = related(
        back_populates="plan", cascade="all, delete-orphan", passive_deletes=True
    )


class PlanSection(Row):
    """A section as it stands.

    answers   path -> text; what is not answered is not there; numbers as plain digits
    stamps    path -> [rev, device, user id, when typed], also of paths that were emptied
    rev       counts the packets that changed something; 0: nothing was written yet
    taken_by  who said "I am writing this": a courtesy, not a lock
    """

    __tablename__ = "plan_sections"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        CheckConstraint("rev >= 0", name="rev_from_zero"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(SECTION_KEY))
    answers: Mapped[dict[str, Any]]
    stamps: Mapped[dict[str, Any]]
    rev: Mapped[int]
    template_version: Mapped[str] = mapped_column(String(64), default="", server_default="")
    saved_at: Mapped[datetime]
    saved_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]

    plan: Mapped[Plan] = related(back_populates="sections")


class PlanPerson(Row):
    """Somebody in a plan; without an account it is only a name (the family at home).

    member_row  the row of the section "people" (its id) that this person is
    typist      typed a plan in from paper for a group that takes it over
    removed_at  taken out or left; kept, so that what their phone still sends is not lost
    """

    __tablename__ = "plan_people"
    __table_args__ = (
        UniqueConstraint("plan_id", "user_id"),
        UniqueConstraint("plan_id", "member_row"),
        Index(
            "one_owner",
            "plan_id",
            unique=True,
            sqlite_where=text("role = 'owner'"),
            postgresql_where=text("role = 'owner'"),
        ),
        CheckConstraint("role <> 'owner' OR removed_at IS NULL", name="owner_is_there"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(NAME))
    role: Mapped[PlanRole] = mapped_column(enum_column(PlanRole))
    member_row: Mapped[str | None] = mapped_column(String(64))
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    typist: Mapped[bool] = mapped_column(default=False, server_default=false())

    plan: Mapped[Plan] = related(back_populates="people")
    user: Mapped[User | None] = related()


class PlanInvitation(Row):
    """A link into a plan, kept as a hash; whoever has the link may join until it ends.

    places  how many may still join with it
    """

    __tablename__ = "plan_invitations"
    __table_args__ = (CheckConstraint("places >= 0", name="places_from_zero"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("plans.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(NAME))
    role: Mapped[PlanRole] = mapped_column(enum_column(PlanRole))
    places: Mapped[int]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    plan: Mapped[Plan] = related()


class PlanAdvice(Row):
    """A request for advice; while it is open the adviser reads and comments, and types nothing.

    adviser_id  None: any trainer
    sections    keys that are asked about; []: all
    """

    __tablename__ = "plan_advice"
    __table_args__ = (Index("ix_plan_advice_adviser_id_state", "adviser_id", "state"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("plans.id", ondelete="CASCADE"), index=True
    )
    adviser_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    sections: Mapped[list[Any]]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[AdviceState] = mapped_column(enum_column(AdviceState))
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    plan: Mapped[Plan] = related(back_populates="advice")
    adviser: Mapped[User | None] = related(foreign_keys=[adviser_id])

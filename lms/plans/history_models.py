"""Tables of what happened to a plan: packets, every change, versions, open questions."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User, enum_column
from lms.db import Row, related
from lms.plans.kinds import LONGEST_PATH, Cause, Outcome
from lms.plans.models import DEVICE, NAME, SECTION_KEY, Plan


class PlanOperation(Row):
    """A packet that came in, with what was answered: sent again it has no second effect.

    content  hash of the packet: a form that was changed and sent again under the same op_id is
             another packet
    reply    {"raised": how many questions it raised}
    """

    __tablename__ = "plan_operations"
    __table_args__ = (UniqueConstraint("plan_id", "op_id", "content"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    op_id: Mapped[uuid.UUID]
    content: Mapped[str] = mapped_column(String(64))
    section: Mapped[str] = mapped_column(String(SECTION_KEY))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    device: Mapped[str] = mapped_column(String(DEVICE))
    reply: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class PlanChange(Row):
    """One answer that was written; never changed: any old state can be rebuilt from them.

    value      "": emptied
    overtaken  it came after a newer answer of the same device and never stood
    typed_at   when it was typed; at: when it came
    """

    __tablename__ = "plan_changes"
    __table_args__ = (UniqueConstraint("plan_id", "section", "rev", "path"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(SECTION_KEY))
    rev: Mapped[int]
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    value: Mapped[str] = mapped_column(Text)
    overtaken: Mapped[bool]
    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    device: Mapped[str] = mapped_column(String(DEVICE))
    typed_at: Mapped[datetime]
    at: Mapped[datetime]


class PlanVersion(Row):
    """A moment of a plan that can be looked at and brought back.

    name      None: made by itself, one for each section and quarter of an hour of work
    section   what was written in when it was made by itself; None: a named one, or, without a
              name, the plan before an older version was brought back
    revs      section -> rev, of all sections
    began_at  when the work that it ends began
    """

    __tablename__ = "plan_versions"
    __table_args__ = (Index("ix_plan_versions_plan_id_at", "plan_id", "at"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    name: Mapped[str | None] = mapped_column(String(NAME))
    section: Mapped[str | None] = mapped_column(String(SECTION_KEY))
    revs: Mapped[dict[str, Any]]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    began_at: Mapped[datetime]
    at: Mapped[datetime]

    plan: Mapped[Plan] = related()
    user: Mapped[User | None] = related()


class PlanQuestion(Row):
    """An answer that waits beside the one that stands, until somebody decides.

    mine    what this person wrote; theirs: what stood in the plan when it came
    """

    __tablename__ = "plan_questions"
    __table_args__ = (Index("ix_plan_questions_plan_id_outcome", "plan_id", "outcome", "section"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(SECTION_KEY))
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    mine: Mapped[str] = mapped_column(Text)
    theirs: Mapped[str] = mapped_column(Text)
    cause: Mapped[Cause] = mapped_column(enum_column(Cause))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    device: Mapped[str] = mapped_column(String(DEVICE))
    typed_at: Mapped[datetime]
    at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    settled_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    settled_at: Mapped[datetime | None]

    plan: Mapped[Plan] = related()
    user: Mapped[User | None] = related(foreign_keys=[user_id])

"""Tables of what stands beside a plan: comments, agreements of its members, frozen copies."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User, enum_column
from lms.db import Row, related
from lms.plans.kinds import LONGEST_PATH, Agreed, CommentKind, CommentState
from lms.plans.models import NAME, SECTION_KEY, TITLE, Plan

MEMBER = 64
PROOF = 200


class PlanComment(Row):
    """Words beside an answer (path "": the whole section); an answer to one names it."""

    __tablename__ = "plan_comments"
    __table_args__ = (Index("ix_plan_comments_plan_id_section", "plan_id", "section", "at"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(SECTION_KEY))
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    advice_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("plan_advice.id", ondelete="SET NULL"), index=True
    )
    replies_to: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("plan_comments.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CommentKind] = mapped_column(enum_column(CommentKind))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]
    state: Mapped[CommentState] = mapped_column(enum_column(CommentState))
    settled_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    settled_at: Mapped[datetime | None]

    plan: Mapped[Plan] = related()
    user: Mapped[User | None] = related(foreign_keys=[user_id])


class PlanAgreement(Row):
    """A member agrees to a plan as it stood; an edit afterwards asks again, the row is kept.

    member  the row of "Our people" that agrees; name: as it stood there
    revs    section -> rev of what was agreed to; digest: hash of its exact text
    share   the member's share and part as shown when it was agreed to, path -> text
    proof   what shows it where it was not done on the member's own phone: "minutes of 3 March"
    by_id   who wrote it down: the member, or whoever has the signed minutes in hand
    """

    __tablename__ = "plan_agreements"
    __table_args__ = (UniqueConstraint("plan_id", "member", "digest"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    member: Mapped[str] = mapped_column(String(MEMBER))
    name: Mapped[str] = mapped_column(String(NAME))
    digest: Mapped[str] = mapped_column(String(64))
    revs: Mapped[dict[str, Any]]
    share: Mapped[dict[str, Any]]
    how: Mapped[Agreed] = mapped_column(enum_column(Agreed))
    proof: Mapped[str] = mapped_column(String(PROOF))
    by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]

    plan: Mapped[Plan] = related()


class PlanFrozen(Row):
    """A plan as it was sent, never changed: answers, figures, what they were made with, its PDF.

    number    1, 2, 3 ... in its plan
    language  of the PDF
    inputs, results  numbers that are not whole are text, with exactly the digits they have
    findings  see kept_findings; agreed: who agreed to it, and how
    digest    hash of the exact text of the answers
    pdf       read by its own query alone
    """

    __tablename__ = "plan_frozen"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(TITLE))
    language: Mapped[str] = mapped_column(String(5))
    answers: Mapped[dict[str, Any]]
    inputs: Mapped[dict[str, Any]]
    results: Mapped[dict[str, Any]]
    findings: Mapped[list[Any]]
    agreed: Mapped[list[Any]]
    revs: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[str] = mapped_column(String(64))
    engine_version: Mapped[str] = mapped_column(String(24))
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]

    plan: Mapped[Plan] = related()

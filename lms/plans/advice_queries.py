"""Every SELECT about advice: who was asked, what was written beside answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from lms.accounts.rules import teach
from lms.plans.advice_models import PlanComment
from lms.plans.kinds import AdviceState, CommentState
from lms.plans.models import Plan, PlanAdvice

MOST_REQUESTS = 50
MOST_COMMENTS = 300  # in one section


def open_requests(db: Session, user: Any) -> Sequence[PlanAdvice]:
    """Open requests that this person may answer, with the plan and its people; oldest first.

    Those that name the person, and for trainers those that ask any trainer.
    """
    mine = PlanAdvice.adviser_id == user.id
    asked = or_(mine, PlanAdvice.adviser_id.is_(None)) if teach(user) else mine
    return (
        db.scalars(
            select(PlanAdvice)
            .where(PlanAdvice.state == AdviceState.OPEN, asked)
            .options(joinedload(PlanAdvice.plan).joinedload(Plan.people))
            .order_by(PlanAdvice.asked_at, PlanAdvice.id)
            .limit(MOST_REQUESTS)
        )
        .unique()
        .all()
    )


def requests_of(db: Session, plan_id: uuid.UUID) -> Sequence[PlanAdvice]:
    """The requests of a plan with who is asked, the newest first."""
    return db.scalars(_requests(plan_id).options(joinedload(PlanAdvice.adviser))).all()


def requests_now(db: Session, plan_id: uuid.UUID) -> Sequence[PlanAdvice]:
    """The same as they are now, without the advisers, one of whom may be asking."""
    return db.scalars(_requests(plan_id).execution_options(populate_existing=True)).all()


def _requests(plan_id: uuid.UUID) -> Select[PlanAdvice]:
    return (
        select(PlanAdvice)
        .where(PlanAdvice.plan_id == plan_id)
        .order_by(PlanAdvice.asked_at.desc(), PlanAdvice.id)
        .limit(MOST_REQUESTS)
    )


def advice_now(db: Session, plan_id: uuid.UUID, advice_id: uuid.UUID) -> PlanAdvice | None:
    """A request of this plan as it is now."""
    return db.scalar(
        select(PlanAdvice)
        .where(PlanAdvice.id == advice_id, PlanAdvice.plan_id == plan_id)
        .execution_options(populate_existing=True)
    )


def comments_in(db: Session, plan_id: uuid.UUID, section: str) -> Sequence[PlanComment]:
    """What stands beside the answers of a section with who wrote it, the oldest first."""
    return db.scalars(
        select(PlanComment)
        .where(PlanComment.plan_id == plan_id, PlanComment.section == section)
        .options(joinedload(PlanComment.user))
        .order_by(PlanComment.at, PlanComment.id)
        .limit(MOST_COMMENTS)
    ).all()


def comments_count(db: Session, plan_id: uuid.UUID, section: str) -> int:
    """How many comments and answers to them stand in a section."""
    return (
        db.scalar(
            select(func.count())
            .select_from(PlanComment)
            .where(PlanComment.plan_id == plan_id, PlanComment.section == section)
        )
        or 0
    )


def comment_now(db: Session, plan_id: uuid.UUID, comment_id: uuid.UUID) -> PlanComment | None:
    """A comment of this plan as it is now."""
    return db.scalar(
        select(PlanComment)
        .where(PlanComment.id == comment_id, PlanComment.plan_id == plan_id)
        .execution_options(populate_existing=True)
    )


def open_comments(db: Session, plan_id: uuid.UUID) -> dict[str, int]:
    """Section -> how many comments nobody has settled; sections without any are left out."""
    rows = db.execute(
        select(PlanComment.section, func.count().label("waiting"))
        .where(
            PlanComment.plan_id == plan_id,
            PlanComment.replies_to.is_(None),
            PlanComment.state == CommentState.OPEN,
        )
        .group_by(PlanComment.section)
        .order_by(PlanComment.section)
    )
    return {row.section: row.waiting for row in rows}

"""Every SELECT about what happened to a plan: packets, changes, versions, open questions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from lms.plans.history_models import PlanChange, PlanOperation, PlanQuestion, PlanVersion
from lms.plans.kinds import Outcome
from lms.plans.models import PlanSection

MOST_VERSIONS = 50


def operation(
    db: Session, plan_id: uuid.UUID, op_id: uuid.UUID, content: str
) -> PlanOperation | None:
    """The packet with this content that came before under this op_id."""
    return db.scalar(
        select(PlanOperation).where(
            PlanOperation.plan_id == plan_id,
            PlanOperation.op_id == op_id,
            PlanOperation.content == content,
        )
    )


def _open(plan_id: uuid.UUID) -> Select[PlanQuestion]:
    return (
        select(PlanQuestion)
        .where(PlanQuestion.plan_id == plan_id, PlanQuestion.outcome == Outcome.OPEN)
        .order_by(PlanQuestion.at, PlanQuestion.id)
    )


def open_questions(db: Session, plan_id: uuid.UUID) -> Sequence[PlanQuestion]:
    """All open questions of a plan, the oldest first; who asks is named by the plan's people."""
    return db.scalars(_open(plan_id)).all()


def open_questions_in(db: Session, plan_id: uuid.UUID, section: str) -> Sequence[PlanQuestion]:
    """The open questions of one section, the oldest first."""
    asked = _open(plan_id).where(PlanQuestion.section == section)
    return db.scalars(asked.execution_options(populate_existing=True)).all()


def question_now(db: Session, plan_id: uuid.UUID, question_id: uuid.UUID) -> PlanQuestion | None:
    """A question of this plan, open or not, as it is now."""
    return db.scalar(
        select(PlanQuestion)
        .where(PlanQuestion.id == question_id, PlanQuestion.plan_id == plan_id)
        .execution_options(populate_existing=True)
    )


def values_at(db: Session, plan_id: uuid.UUID, section: str, rev: int) -> dict[str, str]:
    """The answers of a section as they stood at a revision, rebuilt from its changes.

    rev  0: {}; one that never was: the newest
    """
    return answers_at(db, plan_id, {section: rev}).get(section, {})


def answers_at(
    db: Session, plan_id: uuid.UUID, revs: Mapping[str, int]
) -> dict[str, dict[str, str]]:
    """A plan as it stood: section -> answers, rebuilt from all its changes in one statement.

    revs  section -> revision, such as a version holds them; a section that is not there: empty
    """
    asked = [
        and_(PlanChange.section == section, PlanChange.rev <= rev)
        for section, rev in revs.items()
        if rev > 0
    ]
    if not asked:
        return {}
    rows = db.execute(
        select(PlanChange.section, PlanChange.path, PlanChange.value)
        .where(PlanChange.plan_id == plan_id, PlanChange.overtaken.is_(False), or_(*asked))
        .order_by(PlanChange.section, PlanChange.rev, PlanChange.path)
    )
    standing: dict[str, dict[str, str]] = {}
    for section, path, value in rows:
        standing.setdefault(section, {})[path] = value
    return {
        section: {path: value for path, value in values.items() if value}
        for section, values in standing.items()
    }


def revs(db: Session, plan_id: uuid.UUID) -> dict[str, int]:
    """Section -> revision, as they are now; sections in which nothing was written are left out."""
    rows = db.execute(
        select(PlanSection.key, PlanSection.rev)
        .where(PlanSection.plan_id == plan_id, PlanSection.rev > 0)
        .order_by(PlanSection.key)
    )
    return {row.key: row.rev for row in rows}


def last_automatic(db: Session, plan_id: uuid.UUID, section: str) -> PlanVersion | None:
    """The newest version of a section that was made by itself."""
    return db.scalar(
        select(PlanVersion)
        .where(
            PlanVersion.plan_id == plan_id,
            PlanVersion.section == section,
            PlanVersion.name.is_(None),
        )
        .order_by(PlanVersion.at.desc(), PlanVersion.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )


def versions(
    db: Session, plan_id: uuid.UUID, *, before: datetime | None = None
) -> Sequence[PlanVersion]:
    """Versions with who made them, the newest first; 50 at most.

    before  the `at` of the last one of the page before this one
    """
    asked = select(PlanVersion).where(PlanVersion.plan_id == plan_id)
    if before is not None:
        asked = asked.where(PlanVersion.at < before)
    return db.scalars(
        asked.options(selectinload(PlanVersion.user))
        .order_by(PlanVersion.at.desc(), PlanVersion.id)
        .limit(MOST_VERSIONS)
    ).all()


def version(db: Session, plan_id: uuid.UUID, version_id: uuid.UUID) -> PlanVersion | None:
    """One version of this plan."""
    return db.scalar(
        select(PlanVersion).where(PlanVersion.id == version_id, PlanVersion.plan_id == plan_id)
    )


def named_versions(db: Session, plan_id: uuid.UUID) -> int:
    """How many versions people named."""
    return (
        db.scalar(
            select(func.count())
            .select_from(PlanVersion)
            .where(PlanVersion.plan_id == plan_id, PlanVersion.name.is_not(None))
        )
        or 0
    )

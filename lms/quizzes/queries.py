"""Every SELECT about attempts at quizzes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from lms.courses.models import Course, Module
from lms.progress.models import CourseStart, ModuleStart
from lms.quizzes.models import Attempt


@dataclass(frozen=True)
class Latest:
    """The newest attempt of a person at a module."""

    id: uuid.UUID
    ordinal: int
    submitted_at: datetime


@dataclass(frozen=True)
class QuizStanding:
    """Where one learner stands before a module's quiz.

    version_id  the one the learner is on; the newest where the module is not begun
    """

    module_id: str
    version_id: uuid.UUID
    start: ModuleStart | None
    course_start: CourseStart | None
    latest: Latest | None

    @property
    def next_ordinal(self) -> int:
        """The number of the attempt to come: as many as were made."""
        return self.latest.ordinal + 1 if self.latest else 0


# Put together once: on these pages building a statement would cost more than running it.
_ASKER = bindparam("user_id", type_=Uuid())
_FIRST_COURSE = select(func.min(Course.id)).scalar_subquery()
_STANDING = (
    select(
        Module.published_id,
        ModuleStart,
        CourseStart,
        Attempt.id,
        Attempt.ordinal,
        Attempt.submitted_at,
    )
    .select_from(Module)
    .outerjoin(ModuleStart, and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == _ASKER))
    .outerjoin(
        CourseStart, and_(CourseStart.course_id == _FIRST_COURSE, CourseStart.user_id == _ASKER)
    )
    .outerjoin(Attempt, and_(Attempt.module_id == Module.id, Attempt.user_id == _ASKER))
    .where(Module.id == bindparam("module_id"))
    .order_by(Attempt.ordinal.desc())
    .limit(1)
)


def quiz_standing(db: Session, user_id: uuid.UUID, module_id: str) -> QuizStanding | None:
    """One statement: version, beginnings and newest attempt; None when there is no such module."""
    if "\0" in module_id:
        return None  # PostgreSQL refuses to look for it
    row = db.execute(_STANDING, {"user_id": user_id, "module_id": module_id}).first()
    if row is None:
        return None
    published_id, start, course_start, attempt_id, ordinal, at = row
    return QuizStanding(
        module_id=module_id,
        version_id=start.version_id if start else published_id,
        start=start,
        course_start=course_start,
        latest=Latest(attempt_id, ordinal, at) if attempt_id else None,
    )


def attempt_at(db: Session, user_id: uuid.UUID, module_id: str, ordinal: int) -> Attempt | None:
    """A person's attempt at a module by its number."""
    return db.scalar(
        select(Attempt).where(
            Attempt.user_id == user_id,
            Attempt.module_id == module_id,
            Attempt.ordinal == ordinal,
        )
    )


@dataclass(frozen=True)
class AttemptSeen:
    """An attempt, and when its maker last sent one at the same module."""

    attempt: Attempt
    newest_at: datetime


_OTHER = aliased(Attempt)
_SEEN = select(
    Attempt,
    select(func.max(_OTHER.submitted_at))
    .where(_OTHER.user_id == Attempt.user_id, _OTHER.module_id == Attempt.module_id)
    .scalar_subquery(),
).where(Attempt.id == bindparam("attempt_id"))


def attempt_seen(db: Session, attempt_id: uuid.UUID) -> AttemptSeen | None:
    """One statement: an attempt with the time of the newest one beside it."""
    row = db.execute(_SEEN, {"attempt_id": attempt_id}).first()
    return AttemptSeen(*row) if row else None


def attempts_of(db: Session, user_id: uuid.UUID) -> Sequence[Attempt]:
    """All attempts of a person, in the order in which they were made."""
    return db.scalars(
        select(Attempt).where(Attempt.user_id == user_id).order_by(Attempt.submitted_at, Attempt.id)
    ).all()

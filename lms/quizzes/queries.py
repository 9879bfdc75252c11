"""Every SELECT about attempts at quizzes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from lms.courses.models import Course, CourseVersion, Module
from lms.progress.models import CourseStart, ModuleStart
from lms.quizzes.models import Attempt, Draft, Purpose, Regrade, ReviewWish

MOST_TRIES_SHOWN = 20


@dataclass(frozen=True)
class Latest:
    """The newest attempt of a person at a module."""

    id: uuid.UUID
    ordinal: int
    submitted_at: datetime


@dataclass(frozen=True)
class QuizStanding:
    """Where one learner stands before a module's quiz.

    version_id  the one of the draft; without one that the learner is on; the newest where the
                module is not begun
    draft       of the attempt to come; None: nothing is begun or saved
    course      the one on offer, only where answers are sent
    reviews     whether the learner wants a daily review, only where answers are sent
    """

    module_id: str
    version_id: uuid.UUID
    start: ModuleStart | None
    course_start: CourseStart | None
    latest: Latest | None
    draft: Draft | None = None
    course: CourseVersion | None = None
    reviews: bool = False

    @property
    def next_ordinal(self) -> int:
        """The number of the attempt to come: as many as were made."""
        return self.latest.ordinal + 1 if self.latest else 0

    @property
    def newest_at(self) -> datetime | None:
        """When the newest attempt was sent."""
        return self.latest.submitted_at if self.latest else None


# Put together once: on these pages building a statement would cost more than running it.
_ASKER = bindparam("user_id", type_=Uuid())
_FIRST_COURSE = select(func.min(Course.id)).scalar_subquery()
_STANDING = (
    select(
        Module.published_id,
        ModuleStart,
        CourseStart,
        Draft,
        Attempt.id,
        Attempt.ordinal,
        Attempt.submitted_at,
    )
    .select_from(Module)
    .outerjoin(ModuleStart, and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == _ASKER))
    .outerjoin(
        CourseStart, and_(CourseStart.course_id == _FIRST_COURSE, CourseStart.user_id == _ASKER)
    )
    .outerjoin(
        Attempt,
        and_(
            Attempt.module_id == Module.id,
            Attempt.user_id == _ASKER,
            Attempt.purpose == Purpose.QUIZ,
        ),
    )
    .outerjoin(
        Draft,
        and_(
            Draft.module_id == Module.id,
            Draft.user_id == _ASKER,
            Draft.purpose == Purpose.QUIZ,
            Draft.ordinal == func.coalesce(Attempt.ordinal + 1, 0),
        ),
    )
    .where(Module.id == bindparam("module_id"))
    .order_by(Attempt.ordinal.desc())
    .limit(1)
)
_SENDING = (
    _STANDING.add_columns(CourseVersion, ReviewWish.id)
    .outerjoin(ReviewWish, ReviewWish.user_id == _ASKER)
    .outerjoin(Course, Course.id == _FIRST_COURSE)
    .outerjoin(CourseVersion, CourseVersion.id == Course.published_id)
    # Who marks anew in this module holds it alone: either that sees these answers, or these see
    # what was decided. Several people send at once; SQLite lets one writer in at a time anyway.
    .with_for_update(of=Module, read=True, key_share=True)
)


def quiz_standing(
    db: Session, user_id: uuid.UUID, module_id: str, *, sending: bool = False
) -> QuizStanding | None:
    """One statement: version, beginnings, draft, newest attempt; None: no such module.

    sending  whether an attempt may be kept: then the course comes along, and nobody marks anew
             in the module until this transaction ends
    """
    if "\0" in module_id:
        return None  # PostgreSQL refuses to look for it
    asked = {"user_id": user_id, "module_id": module_id}
    row = db.execute(_SENDING if sending else _STANDING, asked).first()
    if row is None:
        return None
    published_id, start, course_start, draft, attempt_id, ordinal, at, *sent = row
    begun = draft or start
    return QuizStanding(
        module_id=module_id,
        version_id=begun.version_id if begun else published_id,
        start=start,
        course_start=course_start,
        latest=Latest(attempt_id, ordinal, at) if attempt_id else None,
        draft=draft,
        course=sent[0] if sent else None,
        reviews=bool(sent and sent[1]),
    )


def attempt_at(
    db: Session,
    user_id: uuid.UUID,
    module_id: str,
    ordinal: int,
    purpose: Purpose = Purpose.QUIZ,
) -> Attempt | None:
    """A person's attempt at a module by its number."""
    return db.scalar(
        select(Attempt).where(
            Attempt.user_id == user_id,
            Attempt.module_id == module_id,
            Attempt.purpose == purpose,
            Attempt.ordinal == ordinal,
        )
    )


@dataclass(frozen=True)
class Before:
    """What came out before the module was begun."""

    earned: Fraction
    possible: int


@dataclass(frozen=True)
class AttemptSeen:
    """An attempt, and what its maker has done at the same module.

    newest_at   when the newest attempt was sent; None: there is none at the quiz itself
    made        attempts at the quiz so far
    any_passed  whether the quiz was ever passed
    before      what was known before the module; None: it was not tried
    """

    attempt: Attempt
    newest_at: datetime | None
    made: int
    any_passed: bool
    before: Before | None


_OTHER = aliased(Attempt)
_BEFORE = aliased(Attempt)
_OTHERS = and_(
    _OTHER.user_id == Attempt.user_id,
    _OTHER.module_id == Attempt.module_id,
    _OTHER.purpose == Purpose.QUIZ,
)
_SEEN = (
    select(
        Attempt,
        select(func.max(_OTHER.submitted_at)).where(_OTHERS).scalar_subquery(),
        select(func.count()).where(_OTHERS).select_from(_OTHER).scalar_subquery(),
        ModuleStart.quiz_passed_at,
        _BEFORE.earned,
        _BEFORE.possible,
    )
    .outerjoin(
        ModuleStart,
        and_(ModuleStart.user_id == Attempt.user_id, ModuleStart.module_id == Attempt.module_id),
    )
    .outerjoin(
        _BEFORE,
        and_(
            _BEFORE.user_id == Attempt.user_id,
            _BEFORE.module_id == Attempt.module_id,
            _BEFORE.purpose == Purpose.BEFORE,
        ),
    )
    .where(Attempt.id == bindparam("attempt_id"))
    .limit(1)
)


def attempt_seen(db: Session, attempt_id: uuid.UUID) -> AttemptSeen | None:
    """One statement: an attempt with what was done beside it."""
    row = db.execute(_SEEN, {"attempt_id": attempt_id}).first()
    if row is None:
        return None
    attempt, newest_at, made, passed_at, earned, possible = row
    before = None if earned is None else Before(earned, possible)
    return AttemptSeen(attempt, newest_at, made, passed_at is not None, before)


@dataclass(frozen=True)
class Try:
    """An attempt in a list of one's own, with the marks that count today."""

    id: uuid.UUID
    submitted_at: datetime
    earned: Fraction
    possible: int
    passed: bool


_NEWER = aliased(Regrade)
_TRIES = (
    select(
        Attempt.id,
        Attempt.submitted_at,
        func.coalesce(Regrade.earned, Attempt.earned, type_=Attempt.earned.type),
        func.coalesce(Regrade.possible, Attempt.possible),
        func.coalesce(Regrade.passed, Attempt.passed),
    )
    .outerjoin(
        Regrade,
        and_(
            Regrade.attempt_id == Attempt.id,
            Regrade.number
            == select(func.max(_NEWER.number))
            .where(_NEWER.attempt_id == Attempt.id)
            .scalar_subquery(),
        ),
    )
    .where(
        Attempt.user_id == _ASKER,
        Attempt.module_id == bindparam("module_id"),
        Attempt.purpose == Purpose.QUIZ,
    )
    .order_by(Attempt.ordinal.desc())
    .limit(MOST_TRIES_SHOWN)
)


def tries(db: Session, user_id: uuid.UUID, module_id: str) -> list[Try]:
    """A person's attempts at a module's quiz, newest first, 20 at most."""
    rows = db.execute(_TRIES, {"user_id": user_id, "module_id": module_id})
    return [Try(*row) for row in rows]


def attempts_of(db: Session, user_id: uuid.UUID) -> Sequence[Attempt]:
    """All attempts of a person, in the order in which they were made."""
    return db.scalars(
        select(Attempt).where(Attempt.user_id == user_id).order_by(Attempt.submitted_at, Attempt.id)
    ).all()

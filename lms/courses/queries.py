"""Every SELECT about published courses."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session

from lms.courses.models import (
    Blob,
    Course,
    CourseVersion,
    LessonText,
    Module,
    ModuleVersion,
    Pack,
    Picture,
    TrainerText,
)
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace


@dataclass(frozen=True)
class Standing:
    """Where one learner stands in one module, seen from one lesson; version: the one shown.

    read_at, block  of the lesson that was asked about; None without one
    stale_rev       how often it changed which translations of this version are behind
    """

    module_id: str
    version_id: uuid.UUID
    published_id: uuid.UUID
    began: bool
    quiz_share: float | None
    quiz_passed: bool
    read_at: datetime | None = None
    block: int | None = None
    stale_rev: int = 0

    @property
    def has_newer(self) -> bool:
        """Whether a newer version than the learner's was published."""
        return self.version_id != self.published_id


# With its type: a foreign key learns its own only when the other table is known, maybe later.
_USER = bindparam("user", type_=Uuid())
# Asked at every lesson, so it is put together once: that takes longer than asking it.
_STANDING = (
    select(
        Module.published_id,
        ModuleStart.version_id,
        ModuleStart.quiz_share,
        ModuleStart.quiz_passed_at,
        LessonRead.read_at,
        ReadingPlace.block,
        ModuleVersion.facts["stale_rev"].as_integer().label("stale_rev"),
    )
    .select_from(Module)
    .outerjoin(
        ModuleStart,
        and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == _USER),
    )
    .join(
        ModuleVersion,
        ModuleVersion.id == func.coalesce(ModuleStart.version_id, Module.published_id),
    )
    .outerjoin(
        LessonRead,
        and_(
            LessonRead.user_id == _USER,
            LessonRead.module_id == Module.id,
            LessonRead.lesson_id == bindparam("lesson"),
        ),
    )
    .outerjoin(
        ReadingPlace,
        and_(
            ReadingPlace.user_id == _USER,
            ReadingPlace.module_id == Module.id,
            ReadingPlace.lesson_id == bindparam("lesson"),
        ),
    )
    .where(Module.id == bindparam("module"))
)


def standing(
    db: Session, user_id: uuid.UUID, module_id: str, lesson_id: str = ""
) -> Standing | None:
    """One statement: the learner's version of a module, and whether a lesson of it is read.

    None when there is no such module; ids are taken as they come in an address.
    """
    if "\0" in module_id or "\0" in lesson_id:
        return None  # PostgreSQL refuses to look for it
    # On the connection, for these are plain columns and no objects.
    asked = {"user": user_id, "module": module_id, "lesson": lesson_id}
    row = db.connection().execute(_STANDING, asked).first()
    if row is None:
        return None
    return Standing(
        module_id=module_id,
        version_id=row.version_id or row.published_id,
        published_id=row.published_id,
        began=row.version_id is not None,
        quiz_share=row.quiz_share,
        quiz_passed=row.quiz_passed_at is not None,
        read_at=row.read_at,
        block=row.block,
        stale_rev=row.stale_rev or 0,
    )


def the_course(db: Session, user_id: uuid.UUID | None) -> Any:
    """(CourseVersion, CourseStart or None) of the course on offer, in one statement.

    The first course by id; this house teaches one.
    """
    return db.execute(
        select(CourseVersion, CourseStart)
        .join(Course, Course.published_id == CourseVersion.id)
        .outerjoin(
            CourseStart,
            and_(CourseStart.course_id == Course.id, CourseStart.user_id == user_id),
        )
        .order_by(Course.id)
        .limit(1)
    ).first()


def learner_s_modules(
    db: Session, user_id: uuid.UUID | None
) -> dict[str, tuple[ModuleVersion, ModuleStart | None, uuid.UUID]]:
    """For each module: the version this learner is on, the start (None: not begun), the newest id.

    One statement.
    """
    rows = db.execute(
        select(ModuleVersion, ModuleStart, Module.published_id)
        .select_from(Module)
        .outerjoin(
            ModuleStart, and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == user_id)
        )
        .join(
            ModuleVersion,
            ModuleVersion.id == func.coalesce(ModuleStart.version_id, Module.published_id),
        )
    )
    return {version.module_id: (version, start, newest) for version, start, newest in rows}


def learner_s_work(
    db: Session, user_id: uuid.UUID
) -> dict[str, tuple[ModuleVersion, ModuleStart | None, frozenset[str]]]:
    """For each module: the version this learner is on, the start, the ids of the lessons read.

    One statement.
    """
    # Ids of lessons are names of files, without spaces.
    lessons = select(func.aggregate_strings(LessonRead.lesson_id, " ")).where(
        LessonRead.user_id == user_id, LessonRead.module_id == Module.id
    )
    rows = db.execute(
        select(ModuleVersion, ModuleStart, lessons.correlate(Module).scalar_subquery())
        .select_from(Module)
        .outerjoin(
            ModuleStart, and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == user_id)
        )
        .join(
            ModuleVersion,
            ModuleVersion.id == func.coalesce(ModuleStart.version_id, Module.published_id),
        )
    )
    return {
        version.module_id: (version, start, frozenset((ids or "").split()))
        for version, start, ids in rows
    }


def module_version(db: Session, version_id: uuid.UUID) -> ModuleVersion | None:
    """One version of a module."""
    return db.get(ModuleVersion, version_id)


def lesson_text(
    db: Session, version_id: uuid.UUID, lesson_id: str, languages: Collection[str]
) -> Any:
    """(ModuleVersion, {language: LessonText}) of a lesson in some languages, in one statement."""
    rows = db.execute(
        select(ModuleVersion, LessonText)
        .join(LessonText, LessonText.version_id == ModuleVersion.id)
        .where(
            ModuleVersion.id == version_id,
            LessonText.lesson_id == lesson_id,
            LessonText.language.in_(languages),
        )
    ).all()
    if not rows:
        return None
    return rows[0][0], {text.language: text for _, text in rows}


def trainer_text(
    db: Session, version_id: uuid.UUID, lesson_id: str, languages: Collection[str]
) -> dict[str, TrainerText]:
    """Trainer notes to a lesson ("" is the general part) by language."""
    rows = db.scalars(
        select(TrainerText).where(
            TrainerText.version_id == version_id,
            TrainerText.lesson_id == lesson_id,
            TrainerText.language.in_(languages),
        )
    )
    return {row.language: row for row in rows}


def pack(db: Session, version_id: uuid.UUID, language: str, kind: str) -> Pack | None:
    """A file to take along."""
    return db.scalar(
        select(Pack).where(
            Pack.version_id == version_id, Pack.language == language, Pack.kind == kind
        )
    )


def picture(db: Session, key: str) -> Picture | None:
    """A picture by the hash of its content."""
    return db.get(Picture, key)


def published_version(db: Session, module_id: str) -> ModuleVersion | None:
    """The newest published version of a module."""
    return db.scalar(
        select(ModuleVersion)
        .join(Module, Module.published_id == ModuleVersion.id)
        .where(Module.id == module_id)
    )


def published_modules(db: Session, module_ids: Collection[str]) -> Sequence[ModuleVersion]:
    """The newest published versions of some modules, by id."""
    return db.scalars(
        select(ModuleVersion)
        .join(Module, Module.published_id == ModuleVersion.id)
        .where(Module.id.in_(module_ids))
        .order_by(Module.id)
    ).all()


def highest_number(db: Session, module_id: str) -> int:
    """The number of the newest version ever made; 0 when there is none."""
    asked = select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module_id)
    return db.scalar(asked) or 0


def course_version(db: Session, course_id: str) -> CourseVersion | None:
    """The published version of a course."""
    return db.scalar(
        select(CourseVersion)
        .join(Course, Course.published_id == CourseVersion.id)
        .where(Course.id == course_id)
    )


def course_ids(db: Session) -> Sequence[str]:
    """The ids of all courses."""
    return db.scalars(select(Course.id).order_by(Course.id)).all()


def known_blobs(db: Session, keys: Collection[str]) -> frozenset[str]:
    """Which of these hashes are kept already."""
    return frozenset(db.scalars(select(Blob.hash).where(Blob.hash.in_(keys))))


def blobs(db: Session, keys: Collection[str]) -> dict[str, bytes]:
    """Contents by hash."""
    rows = db.execute(select(Blob.hash, Blob.content).where(Blob.hash.in_(keys)))
    return {row.hash: row.content for row in rows}

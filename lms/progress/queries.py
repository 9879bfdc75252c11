"""Every SELECT about progress."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace


def course_start(db: Session, user_id: uuid.UUID, course_id: str) -> CourseStart | None:
    """A person's beginning of a course."""
    return db.scalar(
        select(CourseStart).where(
            CourseStart.user_id == user_id, CourseStart.course_id == course_id
        )
    )


def module_start(db: Session, user_id: uuid.UUID, module_id: str) -> ModuleStart | None:
    """A person's beginning of a module."""
    return db.scalar(
        select(ModuleStart).where(
            ModuleStart.user_id == user_id, ModuleStart.module_id == module_id
        )
    )


def module_starts(db: Session, user_id: uuid.UUID) -> dict[str, ModuleStart]:
    """All modules a person has begun, by id."""
    rows = db.scalars(select(ModuleStart).where(ModuleStart.user_id == user_id))
    return {row.module_id: row for row in rows}


def lessons_read(
    db: Session, user_id: uuid.UUID, module_ids: Sequence[str] | None = None
) -> dict[str, frozenset[str]]:
    """The lessons a person has read, by module; of these modules only when some are named."""
    asked = select(LessonRead.module_id, LessonRead.lesson_id).where(LessonRead.user_id == user_id)
    if module_ids is not None:
        asked = asked.where(LessonRead.module_id.in_(module_ids))
    found: dict[str, set[str]] = {}
    for module_id, lesson_id in db.execute(asked):
        found.setdefault(module_id, set()).add(lesson_id)
    return {module_id: frozenset(lessons) for module_id, lessons in found.items()}


def place(db: Session, user_id: uuid.UUID, module_id: str, lesson_id: str) -> ReadingPlace | None:
    """Where a person stopped in a lesson."""
    return db.scalar(
        select(ReadingPlace).where(
            ReadingPlace.user_id == user_id,
            ReadingPlace.module_id == module_id,
            ReadingPlace.lesson_id == lesson_id,
        )
    )

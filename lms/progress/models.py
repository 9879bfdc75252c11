"""Tables of progress: a course begun, a module begun in a version, lessons read, the place."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Row

ID = 60  # the longest id of a course, module or lesson


def _owner() -> Any:
    return mapped_column(ForeignKey("users.id", ondelete="CASCADE"))


class CourseStart(Row):
    """A course begun, with the modules it had then: adding modules later does not move the end."""

    __tablename__ = "course_starts"
    __table_args__ = (UniqueConstraint("user_id", "course_id"),)

    user_id: Mapped[uuid.UUID] = _owner()
    course_id: Mapped[str] = mapped_column(String(ID))
    modules: Mapped[list[Any]]
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    certificate: Mapped[str | None] = mapped_column(String(24))


class ModuleStart(Row):
    """A module begun in one version, and the result of its quiz that counts."""

    __tablename__ = "module_starts"
    __table_args__ = (
        UniqueConstraint("user_id", "module_id"),
        CheckConstraint("quiz_share IS NULL OR quiz_share BETWEEN 0 AND 1", name="share_of_one"),
    )

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID))
    version_id: Mapped[uuid.UUID]
    began_at: Mapped[datetime]
    quiz_share: Mapped[float | None]
    quiz_passed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class LessonRead(Row):
    """A lesson that its reader has declared read, by its id, whatever its place in the module."""

    __tablename__ = "lessons_read"
    __table_args__ = (UniqueConstraint("user_id", "module_id", "lesson_id"),)

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID))
    lesson_id: Mapped[str] = mapped_column(String(ID))
    version_id: Mapped[uuid.UUID]
    read_at: Mapped[datetime]


class ReadingPlace(Row):
    """Where somebody stopped within a lesson: the number of a block of its text."""

    __tablename__ = "reading_places"
    __table_args__ = (UniqueConstraint("user_id", "module_id", "lesson_id"),)

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID))
    lesson_id: Mapped[str] = mapped_column(String(ID))
    block: Mapped[int]
    at: Mapped[datetime]

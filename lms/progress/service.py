"""Verbs of progress: begin, read, pass, move to a newer version, finish. All may be repeated."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.db import Row
from lms.progress import queries
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace
from lms.trail import service as trail

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def begin_course(
    db: Session, user: User, course_id: str, modules: Sequence[str], *, now: datetime
) -> CourseStart:
    """Note that somebody begins a course, with the modules it has today; a second time: nothing."""
    found = queries.course_start(db, user.id, course_id)
    if found is None:
        values = {"course_id": course_id, "modules": list(modules), "began_at": now}
        _insert(db, CourseStart, user_id=user.id, **values)
        found = queries.course_start(db, user.id, course_id)
        assert found is not None
    return found


def begin_module(
    db: Session, user: User, module_id: str, version_id: uuid.UUID, *, now: datetime
) -> ModuleStart:
    """Pin somebody to the version of a module that is begun now; a second time: nothing."""
    found = queries.module_start(db, user.id, module_id)
    if found is None:
        values = {"module_id": module_id, "version_id": version_id, "began_at": now}
        _insert(db, ModuleStart, user_id=user.id, **values)
        found = queries.module_start(db, user.id, module_id)
        assert found is not None
    return found


def move_to_version(
    db: Session, user: User, start: ModuleStart, version_id: uuid.UUID, *, now: datetime
) -> None:
    """Go on in another version of a module; what was read and passed stays."""
    if start.version_id != version_id:
        start.version_id = version_id
        trail.note(db, user, "progress.move_to_version", start, now=now, version=str(version_id))


def finish_lesson(
    db: Session,
    user: User,
    module_id: str,
    lesson_id: str,
    version_id: uuid.UUID,
    *,
    now: datetime,
) -> None:
    """Note that somebody has read a lesson; pressing twice changes nothing."""
    if queries.lesson_read(db, user.id, module_id, lesson_id) is None:
        values = {"module_id": module_id, "lesson_id": lesson_id, "version_id": version_id}
        _insert(db, LessonRead, user_id=user.id, read_at=now, **values)


def note_quiz(
    db: Session, start: ModuleStart, share: Fraction, *, passed: bool, now: datetime
) -> None:
    """Keep the best result of a module's quiz; a pass once given is never taken away.

    share  of the marks, 0 to 1
    """
    start.quiz_share = max(float(share), start.quiz_share or 0.0)
    if passed and start.quiz_passed_at is None:
        start.quiz_passed_at = now


def finish_module(start: ModuleStart, *, now: datetime) -> None:
    """Note that a module is done; a second time: nothing."""
    start.finished_at = start.finished_at or now


def finish_course(start: CourseStart, *, now: datetime) -> None:
    """Note that a course is done; a second time: nothing."""
    start.finished_at = start.finished_at or now


def note_certificate(start: CourseStart, number: str) -> None:
    """Keep the number of the certificate where the course page finds it."""
    start.certificate = number


def keep_place(
    db: Session, user: User, module_id: str, lesson_id: str, block: int, *, now: datetime
) -> None:
    """Keep where somebody stopped in a lesson; block is the number of a paragraph, 0 to 9999."""
    found = queries.place(db, user.id, module_id, lesson_id)
    if found is None:
        values = {"module_id": module_id, "lesson_id": lesson_id, "block": block}
        _insert(db, ReadingPlace, user_id=user.id, at=now, **values)
    else:
        found.block, found.at = block, now


def _insert(db: Session, table: type[Row], **values: Any) -> None:
    """Add a row that two phones may add at once; the one that comes second adds nothing.

    Not in a savepoint: the SQLite driver commits all that was done when the first one is released.
    """
    db.flush()  # what the row points to may still be waiting
    insert = _INSERTS[db.get_bind().dialect.name](table).values(id=uuid.uuid4(), **values)
    db.execute(insert.on_conflict_do_nothing())

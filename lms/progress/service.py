"""Verbs of progress: begin, read, pass, move to a newer version, finish. All may be repeated."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.db import insert_new, insert_once
from lms.progress import queries
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace
from lms.trail import service as trail


def begin_course(
    db: Session, user: User, course_id: str, modules: Sequence[str], *, now: datetime
) -> CourseStart:
    """Note that somebody begins a course, with the modules it has today; a second time: nothing."""
    values = {"course_id": course_id, "modules": list(modules), "began_at": now}
    made = insert_new(db, CourseStart, user_id=user.id, **values)
    found = made or queries.course_start(db, user.id, course_id)
    assert found is not None
    return found


def begin_module(
    db: Session,
    user: User,
    module_id: str,
    version_id: uuid.UUID,
    *,
    now: datetime,
    quiz_share: float | None = None,
    passed: bool = False,
) -> ModuleStart:
    """Pin somebody to the version of a module that is begun now; a second time: nothing.

    quiz_share, passed  of a module that begins with its quiz, so that one statement keeps all
    """
    values = {"module_id": module_id, "version_id": version_id, "began_at": now}
    quiz = {"quiz_share": quiz_share, "quiz_passed_at": now if passed else None}
    made = insert_new(db, ModuleStart, user_id=user.id, **values, **quiz)
    found = made or queries.module_start(db, user.id, module_id)
    assert found is not None
    return found


def move_to_version(
    db: Session, user: User, start: ModuleStart, version_id: uuid.UUID, *, now: datetime
) -> None:
    """Go on in another version of a module; what was read and passed stays."""
    if start.version_id != version_id:
        start.version_id = version_id
        trail.note(db, user, "progress.move_to_version", start, now=now, version=str(version_id))


def move_all_to_version(db: Session, module_id: str, old_id: uuid.UUID, new_id: uuid.UUID) -> int:
    """Everybody who is in one version of a module goes on in another; how many there are."""
    asked = update(ModuleStart).where(
        ModuleStart.module_id == module_id, ModuleStart.version_id == old_id
    )
    moved: Any = db.execute(asked.values(version_id=new_id))
    return int(moved.rowcount)


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
    values = {"module_id": module_id, "lesson_id": lesson_id, "version_id": version_id}
    insert_once(db, LessonRead, user_id=user.id, read_at=now, **values)


def note_quiz(
    db: Session, start: ModuleStart, share: float | Fraction, *, passed: bool, now: datetime
) -> None:
    """Keep the result of a module's quiz; a pass once given is never taken away.

    share  of the marks, 0 to 1, of the attempts that count: see quizzes.policy.counting_share
    """
    start.quiz_share = float(share)
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
        insert_once(db, ReadingPlace, user_id=user.id, at=now, **values)
    else:
        found.block, found.at = block, now

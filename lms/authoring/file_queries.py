"""Every SELECT about how the web and a folder of course files went apart."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.authoring.models import Publication
from lms.authoring.three_way import Step
from lms.courses.models import CourseVersion, Module, ModuleVersion
from lms.trail.models import TrailEntry

COURSE_SAVED = "authoring.save_course"


def published_on_web(db: Session) -> Sequence[Publication]:
    """Everything that was published on the web, oldest first."""
    return db.scalars(select(Publication).order_by(Publication.at, Publication.id)).all()


def not_written_out(db: Session) -> Sequence[Publication]:
    """What was published on the web and stands in no folder yet."""
    return db.scalars(select(Publication).where(Publication.written_out_at.is_(None))).all()


def module_steps(db: Session, module_ids: Collection[str]) -> dict[str, list[Step]]:
    """The versions of some modules, each from the oldest to the newest."""
    rows = db.execute(
        select(
            ModuleVersion.module_id,
            ModuleVersion.files,
            Publication.id.label("publication"),
            Publication.written_out_at,
        )
        .outerjoin(Publication, Publication.version_id == ModuleVersion.id)
        .where(ModuleVersion.module_id.in_(module_ids))
        .order_by(ModuleVersion.module_id, ModuleVersion.number)
    )
    found: dict[str, list[Step]] = {}
    for row in rows:
        step = Step(row.files, row.publication is not None, row.written_out_at is not None)
        found.setdefault(row.module_id, []).append(step)
    return found


def course_steps(db: Session, course_id: str, publications: Sequence[Publication]) -> list[Step]:
    """The versions of a course's own files, from the oldest to the newest.

    One that was made together with a publication was made on the web: it lists a new module. So
    was one that somebody saved there; whether it was written out since is not known.
    """
    written = dict.fromkeys(course_saves(db), False)
    written |= {one.at: one.written_out_at is not None for one in publications}
    rows = db.execute(
        select(CourseVersion.files, CourseVersion.published_at)
        .where(CourseVersion.course_id == course_id)
        .order_by(CourseVersion.number)
    )
    return [
        Step(row.files, row.published_at in written, written.get(row.published_at, False))
        for row in rows
    ]


def course_saves(db: Session) -> Sequence[datetime]:
    """When the course's own files were saved on the web."""
    return db.scalars(select(TrailEntry.at).where(TrailEntry.act == COURSE_SAVED)).all()


def folders_of(db: Session, module_ids: Collection[str]) -> dict[str, str]:
    """The folders of published modules, by id."""
    rows = db.execute(
        select(ModuleVersion.module_id, ModuleVersion.folder)
        .join(Module, Module.published_id == ModuleVersion.id)
        .where(Module.id.in_(module_ids))
    )
    return {row.module_id: row.folder for row in rows}


def pointers(db: Session) -> dict[str, uuid.UUID]:
    """Which version of every module is published."""
    rows = db.execute(select(Module.id, Module.published_id))
    return {row.id: row.published_id for row in rows}

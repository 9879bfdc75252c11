"""Every SELECT of the desk's own pages: names of people, sizes of files, numbers of versions."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.models import Blob, Course, CourseVersion, ModuleVersion


def names(db: Session, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """What the pages call these people, by id; accounts that are gone are left out."""
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    rows = db.execute(select(User.id, User.name, User.username).where(User.id.in_(wanted)))
    return {row.id: row.name or row.username for row in rows}


def sizes(db: Session, keys: Collection[str]) -> dict[str, int]:
    """How many bytes each content has, by its hash."""
    if not keys:
        return {}
    rows = db.execute(
        select(Blob.hash, func.length(Blob.content).label("bytes")).where(Blob.hash.in_(keys))
    )
    return {row.hash: row.bytes for row in rows}


def numbers(db: Session, module_id: str) -> Sequence[int]:
    """The numbers of all versions of a module, newest first."""
    asked = select(ModuleVersion.number).where(ModuleVersion.module_id == module_id)
    return db.scalars(asked.order_by(ModuleVersion.number.desc())).all()


def first_course(db: Session) -> CourseVersion | None:
    """The published version of the course; this house has one."""
    return db.scalar(
        select(CourseVersion)
        .join(Course, Course.published_id == CourseVersion.id)
        .order_by(Course.id)
        .limit(1)
    )


def course_to_change(db: Session, course_id: str) -> uuid.UUID | None:
    """Which version of the course is published, held until the transaction ends."""
    return db.scalar(select(Course.published_id).where(Course.id == course_id).with_for_update())

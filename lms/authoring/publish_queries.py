"""Every SELECT about what a publish page and a history page show beside the draft itself."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.authoring.models import ReviewNote
from lms.courses import queries as courses
from lms.courses.models import ModuleVersion


def contents_by_hash(
    db: Session, paths: Collection[str], *files: Mapping[str, str]
) -> dict[str, bytes]:
    """The contents that these paths have in any of the folders, by hash; one statement."""
    return courses.blobs(db, {one[path] for one in files for path in paths if path in one})


def files_by_number(
    db: Session, module_id: str, numbers: Collection[int]
) -> dict[int, dict[str, Any]]:
    """The files of some versions of a module, by number."""
    rows = db.execute(
        select(ModuleVersion.number, ModuleVersion.files).where(
            ModuleVersion.module_id == module_id, ModuleVersion.number.in_(numbers)
        )
    )
    return {row.number: row.files for row in rows}


def versions(db: Session, module_id: str, numbers: Collection[int]) -> Sequence[ModuleVersion]:
    """Some versions of a module, oldest first."""
    return db.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.module_id == module_id, ModuleVersion.number.in_(numbers))
        .order_by(ModuleVersion.number)
    ).all()


def note(db: Session, module_id: str, note_id: uuid.UUID) -> ReviewNote | None:
    """What a reviewer said of this module."""
    return db.scalar(
        select(ReviewNote).where(ReviewNote.id == note_id, ReviewNote.module_id == module_id)
    )

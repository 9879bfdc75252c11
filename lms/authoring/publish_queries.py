"""Every SELECT about what a publish page and a history page show beside the draft itself."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.authoring.models import DraftChange, ReviewNote
from lms.courses import queries as courses
from lms.courses.models import ModuleVersion


@dataclass(frozen=True, slots=True)
class Written:
    """A change of a file of a draft, as DraftChange has it, without its date."""

    path: str
    old_hash: str | None
    new_hash: str | None
    by_id: uuid.UUID | None


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


def older_files(db: Session, module_id: str, number: int) -> Sequence[dict[str, Any]]:
    """The files of the versions before one, the newest first."""
    return db.scalars(
        select(ModuleVersion.files)
        .where(ModuleVersion.module_id == module_id, ModuleVersion.number < number)
        .order_by(ModuleVersion.number.desc())
    ).all()


def versions(db: Session, module_id: str, numbers: Collection[int]) -> Sequence[ModuleVersion]:
    """Some versions of a module, oldest first."""
    return db.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.module_id == module_id, ModuleVersion.number.in_(numbers))
        .order_by(ModuleVersion.number)
    ).all()


def changes_since(
    db: Session, module_id: str, paths: Collection[str], since: datetime
) -> Sequence[DraftChange]:
    """What drafts of a module changed in some files after a moment, the oldest first."""
    return db.scalars(
        select(DraftChange)
        .where(
            DraftChange.module_id == module_id,
            DraftChange.path.in_(paths),
            DraftChange.at > since,
        )
        .order_by(DraftChange.rev, DraftChange.id)
    ).all()


def written(db: Session, module_id: str, paths: Collection[str]) -> list[Written]:
    """Every change that drafts of a module made in some files, the newest first."""
    rows = db.execute(
        select(DraftChange.path, DraftChange.old_hash, DraftChange.new_hash, DraftChange.by_id)
        .where(DraftChange.module_id == module_id, DraftChange.path.in_(paths))
        .order_by(DraftChange.rev.desc(), DraftChange.path)
    )
    return [Written(*row) for row in rows]


def note(db: Session, module_id: str, note_id: uuid.UUID) -> ReviewNote | None:
    """What a reviewer said of this module."""
    return db.scalar(
        select(ReviewNote).where(ReviewNote.id == note_id, ReviewNote.module_id == module_id)
    )

"""Every SELECT of the author's pages: versions of a module, and how its questions were answered."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, String, case, column, exists, func, select, true
from sqlalchemy.orm import Session

from lms.courses.models import Module, ModuleVersion
from lms.quizzes.models import Attempt


def version_ids(db: Session, module_id: str) -> Sequence[uuid.UUID]:
    """The versions of a module, the newest first; ids are taken as they come in an address."""
    if "\0" in module_id:
        return []  # PostgreSQL refuses to look for it
    return db.scalars(
        select(ModuleVersion.id)
        .where(ModuleVersion.module_id == module_id)
        .order_by(ModuleVersion.number.desc())
    ).all()


def attempts_by_module(db: Session) -> list[tuple[uuid.UUID, int]]:
    """The published version of each module, in the order of the folders, and attempts so far."""
    counted = select(Attempt.module_id, func.count().label("made")).group_by(Attempt.module_id)
    made = counted.subquery()
    rows = db.execute(
        select(Module.published_id, func.coalesce(made.c.made, 0))
        .join(ModuleVersion, ModuleVersion.id == Module.published_id)
        .outerjoin(made, made.c.module_id == Module.id)
        .order_by(ModuleVersion.folder, Module.id)
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class Tally:
    """How often a question was marked when answers were sent, and how often right at once."""

    asked: int
    right: int

    @property
    def share_right(self) -> float | None:
        """0 to 1; None when nobody was asked."""
        return self.right / self.asked if self.asked else None


def tallies(db: Session, module_id: str) -> dict[str, Tally]:
    """Question id -> how it was marked at the first marking, over all versions of a module."""
    marks = func.json_each(Attempt.marks).table_valued(column("key", String), column("value", JSON))
    right = case((marks.c.value["right"].as_boolean(), 1), else_=0)
    rows = db.execute(
        select(marks.c.key, func.count(), func.sum(right))
        .select_from(Attempt)
        .join(marks, true())
        .where(Attempt.module_id == module_id)
        .group_by(marks.c.key)
    )
    return {key: Tally(asked, int(right)) for key, asked, right in rows}


def answered(db: Session, module_id: str, ids: Collection[str]) -> set[str]:
    """Which of these questions were asked in an attempt that was sent, in any version.

    One statement, which ends at the first attempt that it finds for each; none for no ids.
    """
    if not ids:
        return set()
    asked = sorted(ids)
    found = db.execute(
        select(
            *(
                exists().where(
                    Attempt.module_id == module_id, Attempt.marks[one].as_string().is_not(None)
                )
                for one in asked
            )
        )
    ).one()
    return {one for one, is_there in zip(asked, found, strict=True) if is_there}

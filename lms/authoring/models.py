"""Tables of authoring: drafts and every change of them, publications, notes, reported mistakes."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import enum_column
from lms.courses.models import Kind
from lms.db import Row
from lms.progress.models import ID

PATH = 200  # the longest path of a file within a module's folder
HASH = 64
UNIT_KEY = 200


class DraftState(StrEnum):
    """How far the review of a draft has come."""

    OPEN = "open"
    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"


class ReportState(StrEnum):
    """What became of a mistake that somebody reported."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


def _person() -> Any:
    """Somebody whose work stays when the account goes."""
    return mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


def _module() -> Any:
    return mapped_column(String(ID), index=True)


class ModuleDraft(Row):
    """What the next version of a module will be; one for each module.

    base_id     the version it was made from; None: the module is new
    files       path within the folder -> hash of its content
    rev         counts the changes, from 0
    changed_by  who saved last; asked_by, approved_by: of the review as it stands
    """

    __tablename__ = "authoring_drafts"
    __table_args__ = (CheckConstraint("rev >= 0", name="rev_from_zero"),)

    module_id: Mapped[str] = mapped_column(String(ID), unique=True)
    course_id: Mapped[str] = mapped_column(String(ID))
    folder: Mapped[str] = mapped_column(String(80))
    base_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("module_versions.id"))
    files: Mapped[dict[str, Any]]
    rev: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    changed_by: Mapped[uuid.UUID | None] = _person()
    state: Mapped[DraftState] = mapped_column(
        enum_column(DraftState), default=DraftState.OPEN, server_default=DraftState.OPEN.value
    )
    asked_by: Mapped[uuid.UUID | None] = _person()
    approved_by: Mapped[uuid.UUID | None] = _person()
    state_at: Mapped[datetime]


class DraftChange(Row):
    """One file of a draft changed once; never changed, and kept when the draft is published.

    old_hash, new_hash  None: the file was not there
    rev                 of the draft after this change; several files may change in one
    """

    __tablename__ = "authoring_changes"

    module_id: Mapped[str] = _module()
    path: Mapped[str] = mapped_column(String(PATH))
    old_hash: Mapped[str | None] = mapped_column(String(HASH))
    new_hash: Mapped[str | None] = mapped_column(String(HASH))
    by_id: Mapped[uuid.UUID | None] = _person()
    at: Mapped[datetime]
    rev: Mapped[int]


class Publication(Row):
    """Who published a version on the web, why, and what changed; a loaded version has none.

    changes         [{path, change: added | removed | changed}] against base_id
    restored_id     the older version that was brought back; None: a draft was published
    moved           learners whom a correction took along
    written_out_at  when its files were last exported; None: no folder has them
    """

    __tablename__ = "authoring_publications"
    __table_args__ = (
        UniqueConstraint("version_id"),
        CheckConstraint("moved >= 0", name="moved_from_zero"),
    )

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    module_id: Mapped[str] = _module()
    by_id: Mapped[uuid.UUID | None] = _person()
    approved_by: Mapped[uuid.UUID | None] = _person()
    self_approved: Mapped[bool]
    kind: Mapped[Kind] = mapped_column(enum_column(Kind))
    message: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[Any]]
    base_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("module_versions.id"))
    restored_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("module_versions.id"))
    moved: Mapped[int]
    at: Mapped[datetime]
    written_out_at: Mapped[datetime | None]


class ReviewNote(Row):
    """What a reviewer says about a line of a draft; line 0 is about the whole file."""

    __tablename__ = "authoring_notes"
    __table_args__ = (CheckConstraint("line >= 0", name="line_from_zero"),)

    module_id: Mapped[str] = _module()
    path: Mapped[str] = mapped_column(String(PATH))
    line: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = _person()
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[uuid.UUID | None] = _person()


class TranslationRecord(Row):
    """From which source text a translated text was made, so that it is known when it is stale.

    target_hash, source_hash  of the texts of the unit as they were when this was written
    confirmed                 whether a person said that the translation still fits
    """

    __tablename__ = "authoring_translations"
    __table_args__ = (UniqueConstraint("module_id", "language", "path", "unit_key"),)

    module_id: Mapped[str] = mapped_column(String(ID))
    language: Mapped[str] = mapped_column(String(5))
    path: Mapped[str] = mapped_column(String(PATH))
    unit_key: Mapped[str] = mapped_column(String(UNIT_KEY))
    target_hash: Mapped[str] = mapped_column(String(HASH))
    source_hash: Mapped[str] = mapped_column(String(HASH))
    source_text: Mapped[str] = mapped_column(Text)
    confirmed: Mapped[bool]
    by_id: Mapped[uuid.UUID | None] = _person()
    at: Mapped[datetime]


class Forgiven(Row):
    """A change of the source that does not matter to translations; never changed.

    old_hash, new_hash  of the text of a unit, before and after
    """

    __tablename__ = "authoring_forgiven"

    module_id: Mapped[str] = _module()
    path: Mapped[str] = mapped_column(String(PATH))
    old_hash: Mapped[str] = mapped_column(String(HASH))
    new_hash: Mapped[str] = mapped_column(String(HASH))
    by_id: Mapped[uuid.UUID | None] = _person()
    at: Mapped[datetime]


class MistakeReport(Row):
    """A mistake that somebody found while learning, and what was answered.

    lesson_id  or "quiz"
    block      number of the paragraph; None: the whole page
    """

    __tablename__ = "authoring_reports"
    __table_args__ = (CheckConstraint("block IS NULL OR block >= 0", name="block_from_zero"),)

    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    module_id: Mapped[str] = _module()
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    lesson_id: Mapped[str] = mapped_column(String(ID))
    language: Mapped[str] = mapped_column(String(5))
    block: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    state: Mapped[ReportState] = mapped_column(
        enum_column(ReportState), default=ReportState.OPEN, server_default=ReportState.OPEN.value
    )
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_by: Mapped[uuid.UUID | None] = _person()
    answered_at: Mapped[datetime | None]

"""Tables of published courses: immutable versions, what was made of them once, and pointers."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, Row
from lms.progress.models import ID


class Kind(StrEnum):
    """How far a new version reaches: everyone, new starters, or when a trainer says so."""

    CORRECTION = "correction"
    REVISION = "revision"
    EDITION = "edition"


class Blob(Base):
    """The bytes of a course file, kept once under the hash of its content."""

    __tablename__ = "blobs"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes]


class Course(Base):
    """A course by its id, pointing at its published version."""

    __tablename__ = "courses"

    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    published_id: Mapped[uuid.UUID]


class CourseVersion(Row):
    """A published state of a course's own files: its modules in order, titles, what finishes it.

    files  path -> hash of everything outside modules/
    facts  title, summary (by language), languages, source_language, modules, completion;
           copies where there are modules for a country that it does not list;
           self_approval where authors may approve what they have written
    """

    __tablename__ = "course_versions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    course_id: Mapped[str] = mapped_column(String(ID))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    files: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]


class Module(Base):
    """A module by its id, pointing at its published version."""

    __tablename__ = "modules"

    id: Mapped[str] = mapped_column(String(ID), primary_key=True)
    published_id: Mapped[uuid.UUID]


class ModuleVersion(Row):
    """A published state of a module; never changed.

    files  path within the folder -> hash, so that the folder can be written back byte for byte
    facts  what pages say of it without opening a lesson (courses/facts.py), and how far its
           translations are (authoring/tallies.py), which alone changes later
    """

    __tablename__ = "module_versions"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    module_id: Mapped[str] = mapped_column(String(ID))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    folder: Mapped[str] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    files: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]


class LessonText(Row):
    """A lesson of a version in one language, rendered once.

    words  [key, word, meaning] of the glossary terms it links, as they were then
    """

    __tablename__ = "lesson_texts"
    __table_args__ = (UniqueConstraint("version_id", "lesson_id", "language"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    lesson_id: Mapped[str] = mapped_column(String(ID))
    language: Mapped[str] = mapped_column(String(5))
    html: Mapped[str]
    words: Mapped[list[Any]]


class TrainerText(Row):
    """Trainer notes of a version in one language, by lesson; "" holds the general part."""

    __tablename__ = "trainer_texts"
    __table_args__ = (UniqueConstraint("version_id", "lesson_id", "language"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    lesson_id: Mapped[str] = mapped_column(String(ID), default="")
    language: Mapped[str] = mapped_column(String(5))
    html: Mapped[str]


class Pack(Row):
    """A module to take along: one HTML file or one PDF, made once for a version and language."""

    __tablename__ = "packs"
    __table_args__ = (UniqueConstraint("version_id", "language", "kind"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    language: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str] = mapped_column(String(4))
    content: Mapped[bytes]


class Picture(Base):
    """A picture of a lesson, under the hash of its content; readable by everybody."""

    __tablename__ = "pictures"
    __table_args__ = (Index("ix_pictures_name", "name"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes]

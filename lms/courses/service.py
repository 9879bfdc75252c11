"""Verbs of courses: load files as versions, write versions back to files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from lms.courses import publishing, queries
from lms.courses.facts import module_ids
from lms.courses.handout import module_pdf
from lms.courses.models import (
    Blob,
    Course,
    CourseVersion,
    Kind,
    LessonText,
    Module,
    ModuleVersion,
    Pack,
    Picture,
    TrainerText,
)
from lms.courses.self_checks import ReaderFor
from lms.courses.source_types import CourseSource, ModuleSource, content_hash


@dataclass(frozen=True)
class Fresh:
    """A module that differs from its newest version, with all that is made of it."""

    source: ModuleSource
    number: int
    content_hash: str
    made: publishing.Made


def load_course(
    db: Session,
    source: CourseSource,
    *,
    kind: Kind,
    words_of: publishing.WordsOf,
    fonts: Path,
    now: datetime,
    print_pdf: publishing.PrintPdf = module_pdf,
    read_check: ReaderFor | None = None,
) -> int:
    """Make a version of everything that changed; how many versions of modules were made.

    The files have been checked; either all of it becomes visible with the commit or nothing.
    """
    fresh = changed_modules(
        db,
        source,
        words_of=words_of,
        fonts=fonts,
        now=now,
        print_pdf=print_pdf,
        read_check=read_check,
    )
    return publish_course(db, source, fresh, kind=kind, now=now)


def changed_modules(
    db: Session,
    source: CourseSource,
    *,
    words_of: publishing.WordsOf,
    fonts: Path,
    now: datetime,
    print_pdf: publishing.PrintPdf = module_pdf,
    read_check: ReaderFor | None = None,
) -> list[Fresh]:
    """The modules that differ from their newest versions, rendered and printed; writes nothing.

    This takes seconds, and nobody could write into a SQLite file if it were done while writing.
    """
    make = partial(
        publishing.make,
        words_of=words_of,
        fonts=fonts,
        now=now,
        print_pdf=print_pdf,
        read_check=read_check,
    )
    return [found for one in source.all_modules if (found := _fresh(db, one, source, make))]


def publish_course(
    db: Session, source: CourseSource, fresh: Sequence[Fresh], *, kind: Kind, now: datetime
) -> int:
    """Keep what changed_modules has made as new versions; how many there are."""
    for module in fresh:
        _publish_module(db, module, kind=kind, now=now)
    _publish_course(db, source, now=now)
    return len(fresh)


def _fresh(
    db: Session,
    module: ModuleSource,
    source: CourseSource,
    make: Callable[..., publishing.Made],
) -> Fresh | None:
    digest = content_hash(module, source.glossary)
    newest = queries.published_version(db, module.id)
    if newest is not None and newest.content_hash == digest:
        return None
    number = queries.highest_number(db, module.id) + 1
    return Fresh(module, number, digest, make(module, source.glossary, number=number))


def export_course(db: Session, course_id: str) -> dict[str, bytes]:
    """The published versions of a course as files, byte for byte as they were loaded; by path."""
    course = queries.course_version(db, course_id)
    if course is None:
        return {}
    wanted = dict(course.files)
    for version in queries.published_modules(db, module_ids(course.facts)):
        wanted |= {f"modules/{version.folder}/{path}": key for path, key in version.files.items()}
    contents = queries.blobs(db, set(wanted.values()))
    return {path: contents[key] for path, key in sorted(wanted.items())}


def _publish_module(db: Session, fresh: Fresh, *, kind: Kind, now: datetime) -> None:
    module = fresh.source
    version = ModuleVersion(
        module_id=module.id,
        number=fresh.number,
        kind=kind.value,
        folder=module.folder,
        content_hash=fresh.content_hash,
        files=keep_files(db, module.files),
        facts=fresh.made.facts,
        published_at=now,
    )
    db.add(version)
    db.flush()  # texts and packs are addressed by the version's id
    _keep_made(db, version, fresh.made)
    pointer = db.get(Module, module.id) or Module(id=module.id)
    pointer.published_id = version.id
    db.add(pointer)


def _keep_made(db: Session, version: ModuleVersion, made: publishing.Made) -> None:
    db.add_all(
        LessonText(
            version_id=version.id, lesson_id=lesson, language=language, html=html, words=words
        )
        for (lesson, language), (html, words) in made.lessons.items()
    )
    db.add_all(
        TrainerText(version_id=version.id, lesson_id=lesson, language=language, html=html)
        for (lesson, language), html in made.trainers.items()
    )
    db.add_all(
        Pack(version_id=version.id, language=language, kind=kind, content=content)
        for (language, kind), content in made.packs.items()
    )
    for key, (name, content) in made.pictures.items():
        if db.get(Picture, key) is None:
            db.add(Picture(hash=key, name=name, content=content))


def _publish_course(db: Session, source: CourseSource, *, now: datetime) -> None:
    facts: dict[str, Any] = {
        "title": dict(source.title),
        "summary": dict(source.summary),
        "languages": list(source.languages),
        "source_language": source.source_language,
        "modules": [module.id for module in source.modules],
        "completion": {"module": list(source.completion.module)},
    }
    if source.copies:
        facts["copies"] = [module.id for module in source.copies]
    if source.self_approval:
        facts["self_approval"] = True
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for path, content in sorted(source.files.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    newest = queries.course_version(db, source.id)
    if newest is not None and newest.content_hash == digest.hexdigest():
        return
    version = CourseVersion(
        course_id=source.id,
        number=newest.number + 1 if newest else 1,
        content_hash=digest.hexdigest(),
        files=keep_files(db, source.files),
        facts=facts,
        published_at=now,
    )
    db.add(version)
    db.flush()  # the course points at the version's id
    pointer = db.get(Course, source.id) or Course(id=source.id)
    pointer.published_id = version.id
    db.add(pointer)


def keep_files(db: Session, files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep the contents of files, each once; path -> hash."""
    kept = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    there = queries.known_blobs(db, set(kept.values()))
    fresh = {kept[path]: content for path, content in files.items() if kept[path] not in there}
    db.add_all(Blob(hash=key, content=content) for key, content in fresh.items())
    db.flush()  # the next module may hold the same file
    return kept

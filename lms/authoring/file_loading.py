"""Puts a folder of course files together with what was published on the web since."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.authoring import file_queries
from lms.authoring.models import Publication
from lms.authoring.three_way import Merged, Step, decided, known_to_folder, three_way
from lms.courses import queries as courses
from lms.courses.facts import module_ids
from lms.courses.source_types import CourseSource
from lms.progress import service as progress


@dataclass(frozen=True)
class Together:
    """The files to load, by path in the course's folder.

    from_web   paths that only the web changed: its files stand there
    conflicts  paths that both changed; while there are any, nothing is loaded
    """

    files: dict[str, bytes]
    from_web: tuple[str, ...]
    conflicts: tuple[str, ...]


def with_web(db: Session, source: CourseSource, *, take: str | None) -> Together:
    """A folder that was read, with what only the web changed taken from there; writes nothing.

    take  "files" or "web": whose files stand where both changed one; None: those are conflicts
    """
    folder = source.all_files()
    publications = file_queries.published_on_web(db)
    course = courses.course_version(db, source.id)
    if course is None or not (publications or file_queries.course_saves(db)):
        return Together(folder, (), ())
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in folder.items()}
    steps = file_queries.course_steps(db, source.id, publications)
    parts = {"": (_below("", hashes, source.files), steps)}
    folders = file_queries.folders_of(db, module_ids(course.facts))
    folders |= {module.id: module.folder for module in source.all_modules}
    found = file_queries.module_steps(db, folders)
    here = {module.id: module.files for module in source.all_modules}
    for key, name in folders.items():
        prefix = f"modules/{name}/"
        parts[prefix] = (_below(prefix, hashes, here.get(key, {})), found.get(key, []))
    return _together(db, folder, parts, take)


def move_learners(
    db: Session, before: Mapping[str, uuid.UUID], after: Mapping[str, uuid.UUID]
) -> int:
    """Who was in the versions that were published goes on in the new ones; how many there are.

    before, after  module -> published version
    """
    return sum(
        progress.move_all_to_version(db, module_id, before[module_id], version)
        for module_id, version in after.items()
        if before.get(module_id, version) != version
    )


def note_written_out(db: Session, publications: Sequence[Publication], *, now: datetime) -> None:
    """Note that the files of these publications stand in a folder now."""
    ids = [one.id for one in publications]
    db.execute(update(Publication).where(Publication.id.in_(ids)).values(written_out_at=now))


def _below(prefix: str, hashes: Mapping[str, str], files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashes[prefix + path] for path in files}


def _together(
    db: Session,
    folder: Mapping[str, bytes],
    parts: Mapping[str, tuple[dict[str, str], Sequence[Step]]],
    take: str | None,
) -> Together:
    wanted: dict[str, str] = {}
    from_web, conflicts = [], []
    for prefix, (mine, steps) in parts.items():
        theirs = steps[-1].files if steps else {}
        merged = _merged(mine, theirs, steps)
        files = decided(merged, theirs) if take == "web" else merged.files
        wanted |= {prefix + path: key for path, key in files.items()}
        from_web += [prefix + path for path in merged.theirs]
        if take is None:
            conflicts += [prefix + path for path in merged.conflicts]
    known = {hashlib.sha256(content).hexdigest(): content for content in folder.values()}
    known |= courses.blobs(db, set(wanted.values()) - set(known))
    files_there = {path: known[key] for path, key in sorted(wanted.items())}
    return Together(files_there, tuple(sorted(from_web)), tuple(sorted(conflicts)))


def _merged(mine: dict[str, str], theirs: Mapping[str, str], steps: Sequence[Step]) -> Merged:
    if not any(step.on_web for step in steps):
        return Merged(mine, (), ())
    return three_way(known_to_folder(steps, mine), mine, theirs)

"""Verbs of what belongs to the whole course: its rules, the order of modules, the glossaries.

There is no draft of these files: a change is checked with all modules, then published at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import desk_queries, module_files, noting, queries
from lms.authoring.draft_checks import Press
from lms.authoring.file_queries import COURSE_SAVED
from lms.authoring.models import Publication
from lms.authoring.publishing import changes_between
from lms.authoring.service import Conflict, hash_of
from lms.courses import queries as courses
from lms.courses import service as course_service
from lms.courses.checks import check_source
from lms.courses.facts import module_ids
from lms.courses.faults import Fault, Findings
from lms.courses.models import CourseVersion, Kind
from lms.courses.service import Fresh
from lms.courses.source_types import CourseSource
from lms.courses.sources import COURSE_FILE, read_files
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

_STOPS = N_("Nothing was changed: %(count)s things must be mended first.")
_SAVED_MEANWHILE = N_("Somebody else changed the course meanwhile. Look at it, then save again.")
_WORDS = N_("The words of the course were changed.")


class CourseStoppedError(Refusal):
    """The checks found faults; they are with it."""

    def __init__(self, findings: Sequence[Fault]) -> None:
        super().__init__(_STOPS, status=422, count=len(findings))
        self.findings = tuple(findings)


@dataclass(frozen=True)
class PreparedCourse:
    """A changed course, checked, with the modules that its words change; nothing is written yet.

    base_id  of the version of the course that it was made from
    """

    source: CourseSource
    fresh: tuple[Fresh, ...]
    base_id: uuid.UUID


def is_course_file(version: CourseVersion, path: str) -> bool:
    """Whether this is course.toml or the glossary of a language of the course."""
    return path == COURSE_FILE or path in {f"glossary/{one}.toml" for one in languages_of(version)}


def languages_of(version: CourseVersion) -> list[str]:
    """The languages of a version of the course."""
    return list(version.facts["languages"])


def prepare_course(
    db: Session,
    version: CourseVersion,
    path: str,
    content: bytes,
    press: Press,
    *,
    seen: str | None,
    now: datetime,
) -> PreparedCourse:
    """Check a changed file of the course with all its modules; writes nothing, takes seconds.

    seen    hash of the file as the writer saw it
    raises  Conflict when somebody else saved another content since; CourseStoppedError
    """
    there = version.files.get(path)
    if there != seen and there != hash_of(content):
        theirs = queries.content(db, there) if there else None
        raise Conflict(path, content, theirs, there, seen)
    return prepare_files(db, version, {path: content}, press, now=now)


def prepare_files(
    db: Session,
    version: CourseVersion,
    files: Mapping[str, bytes],
    press: Press,
    *,
    now: datetime,
) -> PreparedCourse:
    """As prepare_course for several files that were made from this version."""
    tree = queries.contents(db, version.files) | dict(files)
    tree |= _modules(db, version, tree)
    source, found = read_files(tree)
    findings = Findings(found)
    if source is not None:
        check_source(source, findings, check_quiz=press.check_quiz, read_check=press.read_check)
    stops = [one for one in findings.sorted() if one.level == "fault"]
    if source is None or stops:
        raise CourseStoppedError(stops)
    fresh = course_service.changed_modules(
        db,
        source,
        words_of=press.words_of,
        fonts=press.fonts,
        now=now,
        print_pdf=press.print_pdf,
        read_check=press.read_check,
    )
    return PreparedCourse(source, tuple(fresh), version.id)


def _modules(db: Session, version: CourseVersion, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The published files of the modules that course.toml lists, by path in the course's folder.

    A copy for a country stays with the course when it is listed no more.
    """
    listed = module_files.modules_of(tree[COURSE_FILE])
    wanted = {
        f"modules/{one.folder}/{path}": key
        for one in courses.published_modules(db, {*listed, *module_ids(version.facts)})
        if one.module_id in listed or "parent" in one.facts
        for path, key in one.files.items()
    }
    return queries.contents(db, wanted)


def save_course(
    db: Session, actor: User, prepared: PreparedCourse, *, now: datetime
) -> CourseVersion:
    """Publish a changed course; modules whose words changed get a new version as a revision.

    raises  Refusal when somebody was faster
    """
    course_id = prepared.source.id
    if desk_queries.course_to_change(db, course_id) != prepared.base_id:
        raise Refusal(_SAVED_MEANWHILE)
    replaced = courses.course_version(db, course_id)
    old = {one.source.id: courses.published_version(db, one.source.id) for one in prepared.fresh}
    course_service.publish_course(db, prepared.source, prepared.fresh, kind=Kind.REVISION, now=now)
    db.flush()  # publications and the trail name the versions
    for module_id, before in old.items():
        after = courses.published_version(db, module_id)
        assert after is not None
        db.add(
            Publication(
                version_id=after.id,
                module_id=module_id,
                by_id=actor.id,
                approved_by=None,
                self_approved=False,
                kind=Kind.REVISION,
                message=_WORDS,
                changes=changes_between(before.files if before else {}, after.files),
                base_id=before.id if before else None,
                moved=0,
                at=now,
            )
        )
    version = courses.course_version(db, course_id)
    assert version is not None
    noting.note_course(db, replaced, now=now, actor=actor)
    was = {key: one.id for key, one in old.items() if one}
    noting.note_published(db, was, _published(db, old), now=now, actor=actor)
    count = len(prepared.fresh)
    trail.note(db, actor, COURSE_SAVED, version, now=now, course=course_id, modules=count)
    return version


def _published(db: Session, module_ids: Iterable[str]) -> dict[str, uuid.UUID]:
    return {one.module_id: one.id for one in courses.published_modules(db, list(module_ids))}

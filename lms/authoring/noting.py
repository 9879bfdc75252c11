"""Verbs at publishing: note from which source translated texts were made, count what is stale."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import pairs as pair_reading
from lms.authoring import tallies
from lms.authoring import translation_queries as queries
from lms.authoring.pairs import Pair
from lms.authoring.remembering import Memory, Writing, memories
from lms.authoring.steps import remember
from lms.authoring.translation_files import Twins
from lms.authoring.translation_queries import Subject
from lms.courses import queries as courses
from lms.courses.models import CourseVersion, ModuleVersion


def note_published(
    db: Session,
    before: Mapping[str, uuid.UUID],
    after: Mapping[str, uuid.UUID],
    *,
    now: datetime,
    actor: User | None = None,
    from_draft: bool = False,
) -> None:
    """Remember from which source the texts of new versions were made, and count what is stale.

    Texts that are new or changed since are taken as made from the source that came with them.

    before, after  module -> published version
    from_draft     whether what was remembered of a draft holds for the version
    """
    fresh = [key for key, version in after.items() if before.get(key) != version]
    known = memories(db, fresh)
    for module_id in fresh:
        found = queries.subject(db, module_id)
        if found is not None and found.published is not None:
            was = before.get(module_id)
            base = courses.module_version(db, was) if was else None
            _note(db, _as_published(found), base, known[module_id], from_draft, actor, now)


def note_course(
    db: Session,
    before: CourseVersion | None,
    *,
    now: datetime,
    actor: User | None = None,
) -> None:
    """Remember from which source the titles of the course and its glossaries were made.

    before  the version before this change: what was never noted is noted as it stood there
    """
    subject = queries.subject(db, queries.COURSE)
    if subject is None:
        return
    memory = memories(db, [queries.COURSE])[queries.COURSE]
    if before is not None and not memory.rows:
        _note_own(db, queries.course_subject(before), memory, actor, now)
        memory = memories(db, [queries.COURSE])[queries.COURSE]
    _note_own(db, subject, memory, actor, now)


def _note_own(
    db: Session, subject: Subject, memory: Memory, actor: User | None, now: datetime
) -> None:
    assert subject.course is not None
    writing = Writing(subject.module_id, memory, actor.id if actor else None, now)
    facts: dict[str, Any] = subject.course.facts
    for language, found in _all_pairs(db, subject, subject.languages, memory, draft=False):
        for one in found:
            if not one.is_odd:
                writing.keep(language, one.twin, remember(one.steps), draft=False)
        facts = tallies.with_language(facts, subject.source, language, found)
    writing.write(db)
    subject.course.facts = facts


def count_again(db: Session, subject: Subject, languages: Iterable[str]) -> None:
    """Count anew what is stale in what is published; nothing of a module that is new."""
    version = subject.published or subject.course
    if version is None:
        return
    subject = _as_published(subject)
    memory = memories(db, [subject.module_id])[subject.module_id]
    for language, found in _all_pairs(db, subject, languages, memory, draft=False):
        version.facts = tallies.with_language(version.facts, subject.source, language, found)


def _note(
    db: Session,
    subject: Subject,
    base: ModuleVersion | None,
    memory: Memory,
    from_draft: bool,
    actor: User | None,
    now: datetime,
) -> None:
    writing = Writing(subject.module_id, memory, actor.id if actor else None, now)
    facts: dict[str, Any] = subject.published.facts if subject.published else {}
    for language, found in _all_pairs(
        db, subject, subject.languages, memory, draft=from_draft, base=base
    ):
        for one in found:
            if not one.is_odd and one.known is None:
                writing.keep(language, one.twin, remember(one.steps), draft=False)
        facts = tallies.with_language(facts, subject.source, language, found)
    if not from_draft:  # a draft that is still being written keeps what is remembered of it
        drafts = {row.id for rows in memory.rows.values() for row in rows if row.is_draft}
        writing.gone = [one for one in writing.gone if one not in drafts]
    writing.write(db)
    assert subject.published is not None
    subject.published.facts = facts


def _all_pairs(
    db: Session,
    subject: Subject,
    languages: Iterable[str],
    memory: Memory,
    *,
    draft: bool,
    base: ModuleVersion | None = None,
) -> Iterable[tuple[str, list[Pair]]]:
    """The pairs of each language; those that are as they were in `base` only with their counts."""
    twins = {one: pair_reading.twins_in(subject, one) for one in languages}
    same = {one: _unchanged(subject, base, some, memory) for one, some in twins.items()}
    wanted: set[str] = set()
    for language, some in twins.items():
        left = [one for one in some if one not in same[language]]
        wanted |= pair_reading.wanted_blobs(subject, left)
    contents = courses.blobs(db, wanted)
    for language, some in twins.items():
        known = same[language]
        left = [one for one in some if one not in known]
        read = pair_reading.pairs(subject, left, contents, memory, draft=draft)
        found = known | {one.twins: one for one in read}
        yield language, [found[one] for one in some]


def _unchanged(
    subject: Subject, base: ModuleVersion | None, twins: Iterable[Twins], memory: Memory
) -> dict[Twins, Pair]:
    """Files that are as they were, and of which a draft said nothing: taking them apart is slow."""
    if base is None or base.facts.get("translation", {}).get("source") != subject.source:
        return {}
    prefix = pair_reading.prefix_of(subject)
    drafted = {key for key, rows in memory.rows.items() if any(one.is_draft for one in rows)}
    found = {}
    for one in twins:
        pair = Pair(one, prefix)
        counts = tallies.counts_in(base.facts, one.target).get(pair.path)
        is_same = all(base.files.get(p) == subject.files.get(p) for p in (pair.path, pair.twin))
        if counts is not None and is_same and (one.target, pair.twin) not in drafted:
            found[one] = replace(pair, known=counts)
    return found


def _as_published(subject: Subject) -> Subject:
    """The module without its draft."""
    there = subject.published
    if there is None:  # the course's own files have no draft
        return subject
    return replace(subject, draft=None, files=there.files, folder=there.folder)

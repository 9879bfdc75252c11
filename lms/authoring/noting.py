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
from lms.authoring.translation_queries import Subject
from lms.courses import queries as courses


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
            _note(db, _as_published(found), known[module_id], from_draft, actor, now)


def count_again(db: Session, subject: Subject, languages: Iterable[str]) -> None:
    """Count anew what is stale in the published version; nothing of a module that is new."""
    version = subject.published
    if version is None:
        return
    subject = _as_published(subject)
    memory = memories(db, [subject.module_id])[subject.module_id]
    for language, found in _all_pairs(db, subject, languages, memory, draft=False):
        version.facts = tallies.with_language(version.facts, subject.source, language, found)


def _note(
    db: Session,
    subject: Subject,
    memory: Memory,
    from_draft: bool,
    actor: User | None,
    now: datetime,
) -> None:
    writing = Writing(subject.module_id, memory, actor.id if actor else None, now)
    facts: dict[str, Any] = subject.published.facts if subject.published else {}
    for language, found in _all_pairs(db, subject, subject.languages, memory, draft=from_draft):
        for one in found:
            if not one.is_odd:
                writing.keep(language, one.twin, remember(one.steps), draft=False)
        facts = tallies.with_language(facts, subject.source, language, found)
    if not from_draft:  # a draft that is still being written keeps what is remembered of it
        drafts = {row.id for rows in memory.rows.values() for row in rows if row.is_draft}
        writing.gone = [one for one in writing.gone if one not in drafts]
    writing.write(db)
    assert subject.published is not None
    subject.published.facts = facts


def _all_pairs(
    db: Session, subject: Subject, languages: Iterable[str], memory: Memory, *, draft: bool
) -> Iterable[tuple[str, list[Pair]]]:
    twins = {one: pair_reading.twins_in(subject, one) for one in languages}
    wanted: set[str] = set()
    for some in twins.values():
        wanted |= pair_reading.wanted_blobs(subject, some)
    contents = courses.blobs(db, wanted)
    for language, some in twins.items():
        yield (
            language,
            list(pair_reading.pairs(subject, some, contents, memory, draft=draft)),
        )


def _as_published(subject: Subject) -> Subject:
    """The module without its draft."""
    there = subject.published
    assert there is not None
    return replace(subject, draft=None, files=there.files, folder=there.folder)

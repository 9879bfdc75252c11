"""What lists of translations show: modules and languages, files of one, changes of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lms.authoring import pairs as pair_reading
from lms.authoring import rules, tallies
from lms.authoring import translation_queries as queries
from lms.authoring.differences import words
from lms.authoring.pairs import Pair
from lms.authoring.readable_texts import readable
from lms.authoring.remembering import Memory, memories
from lms.authoring.steps import Counts, State, source_hash
from lms.authoring.translating import Desk
from lms.authoring.translation_queries import Subject
from lms.authoring.unit_words import KIND_WORDS
from lms.courses import queries as courses

MODULES = "/author/modules/"
MOST_CHANGES = 200
_SHOWN = ("stale", "missing", "current", "confirmed", "surplus")


@dataclass(frozen=True)
class _Asked:
    """A language of a module: what is known of it, and the files that must be looked at."""

    subject: Subject
    language: str
    known: Mapping[str, Counts]
    twins: list[Any]


def address(module_id: str, language: str = "", path: str = "") -> str:
    """Where the translations of a module, a language of it or a file of that stand."""
    return f"{MODULES}{module_id}/translate/" + (f"{language}/{path}" if language else "")


def work(db: Session, user: Any, lang: str) -> list[dict[str, Any]]:
    """The modules that somebody may see, with counts by language; at most five statements."""
    found = [one for one in queries.subjects(db) if rules.may_see(user, one.module_id)]
    asked = [_asked(one, language) for one in found for language in one.languages]
    open_ones = [one for one in asked if one.twins]
    known = memories(db, {one.subject.module_id for one in open_ones})
    blobs: set[str] = set()
    for one in open_ones:
        blobs |= pair_reading.wanted_blobs(one.subject, one.twins)
    contents = courses.blobs(db, blobs) if blobs else {}
    lines: dict[str, list[dict[str, Any]]] = {one.module_id: [] for one in found}
    for one in asked:
        memory = known.get(one.subject.module_id, Memory())
        total = _total(one, contents, memory)
        module_id = one.subject.module_id
        may = rules.may_translate(user, module_id, one.language)
        url = address(module_id, one.language) if may else ""
        lines[module_id].append({"language": one.language, "url": url, **shown(total)})
    return [
        {
            "code": one.code,
            "title": one.title(lang),
            "id": one.module_id,
            "is_draft": one.draft is not None,
            "changes_url": address(one.module_id),
            "languages": lines[one.module_id],
        }
        for one in found
    ]


def shown(total: Counts) -> dict[str, int]:
    """Counts by the name of their state, and how many are wanted and done."""
    found = {name: getattr(total, name) for name in _SHOWN}
    return {**found, "done": total.done, "wanted": total.wanted}


def files_of(desk: Desk) -> list[dict[str, Any]]:
    """The files of a language with their counts; see templates/authoring/translate.html."""
    return [
        {
            "path": one.path,
            "twin": one.twin,
            "url": address(desk.module_id, desk.language, one.path),
            "is_odd": one.is_odd,
            **shown(one.counts),
        }
        for one in desk.pairs
    ]


def changes(db: Session, subject: Subject) -> list[dict[str, Any]]:
    """Each change of the source that makes a translation stale, once; by file and line."""
    twins = {one: pair_reading.twins_in(subject, one) for one in subject.languages}
    blobs: set[str] = set()
    for some in twins.values():
        blobs |= pair_reading.wanted_blobs(subject, some)
    contents = courses.blobs(db, blobs)
    memory = memories(db, [subject.module_id])[subject.module_id]
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for language, some in twins.items():
        for pair in pair_reading.pairs(subject, some, contents, memory):
            _add_changes(found, pair, language)
    ordered = sorted(found.values(), key=lambda one: (one["path"], one["line"]))
    return ordered[:MOST_CHANGES]


def _add_changes(
    found: dict[tuple[str, str, str], dict[str, Any]], pair: Pair, language: str
) -> None:
    for one in pair.steps:
        if one.state is not State.STALE or one.source is None or one.record is None:
            continue
        key = pair.path, one.record.source_hash, source_hash(one.source.text)
        if key not in found:
            found[key] = {
                "path": pair.path,
                "line": one.source.line,
                "kind": KIND_WORDS[one.source.kind],
                "old": key[1],
                "new": key[2],
                "pieces": words(
                    readable(one.source, one.old_text), readable(one.source, one.source.text)
                ),
                "languages": [],
            }
        if language not in found[key]["languages"]:
            found[key]["languages"].append(language)


def _asked(subject: Subject, language: str) -> _Asked:
    """What the published version knows already, and what must be looked at anew."""
    holder = subject.published or subject.course
    facts = holder.facts if holder else {}
    kept = tallies.counts_in(facts, language)
    prefix = pair_reading.prefix_of(subject)
    known, twins = {}, []
    for one in pair_reading.twins_in(subject, language):
        path, twin = one.path.removeprefix(prefix), one.twin.removeprefix(prefix)
        if path in kept and not subject.is_changed(path, twin):
            known[path] = kept[path]
        else:
            twins.append(one)
    return _Asked(subject, language, known, twins)


def _total(asked: _Asked, contents: Mapping[str, bytes], memory: Memory) -> Counts:
    fresh: Iterable[Pair] = pair_reading.pairs(asked.subject, asked.twins, contents, memory)
    return sum([*asked.known.values(), *(one.counts for one in fresh)], Counts())

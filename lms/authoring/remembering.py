"""Which source each translated text was made from: rows of the database as records, and back.

A draft may be thrown away, so what is remembered of its texts stands beside what is remembered of
the published ones and takes their place when the draft is published.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from lms.authoring import translation_queries as queries
from lms.authoring.models import UNIT_KEY, Forgiven, TranslationRecord
from lms.authoring.steps import Record
from lms.authoring.translation_units import TextUnit

DRAFT = "draft:"  # stands in front of the key of a text that only a draft has
_PARTS = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is kept; the key is without the sign of a draft."""

    id: uuid.UUID
    is_draft: bool
    record: Record


@dataclass
class Memory:
    """What is remembered of the translations of a module, by the path within its folder.

    rows      (language, path of the translation) -> rows
    forgiven  path of the source -> hash of an older text -> hashes of newer ones
    """

    rows: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    forgiven: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))

    def records(
        self, language: str, source: str, target: str, units: Sequence[TextUnit], *, draft: bool
    ) -> tuple[Record, ...]:
        """The records of a file, in its order as far as can be told.

        source, target  the paths; units, the texts of the target
        draft           whether what is remembered of a draft counts
        """
        rows = [one for one in self.rows.get((language, target), ()) if draft or not one.is_draft]
        drafted = {one.record.key for one in rows if one.is_draft}
        kept = [one.record for one in rows if one.is_draft or one.record.key not in drafted]
        forgiven = self.forgiven.get(source, {})
        kept = [_with_forgiven(one, forgiven) for one in kept] if forgiven else kept
        return tuple(sorted(kept, key=_order_in(units)))


def memories(db: Session, module_ids: Iterable[str]) -> dict[str, Memory]:
    """What is remembered of some modules; one statement, none for no modules."""
    found = {one: Memory() for one in module_ids}
    for row in queries.remembered(db, found) if found else ():
        memory = found[row.module_id]
        if not row.language:
            newer = memory.forgiven[row.path].setdefault(row.source_hash, set())
            newer.add(row.target_hash)
            continue
        key = row.unit_key.removeprefix(DRAFT)
        record = Record(key, row.target_hash, row.source_hash, row.source_text, row.confirmed)
        kept = Row(row.id, row.unit_key.startswith(DRAFT), record)
        memory.rows[row.language, row.path].append(kept)
    return found


@dataclass
class Writing:
    """Changes of what is remembered of a module, written all at once."""

    module_id: str
    memory: Memory
    by_id: uuid.UUID | None
    at: datetime
    gone: list[uuid.UUID] = field(default_factory=list)
    new: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, language: str, path: str, records: Iterable[Record], *, draft: bool) -> None:
        """Remember these records of a file and no others.

        draft  whether they are of a draft: what is remembered of published texts stays
        """
        rows = self.memory.rows.get((language, path), [])
        published = {one.record.key: one for one in rows if not one.is_draft}
        wanted = {one.key: one for one in records if len(DRAFT + one.key) <= UNIT_KEY}
        if draft:
            new = {k: one for k, one in wanted.items() if not _is_kept(one, published.get(k))}
            self._exchange(language, path, new, [one for one in rows if one.is_draft], DRAFT)
        else:
            self._exchange(language, path, wanted, list(published.values()), "")
            self.gone += [one.id for one in rows if one.is_draft]

    def write(self, db: Session) -> None:
        """Write what changed; nothing when nothing did."""
        for at in range(0, len(self.gone), queries.LESS):
            some = self.gone[at : at + queries.LESS]
            db.execute(delete(TranslationRecord).where(TranslationRecord.id.in_(some)))
        if self.new:
            db.execute(insert(TranslationRecord), self.new)

    def _exchange(
        self,
        language: str,
        path: str,
        wanted: Mapping[str, Record],
        rows: Iterable[Row],
        sign: str,
    ) -> None:
        same = {one.record.key for one in rows if _is_kept(wanted.get(one.record.key), one)}
        self.gone += [one.id for one in rows if one.record.key not in same]
        self.new += [
            {
                "id": uuid.uuid4(),
                "module_id": self.module_id,
                "language": language,
                "path": path,
                "unit_key": sign + key,
                "target_hash": one.target_hash,
                "source_hash": one.source_hash,
                "source_text": one.source_text,
                "confirmed": one.confirmed,
                "by_id": self.by_id,
                "at": self.at,
            }
            for key, one in wanted.items()
            if key not in same
        ]


def copy_remembered(
    db: Session, from_id: str, to_id: str, *, by_id: uuid.UUID | None, at: datetime
) -> None:
    """Let the draft of a copied module remember what is remembered of the published original."""
    memory = memories(db, [from_id])[from_id]
    writing = Writing(to_id, Memory(), by_id, at)
    for (language, path), rows in memory.rows.items():
        records = [one.record for one in rows if not one.is_draft]
        writing.keep(language, path, records, draft=True)
    writing.write(db)
    for path, newer in memory.forgiven.items():
        pairs = [(old, new) for old, some in newer.items() for new in sorted(some)]
        db.add_all(
            Forgiven(module_id=to_id, path=path, old_hash=old, new_hash=new, by_id=by_id, at=at)
            for old, new in pairs
        )


def forget_draft(db: Session, module_id: str) -> None:
    """Forget what is remembered of the texts that only a draft had."""
    kept = TranslationRecord
    db.execute(delete(kept).where(kept.module_id == module_id, kept.unit_key.startswith(DRAFT)))


def _is_kept(record: Record | None, row: Row | None) -> bool:
    if record is None or row is None:
        return False
    there = row.record
    return (record.target_hash, record.source_hash, record.confirmed) == (
        there.target_hash,
        there.source_hash,
        there.confirmed,
    )


def _with_forgiven(record: Record, forgiven: Mapping[str, set[str]]) -> Record:
    """The record with all texts that count as what it was made from, one after the other."""
    seen = {record.source_hash}
    waiting = [record.source_hash]
    while waiting:
        newer = forgiven.get(waiting.pop(), set()) - seen
        seen |= newer
        waiting += newer
    also = frozenset(seen - {record.source_hash})
    return Record(
        record.key,
        record.target_hash,
        record.source_hash,
        record.source_text,
        record.confirmed,
        also,
    )


def _order_in(units: Sequence[TextUnit]) -> Callable[[Record], tuple[Any, ...]]:
    """Where a record stands in its file: by its question and key, and by number in running text."""
    groups: dict[str, int] = {}
    places: dict[str, int] = {}
    for at, unit in enumerate(units):
        groups.setdefault(unit.group, at)
        places[unit.key] = at

    def order(record: Record) -> tuple[Any, ...]:
        group = record.key.rpartition("/")[0]
        last = len(units)
        if group:
            return 1, groups.get(group, last), places.get(record.key, last), (), record.key
        return 0, 0 if record.key == "title" else 1, 0, _numbers(record.key), record.key

    return order


def _numbers(key: str) -> tuple[tuple[int, str], ...]:
    """A key such as b4.3 in the order of its numbers: b9 stands before b10."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in _PARTS.findall(key)
    )

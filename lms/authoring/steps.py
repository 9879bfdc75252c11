"""How far a translation is in step with its source, text by text. Pure.

Nothing is compared by the clock: with each translated text it is remembered from which source it
was made, and that source is compared with the one of today.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256

from lms.authoring.alignment import align
from lms.authoring.translation_units import TextUnit

# A translated text, its record, and else that of the text that stood in its place.
_Remembered = tuple[TextUnit, "Record | None", "Record | None"]

_SPACES = re.compile(r"\s+")
_LEAST = 0.01  # two texts of one kind can always be partners


class State(StrEnum):
    """How a translated text stands to its source.

    STALE      made from an older source
    CONFIRMED  made from an older source, and somebody found that it is still right
    MISSING    the source has no translation
    SURPLUS    the translation has a text that the source has no more
    """

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CONFIRMED = "confirmed"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of one translated text; the records of a file are in its order.

    key          of the text in the translation's file
    target_hash  of the translated text
    source_hash, source_text  of what it was made from, or was confirmed against
    confirmed    whether somebody looked at an older translation and found it still right
    also         hashes of later sources that differ in nothing that matters to translations
    """

    key: str
    target_hash: str
    source_hash: str
    source_text: str
    confirmed: bool = False
    also: frozenset[str] = frozenset()

    def counts_for(self, source: str) -> bool:
        """Whether it was made from the source of this hash, or of one that matters no less."""
        return source == self.source_hash or source in self.also


@dataclass(frozen=True, slots=True)
class UnitStep:
    """One text in two languages.

    source  None when it is surplus; target, None when it is missing
    record  None when nothing was remembered, as of a text that was just written
    """

    state: State
    source: TextUnit | None
    target: TextUnit | None
    record: Record | None = None

    @property
    def old_text(self) -> str:
        """The source from which a stale text was made; "" for all others."""
        return self.record.source_text if self.record and self.state is State.STALE else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts of a file or a language are in which state; stale ones are not done."""

    current: int = 0
    stale: int = 0
    missing: int = 0
    confirmed: int = 0
    surplus: int = 0

    @property
    def done(self) -> int:
        """Those that need nothing."""
        return self.current + self.confirmed

    @property
    def wanted(self) -> int:
        """All texts of the source."""
        return self.done + self.stale + self.missing

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one) + getattr(other, one) for one in State))


def source_hash(text: str) -> str:
    """The SHA-256 of a text in NFC with single spaces, so that a new line break is no change.

    >>> source_hash("a  b\\n") == source_hash("a b")
    True
    """
    bare = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def step(
    source: Sequence[TextUnit], target: Sequence[TextUnit], records: Sequence[Record]
) -> list[UnitStep]:
    """Every text of both files with its state, in the order of the source.

    A translated text that no record fits was written since: it is taken as made from the source
    of today. Texts stay together when others were added or lost before them.
    """
    kept = _records_of(target, records)
    groups = dict.fromkeys([*(one.group for one in source), *(one.group for one in target)])
    found: list[UnitStep] = []
    for group in groups:
        found += _steps_of_group(
            [one for one in source if one.group == group],
            [(one, *kept[at]) for at, one in enumerate(target) if one.group == group],
        )
    return _in_order(found, source)


def remember(steps: Iterable[UnitStep]) -> tuple[Record, ...]:
    """The records to keep from now on: the old ones, and one for each text that was written since.

    In the order of the translation's file. A text without a source is remembered with none.
    """
    both = [(one.target, one) for one in steps if one.target is not None]
    both.sort(key=lambda pair: pair[0].places)
    return tuple(_remembered(target, one) for target, one in both)


def confirm(steps: Iterable[UnitStep], *keys: str) -> tuple[Record, ...]:
    """The records when somebody found stale texts still right.

    keys  of these texts in the translation's file; others stay as they are
    """
    return remember(_confirmed(one, keys) for one in steps)


def forgive(records: Iterable[Record], old: str, new: str) -> tuple[Record, ...]:
    """The records when a change of the source matters to no translation.

    old, new  the hashes of the source before and after: what was made from the old one counts as
              made from the new one, too
    """
    return tuple(
        replace(one, also=one.also | {new}) if one.counts_for(old) else one for one in records
    )


def counts(steps: Iterable[UnitStep]) -> Counts:
    """How many are in which state."""
    found = Counter(one.state for one in steps)
    return Counts(*(found[state] for state in State))


def _records_of(
    target: Sequence[TextUnit], records: Sequence[Record]
) -> list[tuple[Record | None, Record | None]]:
    """For each translated text its record, and else that of the text that stood in its place."""
    hashes = [source_hash(one.text) for one in target]
    found: list[tuple[Record | None, Record | None]] = [(None, None)] * len(target)
    pairs = align(
        [one.target_hash for one in records],
        hashes,
        lambda i, j: 1.0 if records[i].key == target[j].key else 0.0,
    )
    for i, j in pairs:
        if i is not None and j is not None:
            is_same = records[i].target_hash == hashes[j]
            found[j] = (records[i] if is_same else None), records[i]
    taken = {id(kept) for kept, _ in found if kept}
    moved = {one.target_hash: one for one in records if id(one) not in taken}
    return [
        (kept or moved.pop(hash_, None), before)
        for hash_, (kept, before) in zip(hashes, found, strict=True)
    ]


def _steps_of_group(
    source: Sequence[TextUnit], target: Sequence[_Remembered]
) -> Iterator[UnitStep]:
    """Steps within a question, or within the running text.

    Texts are matched by the source they were made from; a new text by that of the one before it.
    """
    ours, theirs = _tokens(source, target)

    def alike(i: int, j: int) -> float:
        unit, *records = target[j]
        if source[i].kind is not unit.kind:
            return 0.0
        hint = next(filter(None, records), None)
        if hint is None:  # nothing is known but where it stands
            return 1.0 if source[i].key == unit.key else _LEAST
        matcher = SequenceMatcher(None, hint.source_text, source[i].text, autojunk=False)
        return max(_LEAST, matcher.quick_ratio())

    for i, j in align(ours, theirs, alike):
        if i is not None and j is not None:
            unit, record, _ = target[j]
            yield UnitStep(_state(source_hash(source[i].text), record), source[i], unit, record)
        elif i is not None:
            yield UnitStep(State.MISSING, source[i], None)
        elif j is not None:
            yield UnitStep(State.SURPLUS, None, target[j][0], target[j][1])


def _tokens(
    source: Sequence[TextUnit], target: Sequence[_Remembered]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What partners have in common: the hash of the source; their keys when none is remembered."""
    hints = [kept or before for _, kept, before in target]
    if not any(hints):
        return [(one.key, one.kind) for one in source], [
            (one.key, one.kind) for one, _, _ in target
        ]
    earlier = {later: one.source_hash for one in hints if one for later in one.also}
    made_from = [one.source_hash if one else "" for one in hints]
    ours = [(hash_, one.kind) for one in source for hash_ in (source_hash(one.text),)]
    return (
        [(earlier.get(hash_, hash_), kind) for hash_, kind in ours],
        [
            (earlier.get(hash_, hash_), one.kind)
            for hash_, (one, _, _) in zip(made_from, target, strict=True)
        ],
    )


def _state(source: str, record: Record | None) -> State:
    if record is None:
        return State.CURRENT
    if not record.counts_for(source):
        return State.STALE
    return State.CONFIRMED if record.confirmed else State.CURRENT


def _in_order(steps: Sequence[UnitStep], source: Sequence[TextUnit]) -> list[UnitStep]:
    """In the order of the source; what is surplus behind what it stood behind."""
    places = {one.key: at for at, one in enumerate(source)}
    keyed = []
    last = -1
    for one in steps:
        last = places[one.source.key] if one.source else last
        keyed.append((last, one))
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def _remembered(target: TextUnit, one: UnitStep) -> Record:
    if one.record is not None:
        return replace(one.record, key=target.key)
    text = one.source.text if one.source else ""
    return Record(target.key, source_hash(target.text), source_hash(text), text)


def _confirmed(one: UnitStep, keys: Sequence[str]) -> UnitStep:
    is_meant = one.target is not None and one.target.key in keys and one.state is State.STALE
    if not is_meant or one.source is None or one.record is None:
        return one
    text = one.source.text
    record = replace(
        one.record,
        source_hash=source_hash(text),
        source_text=text,
        confirmed=True,
        also=frozenset(),
    )
    return replace(one, state=State.CONFIRMED, record=record)

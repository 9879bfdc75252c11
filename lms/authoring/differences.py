"""What changed between two texts: lines first, then words within changed lines. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.4  # a line with less in common is another line, not the same one changed
_LONGEST_BLOCK = 60  # lines; a longer run of changed lines is paired by place
_MANY = 1_000  # pieces; in longer rows what is everywhere, such as a space, begins no match


class Change(StrEnum):
    """What happened to a line or to a piece of one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some signs of a line."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the older text, the newer one, or both.

    old, new  its number in each, counted from 1; None where it is not there
    pieces    in order: removed ones stand in the old line only, added ones in the new line only
    """

    change: Change
    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]


def difference(old: str, new: str) -> list[Line]:
    """Every line of both texts in order, with what changed.

    Texts are compared in NFC, so that the same Vietnamese or Hangul word typed in another way is
    no change. Words are compared whole: no syllable is cut.

    >>> [line.change.value for line in difference("a\\nb c", "a\\nb d\\ne")]
    ['same', 'changed', 'added']
    """
    before, after = _lines(old), _lines(new)
    found: list[Line] = []
    for tag, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        if tag == "equal":
            found += [
                Line(Change.SAME, i + 1, j + 1, (Piece(Change.SAME, before[i]),))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
        else:
            found += _changed(before, after, range(i1, i2), range(j1, j2))
    return found


def words(old: str, new: str) -> tuple[Piece, ...]:
    """What changed within one line or paragraph, word by word.

    >>> [(piece.change.value, piece.text) for piece in words("one red box", "one big red box")]
    [('same', 'one'), ('added', ' big'), ('same', ' red box')]
    """
    before, after = _WORD.findall(_nfc(old)), _WORD.findall(_nfc(new))
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(before[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece(Change.REMOVED, "".join(before[i1:i2])))
        if j2 > j1:
            found.append(Piece(Change.ADDED, "".join(after[j1:j2])))
    return tuple(found)


def is_same(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but how their signs are stored."""
    return _lines(old) == _lines(new)


def around(lines: Sequence[Line], context: int = 3) -> list[Line | None]:
    """The changed lines with some before and after; None stands where lines were left out."""
    near = {
        at
        for place, line in enumerate(lines)
        if line.change is not Change.SAME
        for at in range(place - context, place + context + 1)
    }
    kept: list[Line | None] = []
    for place, line in enumerate(lines):
        if place in near:
            kept.append(line)
        elif not kept or kept[-1] is not None:
            kept.append(None)
    return kept


def _matcher(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    """Compares exactly, unless that would take seconds."""
    return SequenceMatcher(None, before, after, autojunk=len(after) > _MANY)


def _lines(text: str) -> list[str]:
    return _nfc(text).removesuffix("\n").split("\n") if text else []


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _changed(
    before: Sequence[str], after: Sequence[str], olds: range, news: range
) -> Iterator[Line]:
    """Lines that were replaced: those that are alike are shown as one changed line."""
    j = news.start
    for i in olds:
        partner = _partner(before[i], after, range(j, news.stop))
        if partner is None:
            yield Line(Change.REMOVED, i + 1, None, (Piece(Change.REMOVED, before[i]),))
            continue
        yield from _added(after, range(j, partner))
        yield Line(Change.CHANGED, i + 1, partner + 1, words(before[i], after[partner]))
        j = partner + 1
    yield from _added(after, range(j, news.stop))


def _partner(line: str, after: Sequence[str], places: range) -> int | None:
    """The first line that is alike enough; an empty line has none."""
    if not line.strip():
        return None
    for place in places[:_LONGEST_BLOCK]:
        matcher = _matcher(line.split(), after[place].split())
        if matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            return place
    return None


def _added(after: Sequence[str], places: range) -> Iterator[Line]:
    for place in places:
        yield Line(Change.ADDED, None, place + 1, (Piece(Change.ADDED, after[place]),))

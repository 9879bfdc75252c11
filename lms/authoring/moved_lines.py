"""Where a line of an older text stands now. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lms.authoring.differences import Change, difference


@dataclass(frozen=True, slots=True)
class Saved:
    """A change of a file: hashes before and after, None where it was not there."""

    old_hash: str | None
    new_hash: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line that somebody wrote about.

    text  as it was then; "" when it is not known
    line  where it stands now; None: it has changed since
    """

    text: str
    line: int | None


def then(saves: Iterable[Saved], now: str | None, at: datetime) -> str | None:
    """The hash that a file had at a moment; None: it was not there.

    saves  its changes, the oldest first; now: the hash that it has
    """
    return next((one.old_hash for one in saves if one.at > at), now)


def quoted(old: str, new: str, line: int) -> Quoted:
    """A line of the old text, and where it stands in the new one.

    >>> quoted("a\\nb\\n", "new\\na\\nb\\n", 2)
    Quoted(text='b', line=3)
    >>> quoted("a\\nb\\n", "a\\nB\\n", 2).line is None
    True
    """
    lines = difference(old, new)
    found = next((one for one in lines if one.old == line), None)
    if found is None:  # there was no such line
        return Quoted("", None)
    text = "".join(piece.text for piece in found.pieces if piece.change is not Change.ADDED)
    if found.change is Change.SAME:
        return Quoted(text, found.new)
    elsewhere = [
        one.new for one in lines if one.change is Change.ADDED and one.pieces[0].text == text
    ]
    return Quoted(text, elsewhere[0] if len(elsewhere) == 1 and text.strip() else None)


def around(text: str, line: int, context: int = 3) -> list[tuple[int, str]]:
    """A line with some before and after, each with its number; none when there is no such line.

    >>> around("a\\nb\\nc\\n", 1, context=1)
    [(1, 'a'), (2, 'b')]
    """
    lines = text.removesuffix("\n").split("\n")
    if not 1 <= line <= len(lines):
        return []
    first = max(1, line - context)
    return [(first + n, one) for n, one in enumerate(lines[first - 1 : line + context])]

"""Two texts that go back to a third, put together line by line; or where they clash. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MANY = 1_000  # lines; in longer texts what is everywhere begins no match


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both changed, each in another way; any of the three may be empty.

    line  where it stands in mine, from 1
    """

    line: int
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What came of it.

    text     both changes; None: they clash
    clashes  in the order of mine; empty where there is a text
    """

    text: str | None
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of the base that stay in both, or that somebody changed, with what stands there."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def merged(base: str, mine: str, theirs: str) -> Together:
    """Both changes of a text. Lines that touch count as one place, as they do in git.

    >>> merged("a\\nb\\nc\\n", "A\\nb\\nc\\n", "a\\nb\\nC\\n").text
    'A\\nb\\nC\\n'
    >>> merged("a\\n", "b\\n", "c\\n").clashes[0].theirs
    ('c\\n',)
    """
    found: list[str] = []
    clashes: list[Clash] = []
    line = 1
    for one in _stretches(_lines(base), _lines(mine), _lines(theirs)):
        if one.mine != one.theirs and one.base not in (one.mine, one.theirs):
            clashes.append(Clash(line, one.base, one.mine, one.theirs))
        found += one.theirs if one.mine == one.base else one.mine
        line += len(one.mine)
    return Together(None, tuple(clashes)) if clashes else Together("".join(found))


def _stretches(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[_Stretch]:
    """The base cut at the lines that stand unchanged in all three."""
    here, there = _places(base, mine), _places(base, theirs)
    b = m = t = 0
    for at in range(len(base) + 1):
        is_end = at == len(base)
        if not is_end and (at not in here or at not in there):
            continue
        to_mine, to_theirs = (len(mine), len(theirs)) if is_end else (here[at], there[at])
        if (b, m, t) != (at, to_mine, to_theirs):
            changed = base[b:at], mine[m:to_mine], theirs[t:to_theirs]
            yield _Stretch(*(tuple(lines) for lines in changed))
        if not is_end:
            yield _Stretch((base[at],), (mine[to_mine],), (theirs[to_theirs],))
            b, m, t = at + 1, to_mine + 1, to_theirs + 1


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Where each line of the base stands in the other text, of those that are there in order."""
    matcher = SequenceMatcher(None, base, other, autojunk=len(other) > _MANY)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _lines(text: str) -> list[str]:
    """Lines with their ends; only LF ends one, so that nothing is lost of odd signs."""
    return [line for line in re.split(r"(?<=\n)", text) if line]

"""Two texts that go back to a third, put together line by line. Pure.

Where only one side changed, that side stands. Where both did, both stand between marks, and a
person decides: the checks let no mark be published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lms.courses.merge_marks import MIDDLE, OURS, THEIRS


@dataclass(frozen=True, slots=True)
class MergedText:
    """What came of it.

    taken    places that were taken from theirs, for only they had changed them
    clashes  places where both stand, marked
    """

    text: str
    taken: int
    clashes: int


@dataclass(frozen=True, slots=True)
class _Same:
    """A run of lines that all three have: where it begins in each, and how long it is."""

    base: int
    mine: int
    theirs: int
    size: int


def merge_texts(
    base: str, mine: str, theirs: str, *, names: tuple[str, str] = ("", "")
) -> MergedText:
    r"""The two put together.

    names  what the marks call mine and theirs

    >>> merge_texts("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n").text
    'A\nb\nC\n'
    >>> merge_texts("a\n", "b\n", "c\n", names=("mine", "theirs")).text
    '<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs\n'
    """
    texts = [_lines(one) for one in (base, mine, theirs)]
    found: list[str] = []
    taken = clashes = 0
    at = (0, 0, 0)
    for same in _same(*texts):
        ends = (same.base, same.mine, same.theirs)
        was, here, there = (
            text[start:end] for text, start, end in zip(texts, at, ends, strict=True)
        )
        if here == there or was == there:
            found += here
        elif was == here:
            found += there
            taken += 1
        else:
            found += _marked(here, there, names)
            clashes += 1
        found += texts[0][same.base : same.base + same.size]
        at = (same.base + same.size, same.mine + same.size, same.theirs + same.size)
    return MergedText("".join(found), taken, clashes)


def _lines(text: str) -> list[str]:
    """Lines with their ends; the last one has one, too, so that a mark begins a line."""
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    return [f"{line}\n" for line in (lines[:-1] if not lines[-1] else lines)]


def _marked(mine: Sequence[str], theirs: Sequence[str], names: tuple[str, str]) -> list[str]:
    """Both sides between marks; what they begin and end with alike stands once, outside."""
    most = min(len(mine), len(theirs))
    before = next((at for at in range(most) if mine[at] != theirs[at]), most)
    after = next(
        (at for at in range(most - before) if mine[-1 - at] != theirs[-1 - at]), most - before
    )
    ends = len(mine) - after, len(theirs) - after
    return [
        *mine[:before],
        f"{OURS} {names[0]}".rstrip() + "\n",
        *mine[before : ends[0]],
        f"{MIDDLE}\n",
        *theirs[before : ends[1]],
        f"{THEIRS} {names[1]}".rstrip() + "\n",
        *mine[ends[0] :],
    ]


def _same(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Same]:
    """Runs of lines that all three have, in order; the last is empty and stands at the ends."""
    ours, others = (
        SequenceMatcher(None, base, one, autojunk=False).get_matching_blocks()
        for one in (mine, theirs)
    )
    i = j = 0
    while i < len(ours) and j < len(others):
        a, b = ours[i], others[j]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield _Same(start, a.b + start - a.a, b.b + start - b.a, end - start)
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    yield _Same(len(base), len(mine), len(theirs), 0)

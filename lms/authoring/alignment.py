"""Which piece of one row belongs to which of another when some came, went or changed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

Pair = tuple[int | None, int | None]  # places in the two rows; None where a piece has no partner
Alike = Callable[[int, int], float]  # two places -> over 0 when they can be partners, at most 1

_MOST_COMPARED = 2_500  # pairs; more are paired by their places, for comparing takes time


def align(ours: Sequence[Hashable], theirs: Sequence[Hashable], alike: Alike) -> list[Pair]:
    """Every piece of both rows once, in the order of both.

    Equal pieces are partners; between them those that are most alike. One piece changed, added or
    lost is always found as this one and nothing else, also among many equal ones.

    >>> align("abc", "xabc", lambda _, __: 1)
    [(None, 0), (0, 1), (1, 2), (2, 3)]
    """
    head = _common(ours, theirs)
    tail = _common(ours[head:][::-1], theirs[head:][::-1])
    found: list[Pair] = [(at, at) for at in range(head)]
    a, b = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left, right = range(head + i1, head + i2), range(head + j1, head + j2)
        found += zip(left, right, strict=True) if tag == "equal" else _between(left, right, alike)
    last = range(len(ours) - tail, len(ours)), range(len(theirs) - tail, len(theirs))
    return [*found, *zip(*last, strict=True)]


def _common(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> int:
    """How many pieces at the start of both are equal."""
    at = 0
    while at < min(len(ours), len(theirs)) and ours[at] == theirs[at]:
        at += 1
    return at


def _between(left: range, right: range, alike: Alike) -> list[Pair]:
    """Partners among pieces that are not equal: as many as there can be, the most alike."""
    if not left or not right or len(left) * len(right) > _MOST_COMPARED:
        return _by_place(left, right, alike)
    likeness = [[alike(i, j) for j in right] for i in left]
    worth = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            paired = worth[i + 1][j + 1] + 1 + likeness[i][j] if likeness[i][j] > 0 else 0.0
            worth[i][j] = max(paired, worth[i + 1][j], worth[i][j + 1])
    found: list[Pair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        paired = worth[i + 1][j + 1] + 1 + likeness[i][j] if likeness[i][j] > 0 else -1.0
        if paired == worth[i][j]:
            found.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif worth[i + 1][j] == worth[i][j]:
            found.append((left[i], None))
            i += 1
        else:
            found.append((None, right[j]))
            j += 1
    return [*found, *((one, None) for one in left[i:]), *((None, one) for one in right[j:])]


def _by_place(left: range, right: range, alike: Alike) -> list[Pair]:
    found: list[Pair] = []
    for i, j in zip(left, right, strict=False):
        found += [(i, j)] if alike(i, j) > 0 else [(i, None), (None, j)]
    shorter = min(len(left), len(right))
    rest: list[Pair] = [(one, None) for one in left[shorter:]]
    return [*found, *rest, *((None, one) for one in right[shorter:])]

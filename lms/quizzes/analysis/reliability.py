"""How far the same people would get the same marks again: Cronbach's alpha and its error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from lms.quizzes.analysis.discrimination import variance
from lms.quizzes.analysis.sittings import ItemKey, Sitting

LEAST_SITTINGS = 30  # our choice: below it alpha moves by more than a tenth from chance alone
LEAST_SLOTS = 2

_NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class Reliability:
    """How steady the marks of a quiz are.

    alpha     Cronbach's alpha, at most 1; below 0 when questions work against each other
    error     standard error of measurement, as a share of the marks, 0 to 1
    slots     places in the quiz it was computed over
    sittings  attempts it was computed over
    """

    alpha: float
    error: float
    slots: int
    sittings: int


def reliability(sittings: Sequence[Sitting], keys: Mapping[str, ItemKey]) -> Reliability | None:
    """Alpha over the slots of the quiz: variants of one slot count as the same question.

    Only attempts with the same slots can be compared: the largest such set is taken. None when
    there are fewer than 2 slots or 30 attempts in it, or when all have the same marks.

    Source: Cronbach 1951, alpha = k / (k - 1) x (1 - sum of the slots' variances / variance of
    the totals); error = standard deviation of the shares x sqrt(1 - alpha), Lord & Novick 1968,
    where an alpha below 0 counts as 0.
    """
    rows = _largest_set([_by_slot(sitting, keys) for sitting in sittings])
    slots = len(rows[0]) if rows else 0
    if slots < LEAST_SLOTS or len(rows) < LEAST_SITTINGS:
        return None
    of_totals = variance([fsum(row) for row in rows]) or 0.0
    if of_totals < _NO_SPREAD:
        return None
    of_slots = fsum([variance(column) or 0.0 for column in zip(*rows, strict=True)])
    alpha = slots / (slots - 1) * (1 - of_slots / of_totals)
    error = sqrt(of_totals) / slots * sqrt(1 - max(alpha, 0.0))
    return Reliability(alpha, error, slots, len(rows))


def _by_slot(sitting: Sitting, keys: Mapping[str, ItemKey]) -> dict[str, float]:
    """Slot -> earned; empty when a slot came twice, for then nobody can say which one counts."""
    earned: dict[str, float] = {}
    for answer in sitting.answers:
        key = keys.get(answer.item)
        earned[key.slot if key else answer.item] = answer.earned
    return earned if len(earned) == len(sitting.answers) else {}


def _largest_set(rows: Sequence[Mapping[str, float]]) -> list[list[float]]:
    """What was earned in each slot by those who share the most frequent set of slots."""
    sets = Counter(frozenset(row) for row in rows if row)
    if not sets:
        return []
    most = max(sets.values())
    chosen = min((sorted(slots) for slots, count in sets.items() if count == most))
    wanted = frozenset(chosen)
    return [[row[slot] for slot in chosen] for row in rows if row.keys() == wanted]

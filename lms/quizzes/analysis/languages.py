"""Whether a question is harder in one language than in the others for people who know as much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from lms.quizzes.analysis.columns import Column
from lms.quizzes.analysis.options import ONE_SIDED_5
from lms.quizzes.analysis.sittings import Sitting

LEAST_SHOWN = 20  # our choice, in the language and in all others; the error below guards the rest
LARGE_DELTA = 1.5  # ETS category C: at least this far from 0 ...
SURE_DELTA = 1.0  # ... and by more than chance farther than this
ETS_SCALE = -2.35

Cells = tuple[float, float, float, float]
"""Right and not right in the other languages, right and not right in this one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much harder a question is in one language than in all others together.

    delta  on the delta scale of ETS, below 0 when harder; 1 is about 10 % of people at medium
           difficulty
    error  standard error of delta
    """

    delta: float
    error: float

    @property
    def harder(self) -> bool:
        """Whether a fault of the translation is likely: category C of ETS, on the harder side.

        Source: Zieky 1993, "Practical questions in the use of DIF statistics in test development".

        >>> Difference(-2.0, 0.5).harder, Difference(-2.0, 0.7).harder, Difference(2, 0.1).harder
        (True, False, False)
        """
        return self.delta <= -LARGE_DELTA and self.delta + ONE_SIDED_5 * self.error < -SURE_DELTA


def mantel_haenszel(strata: Iterable[Cells]) -> Difference | None:
    """The difference over strata of people who know as much; None when the strata say nothing.

    When no stratum has a right answer on one side, half a person is spread over the cells of all
    strata (Haldane 1956), so that a question nobody answers right in one language is still found.

    Source: Mantel & Haenszel 1959 for the common odds ratio alpha; Holland & Thayer 1988,
    "Differential item performance and the Mantel-Haenszel procedure", for delta = -2.35 ln alpha;
    Robins, Breslow & Greenland 1986 for the variance of ln alpha.
    """
    useful = [cells for cells in strata if _says_something(cells)]
    if not useful:
        return None
    r, s = _odds(useful)
    if not r or not s:
        half = 0.5 / len(useful)
        useful = [(a + half, b + half, c + half, d + half) for a, b, c, d in useful]
        r, s = _odds(useful)
    pr, mixed, qs = [], [], []
    for a, b, c, d in useful:
        n = a + b + c + d
        p, q = (a + d) / n, (b + c) / n
        pr.append(p * a * d / n)
        mixed.append(p * b * c / n + q * a * d / n)
        qs.append(q * b * c / n)
    of_log = fsum(pr) / (2 * r * r) + fsum(mixed) / (2 * r * s) + fsum(qs) / (2 * s * s)
    return Difference(ETS_SCALE * log(r / s), abs(ETS_SCALE) * sqrt(of_log))


def _says_something(cells: Cells) -> bool:
    """Whether both sides are there, and somebody is right and somebody is not."""
    a, b, c, d = cells
    return bool((a + b) and (c + d) and (a + c) and (b + d))


def _odds(strata: Sequence[Cells]) -> tuple[float, float]:
    """The two sums whose quotient is the common odds ratio."""
    totals = [(a, b, c, d, a + b + c + d) for a, b, c, d in strata]
    return fsum([a * d / n for a, _, _, d, n in totals]), fsum(
        [b * c / n for _, b, c, _, n in totals]
    )


def differences(
    sittings: Sequence[Sitting], columns: Mapping[str, Column]
) -> dict[str, dict[str, Difference]]:
    """Question id -> language -> how much harder it is there; missing: too few answers to say.

    Right means the full mark. An answer left open is not right: a sentence that nobody understands
    is often passed over. People are matched by the marks of the whole attempt, the question itself
    included, for without it a language whose readers know less would seem to have harder questions
    (Holland & Thayer 1988). Part marks are rounded to whole ones. Attempts of different lengths are
    never matched. What is found harder in a first round is left out of the matching in a second
    one, except from its own, so that one bad translation does not colour the others (purification,
    Holland & Thayer 1988).
    """
    languages = sorted({sitting.language for sitting in sittings})
    if len(languages) < 2:
        return {}
    first = _round(sittings, columns, languages, frozenset())
    suspects = _suspects(first, len(columns) // 2)
    return _round(sittings, columns, languages, suspects) if suspects else first


def _suspects(found: Mapping[str, Mapping[str, Difference]], most: int) -> frozenset[str]:
    """The questions that are harder in a language, the worst first, and at most so many.

    Many bad translations in one language make good questions look harder in the others; were all
    of them left out, nothing would remain to match people by.
    """
    worst = {
        item: min(one.delta for one in by_language.values() if one.harder)
        for item, by_language in found.items()
        if any(one.harder for one in by_language.values())
    }
    return frozenset(sorted(worst, key=lambda item: (worst[item], item))[:most])


def _round(
    sittings: Sequence[Sitting],
    columns: Mapping[str, Column],
    languages: Sequence[str],
    suspects: frozenset[str],
) -> dict[str, dict[str, Difference]]:
    """One round of comparing every language; suspects take no part in matching for others."""
    kept = [[one.earned for one in s.answers if one.item not in suspects] for s in sittings]
    matching = [(len(earned), fsum(earned)) for earned in kept]
    spoken = [sitting.language for sitting in sittings]
    found: dict[str, dict[str, Difference]] = {}
    for item, column in columns.items():
        counts = _counted(column, matching, spoken, alone=item in suspects)
        for language in languages:
            if (difference := _difference(counts, language)) is not None:
                found.setdefault(item, {})[language] = difference
    return found


Stratum = tuple[int, int]
Counted = Mapping[tuple[str, Stratum, bool], int]


def _counted(
    column: Column,
    matching: Sequence[tuple[int, float]],
    spoken: Sequence[str],
    *,
    alone: bool,
) -> Counted:
    """How many there are by language, stratum, and whether they were right.

    alone  whether the question's own mark has to be added to the matching
    """
    counts: Counter[tuple[str, Stratum, bool]] = Counter()
    for number, earned in zip(column.sittings, column.earned, strict=True):
        questions, points = matching[number]
        if alone:
            questions, points = questions + 1, points + earned
        # A half is a whole, also when it was added up from thirds.
        counts[spoken[number], (questions, int(points + 0.500001)), earned >= 1] += 1
    return counts


def _difference(counts: Counted, language: str) -> Difference | None:
    """This language against all others; None when either side has fewer than 20."""
    strata: dict[Stratum, list[float]] = {}
    for (spoken, stratum, right), people in counts.items():
        cells = strata.setdefault(stratum, [0, 0, 0, 0])
        cells[(2 if spoken == language else 0) + (0 if right else 1)] += people
    here = sum(c + d for _, _, c, d in strata.values())
    elsewhere = sum(a + b for a, b, _, _ in strata.values())
    if min(here, elsewhere) < LEAST_SHOWN:
        return None
    return mantel_haenszel([(a, b, c, d) for a, b, c, d in strata.values()])

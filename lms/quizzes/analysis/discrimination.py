"""How well a question tells those who know much from those who know little."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

KELLEY = 0.27  # of people in the upper and in the lower group

_NO_SPREAD = 1e-12


def mean(numbers: Sequence[float]) -> float | None:
    """The mean; None of nothing. Sums are exact, so the order of the numbers does not matter.

    >>> mean([0, 1, 1, 1])
    0.75
    """
    return fsum(numbers) / len(numbers) if numbers else None


def variance(numbers: Sequence[float]) -> float | None:
    """The variance of a sample, over n - 1; None of fewer than two numbers.

    >>> variance([0, 1])
    0.5
    """
    if len(numbers) < 2:
        return None
    middle = fsum(numbers) / len(numbers)
    return fsum([(number - middle) ** 2 for number in numbers]) / (len(numbers) - 1)


def correlation(earned: Sequence[float], rests: Sequence[float]) -> float | None:
    """Pearson's correlation of a question with the rest of the quiz, -1 to 1.

    None when all earned the same, or all have the same rest: then nothing can be said.

    Source: Pearson 1895; with the question left out of the total: Henrysson 1963, "Correction of
    item-total correlations in item analysis".

    >>> correlation([0, 0, 1, 1], [0.2, 0.4, 0.4, 0.2]), correlation([1, 1], [0.2, 0.4])
    (0.0, None)
    """
    if not earned:
        return None
    x_mean, y_mean = fsum(earned) / len(earned), fsum(rests) / len(rests)
    xs = [x - x_mean for x in earned]
    ys = [y - y_mean for y in rests]
    x_spread, y_spread = fsum([x * x for x in xs]), fsum([y * y for y in ys])
    if min(x_spread, y_spread) < _NO_SPREAD:
        return None
    together = fsum([x * y for x, y in zip(xs, ys, strict=True)])
    return max(-1.0, min(1.0, together / sqrt(x_spread * y_spread)))


def upper_lower(earned: Sequence[float], rests: Sequence[float]) -> float | None:
    """Mean earned by the best 27 % minus mean earned by the weakest 27 %, -1 to 1.

    Best and weakest by the rest score. Where the border falls among people of equal rest, each of
    them counts with the same part, so that chance and order decide nothing. None when there is
    nobody, or when all have the same rest.

    Source: Johnson 1951 for the index, Kelley 1939 for the 27 %.

    >>> upper_lower([0, 0, 1, 1], [0.0, 0.3, 0.6, 0.9])
    1.0
    """
    if not rests or min(rests) == max(rests):
        return None
    at: dict[float, list[float]] = {}
    for share, rest in zip(earned, rests, strict=True):
        at.setdefault(rest, []).append(share)
    steps = [at[rest] for rest in sorted(at)]
    people = KELLEY * len(rests)
    return max(-1.0, min(1.0, _first(steps[::-1], people) - _first(steps, people)))


def _first(steps: Sequence[Sequence[float]], people: float) -> float:
    """Mean earned by so many people, taken from the first step on; people may be a fraction."""
    found: list[float] = []
    left = people
    for step in steps:
        taken = min(left, len(step))
        found.append(taken * fsum(step) / len(step))
        left -= taken
    return fsum(found) / people

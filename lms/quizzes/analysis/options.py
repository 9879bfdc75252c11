"""The table of a question's options: who takes which, and how these people do elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from lms.quizzes.analysis.columns import Column
from lms.quizzes.analysis.discrimination import mean, variance
from lms.quizzes.analysis.sittings import ItemKey

WORKING_SHARE = 0.05  # Haladyna & Downing 1993: a wrong option that 5 % take does its work
LEAST_TAKERS = 10  # of a wrong option, before their strength is compared
ONE_SIDED_5 = 1.645  # standard errors that chance passes on one side in 5 of 100 cases


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option of a question.

    chosen     how many took it
    share      of those who answered, 0 to 1; None: nobody answered
    mean_rest  mean share that its takers earned with the other questions; None: nobody took it
    rare       a wrong option that fewer than 5 % take: it looks wrong to nearly everybody
    preferred  a wrong option whose takers do better elsewhere than those of each right option,
               by more than chance: the key may be wrong
    """

    option: str
    right: bool
    chosen: int
    share: float | None
    mean_rest: float | None
    rare: bool
    preferred: bool


def option_table(key: ItemKey, column: Column) -> tuple[OptionRow, ...]:
    """The options in the author's order; empty for kinds without options.

    Options that the key does not know are passed over: they belong to another version.

    Source: Haladyna & Downing 1993, "How many options is enough for a multiple-choice test
    item?", for options that work. Means are compared by a z value with the standard deviation of
    all who answered, for the takers of one option may be few.
    """
    answered = sum(given is not None for given in column.given)
    takers = Counter(option for given in column.given if given for option in given)
    rests = _rests(column)
    spread = variance(rests.pop(None)) or 0.0
    best = [rests[option] for option in sorted(key.right) if option in rests]
    return tuple(
        OptionRow(
            option=option,
            right=option in key.right,
            chosen=takers[option],
            share=takers[option] / answered if answered else None,
            mean_rest=mean(rests.get(option, ())),
            rare=option not in key.right and takers[option] < WORKING_SHARE * answered,
            preferred=option not in key.right and _stronger(rests.get(option, ()), best, spread),
        )
        for option in key.options
    )


def _rests(column: Column) -> dict[str | None, list[float]]:
    """The rests of those who took an option, by option; under None of all who answered."""
    everybody: list[float] = []
    rests: dict[str | None, list[float]] = {None: everybody}
    for rest, given in zip(column.rests, column.given, strict=True):
        if rest is not None and given is not None:
            everybody.append(rest)
            for option in given:
                rests.setdefault(option, []).append(rest)
    return rests


def _stronger(
    takers: Sequence[float], others: Sequence[Sequence[float]], all_variance: float
) -> bool:
    """Whether the takers' mean lies above each of the others' by more than chance."""
    takers_mean = mean(takers)
    if takers_mean is None or len(takers) < LEAST_TAKERS or not others:
        return False
    for other in others:
        error = sqrt(all_variance * (1 / len(takers) + 1 / len(other)))
        if takers_mean - (mean(other) or 0.0) <= ONE_SIDED_5 * error:
            return False
    return True

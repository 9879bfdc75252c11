"""Turns sittings by 90 degrees: from what one person answered to what one question was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

from lms.quizzes.analysis.sittings import Sitting

_DIGITS = 9


@dataclass(slots=True)
class Column:
    """All answers to one question; entry number n of each list belongs to the same person.

    earned    share of the question's mark, 0 to 1
    rests     mean share earned with the other questions of the attempt, 0 to 1; None: no others
    given     options chosen; None: left open
    sittings  which sitting it was, counted from 0
    """

    earned: list[float] = field(default_factory=list)
    rests: list[float | None] = field(default_factory=list)
    given: list[tuple[str, ...] | None] = field(default_factory=list)
    sittings: list[int] = field(default_factory=list)

    def paired(self) -> tuple[list[float], list[float]]:
        """Earned and rest of those who answered other questions too."""
        pairs = [
            (earned, rest)
            for earned, rest in zip(self.earned, self.rests, strict=True)
            if rest is not None
        ]
        return [earned for earned, _ in pairs], [rest for _, rest in pairs]


def columns_of(sittings: Sequence[Sitting]) -> dict[str, Column]:
    """Question id -> its column.

    The rest score leaves the question itself out, so that it is not compared with itself
    (Henrysson 1963); it is a mean, so that attempts of different lengths can be compared.
    """
    columns: dict[str, Column] = {}
    for number, sitting in enumerate(sittings):
        total = fsum([answer.earned for answer in sitting.answers])
        others = len(sitting.answers) - 1
        for item, earned, given in sitting.answers:
            column = columns.get(item)
            if column is None:
                column = columns[item] = Column()
            column.earned.append(earned)
            # Rounded, so that equal rests stay equal when thirds were added in another order.
            column.rests.append(round((total - earned) / others, _DIGITS) if others else None)
            column.given.append(given)
            column.sittings.append(number)
    return columns

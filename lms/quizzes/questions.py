"""What a question is: plain values that readers make, marking uses and versions keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

Format = Literal["plain", "markdown", "html", "moodle"]
FORMATS: tuple[Format, ...] = ("plain", "markdown", "html", "moodle")

_SLOT = re.compile(r"slot-([0-9]{1,4})")


class Kind(StrEnum):
    """The kinds of question; the value is the word used in JSON."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT = "short"
    NUMERIC = "numeric"
    MATCHING = "matching"
    ORDERING = "ordering"
    ESSAY = "essay"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a single or multiple question; weight 1 is the full mark, may be negative."""

    id: str
    text: str
    right: bool
    weight: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and the right side that belongs to it; an empty left makes a distractor."""

    id: str
    left: str
    right_id: str
    right: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item to put in order; a question keeps its items in the right order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """Numbers from low to high, both included, that earn this weight.

    low, high  -Infinity and Infinity together mean any other answer, even one that is no number
    value      the number in the middle when the file gave one with a tolerance, else None
    """

    low: Decimal
    high: Decimal
    value: Decimal | None
    weight: Fraction
    feedback: str = ""

    @property
    def catches_all(self) -> bool:
        """Whether this is the answer for whatever no other one fits."""
        return self.low == Decimal("-Infinity") and self.high == Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A text that is accepted as a short answer; the text * alone fits every answer."""

    text: str
    weight: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a pool; only the fields of its kind are filled.

    format          of every text in the question
    true            true_false: whether the statement is true; None for the other kinds
    right_feedback  true_false: shown when the learner was right; wrong_feedback when not
    feedback        the general one, shown after every answer
    name            the title, when the file gives one beside the id; else empty
    line            where the question starts in its file; two equal questions may differ in it
    """

    id: str
    kind: Kind
    text: str
    format: Format = "moodle"
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    items: tuple[Item, ...] = ()
    numbers: tuple[NumericAnswer, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    true: bool | None = None
    right_feedback: str = ""
    wrong_feedback: str = ""
    unit: str = ""
    feedback: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    name: str = ""
    line: int = field(default=0, compare=False)

    @property
    def slot(self) -> int | None:
        """The number of the slot this question is a variant for; None when it has no slot.

        >>> Question("a", Kind.ESSAY, "?", tags=("outcome-2", "slot-7")).slot
        7
        """
        found = (_SLOT.fullmatch(tag) for tag in self.tags)
        return next((int(match[1]) for match in found if match), None)

    @property
    def marked(self) -> bool:
        """Whether a machine can mark it; an essay needs a reader, a description has no answer."""
        return self.kind not in (Kind.ESSAY, Kind.DESCRIPTION)

    @property
    def asked(self) -> tuple[Pair, ...]:
        """The pairs whose left side is shown; the others only lend a wrong right side."""
        return tuple(pair for pair in self.pairs if pair.left)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a line of a question file, as a sentence to translate and its values."""

    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence with its values.

        >>> str(Fault(3, "%(id)s has no text.", {"id": "m01-a"}))
        'm01-a has no text.'
        """
        return self.message % self.values


def letter_id(place: int) -> str:
    """The id of the choice at a place, counted from 0.

    >>> [letter_id(place) for place in (0, 1, 25, 26, 27)]
    ['a', 'b', 'z', 'aa', 'ab']
    """
    letters = ""
    rest = place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def is_right(kind: Kind, weight: Fraction) -> bool:
    """Whether an option of this weight belongs to the key: all of it, or part of it."""
    return weight == 1 if kind is Kind.SINGLE else weight > 0

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
    GAPS = "gaps"
    MISTAKE = "mistake"
    CASE = "case"
    ESSAY = "essay"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, reason or marked place; weight 1 is the full mark, may be negative."""

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
    """A text that is accepted as a short answer or in a gap.

    text  a star in it stands for any signs, so that * alone fits every answer; \\* is a star
    """

    text: str
    weight: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One blank of a text; the first gap stands where the text says [[1]]."""

    accepted: tuple[Accepted, ...]

    @property
    def offered(self) -> bool:
        """Whether its texts are shown to choose from: a wrong one among them is there for that."""
        return any(one.weight == 0 for one in self.accepted)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what a reader looks for, and the most points it can earn, 1 to 20."""

    id: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A picture that came inside a question file; texts name it as @@PLUGINFILE@@/name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a pool; only the fields of its kind are filled.

    text              of gaps: with [[1]], [[2]] ... where the gaps are; of mistake: with [[a]],
                      [[b]] ... where the texts of the choices with these ids stand
    format            of every text in the question that `formats` does not name
    formats           (path, format) of texts with another one, in the order of the paths:
                      feedback, right_feedback, partial_feedback, wrong_feedback;
                      choices.<id>.text or .feedback, reasons likewise; items.<id>.text,
                      rubric.<id>.text; pairs.<id>.left or .right; accepted.<place>.text or
                      .feedback, numbers.<place>.feedback, gaps.<gap>.<place>.text or .feedback
                      with places and gaps counted from 0; a case's parts have their own formats
    true              true_false: whether the statement is true; None for the other kinds
    reasons           true_false: options of which the right one earns the second half of the mark
    right_feedback    shown when the answer was right; wrong_feedback when it was not, and
                      partial_feedback when it was right in part
    parts             case: the questions about its text, each of a kind that a machine can mark
    rubric            essay: what a reader marks it by; without one it earns nothing
    match_case        short, gaps: whether small and capital letters differ
    fold_marks        short, gaps: whether an answer without tone and accent marks is as good
    fixed_order       whether options are shown in the order of the file
    feedback          the general one, shown after every answer
    name              the title, when the file gives one beside the id; else empty
    kept              (name, value) of what a file says beyond this, written back as it came
    line              where the question starts in its file; two equal questions may differ in it
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
    gaps: tuple[Gap, ...] = ()
    parts: tuple[Question, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    true: bool | None = None
    reasons: tuple[Choice, ...] = ()
    match_case: bool = False
    fold_marks: bool = False
    fixed_order: bool = False
    right_feedback: str = ""
    partial_feedback: str = ""
    wrong_feedback: str = ""
    unit: str = ""
    feedback: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    name: str = ""
    formats: tuple[tuple[str, Format], ...] = ()
    files: tuple[EmbeddedFile, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
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
    def counts(self) -> bool:
        """Whether it can earn a mark: from a machine, or from a reader by its rubric."""
        return self.marked or bool(self.rubric)

    @property
    def asked(self) -> tuple[Pair, ...]:
        """The pairs whose left side is shown; the others only lend a wrong right side."""
        return tuple(pair for pair in self.pairs if pair.left)

    def format_of(self, path: str) -> Format:
        """The format of one of its texts.

        >>> Question("a", Kind.ESSAY, "?", "html", formats=(("feedback", "plain"),)).format_of(
        ...     "feedback"
        ... )
        'plain'
        """
        return dict(self.formats).get(path, self.format)


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
    """Whether an option of this weight belongs to the key: all of it, or of multiple a part."""
    return weight > 0 if kind is Kind.MULTIPLE else weight == 1

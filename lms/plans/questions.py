"""What a section of a plan is made of: questions, rows of questions, and where they are taught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    COUNT = "count"  # whole people or things
    NUMBER = "number"
    MONEY = "money"

    @property
    def is_number(self) -> bool:
        return self not in (Kind.LINE, Kind.TEXT)


@dataclass(frozen=True)
class Field:
    """One question with one answer; every answer may be missing: "I don't know yet".

    label   the question, whole, marked for translation
    most    characters of a text, or the largest number
    unit    a word behind the number, marked; money has its currency there
    lesson  "module/lesson" that taught it, None when it needs none
    within  the key of the count that this one is a part of
    """

    key: str
    label: str
    kind: Kind
    most: int
    hint: str = ""
    unit: str = ""
    lesson: str | None = None
    within: str | None = None


@dataclass(frozen=True)
class Rows:
    """A question that is answered in rows, each with the same few fields.

    label  the question
    row    the name of one row, marked, with %(number)s
    most   rows at most
    open   rows that stand open on an empty page
    """

    key: str
    label: str
    row: str
    columns: tuple[Field, ...]
    most: int
    open: int = 3
    hint: str = ""
    lesson: str | None = None

    def name(self, at: int, column: str) -> str:
        """The name of one answer in a row, rows counted from 1: "materials/2/price"."""
        return f"{self.key}/{at}/{column}"


Question = Field | Rows


@dataclass(frozen=True)
class Section:
    """A part of the plan that is saved as one; `key` is its address.

    why      why somebody who reads the plan asks this
    minutes  how long a first answer takes
    figures  its answers change the figures
    """

    key: str
    title: str
    why: str
    minutes: int
    questions: tuple[Question, ...]
    figures: bool = False

    def names(self) -> Iterator[tuple[str, Field]]:
        """Every answer this section can hold, by its name, in the order of the page."""
        for question in self.questions:
            if isinstance(question, Field):
                yield question.key, question
                continue
            for at in range(1, question.most + 1):
                for column in question.columns:
                    yield question.name(at, column.key), column

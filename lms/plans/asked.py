"""What a page shows of a section: questions with their answers and help, tables with their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    key: str
    text: str
    checked: bool


@dataclass(frozen=True)
class Asked:
    """One question with its answer.

    words    name of input -> what stands in it
    reading  an amount in words; "" when there is nothing to read
    waits    the sentence of an open question at this answer, "" when there is none
    unknown  whether "I don't know yet" is ticked; None: it is not offered here
    """

    path: str
    kind: str
    label: str
    words: Mapping[str, str]
    options: tuple[Option, ...] = ()
    unit: str = ""
    most: int = 0
    required: bool = False
    reading: str = ""
    wrong: str = ""
    waits: str = ""
    unknown: bool | None = None
    why: str = ""
    example: str = ""
    where: str = ""
    lesson: str = ""
    module: str = ""
    module_url: str = ""

    @property
    def has_help(self) -> bool:
        """Whether something can be opened behind the question."""
        return any((self.why, self.example, self.where, self.lesson, self.module))

    @property
    def text(self) -> str:
        """The answer of one input."""
        return self.words.get(self.path, "")


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    key: str
    title: str
    at: str
    is_gone: bool
    fields: tuple[Asked, ...]


@dataclass(frozen=True)
class Table:
    """A question that is answered in rows; `new` is the row that a script adds.

    least  rows that a complete plan has
    """

    key: str
    title: str
    rows: tuple[Row, ...]
    new: Row
    most: int
    unknown: bool
    why: str = ""
    example: str = ""
    where: str = ""
    lesson: str = ""
    module: str = ""
    module_url: str = ""
    columns: tuple[Asked, ...] = ()
    least: int = 0

    @property
    def has_help(self) -> bool:
        """Whether something can be opened behind the table."""
        return any((self.why, self.example, self.where, self.lesson, self.module)) or any(
            column.has_help for column in self.columns
        )

    @property
    def is_full(self) -> bool:
        """Whether no row can be added."""
        return sum(not row.is_gone for row in self.rows) >= self.most

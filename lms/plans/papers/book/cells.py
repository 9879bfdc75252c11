"""Sheets of cells whose formulas name each other, before anybody knows where a cell stands.

A formula names cells in brackets: [price.0] is one cell, [sales@3] the cell of period 3 in a row,
[sales@1:12] the cells of periods 1 to 12, [grants#amount] a column of a table. No word that a
person typed ever stands in a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lms.plans.finance.inputs import PERIODS, Row

Value = Decimal | int | str | None
_NAME = re.compile(r"\[([a-z_.0-9]+)(?:@(\d+)(?::(\d+))?|#([a-z]+))?\]")
FIRST = 1  # the column of period 0; names stand before it
TOTAL = FIRST + PERIODS


class Style(StrEnum):
    """How a cell looks; an input is marked, for it may be changed."""

    TEXT = "text"
    TITLE = "title"
    HEAD = "head"
    NOTE = "note"
    AMOUNT = "amount"
    SUM = "sum"
    COUNT = "count"
    PERCENT = "percent"
    INPUT_TEXT = "input_text"
    INPUT = "input"
    INPUT_COUNT = "input_count"
    INPUT_SHARE = "input_share"


# A sum of inputs is no input.
_SUMS = {Style.INPUT: Style.AMOUNT, Style.INPUT_COUNT: Style.COUNT}


class Cell(NamedTuple):
    """A cell: what it shows, and the formula that gives it; "" is a value that was typed."""

    row: int
    column: int
    value: Value
    style: Style
    formula: str = ""


class Place(NamedTuple):
    """Where a named cell, row or column stands; last is the last row of a column."""

    sheet: str
    row: int
    column: int
    last: int


class Column(NamedTuple):
    """A column of a table: its key in formulas, its head and how its cells look."""

    key: str
    head: str
    style: Style


class Computed(NamedTuple):
    """A cell of a table that is no input."""

    value: Value
    formula: str


@dataclass
class Sheet:
    """A sheet that is being written from top to bottom; title is a word of the language."""

    title: str
    places: dict[str, Place]
    cells: list[Cell] = field(default_factory=list)
    row: int = 0

    def _name(self, key: str, place: Place) -> None:
        if key in self.places:
            raise ValueError(f"two places are called {key}")
        self.places[key] = place

    def say(self, words: str, style: Style = Style.NOTE) -> None:
        """A line of words."""
        self.cells.append(Cell(self.row, 0, words, style))
        self.row += 1

    def heading(self, words: str) -> None:
        """A title with air above it."""
        self.row += 1 if self.row else 0
        self.say(words, Style.TITLE)

    def heads(self, words: Sequence[str]) -> None:
        """The heads of the columns beneath."""
        self.cells += [Cell(self.row, at, one, Style.HEAD) for at, one in enumerate(words)]
        self.row += 1

    def one(
        self, key: str, name: str, value: Value, formula: str = "", style: Style = Style.AMOUNT
    ) -> None:
        """A name and one cell beside it."""
        self._name(key, Place(self.title, self.row, 1, self.row))
        self.cells.append(Cell(self.row, 0, name, Style.TEXT))
        self.cells.append(Cell(self.row, 1, value, style, formula))
        self.row += 1

    def line(self, key: str, name: str, values: Sequence[Value], style: Style) -> None:
        """A name and typed cells beside it: [key@0] is the first."""
        self._name(key, Place(self.title, self.row, 1, self.row))
        self.cells.append(Cell(self.row, 0, name, Style.TEXT))
        self.cells += [Cell(self.row, 1 + at, one, style) for at, one in enumerate(values)]
        self.row += 1

    def computed_line(
        self, key: str, name: str, values: Sequence[Value], formulas: Sequence[str], style: Style
    ) -> None:
        """A name and computed cells beside it: [key@0] is the first."""
        self._name(key, Place(self.title, self.row, 1, self.row))
        self.cells.append(Cell(self.row, 0, name, Style.TEXT))
        for at, (value, formula) in enumerate(zip(values, formulas, strict=True), start=1):
            self.cells.append(Cell(self.row, at, value, style, formula))
        self.row += 1

    def periods(
        self,
        key: str,
        name: str,
        row: Row,
        formula: Callable[[int], str],
        *,
        style: Style = Style.AMOUNT,
        total: bool = True,
    ) -> None:
        """A row of thirteen periods and its sum; formula("") of a period leaves a plain value."""
        self._name(key, Place(self.title, self.row, FIRST, self.row))
        self.cells.append(Cell(self.row, 0, name, Style.TEXT))
        for period, value in enumerate(row):
            given = formula(period)
            # What is always nothing needs no formula.
            known = "" if given == "0" else given
            self.cells.append(Cell(self.row, FIRST + period, value, style, known))
        if total:
            sum_style = _SUMS.get(style, style)
            of_all = f"SUM([{key}@0:{PERIODS - 1}])"
            self.cells.append(Cell(self.row, TOTAL, sum(row), sum_style, of_all))
            self._name(f"{key}.total", Place(self.title, self.row, TOTAL, self.row))
        self.row += 1

    def table(
        self, key: str, columns: Sequence[Column], rows: Iterable[Sequence[Value | Computed]]
    ) -> None:
        """A table of inputs: [key.0.column] is a cell, [key#column] a column."""
        self.heads([column.head for column in columns])
        first = self.row
        for number, row in enumerate(rows):
            for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
                value, formula = cell if isinstance(cell, Computed) else (cell, "")
                self.cells.append(Cell(self.row, at, value, column.style, formula))
                name = f"{key}.{number}.{column.key}"
                self._name(name, Place(self.title, self.row, at, self.row))
            self.row += 1
        for at, column in enumerate(columns):
            self._name(f"{key}#{column.key}", Place(self.title, first, at, self.row - 1))


def addressed(formula: str, sheet: str, places: dict[str, Place]) -> str:
    """The formula with addresses for names, as it stands on a sheet.

    >>> at = {"price.0": Place("In", 4, 1, 4), "sales": Place("Figured", 2, 1, 2)}
    >>> addressed("[price.0]*[sales@3]+SUM([sales@1:12])", "Figured", at)
    "'In'!$B$5*E3+SUM(C3:N3)"
    """

    def address(match: re.Match[str]) -> str:
        name, begin, end, column = match.groups()
        place = places[f"{name}#{column}" if column else name]
        there = "" if place.sheet == sheet else "'" + place.sheet.replace("'", "''") + "'!"
        if column:
            letters = letters_of(place.column)
            return f"{there}${letters}${place.row + 1}:${letters}${place.last + 1}"
        if begin is None:
            return f"{there}${letters_of(place.column)}${place.row + 1}"
        cells = [
            letters_of(place.column + int(at)) + str(place.row + 1) for at in (begin, end) if at
        ]
        return there + ":".join(cells)

    return _NAME.sub(address, formula)


def letters_of(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    high, low = divmod(column, 26)
    return (letters_of(high - 1) if high else "") + chr(65 + low)


def added(names: Iterable[str]) -> str:
    """A formula that adds cells; 0 of none.

    >>> added(["[a]", "[b]"]), added([])
    ('[a]+[b]', '0')
    """
    return "+".join(names) or "0"

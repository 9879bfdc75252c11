"""Reads a workbook's cells and computes its formulas anew, as far as our workbooks use them."""

from __future__ import annotations

import operator
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from io import BytesIO
from typing import Any, NamedTuple
from xml.etree import ElementTree

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|"(?P<text>(?:[^"]|"")*)"
    |(?P<range>(?:'(?:[^']|'')*'!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)
    |(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/^(),=<>]))""",
    re.VERBOSE,
)


class At(NamedTuple):
    """A cell: sheet, row and column counted from 0."""

    sheet: str
    row: int
    column: int


class Kept(NamedTuple):
    """What a file holds of a cell; formula "" is a value that was typed."""

    value: Any
    formula: str


def read_cells(content: bytes) -> dict[At, Kept]:
    """Every cell of a workbook with its kept value."""
    archive = zipfile.ZipFile(BytesIO(content))
    shared = _shared(archive)
    names = [one.get("name", "") for one in _parts(archive, "xl/workbook.xml", "sheet")]
    cells = {}
    for number, name in enumerate(names, start=1):
        for cell in _parts(archive, f"xl/worksheets/sheet{number}.xml", "c"):
            row, column = place(cell.get("r", ""))
            cells[At(name, row, column)] = _kept(cell, shared)
    return cells


def _parts(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(archive.read(name)).iter(NAMESPACE + tag)


def _shared(archive: zipfile.ZipFile) -> list[str]:
    every = _parts(archive, "xl/sharedStrings.xml", "si")
    return ["".join(text.text or "" for text in one.iter(NAMESPACE + "t")) for one in every]


def _kept(cell: ElementTree.Element, shared: list[str]) -> Kept:
    value, formula = cell.findtext(NAMESPACE + "v"), cell.findtext(NAMESPACE + "f")
    kind = cell.get("t")
    if kind == "s":
        return Kept(shared[int(value or 0)], "")
    # A file keeps 16 digits of a number; what a workbook shows are 15, and they are exact.
    known = (value or "") if kind == "str" or not value else Decimal(f"{float(value):.15g}")
    return Kept(known, formula or "")


def place(address: str) -> tuple[int, int]:
    """Row and column of an address, counted from 0."""
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


@dataclass
class Workbook:
    """A workbook that computes; typed takes the place of what stands in input cells."""

    cells: Mapping[At, Kept]
    typed: Mapping[At, Decimal] = field(default_factory=dict)
    known: dict[At, Any] = field(default_factory=dict)

    def value(self, at: At) -> Any:
        """What a cell shows: a Decimal or a text."""
        if at not in self.known:
            cell = self.cells.get(at, Kept("", ""))
            if at in self.typed:
                self.known[at] = self.typed[at]
            elif cell.formula:
                self.known[at] = Formula(cell.formula, at.sheet, self).computed()
            else:
                self.known[at] = cell.value
        return self.known[at]

    def all_values(self) -> dict[At, Any]:
        """Every cell with a formula, computed."""
        with localcontext() as exact:
            exact.prec = 60
            return {at: self.value(at) for at, cell in self.cells.items() if cell.formula}


class Formula:
    """One formula of a sheet, read from left to right.

    A side of an IF may divide by 0, so parts are functions that are called when they are needed.
    """

    def __init__(self, text: str, sheet: str, book: Workbook) -> None:
        self.sheet, self.book = sheet, book
        self.tokens = list(TOKEN.finditer(text))
        assert "".join(match[0] for match in self.tokens) == text, text
        self.at = 0

    def computed(self) -> Any:
        """The value of the whole."""
        made = self.compared()
        assert self.at == len(self.tokens), "the formula goes on"
        value = made()
        return Decimal(value) if isinstance(value, bool) else value

    def sign(self, *wanted: str) -> str:
        """The next token, when it is one of these signs."""
        if self.at < len(self.tokens) and self.tokens[self.at]["sign"] in wanted:
            self.at += 1
            return str(self.tokens[self.at - 1]["sign"])
        return ""

    def compared(self) -> Callable[[], Any]:
        left = self.added()
        while found := self.sign("=", "<", ">", "<=", ">=", "<>"):
            left = joined(COMPARED[found], left, self.added())
        return left

    def added(self) -> Callable[[], Any]:
        left = self.times()
        while found := self.sign("+", "-"):
            left = joined(operator.add if found == "+" else operator.sub, left, self.times())
        return left

    def times(self) -> Callable[[], Any]:
        left = self.power()
        while found := self.sign("*", "/"):
            left = joined(operator.mul if found == "*" else operator.truediv, left, self.power())
        return left

    def power(self) -> Callable[[], Any]:
        left = self.one()
        while self.sign("^"):
            left = joined(operator.pow, left, self.one())
        return left

    def one(self) -> Callable[[], Any]:
        if self.sign("-"):
            inner = self.one()
            return lambda: -inner()
        if self.sign("("):
            inner = self.compared()
            assert self.sign(")")
            return inner
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            return lambda: Decimal(token["number"])
        if token["range"]:
            return lambda: self.range(token["range"])
        if token["name"]:
            return self.called(token["name"])
        return lambda: token["text"]

    def called(self, name: str) -> Callable[[], Any]:
        assert self.sign("(")
        parts = [self.compared()]
        while self.sign(","):
            parts.append(self.compared())
        assert self.sign(")")
        if name == "IF":
            return lambda: parts[1]() if parts[0]() else parts[2]()
        return lambda: FUNCTIONS[name](*(part() for part in parts))

    def range(self, text: str) -> Any:
        sheet, _, address = text.rpartition("!")
        name = sheet[1:-1].replace("''", "'") if sheet else self.sheet
        first, _, last = address.partition(":")
        top, left = place(first)
        if not last:
            return self.book.value(At(name, top, left))
        bottom, right = place(last)
        return [
            self.book.value(At(name, row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


COMPARED = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}


def joined(
    sign: Callable[[Any, Any], Any], left: Callable[[], Any], right: Callable[[], Any]
) -> Callable[[], Any]:
    """Two parts and a sign; a column and a cell are joined cell by cell."""

    def value() -> Any:
        one, other = left(), right()
        if isinstance(one, list):
            return [Decimal(sign(number(each), number(other))) for each in one]
        if isinstance(one, str) or isinstance(other, str):
            return sign(one, other)
        return sign(number(one), number(other))

    return value


def number(value: Any) -> Decimal:
    """A truth counts as 1."""
    return Decimal(value)


def numbers(*parts: Any) -> list[Decimal]:
    """All numbers in cells and columns; texts and empty cells are passed over."""
    every = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return [number(one) for one in every if not isinstance(one, str)]


def rounded(mode: str) -> Callable[[Decimal, Decimal], Decimal]:
    """ROUND, or ROUNDUP for numbers that are not below 0."""
    return lambda value, digits: value.quantize(Decimal(1).scaleb(-int(digits)), mode)


def sum_where(amounts: list[Any], *where: Any) -> Decimal:
    """SUMIFS: columns and what they must hold take turns."""
    rows = range(len(amounts))
    for column, wanted in zip(where[::2], where[1::2], strict=True):
        rows = [row for row in rows if column[row] == wanted]  # type: ignore[assignment]
    return sum((number(amounts[row]) for row in rows), Decimal(0))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *parts: sum(numbers(*parts), Decimal(0)),
    "MIN": lambda *parts: min(numbers(*parts)),
    "MAX": lambda *parts: max(numbers(*parts)),
    "COUNT": lambda *parts: Decimal(len(numbers(*parts))),
    "INT": lambda value: value.to_integral_value(ROUND_FLOOR),
    "ROUND": rounded(ROUND_HALF_UP),
    "ROUNDUP": rounded(ROUND_CEILING),
    "SUMIFS": sum_where,
    "SUMPRODUCT": lambda column: sum(column, Decimal(0)),
}

"""The values in one row of a form: a text, a weight, a number with its range, an id. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from lms.authoring.quiz_fields import Row
from lms.quizzes.formats.gift_text import weight_of
from lms.words import N_

_WEIGHT = re.compile(r"(-?[0-9]{1,3}(?:[.,][0-9]{0,15})?)\s*%?")
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_EXACT = Context(prec=200)

NO_WORDS = N_("Row %(row)s has no text.")
BAD_WEIGHT = N_("Row %(row)s: the weight is a number from -100 to 100.")
BAD_NUMBER = N_(
    "Row %(row)s: write a number such as 12.5, a range such as 10..20, or * for any other answer."
)


class RowError(Exception):
    """A row that says nothing: the sentence, and its values as pairs."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, tuple(values.items())


def text_in(row: Row, number: int, column: str = "text") -> str:
    """The text of a column, which must be there; number: of the row, from 1."""
    if not row.get(column):
        raise RowError(NO_WORDS, row=number)
    return row[column]


def weight_in(row: Row, number: int, usual: Fraction) -> Fraction:
    """The weight as a share of the full mark, -1 to 1; the usual one where none is written."""
    written = row.get("weight", "").strip()
    if not written:
        return usual
    match = _WEIGHT.fullmatch(written.replace("−", "-"))
    weight = weight_of(match[1].replace(",", ".").rstrip(".")) if match else Fraction(2)
    if abs(weight) > 1:
        raise RowError(BAD_WEIGHT, row=number)
    return weight


def ids_of(rows: Sequence[Row], new: Callable[[int], str], column: str = "id") -> list[str]:
    """The ids of the rows; a new row gets the first one that is free."""
    taken = {row.get(column, "") for row in rows}
    found = []
    for row in rows:
        id_ = row.get(column, "")
        if not id_ or id_ in found:
            id_ = next(one for one in map(new, range(len(rows) * 2 + 1)) if one not in taken)
        taken.add(id_)
        found.append(id_)
    return found


def range_in(row: Row, number: int) -> tuple[Decimal, Decimal, Decimal | None]:
    """From, to, and the number in the middle, as `questions.NumericAnswer` takes them."""
    written = row.get("number", "").replace("−", "-").strip()
    tolerance = row.get("tolerance", "").strip()
    if written == "*" and not tolerance:
        return Decimal("-Infinity"), Decimal("Infinity"), None
    low, dots, high = (one.strip() for one in written.partition(".."))
    ends = (low, high) if dots else (low, tolerance or "0")
    if not all(_NUMBER.fullmatch(one) for one in ends) or (dots and tolerance):
        raise RowError(BAD_NUMBER, row=number)
    first, second = Decimal(ends[0]), Decimal(ends[1])
    if dots:
        if first > second:
            raise RowError(BAD_NUMBER, row=number)
        return first, second, None
    return _EXACT.subtract(first, abs(second)), _EXACT.add(first, abs(second)), first

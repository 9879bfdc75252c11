"""The plan as the checks see it: answers, figures, limits and who has agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lms.plans import answers as kept
from lms.plans.coach.limits import Limits
from lms.plans.finance.exact import EXACT
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.results import Results
from lms.plans.template import Template

Values = Mapping[str, str]
NOTHING: Values = {}
ZERO = Decimal(0)
HUNDRED = Decimal(100)
MONTHS = range(1, 13)


class Row(NamedTuple):
    """One row of a table, with its place for "go there"."""

    table: str
    id: str
    values: Values

    def number(self, field: str) -> Decimal | None:
        """A number of this row; None when it is not answered."""
        return kept.number(self.values, field)

    def amount(self, field: str) -> Decimal:
        """A number of this row in a sum; what is not answered adds nothing."""
        return kept.number(self.values, field) or ZERO

    def text(self, field: str) -> str:
        """A word of this row; "" when it is not answered."""
        return self.values.get(field, "")

    def path(self, field: str) -> str:
        """Where this answer stands in its section."""
        return f"{self.table}/{self.id}/{field}"


@dataclass(frozen=True)
class PeopleState:
    """Who has agreed to this very version of the plan.

    needed   founding members who must agree, >= 0
    waiting  the names of those who have not; empty when all have
    """

    needed: int
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """Everything a check may look at; inputs and results are None while figures are missing.

    done  the sections that somebody has marked as done
    """

    answers: Mapping[str, Values]
    template: Template
    limits: Limits
    inputs: Inputs | None = None
    results: Results | None = None
    people: PeopleState | None = None
    done: frozenset[str] = frozenset()

    def values(self, section: str) -> Values:
        """The answers of a section."""
        return self.answers.get(section, NOTHING)

    def number(self, section: str, path: str) -> Decimal | None:
        """A number; None when it is not answered."""
        return kept.number(self.values(section), path)

    def text(self, section: str, path: str) -> str:
        """A word or a text; "" when it is not answered."""
        return self.values(section).get(path, "")

    def rows(self, section: str, table: str) -> list[Row]:
        """The rows of a table that are not removed, in their order."""
        return [Row(table, id_, row) for id_, row in kept.rows(self.values(section), table)]

    def product_name(self, id_: str) -> str:
        """What a product is called by its row."""
        named = {row.id: row.text("name") for row in self.rows("products", "products")}
        return named.get(id_, "")


def written(values: Values, path: str) -> bool:
    """Whether there is an answer."""
    return values.get(path, "") != ""


def total(rows: list[Row], field: str) -> Decimal:
    """A column added up; what is not answered adds nothing."""
    return sum((row.amount(field) for row in rows), ZERO)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent for reading, with one decimal where it needs one.

    >>> percent_of(Decimal(90), Decimal(210)), percent_of(Decimal(1), Decimal(4))
    (Decimal('42.9'), Decimal('25'))
    """
    share = (part * HUNDRED / whole).quantize(Decimal("0.1"), context=EXACT)
    return share.to_integral_value() if share == share.to_integral_value() else share

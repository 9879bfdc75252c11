"""What the expansion reads and what it remembers: answers within limits, gaps, and assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lms.plans import answers as kept
from lms.plans.answers import Answers
from lms.plans.finance.currency import step_of, to_step
from lms.plans.template import Template

ZERO = Decimal(0)
MOST = Decimal(10) ** 13  # more than any field takes; keeps every product within the engine's


@dataclass(frozen=True)
class Missing:
    """An answer without which a figure cannot be made."""

    section: str
    path: str


@dataclass(frozen=True)
class Note:
    """What the plan took where nothing was answered.

    sentence  marked for translation
    values    of the sentence: amounts and counts as numbers, names as they were written
    """

    sentence: str
    values: Mapping[str, Decimal | str]
    section: str
    path: str


@dataclass(frozen=True)
class Row:
    """One row with its place."""

    section: str
    table: str
    id: str
    values: Mapping[str, str]
    at: int

    def path(self, key: str) -> str:
        """Where an answer of this row stands in its section."""
        return f"{self.table}/{self.id}/{key}"


@dataclass
class Reading:
    """The answers of one plan while they are being expanded."""

    answers: Answers
    template: Template
    currency: str
    language: str
    missing: list[Missing] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def step(self) -> Decimal:
        """The smallest amount of the plan's money."""
        return step_of(self.currency)

    def values(self, section: str) -> Mapping[str, str]:
        """The answers of one section."""
        return self.answers.get(section, {})

    def rows(self, section: str, table: str) -> list[Row]:
        """The rows of a table in order."""
        found = kept.rows(self.values(section), table)
        return [Row(section, table, row_id, row, at) for at, (row_id, row) in enumerate(found, 1)]

    def name(self, row: Row, key: str = "name") -> str:
        """What a row is called; a row without a name is called by its number."""
        written = " ".join(row.values.get(key, "").split())
        table = self.template.section(row.section).rows_at(row.table)
        if written or table is None:
            return written or str(row.at)
        return table.row_name.in_language(self.language) % {"number": row.at}

    def number(self, values: Mapping[str, str], path: str) -> Decimal | None:
        """A number from 0; None when it is not answered or cannot be one."""
        found = kept.number(values, path)
        return found if found is not None and 0 <= found <= MOST else None

    def money(self, values: Mapping[str, str], path: str) -> Decimal | None:
        """An amount at the currency's precision; None when it is not answered."""
        found = self.number(values, path)
        return None if found is None else to_step(found, self.step)

    def whole(self, values: Mapping[str, str], path: str, least: int, most: int) -> int | None:
        """A whole number, moved into its limits; None when it is not answered."""
        found = self.number(values, path)
        return None if found is None else min(max(int(found), least), most)

    def lacks(self, row: Row, key: str) -> None:
        """Remember an answer without which a row cannot be counted."""
        self.missing.append(Missing(row.section, row.path(key)))

    def took(self, sentence: str, section: str, path: str, **values: Decimal | str) -> None:
        """Remember what was taken where nothing was answered."""
        self.notes.append(Note(sentence, values, section, path))


def unlike(names: list[str]) -> list[str]:
    """Names of which no two are equal: "Box", "Box (2)".

    >>> unlike(["Box", "Box", "Bag"])
    ['Box', 'Box (2)', 'Bag']
    """
    found: list[str] = []
    for name in names:
        candidate, count = name, 1
        while candidate in found:
            count += 1
            candidate = f"{name} ({count})"
        found.append(candidate)
    return found


def delayed(parts: Mapping[int, Decimal]) -> list[Decimal]:
    """Shares paid after 0, 1, 2 ... months, summing to exactly 1, from those that come later.

    parts  months later -> part of the whole, together at most 1

    >>> [str(share) for share in delayed({2: Decimal("0.3")})]
    ['0.7', '0', '0.3']
    """
    later = {months: part for months, part in parts.items() if months and part}
    shares = [later.get(months, ZERO) for months in range(max(later, default=0) + 1)]
    return [1 - sum(shares, ZERO), *shares[1:]]

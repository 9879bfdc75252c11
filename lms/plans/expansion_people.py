"""Members with their shares, and jobs in full-time equivalents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from lms.plans import answers as kept
from lms.plans.expansion_answers import ZERO, Reading, Row
from lms.words import N_

_SEX: Mapping[str, str] = MappingProxyType({"f": "F", "m": "M", "x": "X"})
_FTE = Decimal("0.0001")
MONTHLY = "monthly"


def members(reading: Reading) -> list[dict[str, Any]]:
    """The founders; who gave no answer about a group is not counted in it."""
    rows = reading.rows("people", "members")
    use = {row.id: reading.number(row.values, "patronage") for row in rows}
    alike = bool(rows) and not any(use.values())
    if alike and reading.number(reading.values("rules"), "patronage"):
        sentence = N_("We took it that all members use the cooperative equally.")
        reading.took(sentence, "people", "members")
    return [
        {
            "id": row.id,
            "sex": _SEX.get(row.values.get("sex", ""), ""),
            "youth": row.values.get("age") == "under30",
            "disability": kept.truth(row.values, "disability") is True,
            "returnee": kept.truth(row.values, "returnee") is True,
            "share_cash": reading.money(row.values, "share_cash") or ZERO,
            "share_in_kind": reading.money(row.values, "share_in_kind") or ZERO,
            "patronage": Decimal(1) if alike else use[row.id] or ZERO,
        }
        for row in rows
    ]


def jobs(reading: Reading) -> list[dict[str, Any]]:
    """Every job in parts of equal people; a full-time equivalent is people x hours / full week."""
    return [part for row in reading.rows("work", "jobs") for part in _parts(reading, row)]


def people_in(reading: Reading, row: Row) -> int:
    """How many people do a job; one where nothing is said."""
    people = reading.whole(row.values, "people", 0, 10_000)
    return 1 if people is None else people


def week_part(reading: Reading, row: Row) -> Decimal:
    """Which part of a full week one of them works; a full one where nothing is said."""
    full = reading.template.defaults.number("hours_week")
    hours = reading.number(row.values, "hours_week")
    return Decimal(1) if hours is None else hours / full


def _parts(reading: Reading, row: Row) -> list[dict[str, Any]]:
    """The people of a job, counted off: the first are the women, the first are the young, ...

    Who belongs to two groups is not asked; each group's part of the work is right by itself.
    """
    people = people_in(reading, row)
    if reading.number(row.values, "hours_week") is None and people:
        hours = reading.template.defaults.number("hours_week")
        sentence = N_("We took a full week (%(hours)s h) for %(name)s.")
        name = reading.name(row, "title")
        reading.took(sentence, row.section, row.path("hours_week"), name=name, hours=hours)
    counts = {key: _count(reading, row, key, people) for key in ("women", "young", "disabled")}
    others = "M" if "women" in row.values else ""
    found = []
    edges = sorted({0, people, *counts.values()})
    for begin, end in zip(edges, edges[1:], strict=False):
        fte = (end - begin) * week_part(reading, row)
        found.append(
            {
                "title": reading.name(row, "title"),
                "fte": fte.quantize(_FTE),
                "sex": "F" if begin < counts["women"] else others,
                "youth": begin < counts["young"],
                "disability": begin < counts["disabled"],
            }
        )
    return found


def _count(reading: Reading, row: Row, key: str, people: int) -> int:
    return reading.whole(row.values, key, 0, people) or 0

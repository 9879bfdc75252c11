"""Answers of a section as plain words by path: rows in order, numbers, what is "not known yet"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Protocol

Values = Mapping[str, str]  # one section: path -> canonical text
Answers = Mapping[str, Values]  # section -> its values

AT, GONE, UNKNOWN = "_at", "_gone", "unknown"
MOST_DIGITS = 18  # of the place of a row


def rows(values: Values, table: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a table as (row id, answers by key), in order, without the removed ones.

    A row is there as soon as one of its fields is answered.

    >>> kept = {"products/b/name": "Honey", "products/a/name": "Felt", "products/a/_at": "2"}
    >>> rows(kept | {"products/c/name": "Wool", "products/c/_gone": "1"}, "products")
    [('b', {'name': 'Honey'}), ('a', {'name': 'Felt'})]
    """
    found: dict[str, dict[str, str]] = {}
    for path, text_kept in values.items():
        match path.split("/"):
            case [key, row_id, field] if key == table and text_kept:
                found.setdefault(row_id, {})[field] = text_kept
    alive = [row_id for row_id, row in found.items() if row.get(GONE) != "1"]
    written = [row_id for row_id in alive if any(not k.startswith("_") for k in found[row_id])]
    return [
        (row_id, {key: kept for key, kept in found[row_id].items() if not key.startswith("_")})
        for row_id in sorted(written, key=lambda one: (_position(found[one]), one))
    ]


def _position(row: Mapping[str, str]) -> int:
    at = row.get(AT, "")
    # A place is a count or a time of a phone's clock; what is longer was made by nobody's page.
    return int(at) if at.isdecimal() and len(at) <= MOST_DIGITS else 0


def text(values: Values, path: str) -> str | None:
    """The answer kept under a path; None when there is none."""
    return values.get(path) or None


def number(values: Values, path: str) -> Decimal | None:
    """The number kept under a path; None when it is not known or is no number.

    >>> number({"price": "12.5"}, "price"), number({}, "price")
    (Decimal('12.5'), None)
    """
    try:
        kept = Decimal(values.get(path) or "")
    except InvalidOperation:
        return None
    return kept if kept.is_finite() else None


def truth(values: Values, path: str) -> bool | None:
    """A yes or a no; None when it is not answered."""
    return {"yes": True, "no": False}.get(values.get(path, ""))


def numbers(values: Values, path: str) -> tuple[Decimal, ...] | None:
    """Twelve numbers of a season or a table of months; None when they are not all there.

    >>> numbers({"season": "1,1,1,2,2,2,2,2,2,3,3,3"}, "season")[-1]
    Decimal('3')
    """
    parts = (values.get(path) or "").split(",")
    found = [number({path: part}, path) for part in parts]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(parts) == 12 else None


def is_unknown(values: Values, path: str) -> bool:
    """Whether a person said "I don't know yet" to this question."""
    return values.get(f"{UNKNOWN}/{path}") == "1"


class Saved(Protocol):
    """Anything that holds the answers of a section."""

    @property
    def key(self) -> str: ...

    @property
    def answers(self) -> Mapping[str, str]: ...


def by_section(saved: Iterable[Saved]) -> dict[str, Values]:
    """The answers of several sections by the key of their section."""
    return {section.key: section.answers for section in saved}

"""Where an answer stands in its section: a field, or a field of a row. Pure."""

from __future__ import annotations

GONE = "_gone"  # products/<id>/_gone is "1" where a row was taken away; its answers are kept
PLACE = "_at"  # where a row stands in its table, in digits
UNKNOWN = "unknown/"  # before a path: "I don't know yet"


def row_of(path: str) -> str | None:
    """The row that a path lies in; None when it lies in none.

    >>> row_of("products/7f/price"), row_of("need"), row_of("unknown/products/7f/price")
    ('products/7f', None, None)
    """
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) == 3 and parts[0] != UNKNOWN[:-1] else None


def field_of(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]

"""INSERT ... ON CONFLICT for the databases we run on: what two phones do at once is one row."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_or_change(
    db: Session, table: Any, values: dict[str, Any], *, unique: str, change: dict[str, Any]
) -> None:
    """Insert a row, or change the one that already holds the unique column's value.

    unique  the column whose constraint decides
    change  columns of the row that is there, as values or SQL expressions
    """
    insert = _INSERTS[db.get_bind().dialect.name](table).values(**values)
    db.execute(insert.on_conflict_do_update(index_elements=[unique], set_=change))

"""What progress keeps of a person; all of it goes with the account."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace


def _export(db: Session, user_id: uuid.UUID) -> dict[str, Any]:
    tables = (CourseStart, ModuleStart, LessonRead, ReadingPlace)
    return {table.__tablename__: _rows(db, table, user_id) for table in tables}


def _rows(db: Session, table: Any, user_id: uuid.UUID) -> list[dict[str, Any]]:
    columns = [c for c in table.__table__.columns if c.name not in ("id", "user_id")]
    found = db.execute(select(*columns).where(table.user_id == user_id).order_by(table.id))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, list, type(None))) else str(value)


KEEPER = Keeper("progress", export=_export)

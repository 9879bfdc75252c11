"""Alembic's way into our models: it gets its connection from lms/database.py."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import lms.app  # noqa: F401 - the application knows every room, so every table is known
from lms.db import Base, UTCDateTime


def _render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """A room's own column type is written as what the database stores, so that it may move."""
    if kind == "type" and isinstance(item, TypeDecorator) and not isinstance(item, UTCDateTime):
        return "sa." + repr(item.impl_instance)
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
    user_module_prefix="lms.db.",
)
with context.begin_transaction():
    context.run_migrations()

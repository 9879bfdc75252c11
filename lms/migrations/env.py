"""Alembic's way into our models: it gets its connection from lms/database.py."""

from alembic import context

import lms.app  # noqa: F401 - the application knows every room, so every table is known
from lms.db import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="lms.db.",
)
with context.begin_transaction():
    context.run_migrations()

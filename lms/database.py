"""Migrations by Alembic, driven from here: no ini file, one database, numbered versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from lms.db import Base
from lms.paths import MIGRATIONS


def _config(connection: Any) -> Any:
    from alembic.config import Config  # noqa: PLC0415 - see upgrade

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, the newest unless told.

    Alembic is imported only when there is something to do: it costs a third of a start.
    """
    if revision == "head" and current(engine) == head():
        return
    from alembic import command  # noqa: PLC0415

    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty."""
    try:
        with engine.connect() as connection:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DatabaseError:
        return None
    return found


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision; "base" is empty."""
    from alembic import command  # noqa: PLC0415

    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def revise(engine: Engine, message: str, number: str) -> None:
    """Write a new migration with what models and database differ in (for developers)."""
    from alembic import command  # noqa: PLC0415

    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def differences(engine: Engine) -> list[str]:
    """What models and database differ in, one line each; [] when they agree."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [repr(change) for change in compare_metadata(context, Base.metadata)]


def head() -> str:
    """The newest revision there is."""
    versions = sorted(Path(MIGRATIONS, "versions").glob("[0-9]*.py"))
    return versions[-1].name.split("_")[0]

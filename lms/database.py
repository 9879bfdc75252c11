"""Migrations by Alembic, driven from here: no ini file, one database, numbered versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from lms.db import Base
from lms.paths import MIGRATIONS


def _config(connection: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, the newest unless told."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision; "base" is empty."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def revise(engine: Engine, message: str, number: str) -> None:
    """Write a new migration with what models and database differ in (for developers)."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def differences(engine: Engine) -> list[str]:
    """What models and database differ in, one line each; [] when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [repr(change) for change in compare_metadata(context, Base.metadata)]


def head() -> str:
    """The newest revision there is."""
    versions = sorted(Path(MIGRATIONS, "versions").glob("[0-9]*.py"))
    return versions[-1].name.split("_")[0]

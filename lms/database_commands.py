"""`lms db`: migrate, and check that models and migrations agree."""

from __future__ import annotations

import sys

import click

from lms import database
from lms.config import from_environment
from lms.db import make_engine


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest version; running it twice changes nothing."""
    settings = from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database.upgrade(make_engine(settings.database))
    click.echo(f"The database is at version {database.head()}.")


@db.command()
def check() -> None:
    """Exit 1 when models and migrations differ."""
    found = database.differences(make_engine(from_environment().database))
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("Models and database agree.")


@db.command(hidden=True)
@click.argument("number")
@click.argument("message")
def revise(number: str, message: str) -> None:
    """Write a migration from what models and database differ in (for developers)."""
    database.revise(make_engine(from_environment().database), message, number)

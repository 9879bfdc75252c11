"""`lms people`: give a role to somebody who has joined."""

from __future__ import annotations

import click

from lms import clock
from lms.accounts import names, queries, service
from lms.accounts.kinds import Role
from lms.console import fail, house


@click.group()
def people() -> None:
    """People and their roles."""


@people.command()
@click.argument("username")
@click.argument("role", type=click.Choice([role.value for role in Role]))
def grant(username: str, role: str) -> None:
    """Give somebody a role everywhere; giving it twice changes nothing."""
    with house() as (_app, db):
        found = queries.people_named(db, names.keys_of(username))
        if len(found) != 1:
            fail(f"Nobody is called {username!r} here.")
        service.grant(db, None, found[0], Role(role), now=clock.now())
        db.commit()
    click.echo(f"{username} is {role} now.")

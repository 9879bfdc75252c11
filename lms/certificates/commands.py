"""`lms certificates`: withdraw one from a terminal."""

from __future__ import annotations

import click

from lms import clock
from lms.certificates import numbers, queries, service
from lms.console import fail, house


@click.group()
def certificates() -> None:
    """Certificates that were issued."""


@certificates.command()
@click.argument("number")
@click.option("--reason", required=True, help="In plain words; everybody may read it.")
def withdraw(number: str, reason: str) -> None:
    """Declare that the certificate NUMBER no longer holds; its page says when and why."""
    known = numbers.canonical(number)
    with house() as (_app, db):
        found = queries.certificate(db, known)
        if found is None:
            fail(f"No certificate has the number {known}.")
        service.withdraw(db, None, found, reason=reason, now=clock.now())
        db.commit()
    click.echo(f"withdrawn: {known}")

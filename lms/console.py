"""How commands speak: tables or JSON on standard output, one clear line on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import click
from flask import Flask
from sqlalchemy.orm import Session

from lms.db import begin_writing

# As lms.courses.checks.QuizChecker: what is wrong in a quiz, by line.
QuizChecker = Callable[
    [str, "str | None", int, Sequence[tuple[str, int]], Mapping[str, int]], list[tuple[int, str]]
]
# (question as written in a lesson, language) -> lms.courses.self_checks.Reading
CheckReader = Callable[[str, str], Any]


@dataclass(frozen=True)
class Given:
    """What lms/cli.py, which knows every room, hands to the commands of single rooms."""

    create_app: Callable[[], Flask]
    check_quiz: QuizChecker
    read_check: CheckReader | None = None


def given() -> Given:
    """What this call of `lms` was given."""
    found: Given = click.get_current_context().find_root().obj
    return found


def fail(sentence: str) -> NoReturn:
    """Say on standard error why this cannot be done, and exit with 2."""
    click.echo(f"lms: {sentence}", err=True)
    sys.exit(2)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], *, as_json: bool) -> None:
    """Print rows, aligned or as JSON."""
    if as_json:
        click.echo(json.dumps([dict(zip(heads, row, strict=True)) for row in rows], indent=1))
        return
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[at]) for line in [list(heads), *texts]) for at in range(len(heads))]
    for line in [list(heads), *texts]:
        click.echo("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip())


@contextmanager
def house(*, writes: bool = True) -> Iterator[tuple[Flask, Session]]:
    """The application and a database session of the configured house; the caller commits.

    writes  False: nobody who learns meanwhile has to wait for this
    """
    app = given().create_app()
    with app.app_context(), app.extensions["lms.sessions"]() as session:
        if writes:
            begin_writing(session)
        yield app, session

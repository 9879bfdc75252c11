"""Counts the SQL statements of a page, in this process, on the demo's SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from .visitor import filled_form

_NOT_COUNTED = ("PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database within this."""
    with counted_on(app.extensions["lms.engine"]) as seen:
        yield seen


@contextmanager
def counted_on(engine: Any) -> Iterator[list[str]]:
    """The same for an engine without an application."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(_NOT_COUNTED):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def client_of(app: Flask, cookies: dict[str, str]) -> FlaskClient:
    """A signed-in test client."""
    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    return client


def of_page(app: Flask, client: FlaskClient, address: str) -> int:
    """The statements of a page.

    raises  RuntimeError when the page does not come
    """
    with counted(app) as seen:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return len(seen)


def of_quiz_submit(app: Flask, client: FlaskClient, address: str) -> int:
    """The statements of sending a filled-in quiz.

    raises  RuntimeError when the quiz does not come or its answers are not taken
    """
    sheet = client.get(address)
    fields = filled_form(sheet.text) if sheet.status_code == 200 else []
    with counted(app) as seen:
        answer = client.post(address, data=dict(fields))
    if answer.status_code not in (302, 303):
        raise RuntimeError(f"{address} answers {sheet.status_code} and {answer.status_code}")
    return len(seen)

"""The house's fixtures: a database with one schema, an app on it, browsers that read strictly."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import pytest
from course_fixture import course  # noqa: F401 - a fixture for all tests
from factories import Make
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as property_settings
from reading import check_html
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from werkzeug.test import TestResponse

from lms.app import create_app
from lms.config import Settings
from lms.db import Base, make_sessions

# Machines are noisy: a property is judged by what it says, not by how long it took; and CI tries
# the same examples every time, so that what landed yesterday lands today.
property_settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
property_settings.load_profile("house")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One schema for the whole run, in memory or where LMS_TEST_DATABASE_URL says."""
    url = os.environ.get("LMS_TEST_DATABASE_URL")
    if url:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
        made = create_engine(url, connect_args={"options": f"-csearch_path=t_{worker}"})
        with made.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS t_{worker} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA t_{worker}")
    else:
        made = create_engine(
            "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool
        )
        event.listen(made, "connect", _sqlite)
        event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    Base.metadata.create_all(made)
    yield made
    made.dispose()


def _sqlite(connection: Any, _entry: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that savepoints work
    connection.execute("PRAGMA foreign_keys=ON")


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """The application on a connection whose transaction is rolled back after the test."""
    settings = Settings(
        data_dir=tmp_path, secret_key="for tests", insecure_cookies=True, rate_limits=False
    )
    made = create_app(settings, engine=engine)
    made.config.update(TESTING=False, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    connection = engine.connect()
    outer = connection.begin()
    sessions = make_sessions(engine)
    sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
    made.extensions["lms.sessions"] = sessions
    yield made
    outer.rollback()
    connection.close()


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    """A session on the same connection as the pages."""
    with app.extensions["lms.sessions"]() as session:
        yield session


@pytest.fixture
def make(db: Session) -> Make:
    """Builds people and things."""
    return Make(db)


class Browser:
    """A test client of one person that reads every page strictly."""

    def __init__(self, app: Flask, lang: str = "en") -> None:
        self.client = app.test_client()
        self.client.set_cookie("lang", lang)

    def get(self, address: str, **options: Any) -> TestResponse:
        return self._read(self.client.get(address, **options))

    def post(self, address: str, data: Any = None, **options: Any) -> TestResponse:
        return self._read(self.client.post(address, data=data or {}, **options))

    def _read(self, answer: TestResponse) -> TestResponse:
        is_page = answer.mimetype == "text/html" and answer.status_code != 204
        if is_page and not 300 <= answer.status_code < 400:
            packed = answer.headers.get("Content-Encoding")
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(packed or "", bytes)
            check_html(unpack(answer.data).decode())
        return answer


@pytest.fixture
def browse(app: Flask, db: Session) -> Callable[..., Browser]:
    """browse(user) is signed in as user; browse() is a stranger; lang= chooses the language."""

    def open_browser(user: Any = None, lang: str = "en") -> Browser:
        browser = Browser(app, lang)
        if user is not None:
            login = Make(db).login(user)
            db.commit()
            with browser.client.session_transaction() as cookie:
                cookie["_user_id"] = str(login.id)
                cookie["_fresh"] = True
        return browser

    return open_browser


@pytest.fixture
def counting(engine: Engine) -> Callable[[], Any]:
    """with counting() as statements: ... ; savepoints and transactions are not counted."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _cur: Any, statement: str, *_: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count

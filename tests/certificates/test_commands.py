"""`lms certificates withdraw`, as somebody at a terminal runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import NOW

from lms.accounts.models import User
from lms.app import create_app
from lms.certificates import queries, service
from lms.certificates.commands import certificates
from lms.certificates.models import State
from lms.certificates.numbers import new_number
from lms.config import Settings
from lms.console import Given
from lms.db import Base
from lms.errors import Refusal


@pytest.fixture
def house(tmp_path: Path, school_on):
    """(what the commands are given, sessions of its database, the number of a certificate)"""
    app = create_app(Settings(data_dir=tmp_path, secret_key="for tests"))
    engine, sessions = app.extensions["lms.engine"], app.extensions["lms.sessions"]
    Base.metadata.create_all(engine)
    user_id = school_on(sessions)
    with sessions.begin() as db:
        user = db.get(User, user_id)
        number = service.issue(db, user, holder="Lan", site="http://x", demo=False, now=NOW).number
    yield Given(create_app=lambda: app, check_quiz=lambda *_: []), sessions, number
    engine.dispose()


def run(given: Given, *words: str):
    return CliRunner().invoke(certificates, words, obj=given)


def test_a_certificate_is_withdrawn_with_its_reason(house):
    given, sessions, number = house

    done = run(given, "withdraw", number.lower(), "--reason", "Issued by mistake.")

    with sessions() as db:
        kept = queries.certificate(db, number)
    assert (done.exit_code, done.output) == (0, f"withdrawn: {number}\n")
    assert (kept.state, kept.reason) == (State.WITHDRAWN, "Issued by mistake.")


def test_withdrawing_twice_or_without_words_is_refused(house):
    given, _, number = house
    run(given, "withdraw", number, "--reason", "Issued by mistake.")

    again = run(given, "withdraw", number, "--reason", "Once more.")
    empty = run(given, "withdraw", number, "--reason", " ")

    assert [type(one.exception) for one in (again, empty)] == [Refusal, Refusal]


def test_an_unknown_number_is_one_clear_line(house):
    number = new_number()

    told = run(house[0], "withdraw", number, "--reason", "x")

    assert told.exit_code == 2
    assert told.stderr == f"lms: No certificate has the number {number}.\n"


def test_a_reason_has_to_be_given(house):
    assert run(house[0], "withdraw", house[2]).exit_code == 2

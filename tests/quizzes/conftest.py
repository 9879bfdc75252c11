"""The small course, published, and the hand of somebody who answers its questions."""

from __future__ import annotations

import copy
import hashlib
import html
import os
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import NOW
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock, paths
from lms.courses import publishing, service
from lms.courses.models import Blob, Kind, Module, ModuleVersion
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.quizzes import versions
from lms.web.last_used import LastUsed

# SQLite lets one writer in at a time: there is nothing to race for.
collect_ignore = [] if os.environ.get("LMS_TEST_DATABASE_URL") else ["test_sending_races.py"]

SMALL = Path(__file__).parents[1] / "data" / "course-small"
FIRST, SECOND = "/learn/first-steps/quiz/", "/learn/shared-shop/quiz/"
TOKEN = re.compile(r'name="token" value="([^"]*)"')
CARD = re.compile(r'<fieldset class="question" id="q-([^"]+)-card"')


class School:
    """The published course; modules can be given another quiz, as a new version."""

    def __init__(self, db: Session) -> None:
        self.db = db

    def publish(
        self, module_id: str = "first-steps", *, gifts: dict[str, str], **quiz: Any
    ) -> ModuleVersion:
        """A newer version of a module with these quizzes; draw, pass and pause_minutes by name."""
        pointer = self.db.get(Module, module_id)
        assert pointer is not None
        old = self.db.get_one(ModuleVersion, pointer.published_id)
        facts = copy.deepcopy(old.facts)
        facts["quiz"] |= quiz
        files = {path: key for path, key in old.files.items() if not path.endswith(".gift")}
        for language, text in gifts.items():
            key = hashlib.sha256(text.encode()).hexdigest()
            if self.db.get(Blob, key) is None:
                self.db.add(Blob(hash=key, content=text.encode()))
            files[f"{language}/quiz.gift"] = key
        fresh = ModuleVersion(
            id=uuid.uuid4(),
            module_id=module_id,
            number=self.newest_number(module_id) + 1,
            kind=Kind.REVISION.value,
            folder=old.folder,
            content_hash="made by hand",
            files=files,
            facts=facts,
            published_at=NOW,
        )
        self.db.add(fresh)
        pointer.published_id = fresh.id
        self.db.commit()
        return fresh

    def newest_number(self, module_id: str) -> int:
        numbers = self.db.scalars(
            select(ModuleVersion.number).where(ModuleVersion.module_id == module_id)
        )
        return max(numbers)


@pytest.fixture(scope="session")
def made_once() -> Any:
    """The files of the small course, and what is made of its modules: made once for the run."""
    source, faults = read_course(SMALL)
    assert source is not None
    assert not faults
    made = {
        module.id: publishing.make(
            module, source.glossary, number=1, words_of=pack_words, fonts=paths.FONTS, now=NOW
        )
        for module in source.modules
    }
    return source, made


@pytest.fixture
def school(db: Session, made_once: Any, monkeypatch: pytest.MonkeyPatch) -> School:
    """The small course, loaded by its own verb; no quiz of an earlier test is remembered."""
    source, made = made_once
    monkeypatch.setattr(versions, "_pools", LastUsed(500))
    with monkeypatch.context() as kept:
        kept.setattr(publishing, "make", lambda module, *_, **__: made[module.id])
        service.load_course(
            db, source, kind=Kind.REVISION, words_of=pack_words, fonts=paths.FONTS, now=NOW
        )
    db.commit()
    return School(db)


class Clock:
    """The time of the house, put forward by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def wait(self, **length: int) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """time.wait(minutes=3) lets time pass."""
    hands = Clock()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


def token_of(page: Any) -> str:
    """The ticket that a quiz page carries."""
    found = TOKEN.search(page.text)
    assert found, "the page carries no ticket"
    return html.unescape(found[1])


def asked_on(page: Any) -> list[str]:
    """The ids of the questions on a page, in order."""
    return CARD.findall(page.text)


# What earns the full mark in the small course, in either language.
RIGHT: dict[str, Any] = {
    "q-t01-budget-a": "a",
    "q-t01-budget-b": "true",
    "q-t01-pockets-a": "105.000",
    "q-t01-pockets-b": "70000 VND",
    "q-t02-vote-a": "b",
    "q-t02-vote-b": "false",
    "q-t02-surplus-a-i1": "1",
    "q-t02-surplus-a-i2": "2",
    "q-t02-surplus-a-i3": "3",
    "q-t02-surplus-b-l1": "r1",
    "q-t02-surplus-b-l2": "r2",
    "q-t02-surplus-b-l3": "r3",
}
WRONG: dict[str, Any] = {
    "q-t01-budget-a": "b",
    "q-t01-budget-b": "false",
    "q-t01-pockets-a": "1",
    "q-t01-pockets-b": "1",
    "q-t02-vote-a": "a",
    "q-t02-vote-b": "true",
    "q-t02-surplus-a-i1": "3",
    "q-t02-surplus-a-i2": "1",
    "q-t02-surplus-a-i3": "2",
    "q-t02-surplus-b-l1": "r2",
    "q-t02-surplus-b-l2": "r3",
    "q-t02-surplus-b-l3": "r1",
}


@pytest.fixture
def take() -> Callable[..., Any]:
    """take(browser, address, answers) opens a quiz and sends answers to what it asks."""

    def send(browser: Any, address: str, answers: dict[str, Any]) -> Any:
        page = browser.get(address)
        return browser.post(address, {"token": token_of(page), **answers})

    return send

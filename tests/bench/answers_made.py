"""A SQLite file with many first attempts at one quiz, written without the cost of marking them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.accounts.kinds import Country, Stage
from lms.accounts.models import User
from lms.courses.models import Blob, Module, ModuleVersion
from lms.db import Base, make_engine, make_sessions
from lms.quizzes.models import Attempt, Cause, Regrade

SLOTS = 10
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_EVERY_REGRADE = 20
_QUESTION = (
    "// [tag:slot-{slot}]\n::{id}::Which one is number {slot}?"
    "{{=Right#Yes. ~Wrong#No. ~Lost#No. ~Gone#No. ####Read again.}}\n\n"
)
_VERSION = uuid.uuid4()


def filled(folder: Path, people: int) -> Session:
    """A session on a new file; each person answered ten questions, one of two for each slot."""
    engine = make_engine(f"sqlite:///{folder / 'answers.sqlite'}")
    Base.metadata.create_all(engine)
    db = make_sessions(engine)()
    db.add_all([*_course()])
    db.flush()  # attempts point at the version
    users = [person(number) for number in range(people)]
    attempts = [*_attempts(users)]
    db.execute(insert(User), users)
    db.execute(insert(Attempt), attempts)
    db.execute(insert(Regrade), [_regrade(one) for one in attempts[::_EVERY_REGRADE]])
    db.commit()
    return db


def _course() -> Iterator[Any]:
    text = "".join(
        _QUESTION.format(slot=slot, id=f"q{slot}-{variant}")
        for slot in range(1, SLOTS + 1)
        for variant in "ab"
    )
    yield Blob(hash="0" * 64, content=text.encode())
    yield Module(id="bench", published_id=_VERSION)
    yield ModuleVersion(
        id=_VERSION,
        module_id="bench",
        number=1,
        kind="edition",
        folder="bench",
        content_hash="0" * 64,
        files={"en/quiz.gift": "0" * 64, "vi/quiz.gift": "0" * 64},
        facts={"languages": ["en", "vi"]},
        published_at=_NOW,
    )


def person(number: int) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "username": f"p{number}",
        "username_key": f"p{number}",
        "secret_hash": "-",
        "name": "",
        "language": "en",
        "country": Country.VIET_NAM,
        "stage": Stage.IN_KOREA,
        "joined_at": _NOW,
        "consented_at": _NOW,
        "consent_version": 1,
        "is_demo": False,
    }


def _attempts(users: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    chance = random.Random(10)  # the same answers in each run
    for user in users:
        knows = chance.random()
        asked = [f"q{slot}-{chance.choice('ab')}" for slot in range(1, SLOTS + 1)]
        answers = {id_: "a" if chance.random() < knows else chance.choice("bcd") for id_ in asked}
        right = sum(answer == "a" for answer in answers.values())
        yield {
            "id": uuid.uuid4(),
            "user_id": user["id"],
            "module_id": "bench",
            "version_id": _VERSION,
            "language": chance.choice(("en", "vi", "vi")),
            "ordinal": 0,
            "questions": chance.sample(asked, SLOTS),
            "answers": answers,
            "marks": {
                id_: {"earned": str(int(answer == "a")), "right": answer == "a", "given": answer}
                for id_, answer in answers.items()
            },
            "earned": Fraction(right),
            "possible": SLOTS,
            "share": right / SLOTS,
            "passed": right >= SLOTS / 2,
            "submitted_at": _NOW,
        }


def _regrade(attempt: dict[str, Any]) -> dict[str, Any]:
    kept = ("marks", "earned", "possible", "share", "passed")
    return {
        "id": uuid.uuid4(),
        "attempt_id": attempt["id"],
        "number": 1,
        "cause": Cause.CORRECTION,
        "reason": "",
        "at": _NOW,
        "waits": False,
    } | {name: attempt[name] for name in kept}

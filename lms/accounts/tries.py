"""The counts of wrong tries in the database; what they mean is decided in `slowing.py`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete
from sqlalchemy.orm import Session

from lms.accounts import queries, slowing
from lms.accounts.models import WrongTry
from lms.db import insert_or_change
from lms.errors import Refusal
from lms.words import N_


def refuse_while_slowed(db: Session, counted: dict[str, str], now: datetime) -> None:
    """Stop a try that comes too soon; it is not looked at and not counted.

    raises  Refusal 429 with the wait
    """
    rows = queries.wrong_tries(db, counted.values())
    found = {kind: rows[key] for kind, key in counted.items() if key in rows}
    seconds = slowing.wait_for({k: (row.times, row.last_at) for k, row in found.items()}, now)
    if seconds >= 120:
        minutes = -(-seconds // 60)
        raise Refusal(
            N_("There were several wrong tries. Wait %(minutes)s minutes, then try again."),
            status=429,
            minutes=minutes,
            seconds=seconds,
        )
    if seconds:
        raise Refusal(
            N_("There were several wrong tries. Wait %(seconds)s seconds, then try again."),
            status=429,
            seconds=seconds,
        )


def count_wrong_try(db: Session, counted: dict[str, str], now: datetime) -> None:
    """Count one more wrong try; counts that nobody asks for any more are thrown away."""
    db.execute(delete(WrongTry).where(WrongTry.last_at < now - slowing.FORGET_AFTER))
    for kind, key in sorted(counted.items()):
        old = WrongTry.last_at < now - slowing.BRAKES[kind].forget_after
        insert_or_change(
            db,
            WrongTry,
            {"key": key, "times": 1, "last_at": now},
            unique="key",
            change={"times": case((old, 1), else_=WrongTry.times + 1), "last_at": now},
        )


def forget_wrong_tries(db: Session, counted: dict[str, str]) -> None:
    """Begin anew after a right one.

    The address keeps its count: one right sign-in must not wash a guesser clean.
    """
    db.execute(delete(WrongTry).where(WrongTry.key.in_([counted["both"], counted["account"]])))

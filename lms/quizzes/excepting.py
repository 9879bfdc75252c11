"""Verbs of exceptions: grant one person more than the rules of a quiz, and end it early."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.quizzes.models import Allowance
from lms.trail import service as trail


@dataclass(frozen=True)
class Granted:
    """What is granted: tries and minutes beyond the rules, 0 for none."""

    more_attempts: int
    more_minutes: int
    no_pause: bool


def end_of(day: date, zone: str) -> datetime:
    """When a day is over for somebody who lives in a zone.

    >>> end_of(date(2026, 11, 22), "Asia/Seoul").isoformat()
    '2026-11-23T00:00:00+09:00'
    """
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def grant_exception(
    db: Session,
    trainer: User,
    learner: User,
    module_id: str,
    granted: Granted,
    *,
    until: datetime,
    reason: str,
    now: datetime,
) -> Allowance:
    """Let one person do more at a module's quiz than its rules say, until a moment."""
    made = Allowance(
        id=uuid.uuid4(),
        user_id=learner.id,
        module_id=module_id,
        more_attempts=granted.more_attempts,
        more_minutes=granted.more_minutes,
        no_pause=granted.no_pause,
        until=until,
        reason=reason,
        by_id=trainer.id,
        at=now,
        ended_at=None,
    )
    db.add(made)
    trail.note(
        db,
        trainer,
        "quizzes.grant_exception",
        made,
        now=now,
        user=str(learner.id),
        module=module_id,
        more_attempts=granted.more_attempts,
        more_minutes=granted.more_minutes,
        no_pause=granted.no_pause,
    )
    return made


def end_exception(db: Session, trainer: User, exception: Allowance, *, now: datetime) -> None:
    """End an exception before its time; one that has ended already stays as it is."""
    if exception.ended_at is None and now < exception.until:
        exception.ended_at = now
        trail.note(db, trainer, "quizzes.end_exception", exception, now=now)

"""Every SELECT about exceptions from the rules of a quiz."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.models import Module, ModuleVersion
from lms.quizzes.models import Allowance
from lms.quizzes.policy import Grant

MOST_SHOWN = 50


def grants(db: Session, user_id: uuid.UUID, module_id: str) -> list[Grant]:
    """What one person was ever granted at a module's quiz; which of it holds, policy says."""
    rows = db.execute(
        select(
            Allowance.more_attempts,
            Allowance.more_minutes,
            Allowance.no_pause,
            Allowance.until,
            Allowance.ended_at,
        ).where(Allowance.user_id == user_id, Allowance.module_id == module_id)
    )
    return [Grant(*row) for row in rows]


def exceptions_at(db: Session, module_id: str) -> Sequence[Any]:
    """(Allowance, user name) of a module's quiz, newest first, 50 at most."""
    return db.execute(
        select(Allowance, User.username)
        .join(User, User.id == Allowance.user_id)
        .where(Allowance.module_id == module_id)
        .order_by(Allowance.at.desc(), Allowance.id)
        .limit(MOST_SHOWN)
    ).all()


def exception(db: Session, allowance_id: uuid.UUID) -> Allowance | None:
    """One exception."""
    return db.get(Allowance, allowance_id)


def exceptions_of(db: Session, user_id: uuid.UUID) -> Sequence[Allowance]:
    """All exceptions of a person, oldest first."""
    return db.scalars(
        select(Allowance).where(Allowance.user_id == user_id).order_by(Allowance.at, Allowance.id)
    ).all()


def published_versions(db: Session) -> Sequence[ModuleVersion]:
    """The newest version of every module, by its code's place in the course."""
    found = db.scalars(
        select(ModuleVersion)
        .join(Module, Module.published_id == ModuleVersion.id)
        .order_by(Module.id)
    ).all()
    return sorted(found, key=lambda version: str(version.facts["code"]))

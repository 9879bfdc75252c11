"""Own data: each room says what it keeps of a person, who can take it or have it deleted."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Grant, LoginSession, User


@dataclass(frozen=True)
class Keeper:
    """What one room keeps of a person.

    export  everything, as plain values for JSON
    forget  blanks what has to outlive the account; rows that hang on the person go by themselves
    """

    room: str
    export: Callable[[Session, uuid.UUID], Any]
    forget: Callable[[Session, uuid.UUID], None] = lambda db, user_id: None


def export_all(db: Session, user: User, keepers: Sequence[Keeper]) -> dict[str, Any]:
    """All that the platform keeps of a person, by room."""
    return {"account": _account(db, user)} | {k.room: k.export(db, user.id) for k in keepers}


def forget_all(db: Session, user: User, keepers: Sequence[Keeper]) -> None:
    """Let every room blank what outlives the account."""
    for keeper in keepers:
        keeper.forget(db, user.id)


def _account(db: Session, user: User) -> dict[str, Any]:
    logins = db.scalars(
        select(LoginSession)
        .where(LoginSession.user_id == user.id)
        .order_by(LoginSession.began_at, LoginSession.id)
    )
    grants = db.scalars(select(Grant).where(Grant.user_id == user.id).order_by(Grant.given_at))
    return {
        "username": user.username,
        "name": user.name,
        "language": user.language,
        "country": user.country.value,
        "stage": user.stage.value,
        "joined_at": user.joined_at.isoformat(),
        "consented_at": user.consented_at.isoformat(),
        "roles": [grant.role.value for grant in grants],
        "sign_ins": [{"began_at": x.began_at.isoformat(), "device": x.device} for x in logins],
    }

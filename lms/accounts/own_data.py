"""Own data: each room says what it keeps of a person, who can take it or have it deleted."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Grant, LoginSession, User
from lms.accounts.queries import card_of
from lms.trail.queries import acts_of


@dataclass(frozen=True)
class Keeper:
    """What one room keeps of a person.

    export  everything, as plain values for JSON
    forget  blanks what has to outlive the account; rows that hang on the person go by themselves
    """

    room: str
    export: Callable[[Session, uuid.UUID], Any]
    forget: Callable[[Session, uuid.UUID], None] = lambda db, user_id: None


def export_all(db: Session, user_id: uuid.UUID, keepers: Sequence[Keeper]) -> dict[str, Any]:
    """All that the platform keeps of a person, by room."""
    return {"account": _account(db, user_id)} | {k.room: k.export(db, user_id) for k in keepers}


def forget_all(db: Session, user: User, keepers: Sequence[Keeper]) -> None:
    """Let every room blank what outlives the account."""
    for keeper in keepers:
        keeper.forget(db, user.id)


# Hashes are not given out: whoever has the file could try secrets against them for ever.
def _account(db: Session, user_id: uuid.UUID) -> dict[str, Any]:
    user = db.get_one(User, user_id)
    logins = db.scalars(
        select(LoginSession)
        .where(LoginSession.user_id == user.id)
        .order_by(LoginSession.began_at, LoginSession.id)
    )
    grants = db.scalars(
        select(Grant).where(Grant.user_id == user.id).order_by(Grant.given_at, Grant.id)
    )
    card = card_of(db, user.id)
    return {
        "username": user.username,
        "name": user.name,
        "language": user.language,
        "country": user.country.value,
        "stage": user.stage.value,
        "joined_at": user.joined_at.isoformat(),
        "consented_at": user.consented_at.isoformat(),
        "consent_version": user.consent_version,
        "is_demo": user.is_demo,
        "roles": [
            {"role": x.role.value, "scope": x.scope, "given_at": x.given_at.isoformat()}
            for x in grants
        ],
        "sign_ins": [
            {
                "device": x.device,
                "began_at": x.began_at.isoformat(),
                "ended_at": x.ended_at.isoformat() if x.ended_at else None,
            }
            for x in logins
        ],
        "recovery_card_made_at": card.made_at.isoformat() if card else None,
        "acts": [
            {
                "at": x.at.isoformat(),
                "act": x.act,
                "thing": f"{x.thing_kind} {x.thing_id}",
                "facts": x.facts,
            }
            for x in acts_of(db, user.id)
        ],
    }

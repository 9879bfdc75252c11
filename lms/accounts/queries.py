"""Every SELECT about people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session, joinedload

from lms.accounts.models import Grant, LoginSession, RecoveryCard, User, WrongTry
from lms.accounts.readers import Held, Reader

# Asked at every page, so it is put together once: that takes as long as asking it.
_PERSON_OF_LOGIN = (
    select(User)
    .join(LoginSession, LoginSession.user_id == User.id)
    .where(LoginSession.id == bindparam("login", type_=Uuid()), LoginSession.ended_at.is_(None))
    .options(joinedload(User.grants))
)


def person_of_login(db: Session, login_id: uuid.UUID) -> User | None:
    """Who signed in under this id, with roles, in one statement; None when it was ended."""
    return db.execute(_PERSON_OF_LOGIN, {"login": login_id}).unique().scalar_one_or_none()


_READER_OF_LOGIN = (
    select(
        User.id,
        User.username,
        User.name,
        User.language,
        User.country,
        User.stage,
        User.is_demo,
        Grant.role,
        Grant.scope,
    )
    .join(LoginSession, LoginSession.user_id == User.id)
    .outerjoin(Grant, Grant.user_id == User.id)
    .where(LoginSession.id == bindparam("login", type_=Uuid()), LoginSession.ended_at.is_(None))
)


def reader_of_login(db: Session, login_id: uuid.UUID) -> Reader | None:
    """Like person_of_login, as plain values: a third of the time, for pages that only show."""
    rows = db.connection().execute(_READER_OF_LOGIN, {"login": login_id}).all()
    if not rows:
        return None
    *person, _role, _scope = rows[0]
    held = tuple(Held(row.role, row.scope) for row in rows if row.role is not None)
    return Reader(*person, grants=held, login_id=login_id)


def people_named(db: Session, keys: Iterable[str]) -> Sequence[User]:
    """The people a typed name or number may stand for, with roles."""
    return (
        db.scalars(
            select(User)
            .where(User.username_key.in_(list(keys)))
            .options(joinedload(User.grants))
            .order_by(User.joined_at, User.id)
        )
        .unique()
        .all()
    )


def wrong_tries(db: Session, keys: Iterable[str]) -> dict[str, WrongTry]:
    """The counts kept under these hashed keys."""
    found = db.scalars(select(WrongTry).where(WrongTry.key.in_(list(keys))))
    return {row.key: row for row in found}


def card_of(db: Session, user_id: uuid.UUID) -> RecoveryCard | None:
    """A person's living recovery card."""
    return db.scalar(select(RecoveryCard).where(RecoveryCard.user_id == user_id))


def logins_of(db: Session, user_id: uuid.UUID) -> Sequence[LoginSession]:
    """A person's sign-ins that are not ended, the newest first; 50 at most."""
    return db.scalars(
        select(LoginSession)
        .where(LoginSession.user_id == user_id, LoginSession.ended_at.is_(None))
        .order_by(LoginSession.began_at.desc(), LoginSession.id)
        .limit(50)
    ).all()


def login(db: Session, login_id: uuid.UUID) -> LoginSession | None:
    """One sign-in."""
    return db.get(LoginSession, login_id)

"""Tables of people, their roles, sign-ins, recovery cards and wrong tries."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.kinds import Country, Role, Stage
from lms.accounts.readers import Shown
from lms.db import Base, Row, related


def enum_column(kind: type[StrEnum]) -> Any:
    """An enum stored by its value as text, so that a new value needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=24,
        create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )


class User(Row, Shown, UserMixin):  # type: ignore[misc]
    """A person. Only what signing in and teaching needs; no e-mail, no employer, no documents."""

    __tablename__ = "users"
    __allow_unmapped__ = True  # for login_id

    username: Mapped[str] = mapped_column(String(60))
    username_key: Mapped[str] = mapped_column(String(60), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(5))
    country: Mapped[Country] = mapped_column(enum_column(Country))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    joined_at: Mapped[datetime]
    consented_at: Mapped[datetime]
    consent_version: Mapped[int]
    is_demo: Mapped[bool] = mapped_column(default=False)

    grants: Mapped[list[Grant]] = related(back_populates="user", cascade="all, delete-orphan")
    login_id: uuid.UUID | None = None  # the sign-in this request came with; not a column


class Grant(Row):
    """A role held by somebody, everywhere (scope "") or for one thing ("class:<id>")."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("user_id", "role", "scope"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    scope: Mapped[str] = mapped_column(String(80), default="")
    given_at: Mapped[datetime]

    user: Mapped[User] = related(back_populates="grants")


class LoginSession(Row):
    """One sign-in on one device; ended ones are thrown away when they are a month old."""

    __tablename__ = "login_sessions"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    device: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RecoveryCard(Row):
    """The hash of the words on a person's card; one living card for each person."""

    __tablename__ = "recovery_cards"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), unique=True
    )
    words_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


class WrongTry(Base):
    """How often signing in went wrong for an account, an address or both (hashed key)."""

    __tablename__ = "wrong_tries"
    __table_args__ = (CheckConstraint("times > 0", name="times_positive"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)

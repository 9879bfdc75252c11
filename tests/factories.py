"""Builds people and things for tests; each with the least that makes it whole."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.kinds import Country, Role, Stage
from lms.accounts.models import Grant, LoginSession, User

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


class Make:
    """make.user(), make.trainer() ...; everything is flushed, nothing committed."""

    def __init__(self, db: Session) -> None:
        self.db = db

    def user(self, *roles: Role, **values: Any) -> User:
        number = next(_numbers)
        name = values.pop("username", f"person{number}")
        user = User(
            id=uuid.uuid4(),
            username=name,
            username_key=name.casefold(),
            secret_hash=values.pop("secret_hash", "x"),
            name=values.pop("name", f"Nguyễn Thị {number}"),
            language=values.pop("language", "en"),
            country=values.pop("country", Country.VIET_NAM),
            stage=values.pop("stage", Stage.IN_KOREA),
            joined_at=NOW,
            consented_at=NOW,
            consent_version=1,
            grants=[Grant(role=role, scope="", given_at=NOW) for role in roles],
            **values,
        )
        self.db.add(user)
        self.db.flush()
        return user

    def trainer(self, **values: Any) -> User:
        return self.user(Role.TRAINER, **values)

    def admin(self, **values: Any) -> User:
        return self.user(Role.ADMIN, **values)

    def login(self, user: User) -> LoginSession:
        login = LoginSession(
            id=uuid.uuid4(), user_id=user.id, device="Android, Chrome", began_at=NOW
        )
        self.db.add(login)
        self.db.flush()
        return login

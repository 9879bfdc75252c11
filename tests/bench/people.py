"""Makes many signed-in people in the demo's database, without the cost of hashing passwords."""

from __future__ import annotations

import uuid
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from lms import clock
from lms.accounts.kinds import Country, Stage
from lms.accounts.models import LoginSession, User
from lms.app import create_app
from lms.serving import demo_settings


def demo_app(folder: Path) -> Flask:
    """The application on the demo's database and key, in this process."""
    return create_app(demo_settings(folder))


def signed_in(app: Flask, count: int) -> list[dict[str, str]]:
    """The cookies of new learners, each signed in on a phone of their own."""
    now = clock.now()
    logins = []
    with app.extensions["lms.sessions"]() as db:
        for _ in range(count):
            name = f"bench-{uuid.uuid4().hex[:12]}"
            user = User(
                id=uuid.uuid4(),
                username=name,
                username_key=name,
                secret_hash="-",
                language="en",
                country=Country.VIET_NAM,
                stage=Stage.IN_KOREA,
                joined_at=now,
                consented_at=now,
                consent_version=1,
                is_demo=True,
            )
            login = LoginSession(id=uuid.uuid4(), user_id=user.id, device="bench", began_at=now)
            db.add(user)
            logins.append(login)
        db.flush()  # sign-ins point at people
        db.add_all(logins)
        db.commit()
    return [_cookies(app, login.id) for login in logins]


def _cookies(app: Flask, login_id: uuid.UUID) -> dict[str, str]:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None  # the demo has a key
    return {"visit": signer.dumps({"_user_id": str(login_id), "_fresh": True})}

"""Verbs of people: join, sign in and out, recover, change, leave."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts import names, own_data, queries, secrets_kept, slowing, tries
from lms.accounts.kinds import Country, Role, Stage
from lms.accounts.models import Grant, LoginSession, User
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

CONSENT_VERSION = 1
AGAIN = timedelta(minutes=2)  # a button pressed twice, not a second wish
LISTED = timedelta(days=30)
NAME_TAKEN = N_("Somebody already has this name. Choose another one.")
NOT_FOUND = N_("This name and secret do not belong together. Look at both and try again.")
WHICH_COUNTRY = N_("Write your phone number with + and the code of its country.")
NOT_YOURS = N_("This is not your present PIN or password.")


class BadField(Refusal):
    """A refusal that belongs beside one field of a form."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, status=422, **values)
        self.field = field


@dataclass(frozen=True)
class Profile:
    """What is asked of everybody, and the name to print, which may be empty."""

    language: str
    country: Country
    stage: Stage
    name: str = ""


def join(
    db: Session, *, username: str, secret: str, profile: Profile, now: datetime, demo: bool = False
) -> User:
    """Make an account.

    raises  BadField when the name is unusable or taken, or the secret too weak
    """
    keys = names.keys_of(username, home=profile.country.value)
    if not keys:
        raise BadField("username", names.BAD_NAME)
    if is_taken(db, keys[0]):
        raise BadField("username", NAME_TAKEN)
    fault = None if demo else secrets_kept.fault_of(secret, username)
    if fault:
        raise BadField("password", fault)
    user = User(
        username=keys[0] if keys[0].startswith("+") else username.strip(),
        username_key=keys[0],
        secret_hash=secrets_kept.hashed(secret),
        name=profile.name,
        language=profile.language,
        country=profile.country,
        stage=profile.stage,
        joined_at=now,
        consented_at=now,
        consent_version=CONSENT_VERSION,
        is_demo=demo,
        grants=[],
    )
    db.add(user)
    try:
        db.flush()  # two phones may ask for one name at once: the constraint decides
    except IntegrityError:
        db.rollback()
        raise BadField("username", NAME_TAKEN) from None
    trail.note(db, user, "accounts.join", user, now=now)
    return user


def is_taken(db: Session, key: str) -> bool:
    """Whether somebody already signs in with this folded name or international number."""
    return bool(queries.people_named(db, [key]))


def joined_just_now(db: Session, *, key: str, secret: str, now: datetime) -> User | None:
    """The account that the same form made a moment ago, when its button was pressed twice."""
    for user in queries.people_named(db, [key]):
        fresh = timedelta(0) <= now - user.joined_at <= AGAIN
        if fresh and secrets_kept.matches(user.secret_hash, secret):
            return user
    return None


def sign_in(
    db: Session, *, username: str, secret: str, address: str, device: str, now: datetime
) -> User:
    """Find who this is and begin a sign-in; `login_id` of the answer names it.

    raises  Refusal 429 while wrong tries are slowed, 422 when name and secret do not match
    """
    keys = names.keys_of(username)
    counted = slowing.keys(keys[0] if keys else username.casefold()[:100], address)
    tries.refuse_while_slowed(db, counted, now)
    people = queries.people_named(db, keys)
    found = [p for p in people if secrets_kept.matches(p.secret_hash, secret)]
    if len(found) > 1:  # one number, two countries, and by chance one secret
        raise Refusal(WHICH_COUNTRY, status=422)
    if not found:
        if not people:
            secrets_kept.matches(None, secret)  # takes as long as for somebody who is here
        tries.count_wrong_try(db, counted, now)
        raise Refusal(NOT_FOUND, status=422)
    tries.forget_wrong_tries(db, counted)
    return begin_login(db, found[0], device=device, now=now)


def begin_login(db: Session, user: User, *, device: str, now: datetime) -> User:
    """Write down a sign-in on a device; the person carries its id from now on.

    Sign-ins that ended a month ago are thrown away.
    """
    db.execute(
        delete(LoginSession).where(
            LoginSession.user_id == user.id, LoginSession.ended_at < now - LISTED
        )
    )
    login = LoginSession(id=uuid.uuid4(), user_id=user.id, device=device[:60], began_at=now)
    db.add(login)
    user.login_id = login.id
    return user


def end_login(db: Session, actor: User, login: LoginSession, *, now: datetime) -> None:
    """Sign out on one device, this one or another; doing it twice changes nothing."""
    if login.ended_at is not None:
        return
    login.ended_at = now
    trail.note(db, actor, "accounts.end_login", login, now=now)


def end_other_logins(db: Session, user: User, *, now: datetime) -> None:
    """Sign out everywhere but here."""
    db.execute(
        update(LoginSession)
        .where(
            LoginSession.user_id == user.id,
            LoginSession.id != user.login_id,
            LoginSession.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def change_secret(db: Session, user: User, *, old: str, new: str, now: datetime) -> None:
    """Set a new password or PIN; other phones are signed out.

    raises  BadField when the present one is wrong or the new one too weak, Refusal 429 while
            wrong tries are slowed
    """
    _check_own_secret(db, user, "old", old, now)
    fault = secrets_kept.fault_of(new, user.username)
    if fault:
        raise BadField("password", fault)
    user.secret_hash = secrets_kept.hashed(new)
    end_other_logins(db, user, now=now)
    trail.note(db, user, "accounts.change_secret", user, now=now)


def save_profile(db: Session, user: User, profile: Profile, *, now: datetime) -> None:
    """Keep what somebody says of themselves."""
    user.language = profile.language
    user.country = profile.country
    user.stage = profile.stage
    user.name = profile.name
    trail.note(db, user, "accounts.save_profile", user, now=now)


def grant(
    db: Session, actor: User | None, user: User, role: Role, *, now: datetime, scope: str = ""
) -> None:
    """Give a role, everywhere or for one thing ("class:<id>"); giving it twice changes nothing."""
    if all((held.role, held.scope) != (role, scope) for held in user.grants):
        user.grants.append(Grant(role=role, scope=scope, given_at=now))
        trail.note(db, actor, "accounts.grant", user, now=now, role=role.value, scope=scope)


def take_back(
    db: Session, actor: User | None, user: User, role: Role, *, now: datetime, scope: str = ""
) -> None:
    """Take a role away; one that is not held changes nothing."""
    for held in [g for g in user.grants if (g.role, g.scope) == (role, scope)]:
        user.grants.remove(held)
        trail.note(db, actor, "accounts.take_back", user, now=now, role=role.value, scope=scope)


def leave(
    db: Session,
    user: User,
    *,
    secret: str,
    keepers: Sequence[own_data.Keeper],
    now: datetime,
) -> None:
    """Delete the account and all that hangs on it; every room blanks what must outlive it.

    raises  BadField when the secret is wrong, Refusal 429 while wrong tries are slowed
    """
    _check_own_secret(db, user, "password", secret, now)
    own_data.forget_all(db, user, keepers)
    trail.note(db, None, "accounts.leave", user, now=now)
    db.flush()  # the note goes in before the person goes out
    db.execute(delete(User).where(User.id == user.id))


def _check_own_secret(db: Session, user: User, field: str, secret: str, now: datetime) -> None:
    """Who sits at an open phone may not guess either."""
    counted = slowing.keys("own:" + user.username_key, "own")
    tries.refuse_while_slowed(db, counted, now)
    if not secrets_kept.matches(user.secret_hash, secret):
        tries.count_wrong_try(db, counted, now)
        raise BadField(field, NOT_YOURS)
    tries.forget_wrong_tries(db, counted)

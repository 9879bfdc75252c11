"""Verbs of the recovery card: a new secret without a trainer."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import names, queries, secrets_kept, slowing, tries
from lms.accounts.models import RecoveryCard, User
from lms.accounts.service import AGAIN, BadField, end_other_logins
from lms.db import insert_or_change
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

NO_CARD = N_("This name and these words do not belong together. Look at both and try again.")


def make_card(db: Session, user: User, *, now: datetime) -> str:
    """A new recovery card, the old one is void. Returns its words, kept only as a hash."""
    words = secrets_kept.new_words()
    fresh = {"words_hash": secrets_kept.words_hash(words), "made_at": now}
    new = {"id": uuid.uuid4(), "user_id": user.id} | fresh
    db.flush()  # the person may be as new as the card, and a spent card goes before
    insert_or_change(db, RecoveryCard, new, unique="user_id", change=fresh)
    trail.note(db, user, "accounts.make_card", user, now=now)
    return words


def recover(
    db: Session,
    *,
    username: str,
    words: str,
    secret: str,
    address: str,
    now: datetime,
) -> User:
    """Set a new secret with the words of the card; the card is spent, other phones are out.

    The same form sent twice within two minutes gives the same answer.

    raises  Refusal 429 while wrong tries are slowed, 422 when name and words do not match
    """
    keys = names.keys_of(username)
    counted = slowing.keys("card:" + (keys[0] if keys else username.casefold()[:100]), address)
    tries.refuse_while_slowed(db, counted, now)
    wanted = secrets_kept.words_hash(words)
    for user in queries.people_named(db, keys):
        card = queries.card_of(db, user.id)
        if card is None:
            continue
        if card.words_hash == wanted:
            _spend(db, user, card, secret, counted, now)
            return user
        if now - card.made_at <= AGAIN and secrets_kept.matches(user.secret_hash, secret):
            return user
    tries.count_wrong_try(db, counted, now)
    raise Refusal(NO_CARD, status=422)


def _spend(
    db: Session,
    user: User,
    card: RecoveryCard,
    secret: str,
    counted: dict[str, str],
    now: datetime,
) -> None:
    fault = secrets_kept.fault_of(secret, user.username)
    if fault:
        raise BadField("password", fault)
    user.secret_hash = secrets_kept.hashed(secret)
    db.delete(card)
    end_other_logins(db, user, now=now)
    tries.forget_wrong_tries(db, counted)
    trail.note(db, user, "accounts.recover", user, now=now)

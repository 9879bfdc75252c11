"""Verbs of what is begun and not sent: begin against the clock, save on the way."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.db import insert_new, insert_once
from lms.errors import Refusal
from lms.quizzes import draft_fields, draft_queries
from lms.quizzes.answering import Typed
from lms.quizzes.models import Draft
from lms.quizzes.sheets import Sheet
from lms.words import N_

log = logging.getLogger("lms.quizzes")

TOO_LARGE = N_("This is more text than can be saved. Make the longest answers shorter.")
ELSEWHERE = N_(
    "You have begun these questions on another page. Open this page again to go on there."
)


def begin_attempt(
    db: Session, learner: User, sheet: Sheet, *, ends_at: datetime | None, now: datetime
) -> None:
    """Let the time of an attempt run; pressed a second time: nothing.

    ends_at  when the time is over; None: there is no limit
    """
    insert_once(db, Draft, **_fresh(learner, sheet, now), saved_at=None, ends_at=ends_at, typed={})


def save_draft(
    db: Session,
    learner: User,
    sheet: Sheet,
    draft: Draft | None,
    typed: Typed,
    changed: Collection[str] | None,
    *,
    now: datetime,
) -> Draft:
    """Keep what was typed so far; it is marked only when it is sent.

    draft    the one there is, None: this makes it
    changed  ids of the questions whose fields came; None: of all questions
    raises   Refusal 413 for more text than an attempt may hold, 409 when the draft belongs to
             questions of another version or language
    """
    _log_unknown(learner, sheet, typed)
    if draft is None:
        made = _first_save(db, learner, sheet, typed, now)
        if made is not None:
            return made
    ticket = sheet.ticket
    there = draft_queries.draft_to_change(
        db, learner.id, sheet.module_id, ticket.purpose, ticket.ordinal
    )
    if there is None or not is_of(there, sheet):
        raise Refusal(ELSEWHERE)
    there.typed = _joined(sheet, there.typed, typed, changed)
    there.saved_at = now
    return there


def drop_draft(db: Session, learner: User, sheet: Sheet) -> None:
    """Forget what was saved for an attempt that is sent now, and what older ones left behind."""
    db.execute(
        delete(Draft)
        .where(
            Draft.user_id == learner.id,
            Draft.module_id == sheet.module_id,
            Draft.purpose == sheet.ticket.purpose,
            Draft.ordinal <= sheet.ticket.ordinal,
        )
        .execution_options(synchronize_session=False)
    )


def is_of(draft: Draft, sheet: Sheet) -> bool:
    """Whether a draft holds answers to just these questions."""
    ticket = sheet.ticket
    return (draft.version_id, draft.language) == (ticket.version_id, ticket.language)


def _first_save(
    db: Session, learner: User, sheet: Sheet, typed: Typed, now: datetime
) -> Draft | None:
    """None when another request has made the draft in between."""
    fields = _joined(sheet, {}, typed, None)
    values = {"saved_at": now, "ends_at": None, "typed": fields}
    return insert_new(db, Draft, **_fresh(learner, sheet, now), **values)


def _joined(
    sheet: Sheet, kept: Typed, typed: Typed, changed: Collection[str] | None
) -> dict[str, list[str]]:
    fields = draft_fields.joined(kept, typed, sheet.questions, changed)
    if draft_fields.is_too_large(fields):
        raise Refusal(TOO_LARGE, status=413)
    return fields


def _fresh(learner: User, sheet: Sheet, now: datetime) -> dict[str, object]:
    return {
        "user_id": learner.id,
        "module_id": sheet.module_id,
        "purpose": sheet.ticket.purpose,
        "ordinal": sheet.ticket.ordinal,
        "version_id": sheet.ticket.version_id,
        "language": sheet.ticket.language,
        "began_at": now,
    }


def _log_unknown(learner: User, sheet: Sheet, typed: Typed) -> None:
    unknown = draft_fields.unknown(typed, sheet.questions)
    if unknown:
        known = {"user": learner.id, "module_id": sheet.module_id, "count": len(unknown)}
        log.warning("saving: fields of no question here were left out", extra=known)

"""Verbs of review: ask for it, approve, send back with notes, settle a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms import states
from lms.accounts.models import User
from lms.authoring.draft_writers import writers_of
from lms.authoring.lifecycle import REVIEW
from lms.authoring.models import DraftState, ModuleDraft, ReviewNote
from lms.authoring.publishing import self_approval
from lms.authoring.service import held
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

LONGEST_NOTE = 2000
_OWN = N_("You wrote part of this draft, so another person must approve it.")
_NO_NOTE = N_("Say what must change.")
_SEEN_LESS = N_("This draft was saved again since you read it. Look at the changes first.")


def ask_review(db: Session, actor: User, draft: ModuleDraft, *, now: datetime) -> ModuleDraft:
    """Ask for a second pair of eyes; asking twice changes nothing."""
    draft = held(db, draft)
    if draft.state is not DraftState.ASKED:
        _step(db, actor, draft, DraftState.ASKED, now=now)
        draft.asked_by = actor.id
    return draft


def approve(
    db: Session, actor: User, draft: ModuleDraft, *, rev: int, now: datetime
) -> ModuleDraft:
    """Say that a draft may be published; the next save takes that back.

    rev     of the draft as the reviewer saw it
    raises  Refusal when it was saved since, or when the reviewer wrote part of it and the
            course does not allow self-approval
    """
    draft = held(db, draft)
    if draft.rev != rev:
        raise Refusal(_SEEN_LESS)
    if actor.id in writers_of(db, draft) and not self_approval(db, draft.course_id):
        raise Refusal(_OWN)
    _step(db, actor, draft, DraftState.APPROVED, now=now)
    draft.approved_by = actor.id
    return draft


def return_with_notes(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    notes: Sequence[tuple[str, int, str]],
    *,
    now: datetime,
) -> ModuleDraft:
    """Send a draft back to its authors.

    notes   (path, line, what must change), at least one; line 0: about the whole file
    """
    draft = held(db, draft)
    said = [(path, line, text.strip()[:LONGEST_NOTE]) for path, line, text in notes if text.strip()]
    if not said:
        raise Refusal(_NO_NOTE, status=422)
    if draft.state is not DraftState.RETURNED:
        _step(db, actor, draft, DraftState.RETURNED, now=now)
    draft.approved_by = None
    for path, line, text in said:
        add_note(db, actor, draft, path, line, text, now=now)
    return draft


def add_note(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    path: str,
    line: int,
    text: str,
    *,
    now: datetime,
) -> ReviewNote:
    """Say something about a line of a draft; line 0: about the whole file."""
    if not text.strip():
        raise Refusal(_NO_NOTE, status=422)
    values = {"path": path, "line": max(0, line), "text": text.strip()[:LONGEST_NOTE]}
    note = ReviewNote(module_id=draft.module_id, by_id=actor.id, at=now, **values)
    db.add(note)
    return note


def settle_note(db: Session, actor: User, note: ReviewNote, *, now: datetime) -> None:
    """Note that what was asked for is done; a second time: nothing."""
    if note.done_at is None:
        note.done_at, note.done_by = now, actor.id
        trail.note(db, actor, "authoring.settle_note", note, now=now)


def _step(
    db: Session, actor: User, draft: ModuleDraft, state: DraftState, *, now: datetime
) -> None:
    states.check(REVIEW, draft.state, state)
    draft.state, draft.state_at = state, now
    act = f"authoring.review_{state.value}"
    trail.note(db, actor, act, draft, now=now, module=draft.module_id, rev=draft.rev)

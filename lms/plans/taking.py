"""Verbs of the mark "is writing this": a courtesy to the others, not a lock."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import packets, queries, turns
from lms.plans.kinds import TAKEN_FOR, WRITES
from lms.plans.models import Plan, PlanSection
from lms.plans.saving import READ_ONLY
from lms.trail import service as trail
from lms.words import N_

OTHERS = N_("Somebody else is writing this part now. You can write in it too, or wait a little.")


class Taken(Protocol):
    """Anything that carries the mark: a section's row."""

    taken_by: uuid.UUID | None
    taken_at: datetime | None
    saved_by: uuid.UUID | None
    saved_at: datetime


def writer_now(section: Taken, now: datetime) -> uuid.UUID | None:
    """Whose mark is on a section; two hours after their last save it is over."""
    if section.taken_by is None or section.taken_at is None:
        return None
    own_save = section.saved_by == section.taken_by
    last = max(section.taken_at, section.saved_at) if own_save else section.taken_at
    return section.taken_by if now - last < TAKEN_FOR else None


def take_section(db: Session, actor: User, plan: Plan, key: str, *, now: datetime) -> None:
    """Say "I am writing this"; others may still write, what they write comes together.

    raises  Refusal 409 while somebody else's mark is on it
    """
    row = _row(db, actor, plan, key)
    if row is None:
        row = PlanSection(
            plan_id=plan.id, key=key, answers={}, stamps={}, rev=0, template_version=""
        )
        row.saved_at = now
        db.add(row)
    if writer_now(row, now) not in (None, actor.id):
        raise Refusal(OTHERS)
    row.taken_by, row.taken_at = actor.id, now
    trail.note(db, actor, "plans.take_section", plan, now=now, section=key)


def release_section(db: Session, actor: User, plan: Plan, key: str, *, now: datetime) -> None:
    """Take one's own mark away; where there is none nothing changes."""
    row = _row(db, actor, plan, key)
    if row is None or row.taken_by != actor.id:
        return
    row.taken_by = row.taken_at = None
    trail.note(db, actor, "plans.release_section", plan, now=now, section=key)


def _row(db: Session, actor: User, plan: Plan, key: str) -> PlanSection | None:
    if not packets.is_section(key):
        raise NotFound()
    turns.take_turn(db, plan)
    person = queries.person_now(db, plan.id, actor.id)
    if person is None or person.removed_at:
        raise NotFound()
    if person.role not in WRITES:
        raise Refusal(READ_ONLY, status=403)
    return queries.section_now(db, plan.id, key)

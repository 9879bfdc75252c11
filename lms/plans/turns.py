"""A section while one phone has its turn: read under the plan's lock, written back once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import history_queries, queries
from lms.plans.history_models import PlanChange, PlanQuestion, PlanVersion
from lms.plans.kinds import MOST_PATHS, MOST_SECTIONS, THINNED, Outcome
from lms.plans.merge import Head, Merged, Packet, Question, Stamp
from lms.plans.models import Plan, PlanSection
from lms.words import N_

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Turn:
    """A section as it stands now; nobody else writes in this plan until the transaction ends."""

    plan: Plan
    plan_rev: int
    key: str
    row: PlanSection | None
    head: Head
    waiting: Mapping[Key, PlanQuestion]

    @property
    def questions(self) -> list[Question]:
        """The section's open questions as plain values, the oldest first."""
        return [as_value(one) for one in self.waiting.values()]


def take_turn(db: Session, plan: Plan) -> int:
    """Let two phones that write at once come one after the other; the plan's revision.

    raises  NotFound when the plan was deleted meanwhile
    """
    db.flush()  # what this transaction wrote comes before what it now reads
    touched = db.execute(
        update(Plan)
        .where(Plan.id == plan.id)
        .values(updated_at=Plan.updated_at)
        .returning(Plan.rev)
        .execution_options(synchronize_session=False)
    ).first()
    if touched is None:
        raise NotFound()
    return int(touched.rev)


def take(db: Session, plan: Plan, key: str, plan_rev: int) -> Turn:
    """A section whose turn was taken.

    plan_rev  what take_turn gave
    """
    row = queries.section_now(db, plan.id, key)
    waiting = {
        (one.path, one.device, one.mine): one
        for one in history_queries.open_questions_in(db, plan.id, key)
    }
    return Turn(plan, plan_rev, key, row, head_of(row), waiting)


def head_of(row: PlanSection | None) -> Head:
    """A section's row as plain values; nothing where nothing was written."""
    if row is None:
        return Head()
    stamps = {
        path: Stamp(rev, device, person, datetime.fromisoformat(at))
        for path, (rev, device, person, at) in row.stamps.items()
    }
    return Head(row.rev, row.answers, stamps)


def settle(
    db: Session,
    turn: Turn,
    merged: Merged,
    packet: Packet,
    actor: User,
    *,
    template_version: str | None = None,
    now: datetime,
) -> bool:
    """Write back what merging gave; whether this began a new automatic version.

    template_version  None: the one that the section was written with before
    raises            Refusal when the section would hold too much
    """
    _ask(db, turn, merged.questions, now)
    for closed in merged.closed:
        one = turn.waiting[_key(closed.question)]
        one.outcome, one.settled_at, one.settled_by = closed.outcome, now, actor.id
    if not merged.applied:
        return False
    if len(merged.head.stamps) > MOST_PATHS:
        raise Refusal(N_("This section is full. Take something out before you add more."))
    revs = history_queries.revs(db, turn.plan.id)
    if turn.row is None and len(revs) >= MOST_SECTIONS:
        raise Refusal(N_("This section is full. Take something out before you add more."))
    _write(db, turn, merged, packet, actor, template_version, now)
    turn.plan.rev = turn.plan_rev + 1
    turn.plan.updated_at = now
    return _note_version(db, turn, revs | {turn.key: merged.head.rev}, actor, now)


def as_value(one: PlanQuestion) -> Question:
    """A question's row as a plain value."""
    person = str(one.user_id) if one.user_id else ""
    return Question(one.path, one.mine, one.theirs, one.device, person, one.typed_at, one.cause)


def _key(question: Question) -> Key:
    return question.path, question.device, question.mine


def _ask(db: Session, turn: Turn, questions: Iterable[Question], now: datetime) -> None:
    db.add_all(
        PlanQuestion(
            plan_id=turn.plan.id,
            section=turn.key,
            path=one.path,
            mine=one.mine,
            theirs=one.theirs,
            cause=one.cause,
            user_id=uuid.UUID(one.person) if one.person else None,
            device=one.device,
            typed_at=one.at,
            at=now,
            outcome=Outcome.OPEN,
        )
        for one in questions
    )


def _write(
    db: Session,
    turn: Turn,
    merged: Merged,
    packet: Packet,
    actor: User,
    template_version: str | None,
    now: datetime,
) -> None:
    row = turn.row
    if row is None:
        row = PlanSection(plan_id=turn.plan.id, key=turn.key, template_version="")
        db.add(row)
    row.answers = dict(merged.head.values)
    row.stamps = {path: _plain(stamp) for path, stamp in merged.head.stamps.items()}
    row.rev = merged.head.rev
    row.saved_at, row.saved_by = now, actor.id
    if template_version is not None:
        row.template_version = template_version
    written = {"plan_id": turn.plan.id, "section": turn.key, "rev": row.rev, "at": now}
    by = {"user_id": actor.id, "device": packet.device, "typed_at": packet.at}
    db.execute(
        insert(PlanChange),
        [
            {
                "id": uuid.uuid4(),
                "path": change.path,
                "value": change.value,
                "overtaken": change.overtaken,
            }
            | written
            | by
            for change in merged.applied
        ],
    )


def _plain(stamp: Stamp) -> list[Any]:
    return [stamp.rev, stamp.device, stamp.person, stamp.at.isoformat()]


def _note_version(
    db: Session, turn: Turn, revs: Mapping[str, int], actor: User, now: datetime
) -> bool:
    last = history_queries.last_automatic(db, turn.plan.id, turn.key)
    if last is not None and now - last.began_at < THINNED:
        last.revs, last.at, last.user_id = dict(revs), now, actor.id
        return False
    db.add(
        PlanVersion(
            plan_id=turn.plan.id,
            section=turn.key,
            revs=dict(revs),
            user_id=actor.id,
            began_at=now,
            at=now,
        )
    )
    return True

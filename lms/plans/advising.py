"""Verbs of advice: ask for it, end a request, write beside an answer, settle what was written."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import advice_queries, queries, rules, turns
from lms.plans.advice_models import PlanComment
from lms.plans.kinds import WRITES, AdviceState, CommentKind, CommentState
from lms.plans.models import Plan, PlanAdvice
from lms.plans.saving import READ_ONLY
from lms.trail import service as trail
from lms.words import N_

MOST_OPEN = 5  # requests of one plan at a time
IN_PLAN = N_("This person is in the plan already. Ask somebody from outside.")
ASKED = N_("You have asked this person already. The request is still open.")
ASKED_ANY = N_("You have asked all trainers already. The request is still open.")
MANY = N_("There are %(most)s open requests. End one before you ask again.")
NO_WORDS = N_("Write a sentence, or choose one.")
SAY_WHY = N_("Write how you see it, so that the adviser can answer.")
NOT_YOURS = N_("Only those who asked, or who were asked, can end this.")
NO_COMMENTS = N_("You can read this plan, but not comment it.")
FULL = N_("There are %(most)s comments in this section. Settle them before more are written.")


def ask_advice(
    db: Session,
    actor: User,
    plan: Plan,
    *,
    adviser: User | None,
    sections: Collection[str],
    text: str,
    advice_id: uuid.UUID,
    now: datetime,
) -> PlanAdvice:
    """Let somebody read the whole plan and write beside its answers until the request ends.

    adviser    None: any trainer
    sections   keys that are asked about; empty: all
    advice_id  made by the page, so that a form sent twice asks once
    """
    _writes(db, actor, plan)
    there = advice_queries.requests_now(db, plan.id)
    again = next((one for one in there if one.id == advice_id), None)
    if again is not None:
        return again
    _may_ask(db, plan, adviser, [one for one in there if one.state is AdviceState.OPEN])
    request = PlanAdvice(
        id=advice_id,
        plan_id=plan.id,
        adviser_id=adviser.id if adviser else None,
        asked_by=actor.id,
        sections=sorted(sections),
        text=text,
        state=AdviceState.OPEN,
        asked_at=now,
    )
    db.add(request)
    trail.note(db, actor, "plans.ask_advice", plan, now=now, any_trainer=adviser is None)
    return request


def end_advice(
    db: Session, actor: User, plan: Plan, advice_id: uuid.UUID, *, now: datetime
) -> None:
    """End a request: by those who write the plan, or by who was asked by name; twice is once.

    raises  NotFound for a request of another plan, Refusal 403 for anybody else
    """
    turns.take_turn(db, plan)
    request = advice_queries.advice_now(db, plan.id, advice_id)
    if request is None:
        raise NotFound()
    person = queries.person_now(db, plan.id, actor.id)
    writes = person is not None and person.removed_at is None and person.role in WRITES
    if not writes and request.adviser_id != actor.id:
        raise Refusal(NOT_YOURS, status=403)
    if request.state is AdviceState.CLOSED:
        return
    request.state, request.closed_at, request.closed_by = AdviceState.CLOSED, now, actor.id
    trail.note(db, actor, "plans.end_advice", plan, now=now)


def write_comment(
    db: Session,
    actor: User,
    plan: Plan,
    section: str,
    path: str,
    *,
    kind: CommentKind,
    text: str,
    language: str,
    replies_to: uuid.UUID | None = None,
    comment_id: uuid.UUID,
    now: datetime,
) -> PlanComment:
    """Write beside an answer, or answer what stands there; nothing of the plan changes.

    path        "": the whole section
    replies_to  the comment that is answered; an answer to an answer hangs on the same comment
    comment_id  made by the page, so that a form sent twice writes once
    """
    advice_id = _may_comment(db, actor, plan)
    there = advice_queries.comment_now(db, plan.id, comment_id)
    if there is not None:
        return there
    if not text:
        raise Refusal(NO_WORDS, status=422)
    if advice_queries.comments_count(db, plan.id, section) >= advice_queries.MOST_COMMENTS:
        raise Refusal(FULL, most=advice_queries.MOST_COMMENTS)
    root = _root(db, plan, replies_to) if replies_to else None
    comment = PlanComment(
        id=comment_id,
        plan_id=plan.id,
        section=root.section if root else section,
        path=root.path if root else path,
        advice_id=advice_id,
        replies_to=root.id if root else None,
        kind=CommentKind.NOTE if root else kind,
        text=text,
        language=language,
        user_id=actor.id,
        at=now,
        state=CommentState.OPEN,
    )
    db.add(comment)
    trail.note(db, actor, "plans.write_comment", plan, now=now, section=section)
    return comment


def settle_comment(
    db: Session,
    actor: User,
    plan: Plan,
    comment_id: uuid.UUID,
    state: CommentState,
    *,
    reply: str,
    language: str,
    reply_id: uuid.UUID,
    now: datetime,
) -> None:
    """Say that a comment is done with, or that the group sees it differently and why.

    state   OPEN takes back what was said before
    reply   words beneath the comment; needed for DIFFERENT
    raises  NotFound for a comment of another plan, Refusal 422 without a reason
    """
    _writes(db, actor, plan)
    comment = _root(db, plan, comment_id)
    if state is CommentState.DIFFERENT and not reply:
        raise Refusal(SAY_WHY, status=422)
    if reply:
        write_comment(
            db,
            actor,
            plan,
            comment.section,
            comment.path,
            kind=CommentKind.NOTE,
            text=reply,
            language=language,
            replies_to=comment.id,
            comment_id=reply_id,
            now=now,
        )
    comment.state = state
    is_open = state is CommentState.OPEN
    comment.settled_by, comment.settled_at = (None, None) if is_open else (actor.id, now)
    trail.note(db, actor, "plans.settle_comment", plan, now=now, state=state.value)


def _writes(db: Session, actor: User, plan: Plan) -> None:
    turns.take_turn(db, plan)
    person = queries.person_now(db, plan.id, actor.id)
    if person is None or person.removed_at is not None:
        raise NotFound()
    if person.role not in WRITES:
        raise Refusal(READ_ONLY, status=403)


def _may_ask(
    db: Session, plan: Plan, adviser: User | None, waiting: Collection[PlanAdvice]
) -> None:
    if adviser is not None:
        there = queries.person_now(db, plan.id, adviser.id)
        if there is not None and there.removed_at is None:
            raise Refusal(IN_PLAN)
    if any(one.adviser_id == (adviser.id if adviser else None) for one in waiting):
        raise Refusal(ASKED if adviser else ASKED_ANY)
    if len(waiting) >= MOST_OPEN:
        raise Refusal(MANY, most=MOST_OPEN)


def _may_comment(db: Session, actor: User, plan: Plan) -> uuid.UUID | None:
    """The request under which an adviser writes; None for the people of the plan."""
    turns.take_turn(db, plan)
    place = queries.person_now(db, plan.id, actor.id)
    requests = advice_queries.requests_now(db, plan.id)
    as_now = _Now([place] if place else [], requests)
    if not rules.see_plan(actor, as_now):
        raise NotFound()
    if not rules.comment_plan(actor, as_now):
        raise Refusal(NO_COMMENTS, status=403)
    if place is not None and place.removed_at is None:
        return None
    return next((one.id for one in requests if rules.advises(actor, _Now([], [one]))), None)


class _Now:
    """What the rules ask of a plan, as it is in the database now."""

    def __init__(self, people: Collection[object], advice: Collection[object]) -> None:
        self.people = people
        self.advice = advice


def _root(db: Session, plan: Plan, comment_id: uuid.UUID) -> PlanComment:
    comment = advice_queries.comment_now(db, plan.id, comment_id)
    if comment is not None and comment.replies_to is not None:
        comment = advice_queries.comment_now(db, plan.id, comment.replies_to)
    if comment is None:
        raise NotFound()
    return comment

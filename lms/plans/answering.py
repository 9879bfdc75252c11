"""The verb that settles an open question: two answers side by side, one of them, or both."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import history_queries, merge, queries, turns
from lms.plans.history_models import PlanQuestion
from lms.plans.kinds import WRITES, Cause, Choice, Outcome, PlanRole
from lms.plans.merge import Packet
from lms.plans.models import Plan
from lms.plans.people import ONLY_OWNER
from lms.plans.saving import READ_ONLY
from lms.trail import service as trail
from lms.words import N_

ANSWERED = N_("Somebody has settled this question already. Look at the page again.")
MOVED = N_("Somebody wrote something newer meanwhile. Look at both answers again.")
ONE_OF_BOTH = N_("Only one of these two can stand. Choose one.")


def answer_question(
    db: Session,
    actor: User,
    plan: Plan,
    question_id: uuid.UUID,
    choice: Choice,
    *,
    seen: str,
    device: str,
    is_long: bool,
    now: datetime,
) -> PlanQuestion:
    """Settle a question; the same choice sent twice counts once.

    seen     the answer that stood when the page was shown
    is_long  whether the field is long text, in which both can stand
    raises   NotFound; Refusal 403 for who may not, 409 when it was settled otherwise or what
             stands is no longer what was seen
    """
    plan_rev = turns.take_turn(db, plan)
    row = history_queries.question_now(db, plan.id, question_id)
    if row is None:
        raise NotFound()
    _check_actor(db, actor, plan, row)
    if row.outcome is not Outcome.OPEN:
        if row.outcome.value == choice.value and row.settled_by == actor.id:
            return row
        raise Refusal(ANSWERED)
    if choice is Choice.BOTH and not is_long:
        raise Refusal(ONE_OF_BOTH, status=422)
    turn = turns.take(db, plan, row.section, plan_rev)
    if turn.head.values.get(row.path, "") != seen:
        raise Refusal(MOVED)
    question = turns.as_value(row)
    others = [one for one in turn.questions if one != question]
    by = Packet(uuid.uuid4(), device[:64], str(actor.id), turn.head.rev, {}, now)
    merged = merge.answer(turn.head, question, choice, by, others)
    turns.settle(db, turn, merged, by, actor, now=now)
    trail.note(db, actor, "plans.answer_question", plan, now=now, choice=choice.value)
    return row


def _check_actor(db: Session, actor: User, plan: Plan, row: PlanQuestion) -> None:
    person = queries.person_now(db, plan.id, actor.id)
    if person is None or person.removed_at:
        raise NotFound()
    if person.role not in WRITES:
        raise Refusal(READ_ONLY, status=403)
    if row.cause is Cause.PROPOSAL and person.role is not PlanRole.OWNER:
        raise Refusal(ONLY_OWNER, status=403)

"""The verb that keeps what a phone sends: sent twice it counts once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import history_queries, merge, packets, queries, turns
from lms.plans.history_models import PlanOperation, PlanQuestion
from lms.plans.kinds import WRITES
from lms.plans.merge import Packet
from lms.plans.models import Plan, PlanPerson
from lms.trail import service as trail
from lms.words import N_

READ_ONLY = N_("You can read this plan, but not write in it.")


@dataclass(frozen=True)
class Reply:
    """What a phone is told.

    rev        of the section now: the base_rev of what is typed from here on
    changed    path -> text that others wrote since the packet's base_rev; "" is emptied
    questions  all open questions of the section
    raised     how many questions this packet raised
    repeated   the packet had come before; nothing happened a second time
    proposed   its writer is no longer in the plan: all became proposals, nothing else is told
    """

    rev: int
    changed: dict[str, str]
    questions: Sequence[PlanQuestion]
    raised: int = 0
    repeated: bool = False
    proposed: bool = False


def save_packet(
    db: Session,
    actor: User,
    plan: Plan,
    section: str,
    packet: Packet,
    *,
    template_version: str,
    now: datetime,
) -> Reply:
    """Keep what was typed into one section.

    packet  from packets.packet; its person is set here
    raises  NotFound when the plan is gone or none of the actor's; Refusal 403 when the actor may
            only read; packets.Unfit 422 with a sentence for each answer that cannot be kept
    """
    if not packets.is_section(section):
        raise NotFound()
    sent = packets.fit(packet, person=actor.id, now=now)
    plan_rev = turns.take_turn(db, plan)
    person = _writer(db, plan, actor)
    turn = turns.take(db, plan, section, plan_rev)
    content = packets.content_of(section, sent)
    before = history_queries.operation(db, plan.id, sent.op_id, content)
    if before is not None:
        return _reply(db, turn, turn.head, sent, person, before.reply["raised"], repeated=True)
    bring = merge.propose if person.removed_at else merge.merge
    merged = bring(turn.head, sent, turn.questions)
    begun = turns.settle(db, turn, merged, sent, actor, template_version=template_version, now=now)
    raised = len(merged.questions)
    db.add(_operation(plan, section, sent, content, actor, raised, now))
    if begun or person.removed_at:  # each change is written down in plan_changes
        trail.note(db, actor, "plans.save_packet", plan, now=now, section=section)
    db.flush()  # the reply lists the questions that this packet raised
    return _reply(db, turn, merged.head, sent, person, raised)


def _writer(db: Session, plan: Plan, actor: User) -> PlanPerson:
    person = queries.person_now(db, plan.id, actor.id)
    if person is None:
        raise NotFound()
    if person.role not in WRITES:
        raise Refusal(READ_ONLY, status=403)
    return person


def _operation(
    plan: Plan,
    section: str,
    sent: Packet,
    content: str,
    actor: User,
    raised: int,
    now: datetime,
) -> PlanOperation:
    return PlanOperation(
        plan_id=plan.id,
        op_id=sent.op_id,
        content=content,
        section=section,
        user_id=actor.id,
        device=sent.device,
        reply={"raised": raised},
        at=now,
    )


def _reply(
    db: Session,
    turn: turns.Turn,
    head: merge.Head,
    sent: Packet,
    person: PlanPerson,
    raised: int,
    *,
    repeated: bool = False,
) -> Reply:
    if person.removed_at:
        return Reply(sent.base_rev, {}, (), raised, repeated=repeated, proposed=True)
    questions = history_queries.open_questions_in(db, turn.plan.id, turn.key)
    changed = merge.by_others(head, sent)
    return Reply(head.rev, changed, questions, raised, repeated=repeated)

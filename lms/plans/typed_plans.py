"""The verb that begins a plan which a trainer types in from a group's paper."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.kinds import Country
from lms.accounts.models import User
from lms.accounts.rules import teach
from lms.errors import Refusal
from lms.plans import queries, service
from lms.plans.models import Plan
from lms.trail import service as trail
from lms.words import N_

TRAINERS = N_("Only a trainer can type a plan in for a group.")


def start_typed_plan(
    db: Session, actor: User, *, title: str, country: Country, plan_id: uuid.UUID, now: datetime
) -> Plan:
    """A plan that its trainer owns until somebody of the group takes it over.

    What the trainer writes in it is told as typed in from paper.

    plan_id  made by the page that asks, so that a form sent twice begins one plan
    raises   Refusal 403 for who is no trainer; 409 when the actor has as many plans as a list shows
    """
    if not teach(actor):
        raise Refusal(TRAINERS, status=403)
    if (there := queries.plan(db, plan_id)) is not None and there.owner_id == actor.id:
        return there
    plan = service.start_plan(db, actor, title=title, country=country, plan_id=plan_id, now=now)
    for person in plan.people:
        person.typist = True
    trail.note(db, actor, "plans.start_typed_plan", plan, now=now)
    return plan

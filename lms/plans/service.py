"""Verbs of plans: start, rename, save a section, delete."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts.kinds import Country
from lms.accounts.models import User
from lms.errors import Refusal
from lms.plans import queries
from lms.plans.finance.currency import currency_of
from lms.plans.kinds import PlanRole
from lms.plans.models import NAME, Plan, PlanPerson
from lms.trail import service as trail
from lms.words import N_


def start_plan(
    db: Session, actor: User, *, title: str, country: Country, plan_id: uuid.UUID, now: datetime
) -> Plan:
    """Begin a plan, which counts in the money of its country.

    plan_id  made by the page that asks, so that a form sent twice begins one plan
    raises   Refusal 409 when somebody has as many plans as a list shows
    """
    there = queries.plan(db, plan_id)
    if there is not None and there.owner_id == actor.id:
        return there
    if queries.plans_owned(db, actor) >= queries.MOST_PLANS:
        raise Refusal(
            N_("You have %(most)s plans. Delete one before you begin another."),
            most=queries.MOST_PLANS,
        )
    plan = Plan(
        id=uuid.uuid4() if there is not None else plan_id,
        owner_id=actor.id,
        title=title,
        country=country,
        currency=currency_of(country.value),
        created_at=now,
        updated_at=now,
    )
    db.add(plan)
    owner = PlanPerson(
        user_id=actor.id, name=actor.display_name[:NAME], role=PlanRole.OWNER, joined_at=now
    )
    plan.people, plan.sections, plan.advice = [owner], [], []
    try:
        db.flush()  # a form sent twice at once: the key decides
    except IntegrityError:
        db.rollback()
        return _begun_meanwhile(db, actor, plan_id)
    trail.note(db, actor, "plans.start_plan", plan, now=now, country=country.value)
    return plan


def rename_plan(db: Session, actor: User, plan: Plan, title: str, *, now: datetime) -> None:
    """Give a plan another name."""
    if plan.title == title:
        return
    plan.title = title
    plan.updated_at = now
    trail.note(db, actor, "plans.rename_plan", plan, now=now)


def delete_plan(db: Session, actor: User, plan: Plan, *, now: datetime) -> None:
    """Delete a plan and its answers; only that it was deleted is kept."""
    trail.note(db, actor, "plans.delete_plan", plan, now=now)
    db.execute(delete(Plan).where(Plan.id == plan.id))


def _begun_meanwhile(db: Session, actor: User, plan_id: uuid.UUID) -> Plan:
    plan = queries.plan(db, plan_id)
    if plan is None or plan.owner_id != actor.id:
        raise Refusal(N_("The plan was not begun. Load the page again, then send it once more."))
    return plan

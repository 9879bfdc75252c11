"""Verbs of plans: start, rename, save a section, delete."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts.kinds import Country
from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import queries
from lms.plans.finance.currency import currency_of
from lms.plans.models import Plan, PlanSection
from lms.trail import service as trail
from lms.words import N_


class Stale(Refusal):
    """The section was saved elsewhere after this page was opened; nothing is overwritten.

    newer  the answers that stand now
    rev    what the next save has to name
    """

    def __init__(self, newer: Mapping[str, str], rev: int) -> None:
        super().__init__(
            N_("This section was saved on another page after you opened this one. Compare both.")
        )
        self.newer = newer
        self.rev = rev


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


def save_section(
    db: Session,
    actor: User,
    plan: Plan,
    key: str,
    answers: Mapping[str, str],
    *,
    base_rev: int,
    now: datetime,
) -> PlanSection:
    """Keep the answers of a section; the same answers sent again change nothing.

    base_rev  the rev the page was made from, 0 when nothing had been saved
    raises    Stale when other answers were saved since then; NotFound when the plan is gone
    """
    _take_turn(db, plan)
    saved = queries.section_now(db, plan.id, key)
    if saved is not None and saved.answers == answers:
        return saved
    rev = saved.rev if saved is not None else 0
    if rev != base_rev:
        raise Stale(saved.answers if saved is not None else {}, rev)
    if saved is None:
        saved = PlanSection(plan_id=plan.id, key=key)
        db.add(saved)
    saved.answers = dict(answers)
    saved.rev = rev + 1
    saved.saved_at = now
    saved.saved_by = actor.id
    plan.updated_at = now
    trail.note(db, actor, "plans.save_section", plan, now=now, section=key, rev=saved.rev)
    return saved


def delete_plan(db: Session, actor: User, plan: Plan, *, now: datetime) -> None:
    """Delete a plan and its answers; only that it was deleted is kept."""
    trail.note(db, actor, "plans.delete_plan", plan, now=now)
    db.execute(delete(Plan).where(Plan.id == plan.id))


def _begun_meanwhile(db: Session, actor: User, plan_id: uuid.UUID) -> Plan:
    plan = queries.plan(db, plan_id)
    if plan is None or plan.owner_id != actor.id:
        raise Refusal(N_("The plan was not begun. Load the page again, then send it once more."))
    return plan


def _take_turn(db: Session, plan: Plan) -> None:
    # Writing to the plan's row first makes two phones that save at once come one after the other.
    touched = db.execute(
        update(Plan)
        .where(Plan.id == plan.id)
        .values(updated_at=Plan.updated_at)
        .returning(Plan.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not touched:
        raise NotFound()  # deleted on another page

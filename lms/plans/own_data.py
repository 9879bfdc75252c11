"""What plans keep of a person: the plans they are in, and what they wrote there.

With the account go the plans that nobody else writes; a plan of several is handed to the next one
who writes, because what a group wrote belongs to the group.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.plans import own_queries, queries, turns
from lms.plans.history_models import PlanChange, PlanQuestion
from lms.plans.kinds import PlanRole
from lms.plans.models import Plan, PlanPerson
from lms.plans.people import next_owner


def _export(db: Session, user_id: uuid.UUID) -> dict[str, Any]:
    return {
        "plans": [_plain(place) for place in own_queries.places_of(db, user_id)],
        "written": [_change(one) for one in own_queries.changes_of(db, user_id)],
        "waiting": [_question(one) for one in own_queries.questions_of(db, user_id)],
        "comments": [
            {"section": one.section, "path": one.path, "text": one.text, "at": one.at.isoformat()}
            for one in own_queries.comments_of(db, user_id)
        ],
        "agreed": [
            {"plan": str(one.plan_id), "share": one.share, "at": one.at.isoformat()}
            for one in own_queries.agreements_of(db, user_id)
        ],
    }


def _plain(place: PlanPerson) -> dict[str, Any]:
    own = {
        "id": str(place.plan_id),
        "name": place.name,
        "role": place.role.value,
        "joined_at": place.joined_at.isoformat(),
        "left_at": place.removed_at.isoformat() if place.removed_at else None,
    }
    return own if place.removed_at else own | _content(place.plan)


def _content(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "country": plan.country.value,
        "currency": plan.currency,
        "created_at": plan.created_at.isoformat(),
        "updated_at": plan.updated_at.isoformat(),
        "sections": {
            section.key: {"answers": section.answers, "saved_at": section.saved_at.isoformat()}
            for section in sorted(plan.sections, key=lambda section: section.key)
        },
    }


def _change(one: PlanChange) -> dict[str, Any]:
    return {
        "plan": str(one.plan_id),
        "section": one.section,
        "path": one.path,
        "value": one.value,
        "at": one.at.isoformat(),
    }


def _question(one: PlanQuestion) -> dict[str, Any]:
    return {
        "plan": str(one.plan_id),
        "section": one.section,
        "path": one.path,
        "value": one.mine,
        "outcome": one.outcome.value,
        "at": one.at.isoformat(),
    }


def _forget(db: Session, user_id: uuid.UUID) -> None:
    """Hand over what others write too; the plans that stay with the person go with them."""
    for plan in own_queries.owned_by(db, user_id):
        turns.take_turn(db, plan)
        people = queries.people_now(db, plan.id)
        heir = next_owner(people)
        if heir is None or heir.user_id is None:
            db.execute(delete(Plan).where(Plan.id == plan.id))
            db.expunge(plan)
            continue
        owner = next(one for one in people if one.role is PlanRole.OWNER)
        db.delete(owner)
        db.flush()  # there is never more than one owner
        heir.role = PlanRole.OWNER
        plan.owner_id = heir.user_id
        db.flush()  # the account that is deleted next takes its own plans along


KEEPER = Keeper("plans", export=_export, forget=_forget)

"""What plans keep of a person: plans and answers; all of it goes with the account."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.own_data import Keeper
from lms.plans.models import Plan


def _export(db: Session, user_id: uuid.UUID) -> list[dict[str, Any]]:
    found = db.scalars(
        select(Plan)
        .where(Plan.owner_id == user_id)
        .options(selectinload(Plan.sections))
        .order_by(Plan.created_at, Plan.id)
    )
    return [_plain(plan) for plan in found]


def _plain(plan: Plan) -> dict[str, Any]:
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


KEEPER = Keeper("plans", export=_export)

"""A plan to test with: the jar of pickled greens, all of it answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from factories import NOW

from lms.accounts.kinds import Country
from lms.plans import service
from lms.plans.models import Plan

COSTING = {
    "product": "Pickled mustard greens, 500 g",
    "unit": "jar",
    "materials/1/name": "Mustard greens",
    "materials/1/quantity": "0.9",
    "materials/1/price": "7000",
    "materials/2/name": "Salt and spices",
    "materials/2/quantity": "0.05",
    "materials/2/price": "20000",
    "materials/3/name": "Jar and label",
    "materials/3/quantity": "1",
    "materials/3/price": "4200",
    "minutes": "12",
    "hourly_rate": "30000",
    "price": "28000",
}
MONTH = {
    "rent": "6500000",
    "wages": "5000000",
    "transport": "1000000",
    "other": "1298000",
    "planned_units": "1000",
}


@pytest.fixture
def start(db: Any) -> Callable[..., Plan]:
    """start(user, section=answers): a plan with those sections saved."""

    def started(user: Any, *, title: str = "Greens", **sections: dict[str, str]) -> Plan:
        plan = service.start_plan(
            db, user, title=title, country=Country.VIET_NAM, plan_id=uuid.uuid4(), now=NOW
        )
        db.flush()
        for key, answers in sections.items():
            service.save_section(
                db, user, plan, key.replace("_", "-"), answers, base_rev=0, now=NOW
            )
        db.commit()
        return plan

    return started


@pytest.fixture
def jar() -> dict[str, str]:
    """The answers of the costing section for one jar."""
    return dict(COSTING)


@pytest.fixture
def whole(start: Callable[..., Plan]) -> Callable[[Any], Plan]:
    """whole(user): a plan whose figures are all known."""
    return lambda user: start(user, costing=COSTING, break_even=MONTH)

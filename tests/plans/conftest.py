"""A plan to test with: pickled greens, begun or all of it answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from factories import NOW

from lms.accounts.kinds import Country
from lms.plans import saving, service
from lms.plans.merge import Packet
from lms.plans.models import Plan

PRODUCT = {
    "products/p1/name": "Pickled mustard greens, 500 g",
    "products/p1/unit": "jar",
    "products/p1/price": "28000",
    "products/p1/minutes": "12",
    "products/p1/hourly_rate": "30000",
    "products/p1/normal_month": "1000",
    "products/p1/start": "fast",
    "materials/m1/product": "p1",
    "materials/m1/name": "Mustard greens",
    "materials/m1/quantity": "0.9",
    "materials/m1/price": "7000",
}
MONTHLY = {"monthly/r1/name": "Rent", "monthly/r1/amount": "6500000"}


@pytest.fixture
def start(db: Any) -> Callable[..., Plan]:
    """start(user, idea={...}): a plan in which those sections are answered."""

    def started(
        user: Any,
        *,
        title: str = "Greens",
        country: Country = Country.VIET_NAM,
        **sections: Mapping[str, str],
    ) -> Plan:
        plan = service.start_plan(
            db, user, title=title, country=country, plan_id=uuid.uuid4(), now=NOW
        )
        db.flush()
        for key, changes in sections.items():
            packet = Packet(uuid.uuid4(), "test", "", 0, changes, NOW)
            saving.save_packet(db, user, plan, key, packet, template_version="t", now=NOW)
        db.commit()
        return plan

    return started


@pytest.fixture
def whole(start: Callable[..., Plan]) -> Callable[[Any], Plan]:
    """whole(user): a plan whose figures can be made."""
    return lambda user: start(user, products=PRODUCT, costs=MONTHLY)

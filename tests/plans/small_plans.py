"""Plans that are small enough for a pencil, and a way to change single fields of a plan."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

CASE_1 = Path(__file__).parents[1] / "data" / "plan-case1.json"
MONTHS = 12


def case_1() -> dict[str, Any]:
    """The worked plan with its expected figures, numbers read exactly."""
    found: dict[str, Any] = json.loads(CASE_1.read_text("utf-8"), parse_float=Decimal)
    return found


def empty_plan(**changes: Any) -> dict[str, Any]:
    """A usable plan without anything in it, in whole tugrik, and what is different here."""
    plan: dict[str, Any] = {
        "title": "Small",
        "country": "MN",
        "currency": {"code": "MNT", "decimals": 0},
        "start_month": "2027-03",
        "legal_form": "cooperative",
        "products": [],
        "indirect_costs": [],
        "fixed_assets": [],
        "pre_operating": [],
        "deposit": 0,
        "stock_purchases": {},
        "collections": [1],
        "supplier_terms": [],
        "members": [],
        "grants": [],
        "loans": [],
        "tax": {"type": "none", "rate": 0},
        "min_cash_buffer": 0,
        "surplus_rules": {"funds": [], "capital_dividend_rate": 0, "patronage_pct": 0},
        "jobs": [],
    }
    return plan | copy.deepcopy(changes)


def product(price: str | int, units: Any, **changes: Any) -> dict[str, Any]:
    """A product without any cost, the same number sold each month or a list of twelve."""
    found = {
        "id": "A",
        "name": "A thing",
        "unit": "piece",
        "price": Decimal(price),
        "materials": [],
        "labour": {"minutes": 0, "hourly_rate": 0},
        "sales_units": units if isinstance(units, list) else [units] * MONTHS,
    }
    return found | changes


def material(name: str, qty: str, price: str, **changes: Any) -> dict[str, Any]:
    """A material of a product."""
    return {"name": name, "qty": Decimal(qty), "unit": "kg", "price": Decimal(price)} | changes


def member(key: str, share: int = 0, patronage: int = 0, **changes: Any) -> dict[str, Any]:
    """A member with a share in money."""
    found = {"id": key, "sex": "F", "youth": False, "disability": False, "returnee": True}
    return found | {"share_cash": share, "patronage": patronage} | changes


def loan(**changes: Any) -> dict[str, Any]:
    """A hundred thousand at one per cent a month for half a year."""
    found = {"name": "bank", "amount": 100000, "annual_rate": Decimal("0.12"), "term_months": 6}
    return found | {"grace_months": 0, "method": "equal_principal", "period": 0} | changes


def changed(plan: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A plan with one field different, by a path like products/0/price."""
    found = copy.deepcopy(plan)
    *steps, last = path.split("/")
    here: Any = found
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[int(last) if isinstance(here, list) else last] = value
    return found

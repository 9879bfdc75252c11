"""Whole plans at random, usable ones: by seed and fast, or for hypothesis, from the same code."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Whole = Callable[[int, int], int]  # a whole number from the first to the second
SHARES = (["1"], ["0.6", "0.4"], ["0.5", "0.3", "0.2"], ["0.335", "0.335", "0.33"], ["0", "0", "1"])
CURRENCIES = (("VND", 0, 1000), ("MNT", 0, 10), ("KGS", 2, 1))
NAME_OF_UNSTOCKED = "materials bought as used"


def seeded_plan(seed: int) -> dict[str, Any]:
    """The plan of a seed, the same each time: what stands under the key `inputs`."""
    return random_plan(random.Random(seed).randint)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Any usable plan, for hypothesis; it shrinks towards one without anything in it."""
    return random_plan(lambda least, most: draw(st.integers(least, most)))


def random_plan(whole: Whole) -> dict[str, Any]:
    """A usable plan: up to three products with stocks of both sorts, things, loans, all taxes."""
    code, decimals, unit = CURRENCIES[whole(0, 2)]
    made = _Made(whole, decimals, unit)
    products = [made.product(f"P{at}") for at in range(whole(0, 3))]
    things = [made.thing(at) for at in range(whole(0, 3))]
    members = [made.member(at) for at in range(whole(1, 4))]
    members[0]["share_in_kind"] = sum((one["cost"] for one in things if one["in_kind"]), Decimal(0))
    purchases = made.purchases(products)
    return {
        "title": "Any plan",
        "country": "KG",
        "currency": {"code": code, "decimals": decimals},
        "start_month": "2027-01",
        "legal_form": "",
        "products": products,
        "indirect_costs": made.indirect_costs(),
        "fixed_assets": things,
        "pre_operating": [{"name": "papers", "amount": made.money(2000)}],
        "deposit": made.money(3000),
        "stock_purchases": purchases,
        "collections": made.shares(),
        "supplier_terms": [
            {"name": name, "shares": made.shares()}
            for name in (NAME_OF_UNSTOCKED, *purchases)
            if whole(0, 1)
        ],
        "members": members,
        "grants": [made.grant(at) for at in range(whole(0, 2))],
        "loans": [made.loan(at) for at in range(whole(0, 2))],
        "tax": {
            "type": ("none", "profit", "turnover")[whole(0, 2)],
            "rate": Decimal(whole(0, 30)) / 100,
        },
        "min_cash_buffer": made.money(1000),
        "surplus_rules": made.rules(),
        "jobs": [made.job(at) for at in range(whole(0, 3))],
    }


class _Made:
    """Parts of a plan; money grows with the currency, so that it is of the size people use."""

    def __init__(self, whole: Whole, decimals: int, unit: int) -> None:
        self.whole, self.unit = whole, unit
        self.decimals = decimals
        # A whole share of the plans sells parts of units, such as 12.5 kg.
        self.part = Decimal(1) if whole(0, 3) else Decimal("0.5")

    def money(self, most: int) -> Decimal:
        """An amount at the currency's precision."""
        return Decimal(self.whole(0, most * self.unit * 10**self.decimals)).scaleb(-self.decimals)

    def rate(self, most: int) -> Decimal:
        """A price for a quantity, with more decimals than the currency."""
        return Decimal(self.whole(0, most * self.unit * 1000)).scaleb(-3)

    def shares(self) -> list[Decimal]:
        return [Decimal(share) for share in SHARES[self.whole(0, len(SHARES) - 1)]]

    def product(self, key: str) -> dict[str, Any]:
        sold = self._months()
        found = {
            "id": key,
            "name": key,
            "unit": "jar",
            "price": self.money(100),
            "materials": [self._material(key, at) for at in range(self.whole(0, 2))],
            "labour": self._labour(),
            "sales_units": sold,
        }
        if self.whole(0, 1):
            found["production_units"] = self._made_ahead(sold)
        return found

    def _months(self) -> list[Decimal]:
        normal = self.whole(0, 60)
        return [(normal + self.whole(0, 5)) * self.part for _ in range(12)]

    def _made_ahead(self, sold: Sequence[Decimal]) -> list[Decimal]:
        """The second month is made in the first, and so on; some more is left at the end."""
        made = [sold[at] + sold[at + 1] if at % 2 == 0 else Decimal(0) for at in range(11)]
        return [*made, self.whole(0, 9) * self.part]

    def _material(self, key: str, at: int) -> dict[str, Any]:
        shared = self.whole(0, 3) == 0  # of one name and price in all products: one stock for all
        return {
            "name": "salt" if shared else f"material {at} of {key}",
            "qty": Decimal(self.whole(0, 3000)).scaleb(-3),
            "unit": "kg",
            "price": Decimal(7 * self.unit) if shared else self.rate(15),
            "stocked": shared or self.whole(0, 1) == 1,
        }

    def _labour(self) -> dict[str, Any]:
        if self.whole(0, 2) == 0:
            return {"piece_rate": self.money(20)}
        return {"minutes": Decimal(self.whole(0, 90)) / 2, "hourly_rate": self.rate(80)}

    def purchases(self, products: Sequence[dict[str, Any]]) -> dict[str, list[Decimal]]:
        """Of each stocked material what the next month needs, and some more before the opening."""
        used: dict[str, list[Decimal]] = {}
        for product in products:
            made = product.get("production_units", product["sales_units"])
            for material in product["materials"]:
                if material["stocked"]:
                    row = used.setdefault(material["name"], [Decimal(0)] * 12)
                    for month, units in enumerate(made):
                        row[month] += units * material["qty"]
        return {
            name: [row[0] + self.whole(0, 20), *row[1:], Decimal(0)] for name, row in used.items()
        }

    def indirect_costs(self) -> list[dict[str, Any]]:
        rent = {"name": "rent", "amount": self.money(500)}
        if self.whole(0, 1):
            return [rent, {"name": "rent", "amount": [self.money(100) for _ in range(12)]}]
        return [rent]

    def thing(self, at: int) -> dict[str, Any]:
        cost = self.money(20000)
        return {
            "name": f"thing {at}",
            "cost": cost,
            "residual": cost if self.whole(0, 9) == 0 else Decimal(0),
            "life_months": self.whole(1, 70),
            "period": self.whole(0, 12),
            "in_kind": self.whole(0, 2) == 0,
        }

    def member(self, at: int) -> dict[str, Any]:
        return {
            "id": f"V{at}",
            "sex": "FMX"[self.whole(0, 2)],
            "youth": self.whole(0, 1) == 1,
            "disability": self.whole(0, 4) == 0,
            "returnee": self.whole(0, 1) == 1,
            "share_cash": self.money(9000),
            "patronage": Decimal(self.whole(0, 50)) / 10,
        }

    def grant(self, at: int) -> dict[str, Any]:
        return {"name": f"grant {at}", "period": self.whole(0, 12), "amount": self.money(30000)}

    def loan(self, at: int) -> dict[str, Any]:
        term = self.whole(1, 30)
        return {
            "name": f"loan {at}",
            "amount": self.money(30000),
            "annual_rate": Decimal(self.whole(0, 3000)).scaleb(-4),
            "term_months": term,
            "grace_months": self.whole(0, min(term - 1, 6)),
            "method": ("equal_principal", "annuity")[self.whole(0, 1)],
            "period": self.whole(0, 12),
        }

    def rules(self) -> dict[str, Any]:
        funds = [{"name": f"fund {at}", "pct": Decimal(self.whole(0, 33)) / 100} for at in range(3)]
        return {
            "funds": funds,
            "capital_dividend_rate": Decimal(self.whole(0, 12)) / 100,
            "patronage_pct": Decimal(self.whole(0, 4)) / 4,
        }

    def job(self, at: int) -> dict[str, Any]:
        return {"title": f"job {at}", "fte": Decimal(self.whole(0, 30)) / 10, "sex": "F"}

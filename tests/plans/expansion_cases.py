"""Whole plans as their answers: the felt slippers of plan.md B.3 and case 1 of the contract."""

from __future__ import annotations

from lms.plans.answers import Answers

NUMBERS = frozenset("0123456789.,")


def slippers(price: str = "780") -> Answers:
    """Felt slippers near Naryn, seven members: what a group types in the first hour."""
    members = {f"members/m{at}/share_cash": "30000" for at in range(1, 8)}
    return {
        "people": members,
        "products": {
            "products/p/name": "Felt slippers",
            "products/p/unit": "pair",
            "products/p/price": price,
            "products/p/minutes": "100",
            "products/p/hourly_rate": "120",
            "products/p/normal_month": "220",
            "products/p/start": "half",
            "products/p/season": "3,2,1,1,1,2,2,2,2,3,3,3",
            "products/p/later": "5",
            "products/p/later_months": "1",
            "materials/w/product": "p",
            "materials/w/name": "Wool",
            "materials/w/quantity": "0.5",
            "materials/w/price": "160",
            "materials/s/product": "p",
            "materials/s/name": "Sole",
            "materials/s/quantity": "1",
            "materials/s/price": "90",
        },
        "work": {
            "jobs/b/title": "Sales and books",
            "jobs/b/people": "1",
            "jobs/b/hours_week": "20",
            "jobs/b/pay_month": "15000",
            "jobs/b/kind": "monthly",
        },
        "things": {
            "things/c/name": "Carding machine",
            "things/c/cost": "180000",
            "things/c/years": "5",
            "things/t/name": "Tables",
            "things/t/cost": "40000",
        },
        "costs": {
            "monthly/r/name": "Rent",
            "monthly/r/amount": "8000",
            "monthly/p/name": "Power and coal",
            "monthly/p/amount": "5000",
            "once/o/name": "Repair",
            "once/o/amount": "35000",
        },
        "money": {
            "steps/1/amount": "120000",
            "steps/1/month": "0",
            "steps/2/amount": "180000",
            "steps/2/month": "4",
        },
    }


def numbers_typed(answers: Answers) -> int:
    """How many numbers stand in the answers; the months of a season are taps."""
    return sum(
        not set(text) - NUMBERS
        for values in answers.values()
        for path, text in values.items()
        if not path.endswith("/season")
    )


A_UNITS = "600,700,800,900,1000,1000,1000,1100,1100,1200,1300,1500"
B_UNITS = "400,450,500,600,700,800,800,800,900,900,1000,1200"
_MONTHLY = {
    "rent": "4000000",
    "power": "2500000",
    "transport": "2000000",
    "phone": "1000000",
    "tests": "500000",
}
_THINGS = {
    "dryer": ("90000000", "5", "0"),
    "sealer": ("18000000", "3", "0"),
    "tools": ("12000000", "2", "0"),
    "trailer": ("15000000", "5", "3000000"),
}
_MATERIALS = {
    "g": ("A", "0.9", "7000"),
    "s": ("A", "0.05", "20000"),
    "j": ("A", "1", "4200"),
    "k": ("B", "1.1", "9000"),
    "l": ("B", "1", "2100"),
}
_USE = (3100, 2850, 2600, 2400, 2300, 2150, 2000, 1835, 1700)
_FUNDS = {"f1": "10", "f2": "10", "f3": "5", "f4": "5"}


def vegetables() -> Answers:
    """Case 1, Thanh Chuong, as its group would answer the questions."""
    return {
        "people": _vegetable_people(),
        "products": _vegetable_products(),
        "work": {
            "jobs/m/title": "manager",
            "jobs/m/people": "1",
            "jobs/m/hours_week": "48",
            "jobs/m/pay_month": "7000000",
            "jobs/m/kind": "monthly",
            "jobs/m/women": "0",
            "jobs/a/title": "accountant",
            "jobs/a/people": "1",
            "jobs/a/hours_week": "19.2",
            "jobs/a/pay_month": "3000000",
            "jobs/a/kind": "monthly",
            "jobs/a/women": "1",
            "jobs/a/young": "1",
        },
        "things": {"deposit": "8000000"}
        | {
            f"things/{key}/{field}": text
            for key, row in _THINGS.items()
            for field, text in zip(("cost", "years", "rest"), row, strict=True)
        },
        "costs": {f"monthly/{key}/amount": text for key, text in _MONTHLY.items()}
        | {"once/a/amount": "2000000", "once/b/amount": "3000000"},
        "legal": {"form": "cooperative", "licences/f/cost": "5000000"},
        "money": {
            "loans/l/name": "support fund",
            "loans/l/amount": "60000000",
            "loans/l/rate": "7.92",
            "loans/l/months": "24",
            "loans/l/grace": "3",
            "loans/l/method": "equal_principal",
            "steps/1/amount": "36000000",
            "steps/1/month": "0",
            "steps/2/amount": "24000000",
            "steps/2/month": "4",
            "buffer": "5000000",
            "tax_type": "profit",
            "tax_rate": "15",
        },
        "rules": {f"funds/{key}/share": text for key, text in _FUNDS.items()}
        | {"share_limit": "4", "patronage": "100"},
        "actions": {"start_month": "2027-01"},
    }


def _vegetable_people() -> dict[str, str]:
    values = {}
    for at, use in enumerate(_USE, 1):
        values[f"members/V{at}/share_cash"] = "10000000"
        values[f"members/V{at}/patronage"] = str(use)
    return values


def _vegetable_products() -> dict[str, str]:
    values = {"supplier_later": "3", "supplier_months": "1"}
    for key, price, minutes, units in (
        ("A", "28000", "12", A_UNITS),
        ("B", "38000", "10", B_UNITS),
    ):
        values |= {
            f"products/{key}/name": key,
            f"products/{key}/price": price,
            f"products/{key}/minutes": minutes,
            f"products/{key}/hourly_rate": "30000",
            f"products/{key}/twelve": units,
            f"products/{key}/later": "4",
            f"products/{key}/later_months": "1",
        }
    for key, row in _MATERIALS.items():
        for field, text in zip(("product", "quantity", "price"), row, strict=True):
            values[f"materials/{key}/{field}"] = text
    return values

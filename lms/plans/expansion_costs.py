"""Costs of every month, costs before the opening, and the things that are bought or brought.

Nothing is asked twice: pay of monthly jobs, ways to sell and promotion become costs of the month,
licences become costs before the opening.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from lms.plans import answers as kept
from lms.plans.expansion_answers import ZERO, Reading, Row, unlike
from lms.plans.expansion_people import MONTHLY, people_in, week_part
from lms.plans.expansion_units import MONTHS, whole_parts
from lms.plans.finance.currency import to_step
from lms.words import N_

DEFAULT_YEARS = 5  # said in words below
LONGEST_LIFE = 1200  # months
Costs = list[dict[str, Any]]


def indirect_costs(reading: Reading) -> Costs:
    """Each with twelve amounts; names differ from each other."""
    found = [
        *(_pay(reading, row) for row in reading.rows("work", "jobs")),
        *(_way(reading, row) for row in reading.rows("marketing", "channels")),
        *(_promotion(reading, row) for row in reading.rows("marketing", "promotions")),
        *(_monthly(reading, row) for row in reading.rows("costs", "monthly")),
    ]
    return _named([cost for cost in found if cost is not None])


def pre_operating(reading: Reading) -> Costs:
    """Costs once, before the opening; licences among them."""
    rows = [*reading.rows("legal", "licences"), *reading.rows("costs", "once")]
    amounts = [(row, reading.money(row.values, _amount_key(row))) for row in rows]
    return _named(
        [{"name": reading.name(row), "amount": amount} for row, amount in amounts if amount]
    )


def _amount_key(row: Row) -> str:
    return "cost" if row.table == "licences" else "amount"


def _pay(reading: Reading, row: Row) -> dict[str, Any] | None:
    """Pay of a job that is paid every month; what is paid for making is in the minutes."""
    kind = row.values.get("kind", MONTHLY)
    people = people_in(reading, row)
    if kind != MONTHLY or not people:
        return None
    pay = reading.money(row.values, "pay_month")
    if pay is None:
        wage = reading.template.defaults.number("lowest_wage") * week_part(reading, row)
        pay = to_step(wage, reading.step)
        sentence = N_("We took %(pay)s a month for %(name)s: the lowest wage.")
        name = reading.name(row, "title")
        reading.took(sentence, row.section, row.path("pay_month"), pay=pay, name=name)
    begins = reading.whole(row.values, "from_month", 1, MONTHS) or 1
    months = [pay * people if month >= begins else ZERO for month in range(1, MONTHS + 1)]
    return {"name": reading.name(row, "title"), "amount": months}


def _way(reading: Reading, row: Row) -> dict[str, Any] | None:
    cost = reading.money(row.values, "cost")
    return {"name": reading.name(row), "amount": [cost] * MONTHS} if cost else None


def _promotion(reading: Reading, row: Row) -> dict[str, Any] | None:
    cost = reading.money(row.values, "cost")
    if not cost:
        return None
    on = reading.whole(row.values, "month", 1, MONTHS)
    if on is None:
        sentence = N_("We took month 1 for %(name)s.")
        name = reading.name(row, "action")
        reading.took(sentence, row.section, row.path("month"), name=name)
    months = [cost if month == (on or 1) else ZERO for month in range(1, MONTHS + 1)]
    return {"name": reading.name(row, "action"), "amount": months}


def _monthly(reading: Reading, row: Row) -> dict[str, Any] | None:
    table = kept.numbers(row.values, "twelve")
    if table is not None and min(table) >= 0:
        amounts = [to_step(amount, reading.step) for amount in table]
        return {"name": reading.name(row), "amount": amounts}
    amount = reading.money(row.values, "amount")
    if amount is None:
        reading.lacks(row, "amount")
        return None
    return {"name": reading.name(row), "amount": [amount] * MONTHS}


def fixed_assets(reading: Reading) -> Costs:
    """The things that last; one without a price is left out and named as missing."""
    rows = reading.rows("things", "things")
    found = []
    for row in rows:
        cost = reading.money(row.values, "cost")
        if cost is None:
            reading.lacks(row, "cost")
        else:
            found.append(_asset(reading, row, cost))
    return _named(found)


def _asset(reading: Reading, row: Row, cost: Decimal) -> dict[str, Any]:
    years = reading.number(row.values, "years")
    if years is None:
        sentence = N_("We took it that %(name)s lasts five years.")
        reading.took(sentence, row.section, row.path("years"), name=reading.name(row))
    rest = reading.money(row.values, "rest") or ZERO
    if rest > cost:
        sentence = N_("%(name)s cannot be worth more later than it costs; we took its price.")
        reading.took(sentence, row.section, row.path("rest"), name=reading.name(row))
    months = int((years if years is not None else DEFAULT_YEARS) * 12)
    brought = kept.truth(row.values, "in_kind") is True
    return {
        "name": reading.name(row),
        "cost": cost,
        "life_months": min(max(months, 1), LONGEST_LIFE),
        "residual": min(rest, cost),
        # A thing that a member brings is there when the shares are paid in.
        "period": 0 if brought else reading.whole(row.values, "month", 0, MONTHS) or 0,
        "in_kind": brought,
    }


def agree_in_kind(reading: Reading, members: Costs, assets: Costs) -> None:
    """Make shares in kind and things in kind the same sum, as the engine must have it.

    Things beyond the shares are shares of all members in equal parts, or are bought where there
    are no members; shares beyond the things become a thing without a name.
    """
    things = [asset for asset in assets if asset["in_kind"]]
    shares = sum((member["share_in_kind"] for member in members), ZERO)
    worth = sum((asset["cost"] for asset in things), ZERO)
    if shares > worth:
        _add_thing(reading, assets, shares - worth)
    elif worth > shares and members:
        sentence = N_("Things worth %(amount)s are no one's share yet; we gave all an equal part.")
        reading.took(sentence, "people", "members", amount=worth - shares)
        steps = Fraction((worth - shares) / reading.step)
        parts = whole_parts([steps / len(members)] * len(members))
        for member, part in zip(members, parts, strict=True):
            member["share_in_kind"] += part * reading.step
    elif worth > shares:
        sentence = N_("There are no members yet; we took it that all things are bought.")
        reading.took(sentence, "people", "members")
        for asset in things:
            asset["in_kind"] = False


def _add_thing(reading: Reading, assets: Costs, worth: Decimal) -> None:
    sentence = N_("Members bring things worth %(amount)s that are not in your list of things.")
    reading.took(sentence, "things", "things", amount=worth)
    assets.append(
        {
            "name": reading.template.brought.in_language(reading.language),
            "cost": worth,
            "life_months": DEFAULT_YEARS * 12,
            "residual": ZERO,
            "period": 0,
            "in_kind": True,
        }
    )
    _named(assets)


def _named(costs: Costs) -> Costs:
    """The same with names of which no two are equal."""
    for cost, name in zip(costs, unlike([cost["name"] for cost in costs]), strict=True):
        cost["name"] = name
    return costs

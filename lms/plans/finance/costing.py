"""What one unit costs: materials, work, its part of the month's fixed costs, and what is left.

Every line is rounded once, to the currency's step; what is added up afterwards is never rounded
again, so that the sums on the page can be followed with a pencil (conventions C02, C04, C05).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lms.plans.finance.currency import to_step

MINUTES_IN_AN_HOUR = 60


class Material(NamedTuple):
    """What goes into one unit: how much of it, >= 0, and the money for one of it, >= 0."""

    quantity: Decimal
    price: Decimal


def line_cost(material: Material, step: Decimal) -> Decimal:
    """Money for one line of materials, rounded half up to the step.

    >>> line_cost(Material(Decimal("0.9"), Decimal(7000)), Decimal(1))
    Decimal('6300')
    """
    return to_step(material.quantity * material.price, step)


def material_per_unit(materials: Iterable[Material], step: Decimal) -> Decimal:
    """Money for the materials of one unit; 0 when there are none.

    step  the currency's smallest amount, to which each line is rounded

    Source: sum of quantity x price, plan.md A.2 and C04; taught in costing/kilo-to-jar.

    >>> jar = [("0.9", 7000), ("0.05", 20000), ("1", 4200)]
    >>> material_per_unit([Material(Decimal(q), Decimal(p)) for q, p in jar], Decimal(1))
    Decimal('11500')
    """
    return sum((line_cost(line, step) for line in materials), Decimal(0))


def labour_per_unit(minutes: Decimal, hourly_rate: Decimal, step: Decimal) -> Decimal:
    """Money for the work on one unit, rounded half up to the step.

    minutes      of all hands together for one unit, >= 0
    hourly_rate  money for an hour of work, >= 0

    Source: minutes / 60 x hourly rate, plan.md A.2 and C05; taught in costing/minutes-are-money.

    >>> labour_per_unit(Decimal(12), Decimal(30000), Decimal(1))
    Decimal('6000')
    """
    return to_step(minutes * hourly_rate / MINUTES_IN_AN_HOUR, step)


def direct_cost(material: Decimal, labour: Decimal) -> Decimal:
    """Money for what can be seen in one unit: its materials and its work.

    >>> direct_cost(Decimal(11500), Decimal(6000))
    Decimal('17500')
    """
    return material + labour


def fixed_cost_per_unit(fixed_costs: Decimal, planned_units: Decimal, step: Decimal) -> Decimal:
    """The part of a month's fixed costs that each planned unit carries, rounded to the step.

    fixed_costs    money per month, >= 0
    planned_units  units made and sold in a month, > 0
    raises         ValueError when nothing is planned, for then nothing carries the costs

    >>> fixed_cost_per_unit(Decimal(13798000), Decimal(1000), Decimal(1))
    Decimal('13798')
    """
    if planned_units <= 0:
        raise ValueError("nothing is planned, so no unit carries a part of the fixed costs")
    return to_step(fixed_costs / planned_units, step)


def full_cost(direct: Decimal, fixed_part: Decimal) -> Decimal:
    """Money for one unit with everything in it.

    Source: direct cost + overhead of one unit, plan.md A.2; with one product, sharing by work
    (C21) and sharing by units give the same part. Taught in costing/full-cost-price.

    >>> full_cost(Decimal(17500), Decimal(13798))
    Decimal('31298')
    """
    return direct + fixed_part


def left_per_unit(price: Decimal, cost: Decimal) -> Decimal:
    """Money that the price leaves over a cost of one unit; below 0 it is a loss.

    >>> left_per_unit(Decimal(28000), Decimal(31298))
    Decimal('-3298')
    """
    return price - cost


def margin(price: Decimal, cost: Decimal) -> Decimal | None:
    """What is left as a fraction of the price; None when the price is 0 and there is no part of it.

    >>> margin(Decimal(38000), Decimal(28500))
    Decimal('0.25')
    """
    return None if price == 0 else (price - cost) / price

"""When a month pays: how many units cover its fixed costs, and what the planned month leaves."""

from __future__ import annotations

from decimal import Decimal


def break_even_units(fixed_costs: Decimal, price: Decimal, unit_cost: Decimal) -> int:
    """How many units must be sold in a month to cover that month's fixed costs.

    fixed_costs  money per month, >= 0
    price        money per unit sold
    unit_cost    money per unit made, materials and work
    returns      units per month, rounded up: half a chair pays for nothing
    raises       ValueError when price <= unit_cost, for then no number of units is enough

    Source: fixed / (price - variable per unit), plan.md A.2 and C18.

    >>> break_even_units(Decimal(900), price=Decimal(15), unit_cost=Decimal("7.50"))
    120
    """
    if price <= unit_cost:
        raise ValueError("the price does not cover materials and work")
    # divmod is exact where a division could leave 119.999... or 120.000...1.
    whole, rest = divmod(fixed_costs, price - unit_cost)
    return int(whole) + (1 if rest else 0)


def sales_of(units: int | Decimal, price: Decimal) -> Decimal:
    """Money taken in a month for so many units.

    >>> sales_of(120, Decimal(15))
    Decimal('1800')
    """
    return units * price


def month_result(
    fixed_costs: Decimal, price: Decimal, unit_cost: Decimal, planned_units: Decimal
) -> Decimal:
    """Money left at the end of a month; below 0 it is what the month loses.

    planned_units  units made and sold in that month, >= 0

    Source: units x (price - direct cost) - fixed costs, plan.md A.2 with one product, before
    depreciation, interest and tax.

    >>> month_result(Decimal(900), Decimal(15), Decimal("7.50"), planned_units=Decimal(100))
    Decimal('-150.00')
    """
    return planned_units * (price - unit_cost) - fixed_costs

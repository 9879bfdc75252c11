"""When the year pays: sales and units that cover its costs, and the first month that does."""

from __future__ import annotations

from decimal import Decimal

from lms.plans.finance.cash import first
from lms.plans.finance.exact import ceiling, percent, total
from lms.plans.finance.inputs import ZERO
from lms.plans.finance.results import BreakEven, SalesAndCosts, Year
from lms.words import N_

NO_SALES = N_("Nothing is sold in the twelve months.")
NOT_COVERED = N_(
    "The prices do not cover materials, direct work and turnover tax, so no number of sales is"
    " enough."
)


def break_even(plan: SalesAndCosts, year: Year, step: Decimal) -> BreakEven:
    """The break-even of the year at the planned mix of products (C18, C19).

    Costs before the opening are left out. What does not exist is None, with the reason.
    """
    variable = year.direct_cost + year.turnover_tax
    fixed = year.indirect + year.depreciation + year.interest
    left = year.sales - variable
    reason = _reason(year.sales, left)
    needed = None if reason else ceiling(fixed * year.sales, left, step)
    units = None if reason else _units(plan, fixed, left)
    return BreakEven(
        variable_costs=variable,
        fixed_costs=fixed,
        contribution_margin_pct=percent(left, year.sales),
        break_even_sales=needed,
        break_even_units_at_planned_mix=units,
        safety_margin_pct=None if needed is None else percent(year.sales - needed, year.sales),
        first_profitable_month=first(plan.profit_before_tax, below=False, since=1),
        cumulative_payback_month=first(plan.cumulative_profit_before_tax, below=False, since=1),
        reason=reason,
    )


def _reason(sales: Decimal, left: Decimal) -> str | None:
    if not sales:
        return NO_SALES
    return NOT_COVERED if left <= ZERO else None


def _units(plan: SalesAndCosts, fixed: Decimal, left: Decimal) -> dict[str, int]:
    """Whole units: half a jar pays for nothing."""
    return {
        key: int(ceiling(total(row) * fixed, left, Decimal(1))) for key, row in plan.units.items()
    }

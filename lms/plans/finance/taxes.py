"""The three taxes of a plan: on profit, on turnover, none (C15)."""

from __future__ import annotations

from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import NOTHING, total
from lms.plans.finance.inputs import PERIODS, ZERO, Row, Tax

QUARTER = 3


def turnover_tax(sales: Row, tax: Tax, step: Decimal) -> Row:
    """The tax on each quarter's sales, in the last month of the quarter; 0 for other taxes."""
    if tax.type != "turnover":
        return NOTHING
    row = list(NOTHING)
    for end in range(QUARTER, PERIODS, QUARTER):
        row[end] = to_step(total(sales[end - QUARTER + 1 : end + 1]) * tax.rate, step)
    return tuple(row)


def a_month_later(row: Row) -> Row:
    """The same amounts one period later; the last one is still unpaid at the end."""
    return (ZERO, *row[:-1])


def profit_tax(profit: Decimal, tax: Tax, step: Decimal) -> Decimal:
    """The tax on a year's profit; 0 on a loss and for other taxes.

    >>> profit_tax(Decimal(31676857), Tax("profit", Decimal("0.15")), Decimal(1))
    Decimal('4751529')
    """
    return to_step(profit * tax.rate, step) if tax.type == "profit" and profit > 0 else ZERO

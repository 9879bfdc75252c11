"""The balance sheet at the end of every period, which must balance to the smallest coin (C23)."""

from __future__ import annotations

from collections.abc import Sequence

from lms.plans.finance.assets import Assets
from lms.plans.finance.exact import added, less, only_in, running
from lms.plans.finance.inputs import MONTHS, PERIODS, Inputs, Row
from lms.plans.finance.loans import Loans
from lms.plans.finance.making import Flow, finished_value
from lms.plans.finance.results import BalanceSheet, CashFlow, SalesAndCosts, Year
from lms.plans.finance.stock import Materials


class Unbalanced(ArithmeticError):  # noqa: N818 - reads as what it says
    """A mistake of the engine, never of the plan."""


def balance_sheets(
    inputs: Inputs,
    plan: SalesAndCosts,
    year: Year,
    cash: CashFlow,
    parts: tuple[Sequence[Flow], Materials, Assets, Loans],
) -> tuple[BalanceSheet, ...]:
    """What is had, owed and owned at the end of periods 0 to 12.

    Each line is summed from its own plan, none is what is left of the others. Shares in kind count
    from the period in which the thing comes. The tax on profit is owed at the end of month 12.

    raises  Unbalanced when the two sides differ in any period, or cash does not add up
    """
    flows, materials, assets, loans = parts
    tax = only_in(MONTHS, year.profit_tax)
    rows = {
        "cash": cash.closing,
        "receivables": running(less(plan.sales, cash.collections)),
        "raw_stock": materials.value,
        "finished_goods": added([finished_value(flow) for flow in flows]),
        "deposit": running(cash.deposit_paid),
        "fixed_assets_net": assets.net,
        "payables": running(less(added(materials.purchases.values()), cash.materials_paid)),
        "loans": loans.owed,
        "tax_payable": running(added([less(plan.turnover_tax, cash.turnover_tax_paid), tax])),
        "share_capital": running(added([cash.member_shares, assets.in_kind])),
        "grant_fund": running(cash.grants),
        "net_surplus": less(plan.cumulative_profit_before_tax, tax),
    }
    sheets = tuple(_sheet(rows, period) for period in range(PERIODS))
    _check(sheets, cash)
    return sheets


_HAD = ("cash", "receivables", "raw_stock", "finished_goods", "deposit", "fixed_assets_net")
_OWED = ("payables", "loans", "tax_payable")
_OWNED = ("share_capital", "grant_fund", "net_surplus")


def _sheet(rows: dict[str, Row], period: int) -> BalanceSheet:
    lines = {name: row[period] for name, row in rows.items()}
    return BalanceSheet(
        total_assets=sum((lines[name] for name in _HAD[1:]), lines[_HAD[0]]),
        total_liabilities=sum((lines[name] for name in _OWED[1:]), lines[_OWED[0]]),
        total_equity=sum((lines[name] for name in _OWNED[1:]), lines[_OWNED[0]]),
        **lines,
    )


def _check(sheets: Sequence[BalanceSheet], cash: CashFlow) -> None:
    for period, sheet in enumerate(sheets):
        if sheet.total_assets != sheet.total_liabilities + sheet.total_equity:
            raise Unbalanced(f"the balance sheet of period {period} does not balance")
        moved = cash.opening[period] + cash.total_in[period] - cash.total_out[period]
        if moved != cash.closing[period]:
            raise Unbalanced(f"the cash of period {period} does not add up")

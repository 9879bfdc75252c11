"""The sheets of what stands at the end: balance and break-even."""

from __future__ import annotations

from decimal import Decimal

from lms.plans.finance.inputs import MONTHS, ZERO
from lms.plans.papers.book.cells import Sheet, Style, Value, added
from lms.plans.papers.book.figured import Figured
from lms.words import N_


def write_balance(sheet: Sheet, plan: Figured) -> None:
    """The balance at the end of month 12, each line from its own sheet (C23)."""
    had, say = plan.results.balance_sheet_month_12, plan.speech.say
    groups = range(len(plan.results.purchases))
    owed = added(f"[bought.{at}.total]-[paid.{at}.total]" for at in groups)
    stocked = range(1, len(groups))
    stock = added(f"[bought.{at}.total]-[from.stock.{at}.total]" for at in stocked)
    goods = "[goods.made.total]-[material.total]-[labour.total]"
    sheet.say(say(N_("Balance at the end of month 12")), Style.TITLE)
    things = "SUM([thing#cost])-[depreciation.total]" if plan.inputs.fixed_assets else "0"
    shares = "SUM([member#cash])+SUM([member#kind])" if plan.inputs.members else "0"
    tax = "[turnover.total]-[turnover.paid.total]+[profit.tax]"
    for key, name, amount, formula in (
        ("cash", N_("Cash"), had.cash, "[cash.after@12]"),
        ("owing", N_("Customers still owe"), had.receivables, "[sales.total]-[collections.total]"),
        ("stock", N_("Stock of materials"), had.raw_stock, stock),
        ("goods", N_("Finished goods"), had.finished_goods, goods),
        ("deposit", N_("Deposit"), had.deposit, "[deposit.paid.total]"),
        ("things", N_("Things, less depreciation"), had.fixed_assets_net, things),
    ):
        sheet.one(f"had.{key}", say(name), amount, formula)
    _sum(sheet, "had", say(N_("All that you have")), had.total_assets)
    for key, name, amount, formula in (
        ("payables", N_("You still owe suppliers"), had.payables, owed),
        ("loans", N_("Loans"), had.loans, "[received.total]-[principal.paid.total]"),
        ("tax", N_("Tax not paid yet"), had.tax_payable, tax),
    ):
        sheet.one(f"owed.{key}", say(name), amount, formula)
    _sum(sheet, "owed", say(N_("All that you owe")), had.total_liabilities)
    for key, name, amount, formula in (
        ("shares", N_("Members' shares"), had.share_capital, shares),
        ("grant", N_("Grant fund"), had.grant_fund, "[grants.total]"),
        ("surplus", N_("Surplus of the year"), had.net_surplus, "[surplus]"),
    ):
        sheet.one(f"owned.{key}", say(name), amount, formula)
    _sum(sheet, "owned", say(N_("All that is your own")), had.total_equity)
    check = say(N_("Check: must be 0"))
    sheet.one("check", check, ZERO, "[had]-[owed]-[owned]")


def _sum(sheet: Sheet, key: str, name: str, amount: Decimal) -> None:
    parts = [f"[{part}]" for part in sheet.places if part.startswith(f"{key}.")]
    sheet.one(key, name, amount, added(parts), Style.SUM)


def write_break_even(sheet: Sheet, plan: Figured) -> None:
    """When the year pays (C18, C19); empty cells where there is no break-even."""
    even, say = plan.results.break_even, plan.speech.say
    sheet.say(say(N_("Break-even")), Style.TITLE)
    if even.reason:
        sheet.say(say(even.reason))
    year = plan.results.year
    known = "([sales.total]-[variable])>0"
    variable = "[material.total]+[labour.total]+[turnover.total]"
    fixed = "[indirect.total]+[depreciation.total]+[interest.total]"
    sheet.one("even.sales", say(N_("Sales of the year")), year.sales, "[sales.total]")
    sheet.one("variable", say(N_("Costs that grow with sales")), even.variable_costs, variable)
    sheet.one("fixed", say(N_("Costs that stay the same")), even.fixed_costs, fixed)
    # ROUND first: a whole quotient may come out a hair above it, and would be one too much.
    exact = f"ROUND([fixed]/([sales.total]-[variable])*[sales.total],{plan.digits + 3})"
    needed = f"ROUNDUP({exact},{plan.digits})"
    sheet.one(
        "needed",
        say(N_("Break-even sales")),
        _shown(even.break_even_sales),
        f'IF({known},{needed},"")',
        Style.SUM,
    )
    safety = "ROUND(([sales.total]-[needed])/[sales.total]*100,2)"
    sheet.one(
        "safety",
        say(N_("Sales may fall by so many percent before there is a loss")),
        _shown(even.safety_margin_pct),
        f'IF({known},{safety},"")',
        Style.COUNT,
    )
    units = even.break_even_units_at_planned_mix or {}
    for at, product in enumerate(plan.inputs.products):
        share = f"ROUNDUP(ROUND([fixed]/([sales.total]-[variable])*[sold.{at}.total],6),0)"
        sheet.one(
            f"units.{at}",
            say(N_("Break-even units: %(product)s"), product=product.name),
            _shown(units.get(product.id)),
            f'IF({known},{share},"")',
            Style.COUNT,
        )
    _months(sheet, plan)


def _shown(value: Value) -> Value:
    """What a formula shows that gives no number: an empty text."""
    return "" if value is None else value


def _months(sheet: Sheet, plan: Figured) -> None:
    """The first month that pays, and the month in which the start is earned back (C19)."""
    even, say = plan.results.break_even, plan.speech.say
    figures = plan.results.sales_and_costs
    sheet.heading(say(N_("Months")))
    rows = (
        ("pays", N_("Months that pay"), figures.profit_before_tax, "profit"),
        (
            "back",
            N_("Months with profit since the start"),
            figures.cumulative_profit_before_tax,
            "together",
        ),
    )
    for key, name, row, source in rows:
        values = [at if row[at] >= 0 else "" for at in range(1, MONTHS + 1)]
        formulas = [f'IF([{source}@{at}]>=0,{at},"")' for at in range(1, MONTHS + 1)]
        sheet.computed_line(key, say(name), values, formulas, Style.COUNT)
    for key, name, source, value in (
        ("first", N_("First month that pays"), "pays", even.first_profitable_month),
        (
            "payback",
            N_("Month in which the start is earned back"),
            "back",
            even.cumulative_payback_month,
        ),
    ):
        every = f"[{source}@0:{MONTHS - 1}]"
        formula = f'IF(COUNT({every})=0,"",MIN({every}))'
        sheet.one(key, say(name), _shown(value), formula, Style.COUNT)

"""The results of a plan as printed tables: unit costs, W7, W8, loans, balance, surplus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lms.plans.drawings.speech import Speech
from lms.plans.finance.inputs import PERIODS, Inputs, Row
from lms.plans.finance.results import LoanSchedule, Results, UnitCosting
from lms.plans.papers.paper import FigureRow, FigureTable
from lms.words import N_

DASH = "–"
_LONGEST = 12  # characters of an amount of which fifteen stand beside each other on a page
_HALF = 7  # periods on the first half of a table that is too wide


def figure_tables(
    inputs: Inputs, results: Results, speech: Speech, members: Mapping[str, str]
) -> tuple[FigureTable, ...]:
    """All tables of figures in the order of the worksheets W6 to W9.

    members  what each member is called, by id; who is not there is called by the id
    """
    return (
        _unit_costs(inputs, results, speech),
        *_by_period(N_("Sales and costs"), _sales_rows(inputs, results, speech), speech),
        *_by_period(N_("Cash flow"), _cash_rows(results, speech), speech),
        *(_loan(loan, speech) for loan in results.loans),
        _balance(results, speech),
        _break_even(inputs, results, speech),
        *_surplus(results, speech, members),
    )


def product_names(inputs: Inputs) -> dict[str, str]:
    """The name of each product by its id."""
    return {product.id: product.name for product in inputs.products}


def _unit_costs(inputs: Inputs, results: Results, speech: Speech) -> FigureTable:
    names = product_names(inputs)
    return FigureTable(
        title=speech.say(N_("What one costs")),
        note=_unit(speech),
        columns=(
            speech.say(N_("Product")),
            speech.say(N_("Direct cost")),
            speech.say(N_("Full cost")),
            speech.say(N_("Price")),
            speech.say(N_("What is left")),
            speech.say(N_("Of the price")),
        ),
        rows=tuple(
            FigureRow(names.get(key, key), _unit_cells(one, speech))
            for key, one in results.unit_costing.items()
        ),
    )


def _unit_cells(one: UnitCosting, speech: Speech) -> tuple[str, ...]:
    share = DASH if one.margin_pct is None else speech.percent(one.margin_pct)
    amounts = (one.direct_cost, one.full_cost, one.price, one.margin)
    return (*(amount_or_dash(amount, speech) for amount in amounts), share)


def _sales_rows(inputs: Inputs, results: Results, speech: Speech) -> Iterator[FigureRow]:
    plan, names = results.sales_and_costs, product_names(inputs)
    for key, row in plan.units.items():
        name = speech.say(N_("Units sold: %(product)s"), product=names.get(key, key))
        yield FigureRow(name, (*map(speech.number, row), speech.number(sum(row))))
    for key, row in plan.sales_by_product.items():
        name = speech.say(N_("Sales: %(product)s"), product=names.get(key, key))
        yield amounts_row(name, row, speech)
    yield amounts_row(speech.say(N_("Sales")), plan.sales, speech, strong=True)
    yield amounts_row(speech.say(N_("Materials")), plan.direct_material, speech)
    yield amounts_row(speech.say(N_("Work on the products")), plan.direct_labour, speech)
    yield amounts_row(speech.say(N_("Gross profit")), plan.gross_profit, speech, strong=True)
    for name, row in plan.indirect_by_item.items():
        yield amounts_row(name, row, speech)
    yield amounts_row(speech.say(N_("Running costs")), plan.indirect, speech, strong=True)
    yield amounts_row(speech.say(N_("Depreciation")), plan.depreciation, speech)
    yield amounts_row(speech.say(N_("Interest")), plan.interest, speech)
    yield amounts_row(speech.say(N_("Tax on turnover")), plan.turnover_tax, speech)
    yield amounts_row(speech.say(N_("Costs before the opening")), plan.pre_operating, speech)
    profit = speech.say(N_("Profit before tax"))
    yield amounts_row(profit, plan.profit_before_tax, speech, strong=True)
    together = plan.cumulative_profit_before_tax
    yield level_row(speech.say(N_("Profit since the start")), together, speech)


def _cash_rows(results: Results, speech: Speech) -> Iterator[FigureRow]:
    cash = results.cash_flow
    yield level_row(speech.say(N_("Cash at the beginning")), cash.opening, speech)
    for name, row in (
        (N_("Received from customers"), cash.collections),
        (N_("Members' shares"), cash.member_shares),
        (N_("Grant"), cash.grants),
        (N_("Loans received"), cash.loans_received),
    ):
        yield amounts_row(speech.say(name), row, speech)
    yield amounts_row(speech.say(N_("Money in")), cash.total_in, speech, strong=True)
    for name, row in (
        (N_("Materials"), cash.materials_paid),
        (N_("Work on the products"), cash.direct_labour_paid),
        (N_("Running costs"), cash.indirect_paid),
        (N_("Costs before the opening"), cash.pre_operating_paid),
        (N_("Tax on turnover"), cash.turnover_tax_paid),
        (N_("Things bought"), cash.fixed_assets_paid),
        (N_("Deposit"), cash.deposit_paid),
        (N_("Interest"), cash.interest_paid),
        (N_("Repayment of loans"), cash.principal_paid),
    ):
        yield amounts_row(speech.say(name), row, speech)
    yield amounts_row(speech.say(N_("Money out")), cash.total_out, speech, strong=True)
    yield amounts_row(speech.say(N_("Money in less money out")), cash.net, speech)
    yield level_row(speech.say(N_("Cash at the end")), cash.closing, speech, strong=True)


def _by_period(title: str, rows: Iterator[FigureRow], speech: Speech) -> Iterator[FigureTable]:
    """One broad table, or two halves where the amounts are too long for a page."""
    name, told = speech.say(title), tuple(rows)
    heads = (
        speech.say(N_("Start")),
        *(speech.say(N_("M%(number)s"), number=at) for at in range(1, PERIODS)),
        speech.say(N_("Total")),
    )
    longest = max(len(cell) for row in told for cell in row.cells)
    if longest <= _LONGEST:
        yield FigureTable(name, _unit(speech), ("", *heads), told)
        return
    for part in (slice(0, _HALF), slice(_HALF, None)):
        cut = tuple(FigureRow(row.name, row.cells[part], row.strong) for row in told)
        yield FigureTable(name, _unit(speech), ("", *heads[part]), cut)


def _loan(loan: LoanSchedule, speech: Speech) -> FigureTable:
    return FigureTable(
        title=speech.say(N_("Loan: %(name)s"), name=loan.name),
        note=_unit(speech),
        columns=(
            speech.say(N_("Instalment")),
            speech.say(N_("Debt before")),
            speech.say(N_("Interest")),
            speech.say(N_("Repayment")),
            speech.say(N_("Paid together")),
            speech.say(N_("Debt after")),
        ),
        rows=tuple(
            FigureRow(
                str(one.instalment),
                tuple(
                    speech.amount(amount)
                    for amount in (
                        one.opening,
                        one.interest,
                        one.principal,
                        one.payment,
                        one.closing,
                    )
                ),
            )
            for one in loan.schedule
        ),
    )


def _balance(results: Results, speech: Speech) -> FigureTable:
    sheet = results.balance_sheet_month_12
    lines = (
        (N_("Cash"), sheet.cash, False),
        (N_("Customers still owe"), sheet.receivables, False),
        (N_("Stock of materials"), sheet.raw_stock, False),
        (N_("Finished goods"), sheet.finished_goods, False),
        (N_("Deposit"), sheet.deposit, False),
        (N_("Things, less depreciation"), sheet.fixed_assets_net, False),
        (N_("All that you have"), sheet.total_assets, True),
        (N_("You still owe suppliers"), sheet.payables, False),
        (N_("Loans"), sheet.loans, False),
        (N_("Tax not paid yet"), sheet.tax_payable, False),
        (N_("All that you owe"), sheet.total_liabilities, True),
        (N_("Members' shares"), sheet.share_capital, False),
        (N_("Grant fund"), sheet.grant_fund, False),
        (N_("Surplus of the year"), sheet.net_surplus, False),
        (N_("All that is your own"), sheet.total_equity, True),
    )
    return _two_columns(N_("Balance at the end of month 12"), lines, speech)


def _two_columns(
    title: str, lines: tuple[tuple[str, Decimal, bool], ...], speech: Speech
) -> FigureTable:
    rows = tuple(
        FigureRow(speech.say(name), (speech.amount(amount),), strong)
        for name, amount, strong in lines
    )
    columns = (speech.say(N_("Item")), speech.say(N_("Amount")))
    return FigureTable(speech.say(title), _unit(speech), columns, rows)


def _break_even(inputs: Inputs, results: Results, speech: Speech) -> FigureTable:
    even, names = results.break_even, product_names(inputs)
    rows = [
        FigureRow(speech.say(name), (amount_or_dash(amount, speech),))
        for name, amount in (
            (N_("Costs that grow with sales"), even.variable_costs),
            (N_("Costs that stay the same"), even.fixed_costs),
            (N_("Break-even sales"), even.break_even_sales),
        )
    ]
    for key, units in (even.break_even_units_at_planned_mix or {}).items():
        name = speech.say(N_("Break-even units: %(product)s"), product=names.get(key, key))
        rows.append(FigureRow(name, (speech.number(units),)))
    safety = even.safety_margin_pct
    rows.append(
        FigureRow(
            speech.say(N_("Sales may fall by so much before there is a loss")),
            (DASH if safety is None else speech.percent(safety),),
        )
    )
    for name, month in (
        (N_("First month that pays"), even.first_profitable_month),
        (N_("Month in which the start is earned back"), even.cumulative_payback_month),
    ):
        rows.append(FigureRow(speech.say(name), (DASH if month is None else str(month),)))
    note = speech.say(even.reason) if even.reason else _unit(speech)
    columns = (speech.say(N_("Item")), speech.say(N_("Amount")))
    return FigureTable(speech.say(N_("Break-even")), note, columns, tuple(rows))


def _surplus(results: Results, speech: Speech, members: Mapping[str, str]) -> Iterator[FigureTable]:
    shared = results.surplus_distribution
    rows = [FigureRow(speech.say(N_("Surplus of the year")), (speech.amount(shared.net_surplus),))]
    rows += [FigureRow(fund.name, (speech.amount(fund.amount),)) for fund in shared.funds]
    for name, amount in (
        (N_("Return on shares"), shared.capital_dividend),
        (N_("Shared by use of the cooperative"), shared.patronage_refund),
        (N_("Carried forward"), shared.carried_forward),
    ):
        rows.append(FigureRow(speech.say(name), (speech.amount(amount),)))
    columns = (speech.say(N_("Item")), speech.say(N_("Amount")))
    title = speech.say(N_("How the surplus is shared"))
    yield FigureTable(title, _unit(speech), columns, tuple(rows))
    if shared.members:
        yield _members(results, speech, members)


def _members(results: Results, speech: Speech, members: Mapping[str, str]) -> FigureTable:
    return FigureTable(
        title=speech.say(N_("The surplus of each member")),
        note=_unit(speech),
        columns=(
            speech.say(N_("Member")),
            speech.say(N_("Return on shares")),
            speech.say(N_("Shared by use of the cooperative")),
            speech.say(N_("Total")),
        ),
        rows=tuple(
            FigureRow(
                members.get(one.id, one.id),
                tuple(
                    speech.amount(amount)
                    for amount in (one.capital_dividend, one.patronage_refund, one.total)
                ),
            )
            for one in results.surplus_distribution.members
        ),
    )


def amounts_row(name: str, row: Row, speech: Speech, *, strong: bool = False) -> FigureRow:
    """Amounts of thirteen periods and their sum."""
    return FigureRow(name, (*map(speech.amount, row), speech.amount(sum(row))), strong)


def level_row(name: str, row: Row, speech: Speech, *, strong: bool = False) -> FigureRow:
    """What is there in thirteen periods; it has no sum."""
    return FigureRow(name, (*map(speech.amount, row), ""), strong)


def amount_or_dash(amount: Decimal | None, speech: Speech) -> str:
    """An amount, or a dash where there is no such figure."""
    return DASH if amount is None else speech.amount(amount)


def _unit(speech: Speech) -> str:
    return speech.say(N_("Amounts in %(currency)s"), currency=speech.currency)

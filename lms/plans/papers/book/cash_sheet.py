"""The sheet of cash month by month, with what is bought and paid, and the money from outside."""

from __future__ import annotations

from functools import partial

from lms.plans.finance.inputs import BOUGHT_AS_USED
from lms.plans.papers.book.cells import Sheet, Style, added
from lms.plans.papers.book.figured import Figured, group_title
from lms.plans.papers.book.inputs_sheet import period_heads, stocked_names
from lms.words import N_


def write_cash(sheet: Sheet, plan: Figured) -> None:
    """The cash-flow plan (W8)."""
    say = plan.speech.say
    sheet.say(say(N_("Cash flow")), Style.TITLE)
    sheet.heads(period_heads(plan.speech))
    _coming(sheet, plan)
    _going(sheet, plan)
    sheet.heading(say(N_("What is bought and when it is paid")))
    sheet.heads(period_heads(plan.speech))
    _purchases(sheet, plan)
    sheet.heading(say(N_("Money needed from outside")))
    sheet.heads(period_heads(plan.speech))
    _funding(sheet, plan)


def spread(source: str, shares: str, months: int, period: int, digits: int) -> str:
    """The formula of what is paid in a period of a row that is paid over some months (C13, C14).

    The last share is what is left of each month, so that nothing is lost by rounding.
    """

    def part(lag: int) -> str:
        whole = f"[{source}@{period - lag}]"
        if lag < months - 1:
            return f"ROUND({whole}*[{shares}@{lag}],{digits})"
        return whole + "".join(f"-ROUND({whole}*[{shares}@{at}],{digits})" for at in range(lag))

    return added(part(lag) for lag in range(min(months, period + 1)))


def _coming(sheet: Sheet, plan: Figured) -> None:
    cash, say = plan.results.cash_flow, plan.speech.say
    sheet.periods(
        "cash.before",
        say(N_("Cash at the beginning")),
        cash.opening,
        lambda at: f"[cash.after@{at - 1}]" if at else "0",
        total=False,
    )
    months = len(plan.inputs.collections)
    sheet.periods(
        "collections",
        say(N_("Received from customers")),
        cash.collections,
        lambda at: spread("sales", "collected", months, at, plan.digits),
    )
    members = bool(plan.inputs.members)
    sheet.periods(
        "shares",
        say(N_("Members' shares")),
        cash.member_shares,
        lambda at: "SUM([member#cash])" if at == 0 and members else "0",
    )
    grants = "SUMIFS([grant#amount],[grant#period],{0})" if plan.inputs.grants else "0"
    sheet.periods("grants", say(N_("Grant")), cash.grants, grants.format)
    loans = "SUMIFS([loan#amount],[loan#period],{0})" if plan.inputs.loans else "0"
    sheet.periods("received", say(N_("Loans received")), cash.loans_received, loans.format)
    every = "[collections@{0}]+[shares@{0}]+[grants@{0}]+[received@{0}]"
    sheet.periods("in", say(N_("Money in")), cash.total_in, every.format, style=Style.SUM)


def _going(sheet: Sheet, plan: Figured) -> None:
    cash, inputs = plan.results.cash_flow, plan.inputs
    groups = range(len(plan.results.purchases))
    products = range(len(inputs.products))
    things = "SUMIFS([thing#cost],[thing#period],{0},[thing#kind],0)"
    principal = (
        f"SUMIFS([schedule.{at}#principal],[schedule.{at}#period],{{0}})"
        for at in range(len(inputs.loans))
    )
    going = (
        ("materials.paid", N_("Materials"), cash.materials_paid),
        ("labour.paid", N_("Work on the products"), cash.direct_labour_paid),
        ("indirect.paid", N_("Running costs"), cash.indirect_paid),
        ("opening.paid", N_("Costs before the opening"), cash.pre_operating_paid),
        ("turnover.paid", N_("Tax on turnover"), cash.turnover_tax_paid),
        ("things.paid", N_("Things bought"), cash.fixed_assets_paid),
        ("deposit.paid", N_("Deposit"), cash.deposit_paid),
        ("interest.paid", N_("Interest"), cash.interest_paid),
        ("principal.paid", N_("Repayment of loans"), cash.principal_paid),
    )
    formulas = {
        "materials.paid": added(f"[paid.{at}@{{0}}]" for at in groups).format,
        "labour.paid": lambda at: added(
            plan.used(f"made.{product}", at, [f"[labour.{product}]"]) for product in products
        ),
        "indirect.paid": "[indirect@{0}]".format,
        "opening.paid": "[opening@{0}]".format,
        "turnover.paid": lambda at: f"[turnover@{at - 1}]" if at else "0",
        "things.paid": things.format if inputs.fixed_assets else "0".format,
        "deposit.paid": lambda at: "0" if at else "[deposit]",
        "interest.paid": "[interest@{0}]".format,
        "principal.paid": added(principal).format,
    }
    for key, name, row in going:
        sheet.periods(key, plan.speech.say(name), row, formulas[key])
    every = added(f"[{key}@{{0}}]" for key, _, _ in going)
    say = plan.speech.say
    sheet.periods("out", say(N_("Money out")), cash.total_out, every.format, style=Style.SUM)
    net = say(N_("Money in less money out"))
    sheet.periods("net", net, cash.net, "[in@{0}]-[out@{0}]".format)
    after = "[cash.before@{0}]+[net@{0}]"
    sheet.periods(
        "cash.after",
        say(N_("Cash at the end")),
        cash.closing,
        after.format,
        style=Style.SUM,
        total=False,
    )


def _purchases(sheet: Sheet, plan: Figured) -> None:
    bought, paid = plan.results.purchases, plan.results.cash_flow.materials_paid_by_group
    for at, (group, row) in enumerate(bought.items()):
        name = plan.speech.say(N_("Bought: %(material)s"), material=group_title(group, plan.speech))
        sheet.periods(f"bought.{at}", name, row, partial(_bought, plan, group))
    for at, group in enumerate(bought):
        name = plan.speech.say(N_("Paid: %(material)s"), material=group_title(group, plan.speech))
        sheet.periods(f"paid.{at}", name, paid[group], partial(_paid, plan, at, group))
    _stocks(sheet, plan)


def _stocks(sheet: Sheet, plan: Figured) -> None:
    """What production takes from the stock, and what the goods made cost (C06)."""
    for at, material in enumerate(stocked_names(plan.inputs), start=1):
        name = plan.speech.say(N_("Used from the stock: %(material)s"), material=material)
        lines = [
            (product, f"[cost.of.{line}]")
            for product in range(len(plan.inputs.products))
            for line, one in plan.materials(product)
            if one.stocked and one.name == material
        ]

        def used(period: int, lines: list[tuple[int, str]] = lines) -> str:
            return added(plan.used(f"made.{product}", period, [cost]) for product, cost in lines)

        sheet.periods(f"from.stock.{at}", name, plan.value_used(material), used)

    def made(period: int) -> str:
        return added(
            plan.used(f"made.{at}", period, [*plan.material_lines(at), f"[labour.{at}]"])
            for at in range(len(plan.inputs.products))
        )

    sheet.periods(
        "goods.made", plan.speech.say(N_("Cost of all that is made")), plan.value_made(), made
    )


def _bought(plan: Figured, group: str, period: int) -> str:
    if group == BOUGHT_AS_USED:
        products = range(len(plan.inputs.products))
        return added(plan.used(f"made.{at}", period, [f"[used.{at}]"]) for at in products)
    at = stocked_names(plan.inputs).index(group)
    return plan.rounded(f"[stocked.{at}@{period}]*[material.{first_line(plan, group)}.price]")


def first_line(plan: Figured, name: str) -> int:
    """The line of the table of materials where a stocked material stands first."""
    every = [one for product in plan.inputs.products for one in product.materials]
    return next(at for at, one in enumerate(every) if one.stocked and one.name == name)


def _paid(plan: Figured, at: int, group: str, period: int) -> str:
    terms = plan.terms_of(group)
    if terms is None:
        return f"[bought.{at}@{period}]"
    line, months = terms
    return spread(f"bought.{at}", f"terms.{line}", months, period, plan.digits)


def _funding(sheet: Sheet, plan: Figured) -> None:
    need, say = plan.results.funding, plan.speech.say
    before = (
        "[net@{0}]+[interest.paid@{0}]+[principal.paid@{0}]"
        "-[shares@{0}]-[grants@{0}]-[received@{0}]"
    )
    name = say(N_("Money in less money out, without shares, grants and loans"))
    sheet.periods("own", name, need.cash_flow_before_financing, before.format)
    sheet.periods(
        "own.together",
        say(N_("The same since the start")),
        need.cumulative_before_financing,
        "SUM([own@0:{0}])".format,
        total=False,
    )
    deepest = "MAX(0,-MIN([own.together@0:12]))"
    sheet.one("need", say(N_("Most money needed from outside")), need.peak_funding_need, deepest)
    lowest = say(N_("Lowest cash at the end of a month"))
    sheet.one("lowest", lowest, need.min_month_end_cash, "MIN([cash.after@0:12])", Style.SUM)
    above = need.min_month_end_cash - need.buffer
    name = say(N_("Lowest cash above what you want to keep"))
    sheet.one("above", name, above, "[lowest]-[buffer]")

"""The sheet of sales and costs month by month, with the depreciation of each thing beneath."""

from __future__ import annotations

from lms.plans.finance.assets import depreciation
from lms.plans.papers.book.cells import Sheet, Style, added
from lms.plans.papers.book.figured import Figured
from lms.plans.papers.book.inputs_sheet import period_heads
from lms.words import N_

QUARTER_ENDS = (3, 6, 9, 12)


def write_sales(sheet: Sheet, plan: Figured) -> None:
    """The sales-and-costs plan (W7)."""
    say = plan.speech.say
    sheet.say(say(N_("Sales and costs")), Style.TITLE)
    sheet.heads(period_heads(plan.speech))
    _sales(sheet, plan)
    _direct(sheet, plan)
    _indirect(sheet, plan)
    _other(sheet, plan)
    sheet.heading(say(N_("Depreciation of each thing")))
    sheet.heads(period_heads(plan.speech))
    _depreciation(sheet, plan)


def _sales(sheet: Sheet, plan: Figured) -> None:
    figures, products = plan.results.sales_and_costs, plan.inputs.products
    for at, product in enumerate(products):
        name = plan.speech.say(N_("Sales: %(product)s"), product=product.name)
        row = figures.sales_by_product[product.id]
        formula = plan.rounded(f"[sold.{at}@{{0}}]*[product.{at}.price]")
        sheet.periods(f"sales.{at}", name, row, formula.format)
    every = added(f"[sales.{at}@{{0}}]" for at in range(len(products)))
    sheet.periods(
        "sales", plan.speech.say(N_("Sales")), figures.sales, every.format, style=Style.SUM
    )


def _direct(sheet: Sheet, plan: Figured) -> None:
    figures, say = plan.results.sales_and_costs, plan.speech.say
    products = range(len(plan.inputs.products))

    def material(period: int) -> str:
        return added(plan.used(f"sold.{at}", period, plan.material_lines(at)) for at in products)

    def labour(period: int) -> str:
        return added(plan.used(f"sold.{at}", period, [f"[labour.{at}]"]) for at in products)

    sheet.periods("material", say(N_("Materials")), figures.direct_material, material)
    sheet.periods("labour", say(N_("Work on the products")), figures.direct_labour, labour)
    gross = "[sales@{0}]-[material@{0}]-[labour@{0}]"
    name = say(N_("Gross profit"))
    sheet.periods("gross", name, figures.gross_profit, gross.format, style=Style.SUM)


def _indirect(sheet: Sheet, plan: Figured) -> None:
    figures = plan.results.sales_and_costs
    costs = plan.inputs.indirect_costs
    for at, (cost, row) in enumerate(zip(costs, figures.indirect_by_item.values(), strict=True)):
        sheet.periods(f"item.{at}", cost.name, row, f"[cost.{at}@{{0}}]".format)
    every = added(f"[item.{at}@{{0}}]" for at in range(len(costs)))
    name = plan.speech.say(N_("Running costs"))
    sheet.periods("indirect", name, figures.indirect, every.format, style=Style.SUM)


def _other(sheet: Sheet, plan: Figured) -> None:
    figures, say = plan.results.sales_and_costs, plan.speech.say
    things = added(f"[lost.{at}@{{0}}]" for at in range(len(plan.inputs.fixed_assets)))
    loans = range(len(plan.inputs.loans))
    interest = added(
        f"SUMIFS([schedule.{at}#interest],[schedule.{at}#period],{{0}})" for at in loans
    )
    sheet.periods("depreciation", say(N_("Depreciation")), figures.depreciation, things.format)
    sheet.periods("interest", say(N_("Interest")), figures.interest, interest.format)

    def tax(period: int) -> str:
        if period not in QUARTER_ENDS:
            return "0"
        of_quarter = plan.rounded(f"SUM([sales@{period - 2}:{period}])*[tax.rate]")
        return f"IF([tax.kind]=2,{of_quarter},0)"

    def before(period: int) -> str:
        return "SUM([before#amount])" if period == 0 and plan.inputs.pre_operating else "0"

    sheet.periods("turnover", say(N_("Tax on turnover")), figures.turnover_tax, tax)
    opening = say(N_("Costs before the opening"))
    sheet.periods("opening", opening, figures.pre_operating, before)
    left = (
        "[gross@{0}]-[indirect@{0}]-[depreciation@{0}]-[interest@{0}]-[turnover@{0}]-[opening@{0}]"
    )
    name = say(N_("Profit before tax"))
    sheet.periods("profit", name, figures.profit_before_tax, left.format, style=Style.SUM)
    sheet.periods(
        "together",
        say(N_("Profit since the start")),
        figures.cumulative_profit_before_tax,
        "SUM([profit@0:{0}])".format,
        total=False,
    )
    year = plan.results.year
    taxed = plan.rounded("[profit.total]*[tax.rate]")
    formula = f"IF([tax.kind]=1,IF([profit.total]>0,{taxed},0),0)"
    sheet.one("profit.tax", say(N_("Tax on profit")), year.profit_tax, formula)
    surplus = say(N_("Surplus of the year"))
    sheet.one("surplus", surplus, year.net_surplus, "[profit.total]-[profit.tax]", Style.SUM)


def _depreciation(sheet: Sheet, plan: Figured) -> None:
    for at, thing in enumerate(plan.inputs.fixed_assets):

        def lost(period: int, at: int = at) -> str:
            if period == 0:
                return "0"
            age = f"({period}-[thing.{at}.period])"
            left = f"([thing.{at}.cost]-[thing.{at}.rest]-SUM([lost.{at}@0:{period - 1}]))"
            each = f"IF({age}=[thing.{at}.life],{left},MIN([thing.{at}.monthly],{left}))"
            return f"IF({age}<1,0,IF({age}>[thing.{at}.life],0,{each}))"

        row = depreciation(thing, plan.inputs.currency.step)
        sheet.periods(f"lost.{at}", thing.name, row, lost)

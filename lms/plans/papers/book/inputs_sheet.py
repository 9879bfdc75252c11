"""The sheet of what the group has typed or the builder has worked out of it: all may be changed."""

from __future__ import annotations

from lms.plans.drawings.speech import Speech
from lms.plans.finance.assets import monthly
from lms.plans.finance.inputs import BOUGHT_AS_USED, PERIODS, ZERO, Inputs, Product, Row
from lms.plans.papers.book.cells import Column, Computed, Sheet, Style, Value
from lms.plans.papers.book.figured import AS_USED, Figured
from lms.words import N_

TAXES = {"none": 0, "profit": 1, "turnover": 2}  # a number, for words differ by language


def write_inputs(sheet: Sheet, plan: Figured) -> None:
    """Every input of the engine, in the order in which the plan asks for it."""
    inputs, speech = plan.inputs, plan.speech
    sheet.say(inputs.title, Style.TITLE)
    sheet.say(speech.say(N_("Coloured cells are inputs. Change them, and all sheets count anew.")))
    sheet.say(speech.say(N_("Amounts in %(currency)s"), currency=speech.currency))
    _products(sheet, inputs, speech)
    _units(sheet, inputs, speech)
    _costs(sheet, inputs, speech)
    _things(sheet, inputs, speech)
    _lags(sheet, inputs, speech)
    _money(sheet, plan)
    _rules(sheet, inputs, speech)


def period_heads(speech: Speech, *, total: bool = True) -> list[str]:
    """The heads of a table over thirteen periods."""
    months = [speech.say(N_("M%(number)s"), number=at) for at in range(1, PERIODS)]
    return ["", speech.say(N_("Start")), *months, *([speech.say(N_("Total"))] if total else [])]


def stocked_names(inputs: Inputs) -> list[str]:
    """The materials that are kept in stock, each once."""
    materials = (one for product in inputs.products for one in product.materials if one.stocked)
    return list(dict.fromkeys(one.name for one in materials))


def _products(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("Products")))
    columns: tuple[Column, ...] = (
        Column("name", speech.say(N_("Product")), Style.INPUT_TEXT),
        Column("unit", speech.say(N_("Unit")), Style.INPUT_TEXT),
        Column("price", speech.say(N_("Price")), Style.INPUT),
        Column("minutes", speech.say(N_("Minutes of work")), Style.INPUT_COUNT),
        Column("hourly", speech.say(N_("Pay of an hour")), Style.INPUT_COUNT),
        Column("piece", speech.say(N_("Pay for the piece")), Style.INPUT),
    )
    sheet.table("product", columns, (_product(one) for one in inputs.products))
    sheet.heading(speech.say(N_("Materials of one unit")))
    columns = (
        Column("product", speech.say(N_("Product")), Style.TEXT),
        Column("name", speech.say(N_("Material")), Style.INPUT_TEXT),
        Column("qty", speech.say(N_("Quantity")), Style.INPUT_COUNT),
        Column("unit", speech.say(N_("Unit")), Style.INPUT_TEXT),
        Column("price", speech.say(N_("Price")), Style.INPUT_COUNT),
    )
    sheet.table(
        "material",
        columns,
        (
            (product.name, one.name, one.qty, one.unit, one.price)
            for product in inputs.products
            for one in product.materials
        ),
    )


def _product(product: Product) -> tuple[Value, ...]:
    labour = product.labour
    if labour.piece_rate is not None:
        work: tuple[Value, ...] = (None, None, labour.piece_rate)
    else:
        work = (labour.minutes, labour.hourly_rate, None)
    return (product.name, product.unit, product.price, *work)


def _units(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("Units by month")))
    sheet.heads(period_heads(speech))
    for at, product in enumerate(inputs.products):
        name = speech.say(N_("Units sold: %(product)s"), product=product.name)
        _typed(sheet, f"sold.{at}", name, (ZERO, *product.sales_units))
    for at, product in enumerate(inputs.products):
        name = speech.say(N_("Units made: %(product)s"), product=product.name)
        made = (ZERO, *product.made_units)
        if product.production_units is None:
            same = f"[sold.{at}@{{0}}]".format
            sheet.periods(f"made.{at}", name, made, same, style=Style.COUNT)
        else:
            _typed(sheet, f"made.{at}", name, made)
    nothing = (ZERO,) * PERIODS
    for at, material in enumerate(stocked_names(inputs)):
        name = speech.say(N_("Bought for the stock: %(material)s"), material=material)
        _typed(sheet, f"stocked.{at}", name, inputs.stock_purchases.get(material, nothing))


def _typed(sheet: Sheet, key: str, name: str, row: Row) -> None:
    sheet.periods(key, name, row, lambda _: "", style=Style.INPUT_COUNT)


def _costs(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("Running costs")))
    sheet.heads(period_heads(speech))
    for at, cost in enumerate(inputs.indirect_costs):
        sheet.periods(
            f"cost.{at}", cost.name, (ZERO, *cost.amount), lambda _: "", style=Style.INPUT
        )
    sheet.heading(speech.say(N_("Costs before the opening")))
    columns: tuple[Column, ...] = (
        Column("name", speech.say(N_("Item")), Style.INPUT_TEXT),
        Column("amount", speech.say(N_("Amount")), Style.INPUT),
    )
    sheet.table("before", columns, ((one.name, one.amount) for one in inputs.pre_operating))
    sheet.one("deposit", speech.say(N_("Deposit")), inputs.deposit, style=Style.INPUT)


def _things(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("Things to buy or bring")))
    columns: tuple[Column, ...] = (
        Column("name", speech.say(N_("Thing")), Style.INPUT_TEXT),
        Column("cost", speech.say(N_("Cost")), Style.INPUT),
        Column("rest", speech.say(N_("Value at the end")), Style.INPUT),
        Column("life", speech.say(N_("Months it lasts")), Style.INPUT_COUNT),
        Column("period", speech.say(N_("Month it comes, 0 is the start")), Style.INPUT_COUNT),
        Column("kind", speech.say(N_("Brought by a member: 1, else 0")), Style.INPUT_COUNT),
        Column("monthly", speech.say(N_("Depreciation of a month")), Style.AMOUNT),
    )
    step = inputs.currency.step
    sheet.table(
        "thing",
        columns,
        (
            (
                one.name,
                one.cost,
                one.residual,
                one.life_months,
                one.period,
                int(one.in_kind),
                Computed(
                    monthly(one, step),
                    f"ROUND(([thing.{at}.cost]-[thing.{at}.rest])/[thing.{at}.life],"
                    f"{inputs.currency.decimals})",
                ),
            )
            for at, one in enumerate(inputs.fixed_assets)
        ),
    )


def _lags(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("When customers pay, and when you pay")))
    longest = max([len(inputs.collections), *(len(one.shares) for one in inputs.supplier_terms)])
    heads = [
        speech.say(N_("At once")) if at == 0 else speech.say(N_("Month +%(number)s"), number=at)
        for at in range(longest)
    ]
    sheet.heads(["", *heads])
    sheet.line("collected", speech.say(N_("Customers pay")), inputs.collections, Style.INPUT_SHARE)
    for at, terms in enumerate(inputs.supplier_terms):
        used = terms.name == BOUGHT_AS_USED
        name = speech.say(AS_USED) if used else terms.name
        sheet.line(f"terms.{at}", name, terms.shares, Style.INPUT_SHARE)


def _money(sheet: Sheet, plan: Figured) -> None:
    inputs, speech = plan.inputs, plan.speech
    sheet.heading(speech.say(N_("Members' shares")))
    columns: tuple[Column, ...] = (
        Column("name", speech.say(N_("Member")), Style.INPUT_TEXT),
        Column("cash", speech.say(N_("Share in cash")), Style.INPUT),
        Column("kind", speech.say(N_("Share in kind")), Style.INPUT),
        Column("use", speech.say(N_("Use of the cooperative")), Style.INPUT_COUNT),
    )
    members = inputs.members
    sheet.table(
        "member",
        columns,
        (
            (plan.members.get(m.id, m.id), m.share_cash, m.share_in_kind, m.patronage)
            for m in members
        ),
    )
    sheet.heading(speech.say(N_("Grant")))
    columns = (
        Column("name", speech.say(N_("Step")), Style.INPUT_TEXT),
        Column("period", speech.say(N_("Month, 0 is the start")), Style.INPUT_COUNT),
        Column("amount", speech.say(N_("Amount")), Style.INPUT),
    )
    sheet.table("grant", columns, ((one.name, one.period, one.amount) for one in inputs.grants))
    sheet.heading(speech.say(N_("Loans")))
    columns = (
        Column("name", speech.say(N_("Loan")), Style.INPUT_TEXT),
        Column("period", speech.say(N_("Month, 0 is the start")), Style.INPUT_COUNT),
        Column("amount", speech.say(N_("Amount")), Style.INPUT),
        Column("rate", speech.say(N_("Interest of a year")), Style.INPUT_SHARE),
        Column("grace", speech.say(N_("Months before the first repayment")), Style.INPUT_COUNT),
        # The table of the loan has as many lines as it has months: that is no input.
        Column("term", speech.say(N_("Months in all")), Style.COUNT),
    )
    sheet.table(
        "loan",
        columns,
        (
            (x.name, x.period, x.amount, x.annual_rate, x.grace_months, x.term_months)
            for x in inputs.loans
        ),
    )


def _rules(sheet: Sheet, inputs: Inputs, speech: Speech) -> None:
    sheet.heading(speech.say(N_("Tax and rules")))
    kind = speech.say(N_("Tax: 1 on profit, 2 on turnover, 0 none"))
    sheet.one("tax.kind", kind, TAXES[inputs.tax.type], style=Style.INPUT_COUNT)
    sheet.one(
        "tax.rate", speech.say(N_("Rate of the tax")), inputs.tax.rate, style=Style.INPUT_SHARE
    )
    least = speech.say(N_("Least cash you want to keep"))
    sheet.one("buffer", least, inputs.min_cash_buffer, style=Style.INPUT)
    sheet.heading(speech.say(N_("How the surplus is shared")))
    rules = inputs.surplus_rules
    for at, fund in enumerate(rules.funds):
        sheet.one(f"fund.{at}.part", fund.name, fund.pct, style=Style.INPUT_SHARE)
    highest = speech.say(N_("Return on shares"))
    sheet.one("dividend.rate", highest, rules.capital_dividend_rate, style=Style.INPUT_SHARE)
    rest = speech.say(N_("Shared by use, part of what is left"))
    sheet.one("refund.part", rest, rules.patronage_pct, style=Style.INPUT_SHARE)

"""What if: the same plan with one thing worse, computed beside it; the plan never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from lms.plans.coach.finding import Said, say
from lms.plans.finance.compute import compute
from lms.plans.finance.inputs import MONTHS, Currency, IndirectCost, Inputs, Labour, Product
from lms.plans.finance.results import Results
from lms.words import N_

SOLD = Decimal("0.7")
COST = Decimal("1.2")
LATE_MONTHS = 2


def sell_less(inputs: Inputs) -> Inputs:
    """Sells 30 % less, and makes and buys for stock as much less."""

    def fewer(product: Product) -> Product:
        made = product.production_units
        return replace(
            product,
            sales_units=tuple(units * SOLD for units in product.sales_units),
            production_units=None if made is None else tuple(units * SOLD for units in made),
        )

    bought = {
        name: tuple(quantity * SOLD for quantity in row)
        for name, row in inputs.stock_purchases.items()
    }
    return replace(inputs, products=tuple(map(fewer, inputs.products)), stock_purchases=bought)


def costs_more(inputs: Inputs) -> Inputs:
    """Material, work, monthly costs and costs before the opening are 20 % higher.

    Things to buy keep their price: there are offers for them.
    """
    currency = inputs.currency
    return replace(
        inputs,
        products=tuple(_dearer_product(product, currency) for product in inputs.products),
        indirect_costs=tuple(
            IndirectCost(cost.name, tuple(_dearer(amount, currency) for amount in cost.amount))
            for cost in inputs.indirect_costs
        ),
        pre_operating=tuple(
            replace(cost, amount=_dearer(cost.amount, currency)) for cost in inputs.pre_operating
        ),
    )


def _dearer_product(product: Product, currency: Currency) -> Product:
    work = product.labour
    piece = work.piece_rate
    return replace(
        product,
        materials=tuple(replace(one, price=one.price * COST) for one in product.materials),
        labour=Labour(
            minutes=work.minutes,
            hourly_rate=work.hourly_rate * COST,
            piece_rate=None if piece is None else _dearer(piece, currency),
        ),
    )


def _dearer(amount: Decimal, currency: Currency) -> Decimal:
    return (amount * COST).quantize(currency.step, ROUND_HALF_UP)


def step_late(inputs: Inputs) -> Inputs:
    """The second step of the grant comes two months late; after month 12 not in this year at all.

    A plan with fewer than two steps stays as it is.
    """
    order = sorted(range(len(inputs.grants)), key=lambda at: (inputs.grants[at].period, at))
    if len(order) < 2:
        return inputs
    grants = list(inputs.grants)
    late = grants[order[1]].period + LATE_MONTHS
    grants[order[1]] = replace(grants[order[1]], period=late)
    return replace(inputs, grants=tuple(grant for grant in grants if grant.period <= MONTHS))


def pay_later(inputs: Inputs) -> Inputs:
    """Every customer pays one month later."""
    return replace(inputs, collections=(Decimal(0), *inputs.collections))


@dataclass(frozen=True)
class WhatIf:
    """A switch and what it is called."""

    key: str
    title: Said
    change: Callable[[Inputs], Inputs]


WHAT_IFS = (
    WhatIf("sell_less", say(N_("We sell %(percent)s %% less"), percent=30), sell_less),
    WhatIf("costs_more", say(N_("Costs are %(percent)s %% higher"), percent=20), costs_more),
    WhatIf("step_late", say(N_("The second step of the grant comes two months late")), step_late),
    WhatIf("pay_later", say(N_("Customers pay a month later")), pay_later),
)


def changed(inputs: Inputs, keys: Iterable[str]) -> Inputs:
    """The plan with all the switches of these keys on; unknown keys change nothing."""
    on = set(keys)
    for what_if in WHAT_IFS:
        if what_if.key in on:
            inputs = what_if.change(inputs)
    return inputs


@dataclass(frozen=True)
class Outcome:
    """What a plan comes to, to be read beside another; money in the plan's currency.

    lowest_cash       at the end of a period; below 0 somebody is not paid
    lowest_period     0 (before the opening) to 12
    profit            of the year before tax, without the grant
    break_even_sales  of the year; None when no sales are enough
    """

    lowest_cash: Decimal
    lowest_period: int
    profit: Decimal
    break_even_sales: Decimal | None


def outcome(results: Results) -> Outcome:
    """The four figures of a computed plan."""
    return Outcome(
        lowest_cash=results.funding.min_month_end_cash,
        lowest_period=results.funding.min_cash_period,
        profit=results.year.profit_before_tax,
        break_even_sales=results.break_even.break_even_sales,
    )


def side_by_side(inputs: Inputs) -> dict[str, Outcome]:
    """The outcome of the plan itself (key "") and of each switch alone, in the switches' order."""
    found = {"": outcome(compute(inputs))}
    for what_if in WHAT_IFS:
        found[what_if.key] = outcome(compute(what_if.change(inputs)))
    return found

"""Checks on whether the plan carries: prices above costs, cash, profit, repayments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from lms.plans.coach.case import MONTHS, ZERO, Case
from lms.plans.coach.finding import Found, Money, Said, say
from lms.plans.coach.repairs import ways_to_repair
from lms.plans.finance.results import Funding, UnitCosting
from lms.words import N_

IN_A_ROW = 3
QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))


def prices_above_costs(case: Case) -> Iterator[Found]:
    """K07: each price is above what one unit costs, shown with the sum."""
    if case.results is None:
        return
    for id_, costing in case.results.unit_costing.items():
        if costing.price <= costing.direct_cost:
            yield from _below_direct_cost(case, id_, costing)
        elif costing.full_cost is not None and costing.price <= costing.full_cost:
            yield from _below_full_cost(case, id_, costing)


def _below_direct_cost(case: Case, id_: str, costing: UnitCosting) -> Iterator[Found]:
    said = say(
        N_(
            "%(product)s: %(material)s for material and %(labour)s for work make %(cost)s. "
            "You sell it for %(price)s, so each one sold costs you money."
        ),
        product=case.product_name(id_),
        material=Money(costing.direct_material),
        labour=Money(costing.direct_labour),
        cost=Money(costing.direct_cost),
        price=Money(costing.price),
    )
    ways = (
        say(N_("Ask more than %(cost)s for it."), cost=Money(costing.direct_cost)),
        say(N_("Use cheaper or less material, or work that takes fewer minutes.")),
        say(N_("Leave this product out: selling more of it makes the loss larger.")),
    )
    yield Found("products", f"products/{id_}/price", said, ways)


def _below_full_cost(case: Case, id_: str, costing: UnitCosting) -> Iterator[Found]:
    full = costing.full_cost or ZERO
    said = say(
        N_(
            "%(product)s: %(direct)s for material and work and %(overhead)s of rent, pay and wear "
            "make %(cost)s. You sell it for %(price)s."
        ),
        product=case.product_name(id_),
        direct=Money(costing.direct_cost),
        overhead=Money(costing.overhead or ZERO),
        cost=Money(full),
        price=Money(costing.price),
    )
    ways = (
        say(N_("Ask more than %(cost)s for it, if customers pay that."), cost=Money(full)),
        say(N_("Sell more of everything: the same rent is then shared by more pieces.")),
        say(N_("If it brings customers for other products, write that as the reason.")),
    )
    yield Found("products", f"products/{id_}/price", said, ways)


def cash_lasts(case: Case) -> Iterator[Found]:
    """K08: the cash is never below zero; which month, how much, and ways out that were computed."""
    if case.results is None or case.inputs is None:
        return
    funding = case.results.funding
    if not funding.ever_negative:
        return
    yield Found("money", "", _shortage(funding), ways_to_repair(case.inputs))


def _shortage(funding: Funding) -> Said:
    amount, lowest = Money(-funding.min_month_end_cash), funding.min_cash_period
    first = funding.first_negative_period
    if lowest == 0:
        return say(N_("Before you open you cannot pay %(amount)s."), amount=amount)
    if first == lowest:
        return say(N_("In month %(month)s you cannot pay %(amount)s."), month=lowest, amount=amount)
    if not first:
        message = N_("The cash is too little from the start; in month %(month)s by %(amount)s.")
        return say(message, month=lowest, amount=amount)
    return say(
        N_("From month %(first)s the cash is too little; in month %(month)s by %(amount)s."),
        first=first,
        month=lowest,
        amount=amount,
    )


def profit_in_a_row(case: Case) -> Iterator[Found]:
    """K09: three months with profit in a row within the twelve months."""
    if case.results is None:
        return
    profits = case.results.sales_and_costs.profit_before_tax
    longest = run = 0
    for month in MONTHS:
        run = run + 1 if profits[month] > 0 else 0
        longest = max(longest, run)
    if longest >= IN_A_ROW:
        return
    said = say(
        N_("No three months in a row make a profit in year 1. The longest row: %(months)s."),
        months=longest,
    )
    yield Found("products", "", said, tuple(_profit_ways(case)))


def _profit_ways(case: Case) -> Iterator[Said]:
    if case.results is None:
        return
    even, indirect = case.results.break_even, case.results.year.indirect
    if even.break_even_sales is None:
        yield say(N_("First raise prices above the cost of material and work."))
    else:
        month = (even.break_even_sales / 12).to_integral_value(ROUND_CEILING)
        yield say(N_("Sell for about %(sales)s a month: then nothing is lost."), sales=Money(month))
    monthly = (indirect / 12).to_integral_value(ROUND_CEILING)
    yield say(
        N_("Bring down what you pay every month, now about %(amount)s."), amount=Money(monthly)
    )
    yield say(N_("Begin smaller, and grow when the first months show what sells."))


def repayments(case: Case) -> Iterator[Found]:
    """K19: in no quarter are loan payments above the cash that the work brings."""
    if case.results is None or not case.rows("money", "loans"):
        return
    flow = case.results.cash_flow
    worst = None
    for first, last in QUARTERS:
        months = range(first, last + 1)
        paid = sum((flow.interest_paid[m] + flow.principal_paid[m] for m in months), ZERO)
        earned = sum((_earned(case, month) for month in months), ZERO)
        if paid > max(earned, ZERO) and (worst is None or paid - earned > worst[2] - worst[3]):
            worst = (first, last, paid, earned)
    if worst is None:
        return
    first, last, paid, earned = worst
    message = (
        N_("In months %(first)s to %(last)s the loan takes %(paid)s; work brings %(earned)s.")
        if earned >= 0
        else N_("In months %(first)s to %(last)s the loan takes %(paid)s; work brings no cash.")
    )
    said = say(message, first=first, last=last, paid=Money(paid), earned=Money(earned))
    ways = (
        say(N_("Ask the lender for more months before the first repayment.")),
        say(N_("Borrow less, or pay it back over more months.")),
    )
    path = case.rows("money", "loans")[0].path("grace")
    yield Found("money", path, said, ways)


def _earned(case: Case, month: int) -> Decimal:
    """Cash that the work brings in a month: before loans, grants, shares and things bought."""
    if case.results is None:
        return ZERO
    flow = case.results.cash_flow
    out = (
        flow.materials_paid[month]
        + flow.direct_labour_paid[month]
        + flow.indirect_paid[month]
        + flow.turnover_tax_paid[month]
    )
    return flow.collections[month] - out

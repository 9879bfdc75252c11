"""Drawings over the start and twelve months: the cash line, sales beside costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lms.plans.drawings.drawing import (
    WIDTH,
    Drawing,
    Scale,
    Shape,
    filled,
    hollow,
    line,
    mark,
    path,
    scale,
    text,
)
from lms.plans.drawings.speech import Speech
from lms.plans.finance.inputs import PERIODS, Row
from lms.plans.finance.results import Results, SalesAndCosts
from lms.words import N_

LEFT, RIGHT = 54, WIDTH - 6
TOP, BOTTOM, HEIGHT = 50, 196, 216
SLOT = (RIGHT - LEFT) / PERIODS


def cash_line(results: Results, speech: Speech) -> Drawing:
    """Cash at the end of the start and of each month, its lowest point marked."""
    closing, at = results.cash_flow.closing, results.funding.min_cash_period
    lowest = closing[at]
    measured = scale(list(closing), top=TOP, bottom=BOTTOM)
    points = [(_middle(period), measured.y(amount)) for period, amount in enumerate(closing)]
    where = {"period": speech.period(at), "amount": speech.money(lowest)}
    below = [speech.period(period) for period, amount in enumerate(closing) if amount < 0]
    shapes = [
        *_frame(measured, speech),
        path(points),
        line(points[at][0], points[at][1], points[at][0], BOTTOM, faint=True),
        mark(*points[at], stop=lowest < 0),
        mark(8, 12, stop=lowest < 0),
        text(18, 16, speech.say(N_("Lowest: %(period)s, %(amount)s"), **where), strong=True),
    ]
    if below:
        shapes.append(text(18, 34, speech.say(N_("Below zero you cannot pay"))))
    return Drawing(
        key="cash",
        title=speech.say(N_("Cash at the end of each month")),
        says=_cash_said(where, below, speech),
        height=HEIGHT,
        shapes=tuple(shapes),
        columns=(speech.say(N_("Period")), speech.say(N_("Cash at the end"))),
        rows=tuple(
            (speech.period(period), speech.money(amount)) for period, amount in enumerate(closing)
        ),
    )


def _cash_said(where: dict[str, str], below: list[str], speech: Speech) -> str:
    said = speech.say(N_("The lowest point is %(amount)s: %(period)s."), **where)
    if below:
        listed = speech.say(N_("Cash is below zero here: %(periods)s."), periods=", ".join(below))
        return f"{said} {listed}"
    return f"{said} {speech.say(N_('Cash never falls below zero.'))}"


def sales_and_costs(results: Results, speech: Speech) -> Drawing:
    """Sales of each month beside all costs of the same month, those before the opening too."""
    plan = results.sales_and_costs
    costs = all_costs(plan)
    measured = scale([*plan.sales, *costs], top=TOP, bottom=BOTTOM)
    return Drawing(
        key="sales",
        title=speech.say(N_("Sales and costs of each month")),
        says=_sales_said(results.break_even.first_profitable_month, speech),
        height=HEIGHT,
        shapes=(
            *_frame(measured, speech),
            *_pairs(plan.sales, costs, measured),
            filled(4, 7, 10, 10),
            text(18, 16, speech.say(N_("Sales")), strong=True),
            hollow(4, 25, 10, 10),
            text(18, 34, speech.say(N_("All costs of the month")), strong=True),
        ),
        columns=(
            speech.say(N_("Period")),
            speech.say(N_("Sales")),
            speech.say(N_("All costs of the month")),
            speech.say(N_("What is left")),
        ),
        rows=tuple(
            (speech.period(at), *(speech.money(one) for one in (plan.sales[at], costs[at], left)))
            for at, left in enumerate(plan.profit_before_tax)
        ),
    )


def _sales_said(first: int | None, speech: Speech) -> str:
    if first is None:
        return speech.say(N_("In no month do sales cover the costs."))
    return speech.say(
        N_("Month %(number)s is the first whose sales cover its costs."), number=first
    )


def all_costs(plan: SalesAndCosts) -> Row:
    """What each period costs: sales less the profit before tax."""
    both = zip(plan.sales, plan.profit_before_tax, strict=True)
    return tuple(sales - profit for sales, profit in both)


def _pairs(sales: Row, costs: Row, measured: Scale) -> Iterator[Shape]:
    wide = SLOT * 0.42
    zero = measured.y(Decimal(0))
    for at, (sold, cost) in enumerate(zip(sales, costs, strict=True)):
        middle = _middle(at)
        if sold > 0:
            yield filled(middle - wide, measured.y(sold), wide, zero - measured.y(sold))
        if cost > 0:
            yield hollow(middle, measured.y(cost), wide, zero - measured.y(cost))


def _frame(measured: Scale, speech: Speech) -> Iterator[Shape]:
    """The zero line, faint lines with their amounts, and the number of each month."""
    for tick in measured.ticks():
        y = measured.y(tick)
        yield line(LEFT, y, RIGHT, y, faint=tick != 0)
        yield text(LEFT - 5, y + 4, speech.short(tick), anchor="end", strong=tick == 0)
    for period in range(PERIODS):
        yield text(_middle(period), HEIGHT - 4, str(period), anchor="middle")


def _middle(period: int) -> float:
    return LEFT + SLOT * (period + 0.5)

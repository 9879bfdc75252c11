"""A plan's figures told to a person: the sentences first, then each figure with how it was made.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lms.plans.drawings.speech import Speech
from lms.plans.finance.explain import explain
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.made import Asked, Money, Number, Percent, told
from lms.plans.finance.results import Results
from lms.words import N_

DASH = "–"


class Sentence(NamedTuple):
    """One sentence about a plan; kind: "plain", or "warning" when somebody must act."""

    kind: str
    text: str


class Figure(NamedTuple):
    """A figure with its value in words; made: how it came about, "" when it was typed."""

    name: str
    value: str
    made: str


class FigureGroup(NamedTuple):
    """Figures under a heading."""

    title: str
    figures: tuple[Figure, ...]


def sentences(results: Results, speech: Speech) -> tuple[Sentence, ...]:
    """What the figures say, cash first: can all be paid, is something left, how much must be sold.

    The cash sentence names the first month that cannot be paid; the drawing marks the lowest.
    """
    return tuple(_sentences(results, speech))


def _sentences(results: Results, speech: Speech) -> Iterator[Sentence]:
    yield _cash_sentence(results, speech)
    left = results.year.net_surplus
    if left >= 0:
        message = N_("After a year, without the grant, %(amount)s are left.")
        yield Sentence("plain", speech.say(message, amount=speech.money(left)))
    else:
        message = N_("After a year, without the grant, the plan loses %(amount)s.")
        yield Sentence("warning", speech.say(message, amount=speech.money(-left)))
    needed = results.break_even.break_even_sales
    if needed is not None:
        message = N_("You need sales of %(amount)s in the year to lose nothing.")
        yield Sentence("plain", speech.say(message, amount=speech.money(needed)))
    elif results.break_even.reason:
        yield Sentence("warning", speech.say(results.break_even.reason))


def _cash_sentence(results: Results, speech: Speech) -> Sentence:
    need = results.funding
    at = need.first_negative_period
    if at is None:
        message = N_("Your cash lasts. At its lowest it is %(amount)s.")
        return Sentence("plain", speech.say(message, amount=speech.money(need.min_month_end_cash)))
    short = speech.money(-results.cash_flow.closing[at])
    if at == 0:
        text = speech.say(N_("Before you open, %(amount)s are missing."), amount=short)
    else:
        message = N_("In month %(month)s you cannot pay %(amount)s.")
        text = speech.say(message, month=at, amount=short)
    return Sentence("warning", text)


_YEAR = (
    (N_("Sales of the year"), "year.sales"),
    (N_("Materials"), "year.direct_material"),
    (N_("Work on the products"), "year.direct_labour"),
    (N_("Gross profit"), "year.gross_profit"),
    (N_("Running costs"), "year.indirect"),
    (N_("Depreciation"), "year.depreciation"),
    (N_("Interest"), "year.interest"),
    (N_("Costs before the opening"), "year.pre_operating"),
    (N_("Profit before tax"), "year.profit_before_tax"),
    (N_("Tax on profit"), "year.profit_tax"),
    (N_("Surplus of the year"), "year.net_surplus"),
)
_CASH = (
    (N_("Cash needed before the opening"), "start_up.cash_needed_in_period_0"),
    (N_("Cash left after the start"), "start_up.cash_left_after_start_up"),
    (N_("Lowest cash at the end of a month"), "funding.min_month_end_cash"),
    (N_("Money from outside that is needed at most"), "funding.peak_funding_need"),
)
_BREAK_EVEN = (
    (N_("Costs that grow with sales"), "break_even.variable_costs"),
    (N_("Costs that stay the same"), "break_even.fixed_costs"),
    (N_("Of each sale, left for the costs that stay"), "break_even.contribution_margin_pct"),
    (N_("Break-even sales"), "break_even.break_even_sales"),
    (
        N_("Sales may fall by so much before there is a loss"),
        "break_even.safety_margin_pct",
    ),
    (N_("First month that pays"), "break_even.first_profitable_month"),
    (
        N_("Month in which the start is earned back"),
        "break_even.cumulative_payback_month",
    ),
)
_PEOPLE = (
    (N_("Jobs, counted as full time"), "people.jobs_fte"),
    (N_("Grant for one full-time job"), "people.grant_per_fte"),
    (N_("Largest share of one member"), "people.largest_share_pct"),
)
_PRODUCT = (
    (N_("Materials"), "direct_material"),
    (N_("Work on the products"), "direct_labour"),
    (N_("Direct cost"), "direct_cost"),
    (N_("Its part of running costs and depreciation"), "overhead"),
    (N_("Full cost"), "full_cost"),
    (N_("What is left of the price"), "margin"),
)


def explained(inputs: Inputs, results: Results, speech: Speech) -> tuple[FigureGroup, ...]:
    """The figures that readers ask about, each with its formula and its numbers."""
    asked = Asked(inputs, results)
    groups = [
        _group(N_("The year"), _YEAR, asked, speech),
        _group(N_("Cash"), _CASH, asked, speech),
        _group(N_("Break-even"), _BREAK_EVEN, asked, speech),
    ]
    for product in inputs.products:
        paths = tuple((name, f"unit_costing.{product.id}.{path}") for name, path in _PRODUCT)
        title = speech.say(N_("One %(unit)s: %(product)s"), unit=product.unit, product=product.name)
        groups.append(FigureGroup(title, _figures(paths, asked, speech)))
    groups.append(_group(N_("People"), _PEOPLE, asked, speech))
    return tuple(groups)


def _group(
    title: str, paths: tuple[tuple[str, str], ...], asked: Asked, speech: Speech
) -> FigureGroup:
    return FigureGroup(speech.say(title), _figures(paths, asked, speech))


def _figures(
    paths: tuple[tuple[str, str], ...], asked: Asked, speech: Speech
) -> tuple[Figure, ...]:
    return tuple(
        Figure(speech.say(name), _value(asked, path, speech), _made(asked, path, speech))
        for name, path in paths
    )


def _value(asked: Asked, path: str, speech: Speech) -> str:
    if asked.found(path) is None:
        return DASH
    match asked.value(path):
        case Money(jobs) | Number(jobs) if path == "people.jobs_fte":
            return speech.jobs(jobs)
        case Money(amount):
            return speech.money(amount)
        case Percent(percent):
            return speech.percent(percent)
        case Number(number):
            return speech.number(number)
    return DASH  # a sum stands only inside a formula


def _made(asked: Asked, path: str, speech: Speech) -> str:
    made = explain(asked.inputs, asked.results, path)
    return "" if made is None else told(made, speech.say, speech.money, speech.number)

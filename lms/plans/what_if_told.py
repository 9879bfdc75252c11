"""The switches of "what if", and the plan beside what it would become. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lms.plans.coach.what_if import WHAT_IFS, outcome
from lms.plans.drawings.speech import Speech
from lms.plans.figures_told import DASH
from lms.plans.finance.results import Results
from lms.plans.findings_told import said_told
from lms.words import N_


class Switch(NamedTuple):
    """One "what if": its key in the address, its name, whether it is on."""

    key: str
    title: str
    is_on: bool


class Beside(NamedTuple):
    """A figure of the plan and of the plan with the switches on."""

    name: str
    plan: str
    changed: str


def keys_on(asked: Iterable[str]) -> tuple[str, ...]:
    """Of the keys of an address those that are switches, each once, in their order."""
    wanted = set(asked)
    return tuple(one.key for one in WHAT_IFS if one.key in wanted)


def switches(on: Iterable[str], speech: Speech) -> tuple[Switch, ...]:
    """All switches as they stand."""
    keys = set(on)
    return tuple(Switch(one.key, said_told(one.title, speech), one.key in keys) for one in WHAT_IFS)


def beside(plan: Results, changed: Results, speech: Speech) -> tuple[Beside, ...]:
    """Four figures of both; amounts without the currency, which the table names."""
    one, other = outcome(plan), outcome(changed)
    return (
        Beside(
            speech.say(N_("Lowest cash at the end of a month")),
            speech.amount(one.lowest_cash),
            speech.amount(other.lowest_cash),
        ),
        Beside(
            speech.say(N_("When it is lowest")),
            speech.period(one.lowest_period),
            speech.period(other.lowest_period),
        ),
        Beside(
            speech.say(N_("Profit before tax")),
            speech.amount(one.profit),
            speech.amount(other.profit),
        ),
        Beside(
            speech.say(N_("Break-even sales")),
            _amount(one.break_even_sales, speech),
            _amount(other.break_even_sales, speech),
        ),
    )


def _amount(value: Decimal | None, speech: Speech) -> str:
    return DASH if value is None else speech.amount(value)

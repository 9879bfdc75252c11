"""What a call and a country allow, as plain numbers for the checks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lms.plans.template import Defaults

INTERVIEWS_LEAST = 5  # fewer possible customers asked is the commonest gap of plans (GIZ's study)
HOURS_MOST = Decimal(48)  # ILO conventions 1 and 30: no more hours of work in a week


@dataclass(frozen=True)
class Limits:
    """Limits of a call and of a country; a share is in percent.

    grant_limit         most that one group may ask for
    own_share           least part of all money that the members bring themselves
    in_kind_most        most of the own part that may be things instead of money
    first_step_share    most of the grant that may come as its first step
    lowest_wage         lowest pay in a month for a full week
    hours_week          hours of a full week, > 0
    reserve_least       least part of a surplus that goes into funds
    examples            the limits above that only stand for what a call or an office will say
    """

    grant_limit: Decimal
    own_share: Decimal
    in_kind_most: Decimal
    first_step_share: Decimal
    lowest_wage: Decimal
    hours_week: Decimal
    reserve_least: Decimal
    examples: frozenset[str] = frozenset()


_NAMES = (
    "grant_limit",
    "own_share",
    "in_kind_most",
    "first_step_share",
    "lowest_wage",
    "hours_week",
    "reserve_least",
)


def limits_of(defaults: Defaults) -> Limits:
    """The limits that a template sets.

    raises  KeyError when one is missing
    """
    numbers = {name: defaults.number(name) for name in _NAMES}
    examples = frozenset(name for name in _NAMES if defaults[name].example)
    return Limits(**numbers, examples=examples)

"""How a figure of a plan was made, by the path that it has in the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import localcontext

from lms.plans.finance.exact import EXACT
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.made import Asked, Made, Maker
from lms.plans.finance.made_costs import OF_COSTS
from lms.plans.finance.made_money import OF_MONEY
from lms.plans.finance.made_sharing import OF_SHARING
from lms.plans.finance.results import Results

MAKERS: Mapping[str, Maker] = {**OF_COSTS, **OF_MONEY, **OF_SHARING}
_OF_ALL_PRODUCTS = "unit_costing.overhead"


def explain(inputs: Inputs, results: Results, figure: str) -> Made | None:
    """How a figure was made; for one that does not exist, why it does not.

    figure   its path: "year.sales", "unit_costing.<product id>.overhead",
             "cash_flow.closing.<period>", "depreciation.<name>.monthly", "loans.<place>...."
    returns  None for what was typed and for paths that are none; `made.told` makes text of it
    """
    reason = _reason(results, figure)
    if reason is not None:
        return Made(reason)
    for path, key in _paths(figure):
        maker = MAKERS.get(path)
        if maker is not None:
            return _made(maker, Asked(inputs, results, key), path)
    return None


def _made(maker: Maker, asked: Asked, path: str) -> Made | None:
    try:
        if asked.found(path) is None:
            return None  # a loan has one kind of instalment, not both
    except (KeyError, IndexError, ValueError):
        return None  # there is no such product, thing, loan or member
    with localcontext(EXACT):
        return maker(asked)


def _paths(figure: str) -> Iterator[tuple[str, str]]:
    """The path itself, then with one or several of its steps as the key, which may hold dots."""
    yield figure, ""
    steps = figure.split(".")
    for first in range(1, len(steps)):
        for last in range(len(steps), first, -1):
            starred = [*steps[:first], "*", *steps[last:]]
            yield ".".join(starred), ".".join(steps[first:last])


def _reason(results: Results, figure: str) -> str | None:
    """Why a figure is None; what is 0 for a reason, such as patronage, is made like all others."""
    found = results.reasons.get(figure)
    if found is not None and figure != "surplus_distribution.patronage_refund":
        return found
    head, _, rest = figure.partition(".")
    if head == "unit_costing" and rest.endswith((".overhead", ".full_cost", ".margin", "n_pct")):
        return results.reasons.get(_OF_ALL_PRODUCTS)
    if figure.startswith("break_even.break_even_units_at_planned_mix"):
        return results.break_even.reason
    return None

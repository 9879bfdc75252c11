"""All drawings of a plan, in the order in which its figures are told."""

from __future__ import annotations

from lms.plans.drawings.drawing import Drawing
from lms.plans.drawings.lists import break_even, jobs_by_group, sources_and_uses
from lms.plans.drawings.months import cash_line, sales_and_costs
from lms.plans.drawings.speech import Speech
from lms.plans.finance.results import Results


def drawings_of(results: Results, speech: Speech) -> tuple[Drawing, ...]:
    """The five drawings: cash, sales and costs, break-even, sources and uses, jobs."""
    made = (cash_line, sales_and_costs, break_even, sources_and_uses, jobs_by_group)
    return tuple(one(results, speech) for one in made)

"""Why a figure does not exist, in sentences marked for translation."""

from __future__ import annotations

from typing import Any

from lms.plans.finance.break_even_year import NO_SALES
from lms.plans.finance.exact import total
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.results import BreakEven, Funding, People, UnitCosting, Year
from lms.words import N_

NO_WORK = N_("There is no direct work, so nothing can carry the indirect costs of one unit.")
NO_PRICE = N_("The price is 0, so there is no part of it.")
NO_NEED = N_("No money from outside is needed in any month.")
NO_GOOD_MONTH = N_("No month of the first twelve is without a loss.")
NO_PAYBACK = N_("The losses of the beginning are not earned back within twelve months.")
NO_MEMBERS = N_("There are no members yet.")
NO_JOBS = N_("There are no jobs yet.")
NO_SHARES = N_("Nobody has a share yet.")
NO_PATRONAGE = N_("No member has a figure for patronage, so nothing can be shared by it.")


def reasons_of(
    inputs: Inputs,
    units: dict[str, UnitCosting],
    shown: tuple[Year, BreakEven, Funding, People],
) -> dict[str, str]:
    """Of each figure that is None its path and why; patronage also where it can only be 0."""
    year, pays, need, people = shown
    found = _of_units(units)
    found |= _of("year", year, {"": NO_SALES})
    found |= _of("break_even", pays, {**_OF_BREAK_EVEN, "": pays.reason or NO_SALES})
    found |= _of("funding", need, {"peak_period": NO_NEED})
    found |= _of("people", people, {**_OF_JOBS, "largest_share_pct": NO_SHARES, "": NO_MEMBERS})
    if not total(member.patronage for member in inputs.members):
        found["surplus_distribution.patronage_refund"] = NO_PATRONAGE
    return found


_OF_BREAK_EVEN = {
    "first_profitable_month": NO_GOOD_MONTH,
    "cumulative_payback_month": NO_PAYBACK,
    "contribution_margin_pct": NO_SALES,
}
_OF_JOBS = {
    "jobs_women_pct": NO_JOBS,
    "jobs_youth_pct": NO_JOBS,
    "jobs_disability_pct": NO_JOBS,
    "grant_per_fte": NO_JOBS,
}
# Absent is the good news here: no reason needs to be given.
_GOOD_WHEN_ABSENT = {"first_negative_period", "reason"}


def _of(part: str, values: Any, why: dict[str, str]) -> dict[str, str]:
    return {
        f"{part}.{name}": why.get(name, why.get("", ""))
        for name, value in vars(values).items()
        if value is None and name not in _GOOD_WHEN_ABSENT
    }


def _of_units(units: dict[str, UnitCosting]) -> dict[str, str]:
    found = {}
    for key, one in units.items():
        if one.overhead is None:
            found["overhead_rate_on_direct_labour"] = NO_WORK
            found["unit_costing.overhead"] = NO_WORK
        elif one.margin_pct is None:
            found[f"unit_costing.{key}.margin_pct"] = NO_PRICE
    return found

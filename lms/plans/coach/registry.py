"""All checks by their number, and the one function that runs them over a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lms.plans.coach.carrying import cash_lasts, prices_above_costs, profit_in_a_row, repayments
from lms.plans.coach.case import Case, PeopleState, Values
from lms.plans.coach.complete import everything_answered
from lms.plans.coach.finding import Finding, Found, Level
from lms.plans.coach.founders import (
    all_agreed,
    enough_founders,
    several_hands,
    somebody_is_home,
    surplus_rule,
)
from lms.plans.coach.grant import bought_with_grant, first_step_and_proofs, grant_and_limit
from lms.plans.coach.limits import limits_of
from lms.plans.coach.market import (
    asked_enough,
    enough_customers,
    late_money,
    prices_of_others,
    round_numbers,
    seasons,
)
from lms.plans.coach.sources import own_part, sources_and_uses
from lms.plans.coach.work import enough_hours, fair_pay_and_hours, promises_kept, somebody_is_paid
from lms.plans.expansion import Expanded
from lms.plans.finance.reading import read_inputs
from lms.plans.finance.results import Results
from lms.plans.template import Template


@dataclass(frozen=True)
class Check:
    """A check with its number and its weight."""

    id: str
    level: Level
    look: Callable[[Case], Iterator[Found]]


CHECKS = (
    Check("K01", Level.STOP, everything_answered),
    Check("K02", Level.STOP, sources_and_uses),
    Check("K03", Level.STOP, grant_and_limit),
    Check("K04", Level.STOP, own_part),
    Check("K05", Level.STOP, enough_founders),
    Check("K06", Level.STOP, all_agreed),
    Check("K07", Level.WARN, prices_above_costs),
    Check("K08", Level.WARN, cash_lasts),
    Check("K09", Level.WARN, profit_in_a_row),
    Check("K10", Level.WARN, fair_pay_and_hours),
    Check("K11", Level.WARN, enough_hours),
    Check("K12", Level.WARN, enough_customers),
    Check("K13", Level.WARN, prices_of_others),
    Check("K14", Level.WARN, bought_with_grant),
    Check("K15", Level.WARN, somebody_is_paid),
    Check("K16", Level.WARN, somebody_is_home),
    Check("K17", Level.WARN, promises_kept),
    Check("K18", Level.WARN, late_money),
    Check("K19", Level.WARN, repayments),
    Check("K20", Level.WARN, first_step_and_proofs),
    Check("K21", Level.TIP, seasons),
    Check("K22", Level.WARN, asked_enough),
    Check("K23", Level.TIP, several_hands),
    Check("K24", Level.WARN, surplus_rule),
    Check("K25", Level.TIP, round_numbers),
)
_ORDER = tuple(Level)


def findings(
    answers: Mapping[str, Values],
    expanded: Expanded | None,
    results: Results | None,
    template: Template,
    people_state: PeopleState | None = None,
    *,
    done: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What the coach finds, stops first, then warnings, then tips, each in the order of the checks.

    expanded, results  None while the figures cannot be made; checks on figures are silent then
    people_state       None while nobody is asked to agree
    done               sections that somebody has marked as done
    """
    inputs = None
    if results is not None and expanded is not None and expanded.inputs is not None:
        inputs = read_inputs(expanded.inputs)
    case = Case(
        answers=answers,
        template=template,
        limits=limits_of(template.defaults),
        inputs=inputs,
        results=results,
        people=people_state,
        done=frozenset(done),
    )
    found = [finding for check in CHECKS for finding in run(check, case)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.level), one.id)))


def run(check: Check, case: Case) -> Iterator[Finding]:
    """The findings of one check."""
    for found in check.look(case):
        yield Finding(
            id=check.id,
            level=check.level,
            section=found.section,
            path=found.path,
            message=found.said.message,
            values=found.said.values,
            ways_out=found.ways_out,
            limit=found.limit,
            by_example=found.limit in case.limits.examples,
        )


def explanation(finding: Finding, answers: Mapping[str, Values]) -> str:
    """What the group wrote about a warning; "" when nothing.

    A price below cost may also be explained where it is asked, beside the products.
    """
    written = answers.get("explanations", {}).get(finding.id, "").strip()
    if finding.id == "K07" and not written:
        return answers.get("products", {}).get("explain_low_price", "").strip()
    return written

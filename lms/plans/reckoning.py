"""From a plan's answers to its figures and findings, once for all pages and papers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lms.plans.answers import Answers
from lms.plans.coach.case import PeopleState
from lms.plans.coach.finding import Finding, Level
from lms.plans.coach.registry import findings
from lms.plans.expansion import Expanded, expand
from lms.plans.finance.compute import compute
from lms.plans.finance.inputs import Inputs, Unusable
from lms.plans.finance.reading import read_inputs
from lms.plans.finance.results import Results
from lms.plans.template import Template


@dataclass(frozen=True)
class Reckoning:
    """What follows from the answers as they are now.

    inputs, results  None while too little is answered, or when the figures cannot be made
    faults           why they cannot be made, one line each; for the log and the notes of a page
    """

    expanded: Expanded
    inputs: Inputs | None
    results: Results | None
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """The findings of one level, in their order."""
        return tuple(one for one in self.findings if one.level is level)


def reckon(
    answers: Answers,
    template: Template,
    *,
    currency: str,
    title: str,
    language: str,
    people: PeopleState | None = None,
    done: Iterable[str] = (),
) -> Reckoning:
    """Expand the answers, compute them, and let the coach look.

    people  who has still to agree; None while nobody is asked
    """
    expanded = expand(answers, template, currency=currency, title=title, language=language)
    inputs, results, faults = _computed(expanded)
    found = findings(answers, expanded, results, template, people, done=done)
    return Reckoning(expanded, inputs, results, found, faults)


def _computed(expanded: Expanded) -> tuple[Inputs | None, Results | None, tuple[str, ...]]:
    if expanded.inputs is None:
        return None, None, ()
    try:
        inputs = read_inputs(expanded.inputs)
        return inputs, compute(inputs), ()
    except Unusable as no:
        return None, None, tuple(no.faults)

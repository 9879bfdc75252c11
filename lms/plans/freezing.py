"""The verb that freezes a plan: a copy with its figures, findings, agreements and PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import Refusal
from lms.plans import agreeing, agreement_queries, history_queries, keeping, people
from lms.plans.advice_models import PlanFrozen
from lms.plans.agreed_members import Standing
from lms.plans.agreement_queries import MOST_FROZEN
from lms.plans.answers import Answers, by_section
from lms.plans.coach.finding import Level
from lms.plans.coach.registry import explanation
from lms.plans.countries import template_of
from lms.plans.finance.version import ENGINE_VERSION
from lms.plans.kinds import Cause
from lms.plans.models import Plan
from lms.plans.papers.from_plan import Mark, Stamp, Written, paper_of
from lms.plans.papers.pdf import plan_pdf
from lms.plans.reckoning import Reckoning, reckon
from lms.plans.template import Template
from lms.trail import service as trail
from lms.words import N_

STOPS = N_("Some things must be mended before the plan can be frozen. Look at the list.")
UNEXPLAINED = N_("Write a sentence to each thing to explain. Readers see it beside the warning.")
UNDECIDED = N_("Two of you wrote different things somewhere. Choose one answer first.")
NO_FIGURES = N_("The figures of this plan cannot be made yet. Look at “Does it carry?”.")
FULL = N_("There are %(most)s frozen copies of this plan. That is as many as there can be.")


def freeze(
    db: Session,
    actor: User,
    plan: Plan,
    *,
    digest: str,
    language: str,
    fonts: Path,
    now: datetime,
) -> PlanFrozen:
    """Keep the plan exactly as it reads now; the same text frozen twice is one copy.

    digest    of the text that the owner has seen
    language  of the PDF
    raises    Refusal when the plan reads differently by now, a stop is left (a member who has not
              agreed is one), a warning has no explanation, or an answer is not decided
    """
    people.as_owner(db, actor, plan)
    standing, revs = agreeing.read_now(db, plan, language)
    if digest != standing.digest:
        raise Refusal(agreeing.CHANGED)
    template = template_of(plan)
    number = agreement_queries.last_number(db, plan.id)
    last = agreement_queries.frozen_copy(db, plan.id, number)
    if last is not None and _is_same(last, plan, digest, template):
        return last
    if number >= MOST_FROZEN:
        raise Refusal(FULL, most=MOST_FROZEN)
    answers = by_section(agreement_queries.sections_now(db, plan.id))
    made = _reckoned(answers, plan, template, standing, language)
    _may_freeze(db, plan, made, answers)
    copy = PlanFrozen(
        plan_id=plan.id,
        number=number + 1,
        name=plan.title,
        language=language,
        answers={key: dict(values) for key, values in answers.items()},
        inputs=keeping.exact(made.expanded.inputs),
        results=keeping.figures(made.results) if made.results else {},
        findings=keeping.to_keep(made.findings, answers),
        agreed=_agreed(standing),
        revs=revs,
        digest=digest,
        template_version=template.version,
        engine_version=ENGINE_VERSION,
        pdf=_pdf(plan, template, answers, made, standing, language, fonts, now),
        by_id=actor.id,
        at=now,
    )
    db.add(copy)
    trail.note(db, actor, "plans.freeze", plan, now=now, number=copy.number, digest=digest)
    return copy


def open_warnings(made: Reckoning, answers: Answers) -> list[str]:
    """The ids of warnings to which the group has not written a sentence, each once."""
    found = [one.id for one in made.of_level(Level.WARN) if not explanation(one, answers)]
    return list(dict.fromkeys(found))


def _is_same(last: PlanFrozen, plan: Plan, digest: str, template: Template) -> bool:
    made_with = (last.digest, last.name, last.template_version, last.engine_version)
    return made_with == (digest, plan.title, template.version, ENGINE_VERSION)


def _reckoned(
    answers: Answers, plan: Plan, template: Template, standing: Standing, language: str
) -> Reckoning:
    return reckon(
        answers,
        template,
        currency=plan.currency,
        title=plan.title,
        language=language,
        people=standing.people_state,
    )


def _may_freeze(db: Session, plan: Plan, made: Reckoning, answers: Answers) -> None:
    # What somebody who was taken out still proposes does not hold the others up.
    asked = history_queries.open_questions(db, plan.id)
    if any(one.cause is not Cause.PROPOSAL for one in asked):
        raise Refusal(UNDECIDED)
    if made.of_level(Level.STOP):
        raise Refusal(STOPS)
    if made.inputs is None or made.results is None:
        raise Refusal(NO_FIGURES)
    if open_warnings(made, answers):
        raise Refusal(UNEXPLAINED)


def _agreed(standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "share": dict(one.now.share),
            "how": one.now.how.value,
            "proof": one.now.proof,
            "at": one.now.at.isoformat(),
        }
        for one in standing.founders
        if one.now is not None
    ]


def _pdf(
    plan: Plan,
    template: Template,
    answers: Answers,
    made: Reckoning,
    standing: Standing,
    language: str,
    fonts: Path,
    now: datetime,
) -> bytes:
    written = Written(plan.title, template, answers, made.inputs, made.results, made.findings)
    stamp = Stamp(now.date(), standing.digest, ENGINE_VERSION)
    owners = ", ".join(one.name for one in standing.founders)
    paper = paper_of(written, language, mark=Mark.NONE, stamp=stamp, owners=owners)
    return plan_pdf(paper, fonts=fonts, timestamp=now)

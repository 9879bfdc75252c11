"""What the list of plans and the home of a plan are given to show, ready for templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext

from lms.plans import sections
from lms.plans.addresses import plan_url, section_url
from lms.plans.answers import Answers, by_section, first_open_name, is_answered, open_questions
from lms.plans.figures import figures_of
from lms.plans.forms import COUNTRIES
from lms.plans.models import Plan
from lms.plans.questions import Question, Section
from lms.plans.wording import FigureShown, figures_shown, waiting_for
from lms.words import N_

_NOTHING: Answers = {}


@dataclass(frozen=True)
class Card:
    """A plan in the list."""

    title: str
    url: str
    state: str
    state_kind: str
    done: int
    count: int
    changed_at: datetime


class SectionRow(NamedTuple):
    """A section on the plan's home."""

    number: int
    title: str
    url: str
    minutes: int
    state: str
    state_word: str


class Step(NamedTuple):
    """The one question to go on with."""

    question: str
    url: str
    minutes: int


class Home(NamedTuple):
    """The home of a plan."""

    title: str
    url: str
    facts: list[str]
    figures: list[FigureShown]
    waits: str | None
    step: Step | None
    to_do: list[tuple[str, str]]
    sections: list[SectionRow]
    downloads: list[tuple[str, str, int | None]]


def card(plan: Plan) -> Card:
    """A plan as the list shows it."""
    kept = by_section(plan.sections)
    states = [_state(section, kept.get(section.key, _NOTHING)) for section in sections.SECTIONS]
    kind, word = _state_of_all(states)
    return Card(
        plan.title,
        plan_url(plan.id),
        word,
        kind,
        states.count("done"),
        len(states),
        plan.updated_at,
    )


def home(plan: Plan) -> Home:
    """The home of a plan: figures, one question, what is open, the sections."""
    kept = by_section(plan.sections)
    figures = figures_of(kept, plan.currency)
    asked = [
        (section, question)
        for section in sections.SECTIONS
        for question in open_questions(section, kept.get(section.key, _NOTHING))
    ]
    to_do = [_open_link(plan, s, q, kept.get(s.key, _NOTHING)) for s, q in asked]
    step = None
    if asked:
        url, label = to_do[0]
        step = Step(label, url, _minutes_of_one(asked[0][0]))
    return Home(
        title=plan.title,
        url=plan_url(plan.id),
        facts=[gettext(COUNTRIES[plan.country]), plan.currency],
        figures=figures_shown(figures),
        waits=None if figures.nothing_yet else waiting_for(figures),
        step=step,
        to_do=to_do[1:],
        sections=[
            _section_row(plan, one, kept.get(one.key, _NOTHING)) for one in sections.SECTIONS
        ],
        downloads=[(f"{plan_url(plan.id)}plan.pdf", gettext(N_("My plan as PDF")), None)],
    )


def _state(section: Section, answers: Answers) -> str:
    if not open_questions(section, answers):
        return "done"
    return "here" if answers else "ahead"


def _state_of_all(states: list[str]) -> tuple[str, str]:
    if set(states) == {"done"}:
        return "done", gettext(N_("All answered"))
    if set(states) == {"ahead"}:
        return "ahead", gettext(N_("Not begun"))
    return "here", gettext(N_("In work"))


def _section_row(plan: Plan, section: Section, answers: Answers) -> SectionRow:
    count = len(section.questions)
    answered = sum(is_answered(question, answers) for question in section.questions)
    state = _state(section, answers)
    words = {
        "done": N_("Done"),
        "here": N_("%(answered)s of %(count)s answered"),
        "ahead": N_("Not begun"),
    }
    return SectionRow(
        number=sections.number_of(section),
        title=gettext(section.title),
        url=section_url(plan.id, section),
        minutes=section.minutes,
        state=state,
        state_word=gettext(words[state], answered=answered, count=count),
    )


def _minutes_of_one(section: Section) -> int:
    return max(1, section.minutes // len(section.questions))


def _open_link(
    plan: Plan, section: Section, question: Question, answers: Answers
) -> tuple[str, str]:
    name = first_open_name(question, answers)
    return f"{section_url(plan.id, section)}#{name}", gettext(question.label)

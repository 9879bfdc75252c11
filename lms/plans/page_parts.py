"""What the plan's pages are given to show, ready for templates."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext

from lms.plans import sections
from lms.plans.answers import Answers, differing, first_open_name, is_answered, open_questions
from lms.plans.figures import Figures, figures_of
from lms.plans.forms import COUNTRIES, SectionForm
from lms.plans.models import Plan
from lms.plans.questions import Question, Rows, Section
from lms.plans.wording import FigureShown, answer_told, figures_shown, label_of, waiting_for
from lms.web.filters import money, num
from lms.words import N_

_NOTHING: Answers = {}


class Card(NamedTuple):
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


class RowShown(NamedTuple):
    """One row of a question in rows: its name and its fields."""

    title: str
    fields: list[Any]


class Block(NamedTuple):
    """Questions that one lesson taught; an item is a field, or rows with the later ones folded."""

    lesson: tuple[str, str] | None
    items: list[Any]


class RowsShown(NamedTuple):
    """A question in rows; `more` are empty and folded away."""

    title: str
    hint: str
    rows: list[RowShown]
    more: list[RowShown]


@dataclass(frozen=True)
class SectionPage:
    """One section: what it asks, and what the figures say now."""

    number: int
    title: str
    why: str
    action: str
    blocks: list[Block]
    saved_at: datetime | None
    figures: list[FigureShown]
    waits: str | None
    tables: list[dict[str, Any]]
    standing: list[tuple[str, str]]
    has_figures: bool


def plan_url(plan_id: uuid.UUID) -> str:
    """The home of a plan."""
    return f"/plans/{plan_id}/"


def section_url(plan_id: uuid.UUID, section: Section) -> str:
    """One section of a plan."""
    return f"{plan_url(plan_id)}{section.key}/"


def kept_answers(plan: Plan) -> dict[str, Answers]:
    """The answers of a plan by section."""
    return {section.key: section.answers for section in plan.sections}


def card(plan: Plan) -> Card:
    """A plan as the list shows it."""
    kept = kept_answers(plan)
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
    kept = kept_answers(plan)
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
        step = Step(label, url, asked[0][0].minutes)
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


def section_page(
    plan: Plan,
    section: Section,
    form: SectionForm,
    *,
    saved_at: datetime | None,
    standing: Mapping[str, str] | None = None,
) -> SectionPage:
    """One section with its form.

    standing  the answers that somebody saved meanwhile; None when nobody did
    """
    figures = figures_of(kept_answers(plan), plan.currency)
    shown = section.figures and not figures.nothing_yet
    return SectionPage(
        number=sections.number_of(section),
        title=gettext(section.title),
        why=gettext(section.why),
        action=section_url(plan.id, section),
        blocks=_blocks(section, form, plan.currency),
        saved_at=saved_at,
        figures=figures_shown(figures) if shown else [],
        waits=waiting_for(figures) if shown else None,
        tables=_material_tables(figures) if section is sections.COSTING else [],
        standing=[] if standing is None else _standing(section, form, standing, plan.currency),
        has_figures=section.figures,
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


def _open_link(
    plan: Plan, section: Section, question: Question, answers: Answers
) -> tuple[str, str]:
    name = first_open_name(question, answers)
    return f"{section_url(plan.id, section)}#{name}", gettext(question.label)


def _blocks(section: Section, form: SectionForm, currency: str) -> list[Block]:
    """Questions in order; where the lesson changes, a new block begins with its link."""
    blocks: list[Block] = []
    before: str | None = None
    for question in section.questions:
        if not blocks or question.lesson != before:
            blocks.append(Block(_lesson_link(question.lesson), []))
            before = question.lesson
        rows = isinstance(question, Rows)
        item = _rows_shown(question, form, currency) if rows else form[question.key]
        blocks[-1].items.append(item)
    return blocks


def _lesson_link(lesson: str | None) -> tuple[str, str] | None:
    if lesson is None:
        return None
    return f"/learn/{lesson}/", gettext(sections.LESSONS[lesson])


def _rows_shown(rows: Rows, form: SectionForm, currency: str) -> RowsShown:
    shown = [
        RowShown(
            gettext(rows.row, number=at),
            [form[rows.name(at, column.key)] for column in rows.columns],
        )
        for at in range(1, rows.most + 1)
    ]
    used = [at for at, row in enumerate(shown, 1) if any(f._value() for f in row.fields)]
    open_rows = min(max(rows.open, max(used, default=0) + 1), rows.most)
    title = gettext(rows.label)
    if any(column.kind == "money" for column in rows.columns):
        title = f"{title} ({currency})"
    return RowsShown(title, gettext(rows.hint), shown[:open_rows], shown[open_rows:])


def _standing(
    section: Section, form: SectionForm, standing: Mapping[str, str], currency: str
) -> list[tuple[str, str]]:
    fields = dict(section.names())
    empty = gettext(N_("not answered yet"))
    return [
        (
            label_of(section, name),
            answer_told(fields[name], standing[name], currency) if name in standing else empty,
        )
        for name in differing(section, form.answers(), standing)
    ]


def _material_tables(figures: Figures) -> list[dict[str, Any]]:
    if not figures.lines:
        return []
    rows = [
        [line.name or "–", num(line.quantity), num(line.price), money(line.cost, "").strip()]
        for line in figures.lines
    ]
    heads = [
        gettext(N_("Material")),
        gettext(N_("Quantity")),
        gettext(N_("Price")),
        gettext(N_("Cost, %(currency)s"), currency=figures.currency),
    ]
    return [{"caption": gettext(N_("What goes into one")), "heads": heads, "rows": rows}]

"""What the page of one section is given to show, ready for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext

from lms.plans import sections
from lms.plans.addresses import section_url
from lms.plans.answers import by_section, differing
from lms.plans.figures import Figures, figures_of
from lms.plans.forms import SectionForm
from lms.plans.models import Plan
from lms.plans.questions import Kind, Rows, Section
from lms.plans.wording import FigureShown, answer_told, figures_shown, label_of, waiting_for
from lms.web.filters import num
from lms.words import N_


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
    figures = figures_of(by_section(plan.sections), plan.currency)
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


def _blocks(section: Section, form: SectionForm, currency: str) -> list[Block]:
    """Questions in order; where the lesson changes, a new block begins with its link."""
    blocks: list[Block] = []
    before: str | None = None
    for question in section.questions:
        if not blocks or question.lesson != before:
            blocks.append(Block(_lesson_link(question.lesson), []))
            before = question.lesson
        if isinstance(question, Rows):
            blocks[-1].items.append(_rows_shown(question, form, currency))
        else:
            blocks[-1].items.append(form[question.key])
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
    if any(column.kind is Kind.MONEY for column in rows.columns):
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
        [line.name or "–", num(line.quantity), num(line.price), num(line.cost)]
        for line in figures.lines
    ]
    heads = [
        gettext(N_("Material")),
        gettext(N_("Quantity")),
        gettext(N_("Price")),
        gettext(N_("Cost, %(currency)s"), currency=figures.currency),
    ]
    return [{"caption": gettext(N_("What goes into one")), "heads": heads, "rows": rows}]

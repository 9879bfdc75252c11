"""The papers of a plan as files: which there are, what they hold, what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date

from lms import paths
from lms.plans.answers import by_section
from lms.plans.countries import template_of
from lms.plans.drawings.speech import Speech
from lms.plans.kinds import WRITES
from lms.plans.models import Plan, PlanPerson
from lms.plans.papers.book.workbook import plan_xlsx
from lms.plans.papers.docx import plan_docx
from lms.plans.papers.from_plan import Mark, Stamp, Written, figured, paper_of
from lms.plans.papers.paper import PlanPaper
from lms.plans.papers.pdf import plan_pdf, summary_pdf
from lms.plans.papers.worksheets import worksheets_pdf
from lms.plans.reckoning import reckon
from lms.plans.template_reading import load_template
from lms.words import N_

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Worksheets hold no moment of their own: the same questions give the same file.
_PRINTED = datetime(2026, 1, 1, tzinfo=UTC)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*.]+')
_LONGEST_NAME = 60


class Paper(NamedTuple):
    """A file of a plan; about_bytes: what a full plan takes on its way to a
    phone, measured on the samples."""

    file: str
    name: str
    what: str
    about_bytes: int
    needs_figures: bool = False


PAPERS = (
    Paper("plan.pdf", N_("The whole plan"), N_("PDF, to print and to send"), 130_000),
    Paper("summary.pdf", N_("The summary on one page"), N_("PDF"), 16_000),
    Paper("plan.docx", N_("The whole plan as a text"), N_("DOCX, can be changed"), 150_000),
    Paper(
        "plan.xlsx",
        N_("The figures as a workbook"),
        N_("XLSX, its formulas work"),
        31_000,
        needs_figures=True,
    ),
    Paper("worksheets.pdf", N_("Empty worksheets"), N_("PDF, to fill in with a pen"), 110_000),
)


def written_of(plan: Plan, language: str) -> Written:
    """A plan as it stands, with its figures and findings."""
    template, kept = template_of(plan), by_section(plan.sections)
    found = reckon(kept, template, currency=plan.currency, title=plan.title, language=language)
    return Written(plan.title, template, kept, found.inputs, found.results, found.findings)


def paper_for(plan: Plan, written: Written, language: str) -> PlanPaper:
    """The paper of a plan that may still change."""
    stamp = Stamp(plan.updated_at.date())
    owners = owners_line(plan, language)
    return paper_of(written, language, mark=Mark.DRAFT, stamp=stamp, owners=owners)


def owners_line(plan: Plan, language: str) -> str:
    """Who writes the plan and when it was saved last."""
    return Speech(language, plan.currency).say(
        N_("Written by %(names)s, last saved on %(day)s."),
        names=", ".join(_writers(plan.people)),
        day=str(format_date(plan.updated_at, "long", locale=language)),
    )


def _writers(people: Iterable[PlanPerson]) -> list[str]:
    there = [one for one in people if one.removed_at is None and one.role in WRITES]
    return [one.name for one in sorted(there, key=lambda one: (one.joined_at, one.id))]


def pdf_of(plan: Plan, language: str, *, whole: bool) -> bytes:
    """The whole plan, or its summary; the same plan gives the same bytes."""
    paper = paper_for(plan, written_of(plan, language), language)
    make = plan_pdf if whole else summary_pdf
    return make(paper, fonts=paths.FONTS, timestamp=plan.updated_at)


def docx_of(plan: Plan, language: str) -> bytes:
    """The plan as a text that can be changed."""
    paper = paper_for(plan, written_of(plan, language), language)
    return plan_docx(paper, fonts=paths.FONTS, timestamp=plan.updated_at)


def xlsx_of(plan: Plan, language: str) -> bytes | None:
    """The plan's figures as a workbook; None while they cannot be made."""
    written = written_of(plan, language)
    figures = figured(written, language)
    if figures is None:
        return None
    mark = paper_for(plan, written, language).mark
    return plan_xlsx(figures, mark=mark, timestamp=plan.updated_at)


@lru_cache(maxsize=32)
def worksheets_of(country: str, language: str) -> bytes:
    """The empty worksheets of a country, made once.

    raises  LookupError for a country without a plan
    """
    template = load_template(country)
    return worksheets_pdf(template, language, fonts=paths.FONTS, timestamp=_PRINTED)


def file_name(title: str, file: str) -> str:
    """What a downloaded file is called: the plan's name, then the paper's.

    >>> file_name("Rau / củ: 2027", "plan.pdf"), file_name("../..", "plan.xlsx")
    ('Rau củ 2027 - plan.pdf', 'plan.xlsx')
    """
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip()
    return f"{name} - {file}" if name else file

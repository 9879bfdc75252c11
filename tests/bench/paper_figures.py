"""Figures of a plan on paper: the sample of Viet Nam, each time with other words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from lms.paths import STATIC
from lms.plans.expansion import expand
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.papers.book.workbook import plan_xlsx
from lms.plans.papers.docx import plan_docx
from lms.plans.papers.from_plan import Mark, Stamp, Written, figured, paper_of
from lms.plans.papers.paper import PlanPaper
from lms.plans.papers.pdf import plan_pdf
from lms.plans.samples import load_sample
from lms.plans.template_reading import load_template

from .report import Figure

PDF = ("A whole plan as PDF", "under 300 ms")
DOCX = ("A whole plan as text document", "under 200 ms")
XLSX = ("A whole plan as workbook", "under 200 ms")
_FONTS = STATIC / "fonts"
_PRINTED = datetime(2026, 11, 22, tzinfo=UTC)
_ROUNDS = 7


def of_papers() -> list[Figure]:
    """What needs neither a server nor a database; the best of some rounds."""
    plan = _sample()
    paper = paper_of(plan, "vi", mark=Mark.DRAFT, stamp=Stamp(date(2026, 11, 22)))
    book = figured(plan, "vi")
    assert book is not None
    pdf = _best(lambda at: plan_pdf(_renamed(paper, at), fonts=_FONTS, timestamp=_PRINTED))
    docx = _best(lambda at: plan_docx(_renamed(paper, at), fonts=_FONTS, timestamp=_PRINTED))
    xlsx = _best(lambda _: plan_xlsx(book, mark="", timestamp=_PRINTED))
    return [
        Figure(*name, f"{1000 * seconds:.0f} ms", seconds < most, f"{size // 1000} kB")
        for name, most, (seconds, size) in (
            (PDF, 0.3, pdf),
            (DOCX, 0.2, docx),
            (XLSX, 0.2, xlsx),
        )
    ]


def _sample() -> Written:
    template, sample = load_template("VN"), load_sample("VN")
    answers, title = sample.answers("vi"), sample.title.in_language("vi")
    expanded = expand(answers, template, currency=template.currency, title=title, language="vi")
    inputs = read_inputs(expanded.inputs or {})
    return Written(title, template, answers, inputs, compute(inputs))


def _renamed(paper: PlanPaper, at: int) -> PlanPaper:
    """Other words in every section: typst remembers what it has set before."""
    sections = tuple(one._replace(title=f"{one.title} {at}") for one in paper.sections)
    return replace(paper, title=f"{paper.title} {at}", sections=sections)


def _best(make: Callable[[int], bytes]) -> tuple[float, int]:
    """Seconds of the quickest round, and the bytes that were made."""
    took, size = [], 0
    for at in range(_ROUNDS):
        began = time.perf_counter()
        size = len(make(at))
        took.append(time.perf_counter() - began)
    return min(took), size

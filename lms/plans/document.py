"""The business plan on paper: answers and figures in, tagged A4 pages out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lms.pdf import compile_pdf


class Answer(NamedTuple):
    """A question and what the group wrote; None or "" is not answered yet."""

    label: str
    value: str | None


class Section(NamedTuple):
    """A part of the plan with its questions in order."""

    title: str
    answers: tuple[Answer, ...]


class Figure(NamedTuple):
    """A figure as it is printed; None is not known yet. formula says how it was computed."""

    label: str
    value: str | None
    formula: str


@dataclass(frozen=True)
class PlanWords:
    """The document's own words in the language of the plan, translated by the caller."""

    not_answered: str
    figures: str
    figure: str
    value: str
    formula: str


@dataclass(frozen=True)
class PlanSheet:
    """A plan as it is printed: every number and date is already written out.

    lang      the language the plan is written in
    subtitle  the country and what else places it: "Viet Nam, cooperative"
    owner     the line that says whose it is and of which day; "" leaves it out
    """

    title: str
    subtitle: str
    owner: str
    lang: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    words: PlanWords


def plan_pdf(plan: PlanSheet, *, fonts: Path, timestamp: datetime) -> bytes:
    """The plan as PDF; the same plan and timestamp (aware) give the same bytes."""
    words = plan.words
    data = {
        "title": plan.title,
        "subtitle": plan.subtitle,
        "owner": plan.owner,
        "lang": plan.lang,
        "sections": [
            {
                "title": section.title,
                "answers": [(label, value or "") for label, value in section.answers],
            }
            for section in plan.sections
        ],
        "figures": [(label, value or "", formula) for label, value, formula in plan.figures],
        "words": {
            "not_answered": words.not_answered,
            "figures": words.figures,
            "columns": (words.figure, words.value, words.formula),
        },
    }
    return compile_pdf(document_source(), data, fonts=fonts, timestamp=timestamp)


@cache
def document_source() -> str:
    """The typst source that lies beside this module."""
    return Path(__file__).with_suffix(".typ").read_text(encoding="utf-8")

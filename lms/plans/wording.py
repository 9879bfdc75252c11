"""Answers and figures in the reader's language and habit of writing numbers, for page and paper."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from flask_babel import gettext

from lms.plans.answers import Answers, rows_begun
from lms.plans.figures import Figures
from lms.plans.questions import Field, Kind, Question, Rows, Section
from lms.plans.sentences import Exact, Line, Money, Said, Value, Word, sentences
from lms.plans.typed_numbers import written
from lms.web.filters import money, num
from lms.web.languages import page_language
from lms.words import N_


class FigureShown(NamedTuple):
    """A sentence about money, and how it was computed; kind is "plain" or "warning"."""

    sentence: str
    kind: str
    how: list[str]


def figures_shown(figures: Figures) -> list[FigureShown]:
    """What the figures say, in sentences."""
    return [
        FigureShown(
            told(sentence.said, figures.currency),
            "warning" if sentence.warns else "plain",
            [told(said, figures.currency) for said in sentence.how],
        )
        for sentence in sentences(figures)
    ]


def waiting_for(figures: Figures) -> str | None:
    """What the break-even waits for, in a sentence; None when it is there."""
    if not figures.missing:
        return None
    questions = "; ".join(gettext(question.label) for question in figures.missing)
    return str(gettext(N_("The break-even still waits for: %(questions)s"), questions=questions))


def told(said: Said, currency: str) -> str:
    """A sentence or a sum with its values written out."""
    values = {name: value_told(value, currency) for name, value in said.values.items()}
    return str(gettext(said.message, **values))


def value_told(value: Value, currency: str) -> str:
    """One value: money with its currency, our words translated, people's words as they are."""
    if isinstance(value, Money):
        return money(value.amount, currency)
    if isinstance(value, Exact):
        return f"{num(value.amount)} {currency}"
    if isinstance(value, Word):
        return str(gettext(value.message))
    return value if isinstance(value, str) else num(value)


def line_told(line: Line, currency: str) -> tuple[str, str | None, str]:
    """A figure for the table on paper: its name, its value (None: not known), its formula."""
    value = None if line.value is None else value_told(line.value, currency)
    formula = gettext(line.formula)
    if line.sum is not None:
        formula += "\n" + told(line.sum, currency)
    return gettext(line.label), value, formula


def answer_told(field: Field, text: str, currency: str) -> str:
    """An answer as it is read back: numbers in the reader's habit, with their unit."""
    if not field.kind.is_number:
        return text
    number = written(Decimal(text), page_language())
    if field.kind is Kind.MONEY:
        return f"{number} {currency}"
    return f"{number} {gettext(field.unit)}" if field.unit else number


def question_told(question: Question, answers: Answers, currency: str) -> str | None:
    """The answer to a question, rows on lines of their own; None when nothing is written."""
    if isinstance(question, Field):
        text = answers.get(question.key)
        return None if text is None else answer_told(question, text, currency)
    lines = [_row_told(question, at, answers, currency) for at in rows_begun(question, answers)]
    return "\n".join(lines) or None


def label_of(section: Section, name: str) -> str:
    """What an answer is called outside its place: "Material 2: Quantity"."""
    for question in section.questions:
        if isinstance(question, Rows) and name.startswith(f"{question.key}/"):
            _, at, key = name.split("/")
            column = next(one for one in question.columns if one.key == key)
            return f"{gettext(question.row, number=at)}: {gettext(column.label)}"
    return str(gettext(dict(section.names())[name].label))


def _row_told(rows: Rows, at: int, answers: Answers, currency: str) -> str:
    parts = [
        answer_told(column, answers[rows.name(at, column.key)], currency)
        for column in rows.columns
        if rows.name(at, column.key) in answers
    ]
    return " · ".join(parts)

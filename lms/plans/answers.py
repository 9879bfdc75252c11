"""Answers of a section as plain words by name: what is answered, what is open, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol

from lms.plans.questions import Field, Question, Rows, Section

Answers = Mapping[str, str]


class Saved(Protocol):
    """Anything that holds the answers of a section."""

    @property
    def key(self) -> str: ...

    @property
    def answers(self) -> Mapping[str, str]: ...


def by_section(saved: Iterable[Saved]) -> dict[str, Answers]:
    """The answers of several sections by the key of their section."""
    return {section.key: section.answers for section in saved}


def number(answers: Answers, name: str) -> Decimal | None:
    """The number kept under a name; None when it is not known.

    >>> number({"price": "12.5"}, "price"), number({}, "price")
    (Decimal('12.5'), None)
    """
    kept = answers.get(name)
    return None if kept is None else Decimal(kept)


def rows_begun(rows: Rows, answers: Answers) -> list[int]:
    """The rows, counted from 1, in which something is written."""
    return [
        at
        for at in range(1, rows.most + 1)
        if any(rows.name(at, column.key) in answers for column in rows.columns)
    ]


def is_answered(question: Question, answers: Answers) -> bool:
    """Whether a question needs nothing more; a row that is begun needs its numbers."""
    if isinstance(question, Field):
        return question.key in answers
    begun = rows_begun(question, answers)
    numbers = [column.key for column in question.columns if column.kind.is_number]
    return bool(begun) and all(
        question.name(at, column) in answers for at in begun for column in numbers
    )


def open_questions(section: Section, answers: Answers) -> list[Question]:
    """What is still to be answered, in the order of the page."""
    return [question for question in section.questions if not is_answered(question, answers)]


def first_open_name(question: Question, answers: Answers) -> str:
    """The name of the answer to begin with: of the field, or of the first gap in the rows."""
    if isinstance(question, Field):
        return question.key
    for at in rows_begun(question, answers):
        for column in question.columns:
            name = question.name(at, column.key)
            if column.kind.is_number and name not in answers:
                return name
    return question.name(1, question.columns[0].key)


def differing(section: Section, one: Answers, other: Answers) -> list[str]:
    """The names whose answers differ, in the order of the page."""
    return [name for name, _ in section.names() if one.get(name) != other.get(name)]


def too_many(section: Section, answers: Answers) -> list[str]:
    """The names of counts that are larger than the count they are a part of."""
    found = []
    for name, field in section.names():
        if field.within is None:
            continue
        part, whole = number(answers, name), number(answers, field.within)
        if part is not None and whole is not None and part > whole:
            found.append(name)
    return found

"""Which required answers are missing, and which sections are really done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from lms.plans import answers as kept
from lms.plans.coach.case import NOTHING, Case, Values, written
from lms.plans.coach.finding import Found, say
from lms.plans.template import Rows, Section, Template, Texts
from lms.words import N_


class Missing(NamedTuple):
    """A required answer that is not there; question says what is asked."""

    path: str
    question: Texts


class State(StrEnum):
    """How far a section is."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    DONE = "done"


def missing_answers(section: Section, values: Values) -> list[Missing]:
    """The required answers of a section that are missing, in the order of the page.

    A table asks for its smallest number of rows, and each row that is begun for its own answers.
    "I don't know yet" is not an answer.
    """
    found: list[Missing] = []
    for part in section.parts:
        if isinstance(part, Rows):
            found.extend(_missing_in(part, values))
        elif part.required and not _answered(values, part.key):
            found.append(Missing(part.key, part.question))
    return found


def _missing_in(table: Rows, values: Values) -> Iterator[Missing]:
    rows = kept.rows(values, table.key)
    for id_, row in rows:
        for field in table.fields:
            path = table.path(id_, field.key)
            if field.required and not (written(row, field.key) and _answered(values, path)):
                yield Missing(path, field.question)
    if len(rows) < table.least:
        yield Missing(table.key, table.title)


def _answered(values: Values, path: str) -> bool:
    return values.get(path, "").strip() != "" and not kept.is_unknown(values, path)


def state_of(section: Section, values: Values) -> State:
    """Whether a section is done, from its answers alone: a gap that comes later takes it back."""
    if not missing_answers(section, values):
        begun = any(written(values, path) for path in values)
        return State.DONE if begun or not section.parts else State.NOT_BEGUN
    return State.BEGUN if any(written(values, path) for path in values) else State.NOT_BEGUN


def still_done(
    done: Iterable[str], answers: Mapping[str, Values], template: Template
) -> frozenset[str]:
    """Of the sections marked as done those that still are; unknown keys are left out."""
    marked = set(done)
    return frozenset(
        section.key
        for section in template.sections
        if section.key in marked and not missing_answers(section, answers.get(section.key, NOTHING))
    )


def everything_answered(case: Case) -> Iterator[Found]:
    """K01: no required answer is missing, also not in a section that was marked as done."""
    for section in case.template.sections:
        missing = missing_answers(section, case.values(section.key))
        if not missing:
            continue
        message = (
            N_("%(section)s was marked as done, but answers are missing: %(count)s. Next: %(next)s")
            if section.key in case.done
            else N_("%(section)s: answers still missing: %(count)s. Next: %(next)s")
        )
        said = say(message, section=section.title, count=len(missing), next=missing[0].question)
        yield Found(section.key, missing[0].path, said)

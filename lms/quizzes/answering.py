"""From what a form sent to answers that can be marked. Pure; nothing typed is ever an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.quizzes.questions import Kind, Question
from lms.quizzes.typed_numbers import readings
from lms.words import N_

Typed = Mapping[str, Sequence[str]]
LONGEST_TEXT = 500

_NO_NUMBER = N_("This cannot be read as a number. Write it in digits, for example 1250.")
_TOO_LONG = N_("This answer is too long. Write it in 500 signs or less.")
_PLACES = N_("Give each line a place of its own, or leave all of them open.")
_UNWANTED = frozenset({"Cc", "Cs", "Cn", "Co"})  # controls, halves of signs, no signs at all


@dataclass(frozen=True)
class Reading:
    """The answers of a form.

    answers  question id -> the answer as `grading.grade` takes it; open questions are missing
    faults   question id -> a sentence on what could not be read
    """

    answers: dict[str, object]
    faults: dict[str, str]

    @property
    def is_empty(self) -> bool:
        return not self.answers and not self.faults


def field_name(question: Question, part: str = "") -> str:
    """The name of a question's field in the form, or of one part of it."""
    return f"q-{question.id}-{part}" if part else f"q-{question.id}"


def clean(text: str) -> str:
    """What was typed, without signs that no page may hold; line breaks and tabs become spaces."""
    plain = (" " if sign in "\t\r\n" else sign for sign in text)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in _UNWANTED)


def typed_in(fields: Iterable[tuple[str, Sequence[str]]]) -> Typed:
    """The fields of a form that belong to questions, cleaned."""
    return {
        name: [clean(value) for value in values] for name, values in fields if name.startswith("q-")
    }


def read_answers(questions: Iterable[Question], typed: Typed) -> Reading:
    """The answers to these questions; options that a question does not have count as not chosen."""
    answers: dict[str, object] = {}
    faults: dict[str, str] = {}
    for question in questions:
        answer, fault = _READERS[question.kind](question, typed)
        if fault:
            faults[question.id] = fault
        elif answer is not None:
            answers[question.id] = answer
    return Reading(answers, faults)


_Read = tuple[object | None, str]


def first(typed: Typed, name: str) -> str:
    """The first value of a field, without space around it; empty when there is none."""
    return next(iter(typed.get(name, ())), "").strip()


def _single(question: Question, typed: Typed) -> _Read:
    chosen = first(typed, field_name(question))
    known = any(choice.id == chosen for choice in question.choices)
    return (chosen if known else None), ""


def _multiple(question: Question, typed: Typed) -> _Read:
    ticked = set(typed.get(field_name(question), ()))
    chosen = [choice.id for choice in question.choices if choice.id in ticked]
    return (chosen or None), ""


def _true_false(question: Question, typed: Typed) -> _Read:
    return {"true": True, "false": False}.get(first(typed, field_name(question))), ""


def _short(question: Question, typed: Typed) -> _Read:
    text = first(typed, field_name(question))
    if len(text) > LONGEST_TEXT:
        return None, _TOO_LONG
    return (text or None), ""


def _numeric(question: Question, typed: Typed) -> _Read:
    text = first(typed, field_name(question))
    if text and not readings(text, question.unit):
        return None, _NO_NUMBER
    return (text or None), ""


def _matching(question: Question, typed: Typed) -> _Read:
    rights = {pair.right_id for pair in question.pairs}
    chosen = {pair.id: first(typed, field_name(question, pair.id)) for pair in question.asked}
    return ({left: right for left, right in chosen.items() if right in rights} or None), ""


def _ordering(question: Question, typed: Typed) -> _Read:
    """All lines with a place of their own, or none: half an order cannot be marked."""
    places = {item.id: first(typed, field_name(question, item.id)) for item in question.items}
    if not any(places.values()):
        return None, ""
    by_place = {place: id_ for id_, place in places.items()}
    wanted = [str(place) for place in range(1, len(places) + 1)]
    if set(by_place) != set(wanted):
        return None, _PLACES
    return [by_place[place] for place in wanted], ""


def _nothing(_question: Question, _typed: Typed) -> _Read:
    return None, ""


_READERS: dict[Kind, Callable[[Question, Typed], _Read]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_false,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.ESSAY: _nothing,
    Kind.DESCRIPTION: _nothing,
}

"""From what a form sent to answers that can be marked. Pure; nothing typed is ever an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from lms.quizzes.questions import Gap, Kind, Question
from lms.quizzes.typed_grading import STAR
from lms.quizzes.typed_numbers import readings
from lms.words import N_

Typed = Mapping[str, Sequence[str]]
LONGEST_TEXT = 500
LONGEST_ESSAY = 5_000
REASON = "reason"

_NO_NUMBER = N_("This cannot be read as a number. Write it in digits, for example 1250.")
_TOO_LONG = N_("This answer is too long. Write it in 500 signs or less.")
_TOO_LONG_ESSAY = N_("This answer is too long. Write it in 5,000 signs or less.")
_ONLY_A_REASON = N_("You chose a reason. Choose also whether it is true or not.")
_PLACES = N_("Give each line a place of its own, or leave all of them open.")
_UNWANTED = frozenset({"Cc", "Cs", "Cn", "Co"})  # controls, halves of signs, no signs at all


@dataclass(frozen=True)
class Reading:
    """The answers of a form.

    answers  question id -> the answer as `grading.grade` takes it; open questions are missing
    faults   question id -> a sentence on what could not be read; a case has that of its first
             part with a fault, which has it, too, and the answers of its other parts
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
    """What was typed, without signs that no page may hold; line breaks stay, tabs become spaces."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in plain if one == "\n" or category(one) not in _UNWANTED)


def typed_in(fields: Iterable[tuple[str, Sequence[str]]]) -> Typed:
    """The fields of a form that belong to questions, cleaned."""
    return {
        name: [clean(value) for value in values] for name, values in fields if name.startswith("q-")
    }


def read_answers(questions: Iterable[Question], typed: Typed) -> Reading:
    """The answers to these questions; options that a question does not have count as not chosen."""
    answers: dict[str, object] = {}
    faults: dict[str, str] = {}
    answer: object | None
    for question in questions:
        if question.parts:
            inner = read_answers(question.parts, typed)
            faults |= inner.faults
            answer, fault = inner.answers or None, next(iter(inner.faults.values()), "")
        else:
            answer, fault = _READERS[question.kind](question, typed)
        if fault:
            faults[question.id] = fault
        if answer is not None:
            answers[question.id] = answer
    return Reading(answers, faults)


_Read = tuple[object | None, str]


def first(typed: Typed, name: str) -> str:
    """The first value of a field in one line, without space around it; empty when there is none."""
    return first_lines(typed, name).replace("\n", " ")


def first_lines(typed: Typed, name: str) -> str:
    """The first value of a field with its line breaks, without space around it."""
    return next(iter(typed.get(name, ())), "").strip()


def offered_texts(gap: Gap) -> list[str]:
    """What a gap offers to choose from, in the order of the file, each text once; else nothing."""
    if not gap.offered:
        return []
    plain = [one.text for one in gap.accepted if not STAR.search(one.text)]
    return list(dict.fromkeys(" ".join(text.replace("\\*", "*").split()) for text in plain))


def _single(question: Question, typed: Typed) -> _Read:
    chosen = first(typed, field_name(question))
    known = any(choice.id == chosen for choice in question.choices)
    return (chosen if known else None), ""


def _multiple(question: Question, typed: Typed) -> _Read:
    ticked = set(typed.get(field_name(question), ()))
    chosen = [choice.id for choice in question.choices if choice.id in ticked]
    return (chosen or None), ""


def _true_false(question: Question, typed: Typed) -> _Read:
    answer = {"true": True, "false": False}.get(first(typed, field_name(question)))
    chosen = first(typed, field_name(question, REASON))
    reason = next((one.id for one in question.reasons if one.id == chosen), None)
    if reason is None:
        return answer, ""
    if answer is None:
        return None, _ONLY_A_REASON
    return {"answer": answer, REASON: reason}, ""


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


def _gaps(question: Question, typed: Typed) -> _Read:
    """A text for each gap, "" where it was left open or is not among those on offer."""
    texts = []
    for number, gap in enumerate(question.gaps, start=1):
        text = first(typed, field_name(question, str(number)))
        if len(text) > LONGEST_TEXT:
            return None, _TOO_LONG
        offered = offered_texts(gap)
        texts.append(text if not offered or text in offered else "")
    return (texts if any(texts) else None), ""


def _essay(question: Question, typed: Typed) -> _Read:
    text = first_lines(typed, field_name(question))
    if len(text) > LONGEST_ESSAY:
        return None, _TOO_LONG_ESSAY
    return (text or None), ""


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
    Kind.GAPS: _gaps,
    Kind.MISTAKE: _single,
    Kind.CASE: _nothing,  # without questions of its own it asks nothing
    Kind.ESSAY: _essay,
    Kind.DESCRIPTION: _nothing,
}

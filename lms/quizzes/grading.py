"""Marking, with no Flask and no database: questions and answers in, marks out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.quizzes.questions import Kind, Question
from lms.quizzes.typed_numbers import readings

Given = str | bool | list[str] | dict[str, str]

_LONGEST_ANSWER = 10_000
_LARGEST_POWER = 40
_NONE = Fraction(0)
_FULL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer earned.

    earned    share of the question's mark, 0 to 1
    right     whether nothing is missing and nothing wrong was given
    feedback  the texts that apply, the general one last
    given     the answer in its normal shape; None when there was none, or nothing readable
    """

    earned: Fraction
    right: bool
    feedback: tuple[str, ...]
    given: Given | None


@dataclass(frozen=True, slots=True)
class Result:
    """What all answers earned together, out of the questions a machine can mark."""

    earned: Fraction
    possible: int
    marks: dict[str, Mark]

    @property
    def share(self) -> Fraction:
        """Earned out of possible, 0 to 1; 0 when there was nothing to earn."""
        return self.earned / self.possible if self.possible else _NONE


def grade(question: Question, answer: object, *, fold_marks: bool = False) -> Mark:
    """The mark for one answer, by the question's kind; never raises.

    answer      single: choice id; multiple: list of ids; true_false: bool; short and numeric:
                text; matching: {left id: right id}; ordering: list of ids. None, an empty answer
                and anything of another shape earn nothing. Numbers of JSON are taken when they
                are int or Decimal.
    fold_marks  short: whether an answer without its tone and accent marks is as good

    Multiple adds the weights of what was chosen, at least 0 and at most 1. Matching earns the
    share of left sides that have their right side. Ordering earns the share of items that stand
    in their own place, counted from the start, so that all in place is 1.
    """
    if question.kind is Kind.SHORT:
        mark = _short(question, answer, fold_marks)
    else:
        mark = _MARKERS[question.kind](question, answer)
    said = tuple(text for text in (*mark.feedback, question.feedback) if text)
    return Mark(mark.earned, mark.right, said, mark.given)


def grade_all(
    questions: Iterable[Question], answers: Mapping[str, object], *, fold_marks: bool = False
) -> Result:
    """All marks by question id; essays and descriptions are no part of what is possible."""
    asked = [question for question in questions if question.marked]
    marks = {one.id: grade(one, answers.get(one.id), fold_marks=fold_marks) for one in asked}
    return Result(sum((mark.earned for mark in marks.values()), _NONE), len(marks), marks)


_NOTHING = Mark(_NONE, right=False, feedback=(), given=None)


def _single(question: Question, answer: object) -> Mark:
    for choice in question.choices:
        if isinstance(answer, str) and choice.id == answer:
            return Mark(_bounded(choice.weight), choice.right, (choice.feedback,), choice.id)
    return _NOTHING


def _multiple(question: Question, answer: object) -> Mark:
    ids = _ids(answer, len(question.choices), [choice.id for choice in question.choices])
    if not ids:
        return _NOTHING
    chosen = [choice for choice in question.choices if choice.id in ids]
    earned = _bounded(sum((choice.weight for choice in chosen), _NONE))
    right = all(choice.right == (choice.id in ids) for choice in question.choices)
    said = tuple(choice.feedback for choice in chosen)
    return Mark(earned, right, said, [choice.id for choice in chosen])


def _true_false(question: Question, answer: object) -> Mark:
    if not isinstance(answer, bool):
        return _NOTHING
    right = answer == question.true
    said = question.right_feedback if right else question.wrong_feedback
    return Mark(_FULL if right else _NONE, right, (said,), answer)


def _short(question: Question, answer: object, fold_marks: bool) -> Mark:
    if not isinstance(answer, str) or len(answer) > _LONGEST_ANSWER or not answer.strip():
        return _NOTHING
    given = _folded(answer, fold_marks)
    fits = [one for one in question.accepted if _folded(one.text, fold_marks) == given]
    fits = fits or [one for one in question.accepted if one.text == "*"]
    shown = unicodedata.normalize("NFC", " ".join(answer.split()))
    if not fits:
        return Mark(_NONE, right=False, feedback=(), given=shown)
    best = max(fits, key=lambda one: one.weight)
    return Mark(_bounded(best.weight), best.weight == 1, (best.feedback,), shown)


def _folded(text: str, fold_marks: bool) -> str:
    """One form for texts that differ in case, spaces or how their marks are stored."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    if fold_marks:
        apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
        text = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def _numeric(question: Question, answer: object) -> Mark:
    """The reading of the text that earns most counts: people write numbers in six ways."""
    text = _number_text(answer)
    if not text.strip():
        return _NOTHING
    numbers = readings(text, question.unit)
    found = [
        (one.weight, number, one)
        for number in numbers
        for one in question.numbers
        if one.low <= number <= one.high and not one.catches_all
    ]
    given = format(numbers[0], "f") if numbers else None
    if found:
        weight, number, best = max(found, key=lambda one: one[0])
        return Mark(_bounded(weight), weight == 1, (best.feedback,), format(number, "f"))
    for one in question.numbers:
        if one.catches_all:
            earned = _bounded(one.weight) if numbers else _NONE
            return Mark(earned, earned == 1, (one.feedback,), given)
    return Mark(_NONE, right=False, feedback=(), given=given)


def _number_text(answer: object) -> str:
    """The text of a typed number; empty for what is no number and no text."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, bool) or not isinstance(answer, int | Decimal):
        return ""
    small = abs(answer) < 10**_LARGEST_POWER if isinstance(answer, int) else _is_small(answer)
    return format(Decimal(answer), "f") if small else ""


def _is_small(number: Decimal) -> bool:
    return number.is_finite() and -_LARGEST_POWER < number.adjusted() < _LARGEST_POWER


def _matching(question: Question, answer: object) -> Mark:
    """Right sides with the same words are equally right."""
    asked = {pair.id: pair for pair in question.asked}
    rights = {pair.right_id: pair.right for pair in question.pairs}
    if not isinstance(answer, Mapping) or len(answer) > len(asked):
        return _NOTHING
    given = {left: right for left, right in answer.items() if right not in ("", None)}
    if not given or not all(_knows(asked, left) and _knows(rights, given[left]) for left in given):
        return _NOTHING
    found = sum(rights[right] == asked[left].right for left, right in given.items())
    kept = {left: given[left] for left in asked if left in given}
    return Mark(Fraction(found, len(asked)), found == len(asked), (), kept)


def _knows(known: Mapping[str, object], id_: object) -> bool:
    return isinstance(id_, str) and id_ in known


def _ordering(question: Question, answer: object) -> Mark:
    """Items with the same words may change places."""
    texts = {item.id: item.text for item in question.items}
    ids = _ids(answer, len(texts), list(texts))
    if len(ids) != len(texts) or not texts:
        return _NOTHING
    places = zip(ids, question.items, strict=True)
    found = sum(texts[id_] == item.text for id_, item in places)
    return Mark(Fraction(found, len(texts)), found == len(texts), (), ids)


def _ids(answer: object, most: int, known: Sequence[str]) -> list[str]:
    """The ids of a list without repeats, empty when it holds anything that is no known id."""
    if not isinstance(answer, list | tuple | set | frozenset) or len(answer) > 2 * most:
        return []
    if not all(isinstance(id_, str) and id_ in known for id_ in answer):
        return []
    return list(dict.fromkeys(answer))


def _unmarked(question: Question, answer: object) -> Mark:
    """An essay keeps its words for a reader; nothing is earned here."""
    return Mark(_NONE, right=False, feedback=(), given=answer if isinstance(answer, str) else None)


def _bounded(weight: Fraction) -> Fraction:
    return min(max(weight, _NONE), _FULL)


_MARKERS: dict[Kind, Callable[[Question, object], Mark]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_false,
    Kind.NUMERIC: _numeric,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.ESSAY: _unmarked,
    Kind.DESCRIPTION: _unmarked,
}

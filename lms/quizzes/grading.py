"""Marking, with no Flask and no database: questions and answers in, marks out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from lms.quizzes import typed_grading
from lms.quizzes.questions import Choice, Kind, Question
from lms.quizzes.typed_grading import Found, bounded

Given = str | bool | list[str] | dict[str, Any]

_NONE = Fraction(0)
_FULL = Fraction(1)
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer earned.

    earned    share of the question's mark, 0 to 1
    right     whether nothing is missing and nothing wrong was given
    feedback  the texts that apply, the general one last
    given     the answer in its normal shape; None when there was none, or nothing readable
    parts     case: the marks of its questions, by id
    waits     whether a reader must still mark it
    """

    earned: Fraction
    right: bool
    feedback: tuple[str, ...]
    given: Given | None
    parts: Mapping[str, Mark] = field(default_factory=dict)
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What all answers earned together, out of the questions that count: one mark each."""

    earned: Fraction
    possible: int
    marks: dict[str, Mark]

    @property
    def share(self) -> Fraction:
        """Earned out of possible, 0 to 1; 0 when there was nothing to earn."""
        return self.earned / self.possible if self.possible else _NONE

    @property
    def right(self) -> int:
        """How many questions are wholly right."""
        return sum(mark.right for mark in self.marks.values())

    @property
    def waits(self) -> bool:
        """Whether a reader must still mark an answer, so that more may be earned."""
        return any(mark.waits for mark in self.marks.values())


def grade(question: Question, answer: object) -> Mark:
    """The mark for one answer, by the question's kind; never raises.

    answer  single, mistake: choice id; multiple: list of ids; true_false: bool, or with reasons
            {"answer": bool, "reason": id}; short, numeric and essay: text; matching:
            {left id: right id}; ordering: list of ids; gaps: list of texts; case: {question id:
            answer}. None, an empty answer and anything of another shape earn nothing. Numbers of
            JSON are taken when they are int or Decimal.

    Multiple adds the weights of what was chosen, at least 0 and at most 1. Matching earns the
    share of left sides that have their right side. Ordering earns the share of items that stand
    in their own place, counted from the start, so that all in place is 1. Gaps earn the mean of
    the gaps, a case the mean of its questions. True or false with reasons earns half for the
    answer and half for a right reason beside a right answer, as two-tier items do (Treagust 1988).
    """
    mark = _MARKERS[question.kind](question, answer)
    share = mark.right, mark.earned > 0
    said = {(True, True): question.right_feedback, (False, True): question.partial_feedback}
    own = said.get(share, question.wrong_feedback) if mark.given is not None else ""
    texts = (*mark.feedback, own, question.feedback)
    return replace(mark, feedback=tuple(text for text in texts if text))


def grade_all(questions: Iterable[Question], answers: Mapping[str, object]) -> Result:
    """All marks by question id; what cannot earn a mark is no part of what is possible."""
    asked = [question for question in questions if question.counts]
    marks = {one.id: grade(one, answers.get(one.id)) for one in asked}
    return Result(sum((mark.earned for mark in marks.values()), _NONE), len(marks), marks)


_NOTHING = Mark(_NONE, right=False, feedback=(), given=None)


def _single(question: Question, answer: object) -> Mark:
    for choice in question.choices:
        if isinstance(answer, str) and choice.id == answer:
            return Mark(bounded(choice.weight), choice.right, (choice.feedback,), choice.id)
    return _NOTHING


def _multiple(question: Question, answer: object) -> Mark:
    ids = _ids(answer, len(question.choices), [choice.id for choice in question.choices])
    if not ids:
        return _NOTHING
    chosen = [choice for choice in question.choices if choice.id in ids]
    earned = bounded(sum((choice.weight for choice in chosen), _NONE))
    right = all(choice.right == (choice.id in ids) for choice in question.choices)
    said = tuple(choice.feedback for choice in chosen)
    return Mark(earned, right, said, [choice.id for choice in chosen])


def _true_false(question: Question, answer: object) -> Mark:
    reason = None
    if question.reasons and isinstance(answer, Mapping):
        reason = _option(question.reasons, answer.get("reason"))
        answer = answer.get("answer")
    if not isinstance(answer, bool):
        return _NOTHING
    right = answer == question.true
    if not question.reasons:
        return Mark(_FULL if right else _NONE, right, (), answer)
    given = {"answer": answer, "reason": reason.id if reason else None}
    said = (reason.feedback,) if reason else ()
    earned = _HALF + bounded(reason.weight if reason else _NONE) / 2 if right else _NONE
    return Mark(earned, earned == _FULL, said, given)


def _option(options: Iterable[Choice], id_: object) -> Choice | None:
    return next((one for one in options if isinstance(id_, str) and one.id == id_), None)


def _short(question: Question, answer: object) -> Mark:
    return _of_typed(typed_grading.short(question, answer))


def _numeric(question: Question, answer: object) -> Mark:
    return _of_typed(typed_grading.numeric(question, answer))


def _of_typed(found: Found) -> Mark:
    said = (found.fits.feedback,) if found.fits else ()
    return Mark(found.earned, found.earned == _FULL, said, found.given)


def _gaps(question: Question, answer: object) -> Mark:
    """A gap left open is an empty text in what is given."""
    texts = list(answer) if isinstance(answer, list | tuple) else []
    if not question.gaps or len(texts) > len(question.gaps):
        return _NOTHING
    texts += [""] * (len(question.gaps) - len(texts))
    found = [
        typed_grading.gap(question, gap, text)
        for gap, text in zip(question.gaps, texts, strict=True)
    ]
    if all(one.given is None for one in found):
        return _NOTHING
    earned = sum((one.earned for one in found), _NONE) / len(found)
    said = tuple(one.fits.feedback for one in found if one.fits)
    return Mark(earned, earned == _FULL, said, [one.given or "" for one in found])


def _case(question: Question, answer: object) -> Mark:
    answers = answer if isinstance(answer, Mapping) else {}
    marks = {part.id: grade(part, answers.get(part.id)) for part in question.parts}
    given = {id_: mark.given for id_, mark in marks.items() if mark.given is not None}
    if not given:
        return replace(_NOTHING, parts=marks)
    earned = sum((mark.earned for mark in marks.values()), _NONE) / len(marks)
    right = all(mark.right for mark in marks.values())
    return Mark(earned, right, (), given, marks)


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
    text = answer.strip() if isinstance(answer, str) else ""
    if not text or len(text) > typed_grading.LONGEST_ANSWER:
        return _NOTHING
    return Mark(_NONE, right=False, feedback=(), given=text, waits=bool(question.rubric))


_MARKERS: dict[Kind, Callable[[Question, object], Mark]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_false,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.GAPS: _gaps,
    Kind.MISTAKE: _single,
    Kind.CASE: _case,
    Kind.ESSAY: _unmarked,
    Kind.DESCRIPTION: _unmarked,
}

"""What is done about a question with a mistake: another key, credit for all, left out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lms.quizzes.grading import Mark, Result, grade
from lms.quizzes.questions import (
    Accepted,
    Choice,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
)

DROP, REKEY, CREDIT, RESTORE = "drop", "rekey", "credit", "restore"

_NONE = Fraction(0)
_FULL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for a question: drop, rekey, credit, or restore for the key of its file.

    answer  rekey: the answer that is right, as `grading.grade` takes it; else None
    """

    act: str
    answer: Any = None


def is_key(question: Question, answer: object) -> bool:
    """Whether an answer is whole enough to be the key; of a case some questions are enough."""
    if question.kind is Kind.CASE:
        parts = {part.id: part for part in question.parts}
        given = answer if isinstance(answer, Mapping) else {}
        return bool(given) and all(id_ in parts and is_key(parts[id_], given[id_]) for id_ in given)
    return question.kind in _REKEYED and grade(rekeyed(question, answer), answer).right


def rekeyed(question: Question, answer: Any) -> Question:
    """The question with this answer as the right one; unchanged where the answer does not fit.

    Chosen options, truth, pairs and orders replace the key, and what was said to an option that
    changes sides is said no more. Of several options each right one earns an equal part, and a
    wrong one costs what it cost before. Typed texts and numbers are accepted beside those of the
    file. Of a case, the questions that are answered change.
    """
    given = grade(question, answer).given
    if given is None or question.kind not in _REKEYED:
        return question
    return _REKEYED[question.kind](question, answer if question.kind in _AS_TYPED else given)


def mark_under(
    question: Question,
    answer: object,
    ruling: Ruling | None,
    points: Mapping[str, int] | None = None,
) -> Mark | None:
    """The mark of an answer under what holds for its question; None: the question is left out.

    Credit is the full mark for everybody who was asked, whatever they answered or left open.

    ruling  None: the key of the file holds
    points  criterion id -> points a reader gave; None: no reader has marked it
    """
    act = ruling.act if ruling else RESTORE
    if act == DROP:
        return None
    if ruling is not None and act == REKEY:
        question = rekeyed(question, ruling.answer)
    mark = grade(question, answer)
    if act == CREDIT:
        return replace(mark, earned=_FULL, right=True, waits=False)
    return essay_mark(question, mark, points) if mark.waits and points is not None else mark


def essay_mark(question: Question, mark: Mark, points: Mapping[str, int]) -> Mark:
    """An essay's mark from a reader's points: points given of the most points, exactly.

    points  criterion id -> 0 to the criterion's most; a criterion that is missing earns nothing
    """
    most = sum(one.points for one in question.rubric)
    given = sum(min(max(points.get(one.id, 0), 0), one.points) for one in question.rubric)
    return replace(mark, earned=Fraction(given, most), right=given == most, waits=False)


def mark_all(
    questions: Iterable[Question], answers: Mapping[str, object], rulings: Mapping[str, Ruling]
) -> Result:
    """Like `grading.grade_all`, with what holds for questions with a mistake.

    rulings  by question id. Where they leave out every question of a sheet, none is left out: an
             attempt without anything to earn would be no attempt.
    """
    asked = [question for question in questions if question.counts]
    marks = {
        one.id: mark
        for one in asked
        if (mark := mark_under(one, answers.get(one.id), rulings.get(one.id))) is not None
    }
    if asked and not marks:
        marks = {one.id: grade(one, answers.get(one.id)) for one in asked}
    return Result(sum((mark.earned for mark in marks.values()), _NONE), len(marks), marks)


def _single(question: Question, given: str) -> Question:
    """An option that was right earns nothing now; one that earned a part still does."""
    choices = (
        _option(one, one.id == given, _NONE if one.right else one.weight)
        for one in question.choices
    )
    return replace(question, choices=tuple(choices))


def _option(choice: Choice, is_right: bool, weight: Fraction, part: Fraction = _FULL) -> Choice:
    """An option under another key; weight: what it earns where it is wrong.

    What was said to it goes where it was right and is not, or the other way round.
    """
    said = choice.feedback if choice.right == is_right else ""
    return replace(choice, right=is_right, weight=part if is_right else weight, feedback=said)


def _multiple(question: Question, given: list[str]) -> Question:
    part = Fraction(1, len(given))
    choices = (
        _option(one, one.id in given, min(one.weight, _NONE), part) for one in question.choices
    )
    return replace(question, choices=tuple(choices))


def _true_false(question: Question, given: bool | Mapping[str, Any]) -> Question:
    true = given if isinstance(given, bool) else given["answer"]
    if true != question.true:  # what is said to a right answer would be said to a wrong one
        question = replace(question, true=true, right_feedback="", wrong_feedback="")
    if isinstance(given, bool) or given["reason"] is None:
        return question
    reasons = (
        _option(one, one.id == given["reason"], min(one.weight, _NONE)) for one in question.reasons
    )
    return replace(question, reasons=tuple(reasons))


def _matching(question: Question, given: Mapping[str, str]) -> Question:
    """Right sides that belong to no left side any more stay as distractors."""
    rights = {pair.right_id: pair.right for pair in question.pairs}
    asked = [
        replace(pair, right_id=given[pair.id], right=rights[given[pair.id]])
        if pair.id in given
        else pair
        for pair in question.asked
    ]
    used = {pair.right_id for pair in asked}
    rest = [Pair(f"rest-{id_}", "", id_, text) for id_, text in rights.items() if id_ not in used]
    return replace(question, pairs=(*asked, *rest))


def _ordering(question: Question, given: list[str]) -> Question:
    texts = {item.id: item.text for item in question.items}
    return replace(question, items=tuple(Item(id_, texts[id_]) for id_ in given))


def _short(question: Question, answer: str) -> Question:
    return replace(question, accepted=(*question.accepted, _accepted(answer)))


def _accepted(text: str) -> Accepted:
    """A star of a right answer is a star, and stands for no other signs."""
    return Accepted(" ".join(text.split()).replace("*", "\\*"), _FULL)


def _numeric(question: Question, given: str) -> Question:
    """Where a text can mean two numbers, the one that marking reads in it."""
    number = Decimal(given)
    also = NumericAnswer(number, number, number, _FULL)
    return replace(question, numbers=(*question.numbers, also))


def _gaps(question: Question, answer: list[str]) -> Question:
    texts = [*answer, *[""] * (len(question.gaps) - len(answer))]
    gaps = (
        replace(gap, accepted=(*gap.accepted, _accepted(text)) if text.strip() else gap.accepted)
        for gap, text in zip(question.gaps, texts, strict=True)
    )
    return replace(question, gaps=tuple(gaps))


def _case(question: Question, answer: Mapping[str, Any]) -> Question:
    parts = (
        rekeyed(part, answer[part.id]) if part.id in answer else part for part in question.parts
    )
    return replace(question, parts=tuple(parts))


_REKEYED: dict[Kind, Callable[[Question, Any], Question]] = {
    Kind.SINGLE: _single,
    Kind.MISTAKE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.GAPS: _gaps,
    Kind.CASE: _case,
}
_AS_TYPED = frozenset({Kind.SHORT, Kind.GAPS, Kind.CASE})
REKEYABLE = frozenset(_REKEYED)

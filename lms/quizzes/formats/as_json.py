"""Questions as JSON values and back, without loss: the shape versions and exchange files keep.

Weights are percentages: a whole number, or a text such as "100/3" where it is none. Numbers of
numeric answers are texts, so that no digit is lost on the way; who reads a file with fractions
in it reads them as Decimal.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from lms.quizzes.formats.json_answers import read_answer
from lms.quizzes.formats.json_fields import (
    read_files,
    read_format,
    read_formats,
    read_objects,
    read_pairs,
    read_text,
    read_texts,
    read_whole,
    read_yes,
    told_apart,
)
from lms.quizzes.questions import Accepted, Choice, Kind, NumericAnswer, Question

_TEXTS = (
    *("right_feedback", "partial_feedback", "wrong_feedback"),
    *("unit", "category", "name"),
)
_SWITCHES = ("match_case", "fold_marks", "fixed_order")
_NO_PARTS = (Kind.CASE, Kind.ESSAY, Kind.DESCRIPTION)


def to_json(question: Question) -> dict[str, Any]:
    """The question as {id, kind, text, choices, answer, feedback ...}.

    choices    single, multiple and mistake
    answer     true_false: a bool; short, numeric: a list of {text or low, high, value; weight,
               feedback}; gaps: such a list for each gap; matching: a list of {id, left,
               right_id, right}; ordering: a list of {id, text} in the right order
    reason     true_false: the reasons, shaped like choices
    questions  case: its questions
    rubric     essay: a list of {id, text, points}
    files      a list of {name, base64}
    formats    an object; kept: one, too, or a list of [name, value] where a name comes twice

    Fields without a value are left out, apart from choices, feedback and tags.
    """
    values: dict[str, Any] = {"id": question.id, "kind": question.kind.value, "text": question.text}
    values["format"] = question.format
    values["choices"] = _options(question.choices)
    if question.kind in _ANSWERS:
        values["answer"] = _ANSWERS[question.kind](question)
    values |= {"feedback": question.feedback, "tags": list(question.tags)}
    rest: dict[str, Any] = {key: getattr(question, key) for key in (*_TEXTS, *_SWITCHES)}
    rest["reason"] = _options(question.reasons)
    rest["questions"] = [to_json(part) for part in question.parts]
    rest["rubric"] = [
        {"id": one.id, "text": one.text, "points": one.points} for one in question.rubric
    ]
    rest["formats"] = dict(question.formats)
    rest["files"] = [
        {"name": one.name, "base64": base64.b64encode(one.content).decode("ascii")}
        for one in question.files
    ]
    kept = dict(question.kept)
    rest["kept"] = kept if len(kept) == len(question.kept) else [list(one) for one in question.kept]
    rest["line"] = question.line
    return values | {key: value for key, value in rest.items() if value}


def _options(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    return [
        {
            "id": choice.id,
            "text": choice.text,
            "right": choice.right,
            "weight": _percent(choice.weight),
            "feedback": choice.feedback,
        }
        for choice in choices
    ]


def _accepted(texts: Sequence[Accepted]) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "weight": _percent(one.weight), "feedback": one.feedback}
        for one in texts
    ]


def _number(one: NumericAnswer) -> dict[str, Any]:
    return {
        "low": str(one.low),
        "high": str(one.high),
        "value": None if one.value is None else str(one.value),
        "weight": _percent(one.weight),
        "feedback": one.feedback,
    }


_ANSWERS: dict[Kind, Callable[[Question], Any]] = {
    Kind.TRUE_FALSE: lambda question: question.true,
    Kind.SHORT: lambda question: _accepted(question.accepted),
    Kind.NUMERIC: lambda question: [_number(one) for one in question.numbers],
    Kind.MATCHING: lambda question: [
        {"id": pair.id, "left": pair.left, "right_id": pair.right_id, "right": pair.right}
        for pair in question.pairs
    ],
    Kind.ORDERING: lambda question: [{"id": one.id, "text": one.text} for one in question.items],
    Kind.GAPS: lambda question: [_accepted(gap.accepted) for gap in question.gaps],
}


def _percent(weight: Fraction) -> int | str:
    percent = weight * 100
    return int(percent) if percent.denominator == 1 else str(percent)


def from_json(values: object) -> Question:
    """The question that `to_json` made these values from.

    Missing ids of choices, pairs and items are given by place; a gap may be one text or a list of
    texts; the other missing fields are empty. Raises ValueError with a sentence that names the
    question and the field.
    """
    if not isinstance(values, Mapping):
        raise ValueError("A question must be an object.")
    id_ = read_text(values, "id", needed=True)
    try:
        return _question(id_, values)
    except ValueError as error:
        raise ValueError(f"Question {id_}: {error}") from None


def _question(id_: str, values: Mapping[Any, Any]) -> Question:
    kind = _kind(values)
    fields: dict[str, Any] = {key: read_text(values, key) for key in _TEXTS}
    fields |= {key: read_yes(values, key) for key in _SWITCHES}
    return Question(
        id_,
        kind,
        read_text(values, "text"),
        read_format(values),
        parts=_parts(values) if kind is Kind.CASE else (),
        feedback=read_text(values, "feedback"),
        tags=read_texts(values, "tags"),
        formats=read_formats(values),
        files=read_files(values),
        kept=read_pairs(values, "kept"),
        line=read_whole(values, "line", 0),
        **fields | read_answer(kind, values),
    )


def _kind(values: Mapping[Any, Any]) -> Kind:
    try:
        return Kind(values.get("kind", ""))
    except ValueError:
        raise ValueError(f"kind must be one of {', '.join(Kind)}.") from None


def _parts(values: Mapping[Any, Any]) -> tuple[Question, ...]:
    """The questions of a case; a case in a case is refused before it is read."""
    objects = read_objects(values, "questions") if values.get("questions") else ()
    if any(one.get("kind") in _NO_PARTS for one in objects):
        raise ValueError("a case cannot hold a case, an essay or a description.")
    parts = tuple(from_json(one) for one in objects)
    told_apart([part.id for part in parts])
    return parts

"""Questions as JSON values and back, without loss: the shape versions and exchange files keep.

Weights are percentages: a whole number, or a text such as "100/3" where it is none. Numbers of
numeric answers are texts, so that no digit is lost on the way; who reads a file with fractions
in it reads them as Decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from lms.quizzes.questions import (
    FORMATS,
    Accepted,
    Choice,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)

_LONGEST_NUMBER = 100


def to_json(question: Question) -> dict[str, Any]:
    """The question as {id, kind, text, choices, answer, feedback ...}.

    answer  true_false: a bool; short, numeric: a list of {text or low, high, value; weight,
            feedback}; matching: a list of {id, left, right_id, right}; ordering: a list of
            {id, text} in the right order. Fields without a value are left out, apart from
            choices, feedback and tags.
    """
    data: dict[str, Any] = {"id": question.id, "kind": question.kind.value, "text": question.text}
    data["format"] = question.format
    data["choices"] = [
        {
            "id": choice.id,
            "text": choice.text,
            "right": choice.right,
            "weight": _percent(choice.weight),
            "feedback": choice.feedback,
        }
        for choice in question.choices
    ]
    if question.kind in _ANSWERS:
        data["answer"] = _ANSWERS[question.kind](question)
    data |= {"feedback": question.feedback, "tags": list(question.tags)}
    for key in (*_TEXTS, "line"):
        if value := getattr(question, key):
            data[key] = value
    return data


_TEXTS = ("right_feedback", "wrong_feedback", "unit", "category", "name")
_ANSWERS: dict[Kind, Callable[[Question], Any]] = {
    Kind.TRUE_FALSE: lambda question: question.true,
    Kind.SHORT: lambda question: [
        {"text": one.text, "weight": _percent(one.weight), "feedback": one.feedback}
        for one in question.accepted
    ],
    Kind.NUMERIC: lambda question: [_number(one) for one in question.numbers],
    Kind.MATCHING: lambda question: [
        {"id": pair.id, "left": pair.left, "right_id": pair.right_id, "right": pair.right}
        for pair in question.pairs
    ],
    Kind.ORDERING: lambda question: [{"id": one.id, "text": one.text} for one in question.items],
}


def _number(one: NumericAnswer) -> dict[str, Any]:
    return {
        "low": str(one.low),
        "high": str(one.high),
        "value": None if one.value is None else str(one.value),
        "weight": _percent(one.weight),
        "feedback": one.feedback,
    }


def _percent(weight: Fraction) -> int | str:
    percent = weight * 100
    return int(percent) if percent.denominator == 1 else str(percent)


def from_json(data: object) -> Question:
    """The question that `to_json` made these values from.

    Missing ids of choices, pairs and items are given by place; the other missing fields are
    empty. Raises ValueError with a sentence that names the field.
    """
    if not isinstance(data, Mapping):
        raise ValueError("A question must be an object.")
    id_ = _text(data, "id", needed=True)
    try:
        return _question(id_, data)
    except ValueError as error:
        raise ValueError(f"Question {id_}: {error}") from None


def _question(id_: str, data: Mapping[Any, Any]) -> Question:
    kind = _kind(data)
    format_ = next((name for name in FORMATS if name == data.get("format", "moodle")), None)
    if format_ is None:
        raise ValueError(f"format must be one of {', '.join(FORMATS)}.")
    line = data.get("line", 0)
    if isinstance(line, bool) or not isinstance(line, int):
        raise ValueError("line must be a whole number.")
    tags = data.get("tags", ())
    if not _is_list(tags) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError("tags must be a list of texts.")
    fields: dict[str, Any] = {key: _text(data, key) for key in _TEXTS}
    return Question(
        id_,
        kind,
        _text(data, "text"),
        format_,
        choices=_choices(kind, data),
        feedback=_text(data, "feedback"),
        tags=tuple(tags),
        line=line,
        **fields | _read_answer(kind, data),
    )


def _kind(data: Mapping[Any, Any]) -> Kind:
    try:
        return Kind(data.get("kind", ""))
    except ValueError:
        raise ValueError(f"kind must be one of {', '.join(Kind)}.") from None


def _read_answer(kind: Kind, data: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields of a question that its answer fills."""
    if kind is Kind.TRUE_FALSE:
        if not isinstance(data.get("answer"), bool):
            raise ValueError("answer must be true or false.")
        return {"true": data["answer"]}
    if kind not in _READERS:
        return {}
    name, read = _READERS[kind]
    parts = [read(one, place) for place, one in enumerate(_objects(data, "answer"), 1)]
    for key in ("id", "right_id"):
        _told_apart([getattr(part, key, str(place)) for place, part in enumerate(parts)])
    return {name: tuple(parts)}


def _told_apart(ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        raise ValueError("two parts have the same id.")


def _read_accepted(one: Mapping[Any, Any], _place: int) -> Accepted:
    return Accepted(_text(one, "text", needed=True), _weight(one), _text(one, "feedback"))


def _read_number(one: Mapping[Any, Any], _place: int) -> NumericAnswer:
    value = None if one.get("value") is None else _decimal(one, "value")
    low = value if value is not None and "low" not in one else _decimal(one, "low")
    high = value if value is not None and "high" not in one else _decimal(one, "high")
    return NumericAnswer(low, high, value, _weight(one), _text(one, "feedback"))


def _read_pair(one: Mapping[Any, Any], place: int) -> Pair:
    ids = _text(one, "id") or f"l{place}", _text(one, "right_id") or f"r{place}"
    return Pair(ids[0], _text(one, "left"), ids[1], _text(one, "right", needed=True))


def _read_item(one: Mapping[Any, Any], place: int) -> Item:
    return Item(_text(one, "id") or f"i{place}", _text(one, "text", needed=True))


_READERS: dict[Kind, tuple[str, Callable[[Mapping[Any, Any], int], Any]]] = {
    Kind.SHORT: ("accepted", _read_accepted),
    Kind.NUMERIC: ("numbers", _read_number),
    Kind.MATCHING: ("pairs", _read_pair),
    Kind.ORDERING: ("items", _read_item),
}


def _choices(kind: Kind, data: Mapping[Any, Any]) -> tuple[Choice, ...]:
    if kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return ()
    parts = _objects(data, "choices")
    keys = sum(one.get("right") is True for one in parts)
    choices = tuple(_choice(kind, one, place, keys) for place, one in enumerate(parts))
    _told_apart([choice.id for choice in choices])
    return choices


def _choice(kind: Kind, one: Mapping[Any, Any], place: int, keys: int) -> Choice:
    """An option; without a weight the right ones share the full mark."""
    if "weight" in one:
        weight = _weight(one)
    else:
        share = 1 if kind is Kind.SINGLE else keys
        weight = Fraction(1, share) if one.get("right") is True else Fraction(0)
    right = is_right(kind, weight)
    if one.get("right", right) is not right:
        raise ValueError("right must be true or false, and fit the weight.")
    id_ = _text(one, "id") or letter_id(place)
    return Choice(id_, _text(one, "text", needed=True), right, weight, _text(one, "feedback"))


def _objects(data: Mapping[Any, Any], key: str) -> Sequence[Mapping[Any, Any]]:
    found = data.get(key)
    if not _is_list(found) or not found or not all(isinstance(one, Mapping) for one in found):
        raise ValueError(f"{key} must be a list of objects.")
    return [one for one in found if isinstance(one, Mapping)]


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _text(data: Mapping[Any, Any], key: str, *, needed: bool = False) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or (needed and not value):
        raise ValueError(f"{key} must be a text.")
    return value


def _weight(one: Mapping[Any, Any]) -> Fraction:
    """A percentage, 100 when none is given, as the share of the full mark."""
    value = one.get("weight", 100)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValueError
        weight = Fraction(_short(value)) / 100
    except (ValueError, ArithmeticError):
        raise ValueError("weight must be a percentage such as 50 or 100/3.") from None
    if abs(weight) > 1:
        raise ValueError("weight must lie between -100 and 100.")
    return weight


def _decimal(one: Mapping[Any, Any], key: str) -> Decimal:
    value = one.get(key)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValueError
        number = Decimal(_short(value))
        if number.is_nan():
            raise ValueError
    except (ValueError, InvalidOperation):
        raise ValueError(f"{key} must be a number written as a text.") from None
    return number


def _short(value: int | str | Decimal) -> str:
    """The number as text; one that is too long to be meant is refused."""
    text = str(value) if not isinstance(value, int) or abs(value) < 10**_LONGEST_NUMBER else ""
    if not 0 < len(text) <= _LONGEST_NUMBER or "e" in text.lower().removesuffix("infinity"):
        raise ValueError
    return text

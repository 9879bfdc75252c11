"""Reads the answers of a question from our JSON, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lms.quizzes.formats.json_fields import (
    is_list,
    read_decimal,
    read_objects,
    read_text,
    read_weight,
    read_whole,
    told_apart,
)
from lms.quizzes.questions import (
    Accepted,
    Choice,
    Criterion,
    Gap,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    is_right,
    letter_id,
)

_MOST_POINTS = 20


def read_answer(kind: Kind, values: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields of a question that its key fills; of a case nothing."""
    if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.MISTAKE):
        return {"choices": _choices(kind, values, "choices")}
    if kind is Kind.TRUE_FALSE:
        if not isinstance(values.get("answer"), bool):
            raise ValueError("answer must be true or false.")
        reasons = _choices(Kind.SINGLE, values, "reason") if values.get("reason") else ()
        return {"true": values["answer"], "reasons": reasons}
    if kind is Kind.GAPS:
        return {"gaps": _gaps(values)}
    if kind is Kind.ESSAY:
        return {"rubric": _rubric(values) if values.get("rubric") else ()}
    if kind not in _READERS:
        return {}
    name, read = _READERS[kind]
    parts = [read(one, place) for place, one in enumerate(read_objects(values, "answer"), 1)]
    for key in ("id", "right_id"):
        told_apart([getattr(part, key, str(place)) for place, part in enumerate(parts)])
    return {name: tuple(parts)}


def _accepted(one: Mapping[Any, Any], _place: int) -> Accepted:
    text = read_text(one, "text", needed=True)
    return Accepted(text, read_weight(one), read_text(one, "feedback"))


def _number(one: Mapping[Any, Any], _place: int) -> NumericAnswer:
    value = None if one.get("value") is None else read_decimal(one, "value")
    low = value if value is not None and "low" not in one else read_decimal(one, "low")
    high = value if value is not None and "high" not in one else read_decimal(one, "high")
    return NumericAnswer(low, high, value, read_weight(one), read_text(one, "feedback"))


def _pair(one: Mapping[Any, Any], place: int) -> Pair:
    id_, right_id = read_text(one, "id") or f"l{place}", read_text(one, "right_id") or f"r{place}"
    return Pair(id_, read_text(one, "left"), right_id, read_text(one, "right", needed=True))


def _item(one: Mapping[Any, Any], place: int) -> Item:
    return Item(read_text(one, "id") or f"i{place}", read_text(one, "text", needed=True))


_READERS: dict[Kind, tuple[str, Callable[[Mapping[Any, Any], int], Any]]] = {
    Kind.SHORT: ("accepted", _accepted),
    Kind.NUMERIC: ("numbers", _number),
    Kind.MATCHING: ("pairs", _pair),
    Kind.ORDERING: ("items", _item),
}


def _gaps(values: Mapping[Any, Any]) -> tuple[Gap, ...]:
    """One list a gap; a gap may be one text, too, and a text an object with its weight."""
    gaps = values.get("answer")
    if not is_list(gaps) or not gaps:
        raise ValueError("answer must be a list with the texts of each gap.")
    return tuple(_gap(one if is_list(one) else [one]) for one in gaps)


def _gap(texts: Any) -> Gap:
    shaped = [{"text": one} if isinstance(one, str) else one for one in texts]
    if not shaped or not all(isinstance(one, Mapping) for one in shaped):
        raise ValueError("answer must be a list with the texts of each gap.")
    return Gap(tuple(_accepted(one, 0) for one in shaped))


def _rubric(values: Mapping[Any, Any]) -> tuple[Criterion, ...]:
    found = []
    for place, one in enumerate(read_objects(values, "rubric")):
        points = read_whole(one, "points")
        if not 1 <= points <= _MOST_POINTS:
            raise ValueError(f"points must be a whole number from 1 to {_MOST_POINTS}.")
        text = read_text(one, "text", needed=True)
        found.append(Criterion(read_text(one, "id") or letter_id(place), text, points))
    told_apart([one.id for one in found])
    return tuple(found)


def _choices(kind: Kind, values: Mapping[Any, Any], key: str) -> tuple[Choice, ...]:
    parts = read_objects(values, key)
    keys = sum(one.get("right") is True for one in parts)
    choices = tuple(_choice(kind, one, place, keys) for place, one in enumerate(parts))
    told_apart([choice.id for choice in choices])
    return choices


def _choice(kind: Kind, one: Mapping[Any, Any], place: int, keys: int) -> Choice:
    """An option; without a weight the right ones of a multiple question share the full mark."""
    if "weight" in one:
        weight = read_weight(one)
    else:
        share = keys if kind is Kind.MULTIPLE else 1
        weight = Fraction(1, share) if one.get("right") is True else Fraction(0)
    right = is_right(kind, weight)
    if one.get("right", right) is not right:
        raise ValueError("right must be true or false, and fit the weight.")
    text = read_text(one, "text", needed=True)
    return Choice(
        read_text(one, "id") or letter_id(place), text, right, weight, read_text(one, "feedback")
    )

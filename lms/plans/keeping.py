"""What a frozen plan keeps, as plain values for JSON, and back: figures, findings. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lms.plans.answers import Answers
from lms.plans.coach.finding import Finding, Level, Money, Month, Value
from lms.plans.coach.registry import explanation
from lms.plans.finance.as_json import written
from lms.plans.finance.results import Results
from lms.plans.template import Texts


def exact(value: Any) -> Any:
    """Inputs of the engine for JSON: whole numbers as numbers, others as text, digit for digit.

    >>> exact({"qty": Decimal("0.90"), "prices": (Decimal(7000),)})
    {'qty': '0.90', 'prices': [7000]}
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): exact(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [exact(one) for one in value]
    return value


def figures(results: Results) -> dict[str, Any]:
    """The contract's object in the same way: what is not whole is text."""
    read: dict[str, Any] = json.loads(written(results), parse_float=str)
    return read


def to_keep(findings: Iterable[Finding], answers: Answers) -> list[dict[str, Any]]:
    """The findings with what the group says to each; tips are for the writers and stay out."""
    return [
        {
            "id": one.id,
            "level": one.level.value,
            "section": one.section,
            "path": one.path,
            "message": one.message,
            "values": {name: _plain(value) for name, value in one.values.items()},
            "explanation": explanation(one, answers),
        }
        for one in findings
        if one.level is not Level.TIP
    ]


def from_kept(kept: Mapping[str, Any]) -> Finding:
    """A finding as it was when it was kept, without its ways out."""
    return Finding(
        id=kept["id"],
        level=Level(kept["level"]),
        section=kept["section"],
        path=kept["path"],
        message=kept["message"],
        values={name: _value(value) for name, value in kept["values"].items()},
    )


def _plain(value: Value) -> dict[str, Any]:
    match value:
        case Money(amount):
            return {"money": format(amount, "f")}
        case Month(month):
            return {"month": month}
        case Texts():
            return {"texts": dict(value.by_language)}
        case Decimal() | int():
            return {"number": format(Decimal(value), "f")}
    return {"words": value}


def _value(kept: Mapping[str, Any]) -> Value:
    match kept:
        case {"money": amount}:
            return Money(Decimal(amount))
        case {"month": month}:
            return Month(month)
        case {"texts": texts}:
            return Texts(texts)
        case {"number": number}:
            return Decimal(number)
    return str(kept["words"])

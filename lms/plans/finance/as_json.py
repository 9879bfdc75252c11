"""The figures of a plan as the contract's JSON: exact numbers, keys named as in `results`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lms.plans.finance.agreement import plain
from lms.plans.finance.results import Results

_RATE = Decimal("0.000001")
_NOT_PRINTED = {"balance_by_period"}  # checked in every month, printed for the last


def as_json(results: Results) -> dict[str, Any]:
    """The contract's object, of dict, list, str, bool, None, int and (for parts of one) Decimal.

    The overhead rate is text with up to six decimals, half up. `written` makes text of it all.
    """
    found: dict[str, Any] = _plain(results)
    rate = results.overhead_rate_on_direct_labour
    found["overhead_rate_on_direct_labour"] = (
        None if rate is None else plain(rate.quantize(_RATE, ROUND_HALF_UP))
    )
    return found


def written(results: Results) -> str:
    """The same as JSON text, each number with exactly the digits it has."""
    return "".join(_text(as_json(results), 0))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else Decimal(plain(value))
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        names = (one.name for one in fields(value))
        return {name: _plain(getattr(value, name)) for name in names if name not in _NOT_PRINTED}
    return value


def _text(value: Any, depth: int) -> Iterator[str]:
    """json.dumps knows no Decimal, and a binary fraction would not be exact."""
    if isinstance(value, dict | list):
        yield from _many(value, depth)
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    else:
        yield json.dumps(value, ensure_ascii=False)


def _many(value: dict[str, Any] | list[Any], depth: int) -> Iterator[str]:
    opens, closes = "{}" if isinstance(value, dict) else "[]"
    between = opens
    for one in value:
        yield f"{between}\n{' ' * (depth + 1)}"
        if isinstance(value, dict):
            yield f"{json.dumps(one, ensure_ascii=False)}: "
            yield from _text(value[one], depth + 1)
        else:
            yield from _text(one, depth + 1)
        between = ","
    yield f"\n{' ' * depth}{closes}" if value else opens + closes

"""The [quiz] table of a module.toml, written anew; every other line stays. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_TAG = re.compile(r"[A-Za-z0-9_-]{1,60}")

Values = Mapping[str, Any]


def with_rules(text: str, values: Values) -> str:
    """The file with these rules; a key that is None is left out, comments in the table stay.

    values  key -> whole number, Decimal, bool, text, or for draw_from (tag, number) pairs
    raises  ValueError when the table stands in a way that cannot be written anew
    """
    lines = text.splitlines(keepends=True)
    start, end = _place(lines)
    kept = [line for line in lines[start + 1 : end] if line.lstrip().startswith("#")]
    blank = "\n" if end < len(lines) and not lines[end - 1].strip() else ""
    written = [f"{key} = {_value(value)}\n" for key, value in values.items() if value is not None]
    made = "".join([*lines[:start], lines[start], *kept, *written, blank, *lines[end:]])
    before, after = tomllib.loads(text), tomllib.loads(made)
    before.pop("quiz"), after.pop("quiz")
    if before != after:
        raise ValueError("other tables would change")
    return made


def draw_from_of(text: str) -> tuple[tuple[str, int], ...]:
    """Lines such as "outcome-1 = 2" as pairs; raises ValueError for another line.

    >>> draw_from_of("outcome-1 = 2\\n\\noutcome-2: 3")
    (('outcome-1', 2), ('outcome-2', 3))
    """
    found = []
    for line in text.splitlines():
        tag, number = (re.split(r"\s*[=:]\s*|\s+", line.strip()) + [""])[:2]
        if not line.strip():
            continue
        if not _TAG.fullmatch(tag) or not (number.isascii() and number.isdecimal()):
            raise ValueError(line)
        found.append((tag, int(number[:4])))
    return tuple(found)


def _place(lines: Sequence[str]) -> tuple[int, int]:
    """The line of the header, and the one behind the table with what hangs below it."""
    names = [(place, match[1].strip()) for place, match in enumerate(map(_HEADER.fullmatch, lines))
             if match]  # fmt: skip
    own = [place for place, name in names if name == "quiz"]
    if len(own) != 1:
        raise ValueError("there is no table [quiz]")
    after = [one for one in names if one[0] > own[0] and not one[1].startswith("quiz.")]
    return own[0], after[0][0] if after else len(lines)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, str):
        return f'"{value}"'
    return "{ " + ", ".join(f"{tag} = {count}" for tag, count in value) + " }"

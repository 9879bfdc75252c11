"""The exact text of a plan as it reads, in one form only, and its hash. Pure.

Two plans have the same text when a reader sees the same answers, explanations and "not known yet"
in the same rows in the same order; the language of the page and the order of saving say nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from lms.plans import answers as kept
from lms.plans.answer_paths import UNKNOWN, row_of
from lms.plans.answers import Answers, Values
from lms.plans.differing import Difference, differences

ORDER = "*"  # products/* names the rows of a table in their order; no answer can have this path


def as_read(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers that a reader sees, section -> path -> text, without what only a phone needs.

    Rows that were taken out are gone; places are gone, and the order stands under "<table>/*"
    where there are several rows; "I don't know yet" counts where there is no answer.

    >>> as_read({"idea": {"need": "A dryer", "unknown/need": "1", "who": "", "unknown/who": "1"}})
    {'idea': {'need': 'A dryer', 'unknown/who': '1'}}
    """
    read = {section: _section(values) for section, values in answers.items()}
    return {section: values for section, values in read.items() if values}


def exact_text(answers: Answers) -> str:
    """The one text of these answers: JSON with sorted keys."""
    return json.dumps(
        as_read(answers), ensure_ascii=False, sort_keys=True, separators=(",", ":"), indent=None
    )


def digest_of(answers: Answers) -> str:
    """SHA-256 of the exact text, 64 hex digits.

    >>> digest_of({}) == digest_of({"idea": {"need": ""}})
    True
    """
    return hashlib.sha256(exact_text(answers).encode("utf-8", "surrogatepass")).hexdigest()


def changed(before: Answers, after: Answers) -> tuple[Difference, ...]:
    """What reads differently, by section and path.

    A new order counts by itself only where the rows are the same ones.
    """
    found = differences(as_read(before), as_read(after))
    return tuple(one for one in found if not _is_order(one.path) or _same_rows(one))


def _section(values: Values) -> dict[str, str]:
    read: dict[str, str] = {}
    for table in _tables(values):
        rows = kept.rows(values, table)
        for row_id, row in rows:
            read |= {f"{table}/{row_id}/{key}": text for key, text in row.items()}
        if len(rows) > 1:
            read[f"{table}/{ORDER}"] = ",".join(row_id for row_id, _ in rows)
    read |= {path: text for path, text in values.items() if text and _stands_alone(path)}
    return read | dict(_unknown(values, read))


def _tables(values: Values) -> set[str]:
    rows = (row_of(path) for path in values)
    return {row.partition("/")[0] for row in rows if row is not None}


def _stands_alone(path: str) -> bool:
    return row_of(path) is None and not path.startswith(UNKNOWN)


def _unknown(values: Values, read: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for path, tick in values.items():
        place = path.removeprefix(UNKNOWN)
        if place == path or not tick or place in read:
            continue
        row = row_of(place)
        is_read = any(one.startswith(f"{row}/") for one in read) if row else not _rows(place, read)
        if is_read:
            yield path, tick


def _rows(table: str, read: Mapping[str, str]) -> bool:
    return any(one.startswith(f"{table}/") for one in read)


def _is_order(path: str) -> bool:
    return path.endswith(f"/{ORDER}")


def _same_rows(one: Difference) -> bool:
    return sorted(one.before.split(",")) == sorted(one.after.split(","))

"""Writes an analysis as a CSV table, one row per question, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from lms.quizzes.analysis.options import OptionRow
from lms.quizzes.analysis.quiz import ItemAnalysis, Part, QuizAnalysis

_FIGURES = (
    "item",
    "slot",
    "shown",
    "answered",
    "left_open",
    "facility",
    "discrimination",
    "upper_lower",
    "findings",
    "options",
    "classes",
)
_OF_LANGUAGE = ("shown", "facility", "delta", "delta_error")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(analysis: QuizAnalysis) -> str:
    """A row per question after a row of names; numbers with a point and 4 decimals.

    A cell is empty for what is not known. Each language has 4 columns, such as facility_vi. A cell
    with several things parts them by semicolons: findings as harder_in_language:vi, options as
    a*=0.6000 where * marks the key, classes as name=0.6000. Text that a spreadsheet could take for
    a formula has an apostrophe before it (OWASP, CSV injection).
    """
    languages = sorted({part.name for item in analysis.items for part in item.languages})
    names = [f"{name}_{_word(code)}" for code in languages for name in _OF_LANGUAGE]
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([*_FIGURES, *names])
    for item in analysis.items:
        writer.writerow([_cell(value) for value in _row(item, languages)])
    return table.getvalue()


def _row(item: ItemAnalysis, languages: Iterable[str]) -> list[str | float | None]:
    row: list[str | float | None] = [
        item.item,
        item.slot,
        item.shown,
        item.answered,
        item.left_open,
        item.facility,
        item.discrimination,
        item.upper_lower,
        "; ".join(
            ":".join(filter(None, (one.flag.value, one.language, one.option)))
            for one in item.findings
        ),
        "; ".join(_option(row) for row in item.options),
        "; ".join(f"{part.name}={_cell(part.facility)}" for part in item.groups if part.name),
    ]
    parts = {part.name: part for part in item.languages}
    for code in languages:
        row += _of_language(parts.get(code, Part(code, 0, None)))
    return row


def _of_language(part: Part) -> list[str | float | None]:
    found = part.difference
    return [
        part.shown,
        part.facility,
        found.delta if found else None,
        found.error if found else None,
    ]


def _option(row: OptionRow) -> str:
    return f"{row.option}{'*' if row.right else ''}={_cell(row.share)}"


def _cell(value: str | float | None) -> str:
    """A value as the text of a cell.

    >>> [_cell(value) for value in (None, 7, -0.25, "=1+1", "m01-a")]
    ['', '7', '-0.2500', "'=1+1", 'm01-a']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def _word(code: str) -> str:
    """A language code as part of a name in snake case.

    >>> _word("pt-BR")
    'pt_br'
    """
    return code.lower().replace("-", "_")

"""A plan as it is printed: plain values in one language, every number and date written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lms.plans.drawings.drawing import Drawing

# Controls have no sign; those that turn the direction of writing would turn what stands beside.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LONG_WORD = re.compile(r"\S{23,}")


class Answer(NamedTuple):
    """A question and what the group wrote; "" is not answered yet."""

    question: str
    text: str


class AnswerRows(NamedTuple):
    """A question answered in rows; names[i] is what row i is called where it stands alone."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


Part = Answer | AnswerRows


class PaperSection(NamedTuple):
    """A section of the plan; worksheet is its number on paper, such as "W5"."""

    worksheet: str
    title: str
    parts: tuple[Part, ...]


class FigureRow(NamedTuple):
    """A line of figures; a strong one is a sum."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False


class FigureTable(NamedTuple):
    """Figures under their heads; the first column is the name. note: its unit, or ""."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]


class PaperFinding(NamedTuple):
    """What the checks found, how grave it is in a word, and what the group says to it ("")."""

    level: str
    said: str
    explanation: str


@dataclass(frozen=True)
class PaperWords:
    """The paper's own words in its language."""

    summary: str
    not_answered: str
    figures: str
    findings: str
    explanation: str


@dataclass(frozen=True)
class PlanPaper:
    """A plan as it is printed.

    language  of the paper, not of what people wrote
    subtitle  where it is and in which form: "Nghe An, Viet Nam, cooperative"
    owners    the line that says whose it is
    mark      SAMPLE or DRAFT in words; "" for a plan that is frozen
    stamps    lines at the end: day, version, hash, engine
    summary   what stands on the one page
    """

    language: str
    title: str
    subtitle: str
    owners: str
    mark: str
    stamps: tuple[str, ...]
    summary: tuple[Answer, ...]
    sections: tuple[PaperSection, ...]
    tables: tuple[FigureTable, ...]
    findings: tuple[PaperFinding, ...]
    drawings: tuple[Drawing, ...]
    words: PaperWords


def plain(words: str) -> str:
    """What a person typed without signs that cannot be printed or that turn their neighbours.

    >>> plain("Hoa\\u202e gaN\\x00")
    'Hoa gaN'
    """
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def breakable(words: str) -> str:
    """The same with places to break in words that are longer than a narrow column.

    >>> breakable("short"), len(breakable("x" * 40))
    ('short', 42)
    """
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,16}", word[0])), words)


def on_paper(value: object) -> object:
    """Values for typst: every text plain and breakable, however deep it stands."""
    if isinstance(value, str):
        return breakable(plain(value))
    if isinstance(value, Mapping):
        return {key: on_paper(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [on_paper(one) for one in value]
    return value

"""The plan as tagged PDF: the whole plan, and its summary on one page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from lms.pdf import compile_pdf
from lms.plans.drawings.drawing import Drawing
from lms.plans.papers.paper import (
    Answer,
    AnswerRows,
    FigureTable,
    Part,
    PlanPaper,
    on_paper,
)

_SHORT_TITLE = 90  # characters of the title at the foot of each page
_SHORT_ANSWER = 280  # characters of an answer on the one page


def plan_pdf(paper: PlanPaper, *, fonts: Path, timestamp: datetime) -> bytes:
    """The whole plan; the same paper and timestamp (aware) give the same bytes."""
    data = {
        **_head(paper),
        "summary": paper.summary,
        "sections": [
            {
                "worksheet": section.worksheet,
                "title": section.title,
                "parts": [_part(part) for part in section.parts],
            }
            for section in paper.sections
        ],
        "drawings": [_drawn(one) for one in paper.drawings],
        "tables": [_table(one) for one in paper.tables],
        "findings": [one._asdict() for one in paper.findings],
    }
    return _compiled("plan", paper, data, fonts=fonts, timestamp=timestamp)


def summary_pdf(paper: PlanPaper, *, fonts: Path, timestamp: datetime) -> bytes:
    """W0 on one page with the cash line; answers that are too long for it end in "…"."""
    first = paper.drawings[:1]
    data = {
        **_head(paper),
        "title": cut(paper.title, 120),
        "subtitle": cut(paper.subtitle, 200),
        "owners": cut(paper.owners, 200),
        "summary": [Answer(one.question, cut(one.text, _SHORT_ANSWER)) for one in paper.summary],
        "drawings": [_drawn(one) for one in first],
    }
    return _compiled("summary", paper, data, fonts=fonts, timestamp=timestamp)


def cut(words: str, most: int) -> str:
    """Words on one line of at most so many characters; "…" says that there is more.

    >>> cut("Felt slippers", 6), cut("Felt", 6)
    ('Felt…', 'Felt')
    """
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _compiled(
    name: str, paper: PlanPaper, data: dict[str, Any], *, fonts: Path, timestamp: datetime
) -> bytes:
    drawings = {f"drawings/{one.key}.svg": one.svg().encode() for one in paper.drawings}
    told = on_paper(data)
    assert isinstance(told, dict)
    # Names of files are no words of people: they stay as they are.
    told["drawings"] = data["drawings"]
    return compile_pdf(_source(name), told, fonts=fonts, timestamp=timestamp, files=drawings)


def _head(paper: PlanPaper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "short_title": cut(paper.title, _SHORT_TITLE),
        "subtitle": paper.subtitle,
        "owners": paper.owners,
        "mark": paper.mark,
        "stamps": paper.stamps,
        "language": paper.language,
        "words": asdict(paper.words),
    }


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, AnswerRows):
        return part._asdict()
    return {"question": part.question, "text": part.text}


def _table(table: FigureTable) -> dict[str, Any]:
    longest = max([len(cell) for row in table.rows for cell in row.cells], default=1)
    return {**table._asdict(), "rows": [tuple(row) for row in table.rows], "longest": longest}


def _drawn(drawing: Drawing) -> dict[str, str]:
    return {"key": drawing.key, "title": drawing.title, "says": drawing.says}


@cache
def _source(name: str) -> str:
    return Path(__file__).with_name(f"{name}.typ").read_text(encoding="utf-8")

"""Empty worksheets W1 to W12 on A4: the plan's questions with room for a pen."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import get_month_names

from lms.pdf import compile_pdf
from lms.plans.drawings.speech import Speech
from lms.plans.papers.paper import on_paper
from lms.plans.template import Field, Kind, Rows, Section, Template, Texts
from lms.words import N_

_FEW = 5  # columns that a pen has room for on an upright page
_MOST_ROWS = 8  # of a table on paper; who needs more copies the page
_MOST_CARDS = 3
_LINES = {Kind.TEXT: 4, Kind.LINE: 1}
_SHORT_KINDS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.PERCENT, Kind.MONTH, Kind.ROW})


def worksheets_pdf(template: Template, language: str, *, fonts: Path, timestamp: datetime) -> bytes:
    """The worksheets of a country in a language; the same template gives the same bytes.

    timestamp  aware; the moment the PDF says it was made
    """
    speech = Speech(language, template.currency)
    say = speech.say
    data = {
        "language": language,
        "title": say(N_("Worksheets of the business plan")),
        "version": template.version,
        "group": say(N_("Name of the group")),
        "day": say(N_("Day")),
        "example": say(N_("Example")),
        "where": say(N_("Where to find it")),
        "more": say(N_("More rows: use this page again.")),
        "minutes": [_minutes(section, speech) for section in template.sections],
        "sections": [_section(section, template, speech) for section in template.sections],
    }
    return compile_pdf(_source(), _told(data), fonts=fonts, timestamp=timestamp)


def _told(data: dict[str, Any]) -> dict[str, Any]:
    told = on_paper(data)
    assert isinstance(told, dict)
    return told


def _minutes(section: Section, speech: Speech) -> str:
    return speech.say(N_("Minutes: about %(number)s"), number=section.minutes)


def _section(section: Section, template: Template, speech: Speech) -> dict[str, Any]:
    language = speech.language
    return {
        "worksheet": section.worksheet,
        "title": section.title.in_language(language),
        "why": section.why.in_language(language),
        "parts": [
            _rows(part, speech) if isinstance(part, Rows) else _field(part, template, speech)
            for part in section.parts
        ],
    }


def _field(field: Field, template: Template, speech: Speech) -> dict[str, Any]:
    return {
        "question": field.question.in_language(speech.language),
        "example": _said(field.example, speech),
        "where": _said(field.where, speech),
        **_room(field, speech),
    }


def _room(field: Field, speech: Speech) -> dict[str, Any]:
    """What a pen needs: lines, boxes to tick, a short space with its unit, or twelve months."""
    if field.kind in (Kind.CHOICE, Kind.MANY, Kind.YESNO):
        choices = [one.text.in_language(speech.language) for one in field.choices]
        return {"room": "ticks", "choices": choices}
    if field.kind is Kind.SEASON:
        names = get_month_names("abbreviated", context="stand-alone", locale=speech.language)
        levels = [one.text.in_language(speech.language) for one in field.choices]
        return {"room": "months", "heads": [names[at] for at in range(1, 13)], "levels": levels}
    if field.kind is Kind.TWELVE:
        heads = [speech.say(N_("M%(number)s"), number=at) for at in range(1, 13)]
        return {"room": "months", "heads": heads, "levels": [""]}
    if field.kind in _SHORT_KINDS:
        return {"room": "short", "unit": unit_of(field, speech)}
    return {"room": "lines", "count": _LINES.get(field.kind, 1)}


def unit_of(field: Field, speech: Speech) -> str:
    """What stands behind the number: a currency, a percent sign, a word; "" for none."""
    if field.kind is Kind.MONEY:
        return field.currency or speech.currency
    if field.kind is Kind.PERCENT:
        return "%"
    return field.unit.in_language(speech.language) if field.unit else ""


def _rows(rows: Rows, speech: Speech) -> dict[str, Any]:
    language = speech.language
    told = {
        "question": rows.title.in_language(language),
        "example": _said(rows.example, speech),
        "where": _said(rows.where, speech),
    }
    if len(rows.fields) <= _FEW and all(_narrow(field) for field in rows.fields):
        heads = [_head(field, speech) for field in rows.fields]
        return {**told, "room": "table", "heads": heads, "count": min(rows.most, _MOST_ROWS)}
    called = rows.row_name.in_language(language)
    fields = [
        {"question": field.question.in_language(language), **_room(field, speech)}
        for field in rows.fields
    ]
    cards = [called % {"number": at} for at in range(1, min(rows.most, _MOST_CARDS) + 1)]
    return {**told, "room": "cards", "cards": cards, "fields": fields}


def _narrow(field: Field) -> bool:
    return field.kind in _SHORT_KINDS or field.kind in (Kind.LINE, Kind.YESNO)


def _head(field: Field, speech: Speech) -> str:
    question, unit = field.question.in_language(speech.language), unit_of(field, speech)
    return f"{question} ({unit})" if unit else question


def _said(words: Texts | None, speech: Speech) -> str:
    return "" if words is None else words.in_language(speech.language)


@cache
def _source() -> str:
    return Path(__file__).with_suffix(".typ").read_text(encoding="utf-8")

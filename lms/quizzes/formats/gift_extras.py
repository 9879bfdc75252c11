"""Reads what notes say of a GIFT question: the fields that its braces have no place for."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any

from lms.quizzes.formats.gift_answers import read_choice
from lms.quizzes.formats.gift_reading import Reading
from lms.quizzes.formats.gift_text import GiftError, free
from lms.quizzes.questions import Choice, Criterion, EmbeddedFile, Kind, Question, letter_id
from lms.words import N_

MATCH_CASE, FOLD_MARKS, FIXED_ORDER = "case", "no-marks", "fixed"
SAID = {
    "right": "right_feedback",
    "partial": "partial_feedback",
    "wrong": "wrong_feedback",
    "general": "feedback",
}
_MOST_POINTS = 20


def read_extras(start: Question, reading: Reading) -> Question:
    """The question with all that its notes say; raises GiftError for a note that cannot be."""
    notes = reading.notes
    match = _words(reading, "match", MATCH_CASE, FOLD_MARKS)
    said: dict[str, Any] = {
        name: reading.text(name, notes.texts(key)[0])
        for key, name in SAID.items()
        if notes.texts(key)
    }
    return replace(
        start,
        unit=notes.word("unit"),
        tags=tuple(notes.words("tag")),
        match_case=MATCH_CASE in match,
        fold_marks=FOLD_MARKS in match,
        fixed_order=bool(_words(reading, "order", FIXED_ORDER)),
        reasons=tuple(_reasons(reading)),
        rubric=tuple(_rubric(reading)),
        files=tuple(_file(held) for held in notes.texts("file")),
        kept=tuple(_kept(held) for held in notes.texts("kept")),
        **said,
    )


def _words(reading: Reading, key: str, *known: str) -> list[str]:
    """The words of a note, each one that is known."""
    words = reading.notes.words(key)
    for word in words:
        if word not in known:
            raise GiftError(N_("%(id)s: there is no note %(note)s."), note=f"[{key}:{word}]")
    return words


def _reasons(reading: Reading) -> list[Choice]:
    """Each written like an answer of a single question, with = or ~ in front."""
    reasons: list[Choice] = []
    for place, held in enumerate(reading.notes.texts("reason")):
        part = held.strip()
        if part[:1] not in ("=", "~"):
            raise GiftError(N_("%(id)s: a reason begins with = when it is right, else with ~."))
        id_ = reading.id("reason-ids", place, letter_id(place))
        path = f"reasons.{id_}"
        reasons.append(read_choice(Kind.SINGLE, id_, path, part.removeprefix("~").strip(), reading))
    return reasons


def _rubric(reading: Reading) -> list[Criterion]:
    """Each written as points:text."""
    rubric: list[Criterion] = []
    for place, held in enumerate(reading.notes.texts("criterion")):
        points, _, text = held.partition(":")
        number = points.strip()
        is_number = number.isascii() and number.isdecimal() and len(number) < 3
        if not is_number or not 1 <= int(number) <= _MOST_POINTS or not free(text):
            raise GiftError(
                N_("%(id)s: write a criterion as its points, 1 to 20, a colon and its text.")
            )
        id_ = reading.id("criterion-ids", place, letter_id(place))
        rubric.append(Criterion(id_, reading.text(f"rubric.{id_}.text", text), int(number)))
    return rubric


def _kept(held: str) -> tuple[str, str]:
    name, _, value = held.partition("=")
    return free(name), free(value)


def _file(held: str) -> EmbeddedFile:
    name, _, content = held.partition("=")
    try:
        return EmbeddedFile(free(name), base64.b64decode(free(content), validate=True))
    except (binascii.Error, ValueError):
        raise GiftError(
            N_("%(id)s: the file %(name)s is not written in base64."), name=free(name)
        ) from None

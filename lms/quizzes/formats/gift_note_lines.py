"""Writes the notes in front of a GIFT question: what GIFT itself has no sign for."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from lms.quizzes.formats.gift_extras import FIXED_ORDER, FOLD_MARKS, MATCH_CASE, SAID
from lms.quizzes.formats.gift_lines import option, text_of
from lms.quizzes.formats.gift_notes import note
from lms.quizzes.formats.gift_text import escape
from lms.quizzes.questions import Kind, Question, letter_id

_NOTED = (Kind.GAPS, Kind.MISTAKE, Kind.CASE)


def notes_of(question: Question, case: Question | None) -> list[str]:
    """The comment lines in front of a question, without their slashes.

    case  the case that it is a question of; None for a question that stands by itself
    """
    names = list(_names(question, case))
    return ([" ".join(names)] if names else []) + list(_texts(question))


def _names(question: Question, case: Question | None) -> Iterator[str]:
    if question.name:
        yield note("id", question.id)
    if case is not None:
        yield note("case", case.id)
    if question.kind in _NOTED:
        yield note("kind", question.kind)
    yield from (note("tag", tag) for tag in question.tags)
    if question.unit:
        yield note("unit", question.unit)
    for key, word, said in (
        ("match", MATCH_CASE, question.match_case),
        ("match", FOLD_MARKS, question.fold_marks),
        ("order", FIXED_ORDER, question.fixed_order),
    ):
        if said:
            yield note(key, word)
    yield from (note(key, " ".join(ids)) for key, ids in _ids(question))


def _ids(question: Question) -> Iterator[tuple[str, list[str]]]:
    """The ids of answers where they are not those that the reader gives by place."""
    for key, usual, ids in (
        ("ids", "", [choice.id for choice in question.choices]),
        ("ids", "l", [pair.id for pair in question.pairs]),
        ("right-ids", "r", [pair.right_id for pair in question.pairs]),
        ("ids", "i", [item.id for item in question.items]),
        ("reason-ids", "", [reason.id for reason in question.reasons]),
        ("criterion-ids", "", [one.id for one in question.rubric]),
    ):
        by_place = [f"{usual}{n + 1}" if usual else letter_id(n) for n in range(len(ids))]
        if ids != by_place:
            yield key, ids


def _texts(question: Question) -> Iterator[str]:
    """Notes that hold texts, each on a line of its own."""
    for reason in question.reasons:
        yield _note("reason", option(question, f"reasons.{reason.id}", reason, full=True))
    for one in question.rubric:
        text = text_of(question, f"rubric.{one.id}.text", one.text)
        yield _note("criterion", f"{one.points}:{text}")
    for key, path in SAID.items():
        if not _in_braces(question.kind, path):
            said = text_of(question, path, getattr(question, path))
            if said:
                yield _note(key, said)
    for file in question.files:
        content = base64.b64encode(file.content).decode("ascii")
        yield _note("file", f"{escape(file.name)}={escape(content)}")
    for name, value in question.kept:
        yield _note("kept", f"{escape(name)}={escape(value)}")


def _in_braces(kind: Kind, path: str) -> bool:
    if path == "feedback":
        return kind not in (Kind.DESCRIPTION, Kind.CASE)
    return kind is Kind.TRUE_FALSE and path != "partial_feedback"


def _note(key: str, escaped: str) -> str:
    return f"[{key}:{escaped.replace(']', chr(92) + ']')}]"

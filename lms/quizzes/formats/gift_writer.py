"""Writes GIFT: questions in, text out that Moodle and our own reader understand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lms.quizzes.formats.as_json import to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_lines import answer_part, text_of
from lms.quizzes.formats.gift_note_lines import notes_of
from lms.quizzes.formats.gift_text import escape
from lms.quizzes.questions import Question


def write_gift(questions: Iterable[Question]) -> str:
    """A GIFT file of these questions; `read_gift` gives them back.

    Nothing is lost but spaces at the ends of texts, carriage returns and the lines: each question
    is read again. Raises ValueError with its name for a question that would come back otherwise,
    such as one with options to choose from that are all right.
    """
    written: list[str] = []
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            written.append(_category(category))
        block = _block(question)
        _check(question, _category(category) + "\n" + block)
        written.append(block)
    return "\n".join(written)


def _category(name: str) -> str:
    return f"$CATEGORY: {' '.join(name.split(chr(10)))}".rstrip() + "\n"


def _block(question: Question) -> str:
    """A question, and behind a case its questions."""
    parts = "".join("\n" + _one(part, question) for part in question.parts)
    return _one(question, None) + parts


def _one(question: Question, case: Question | None) -> str:
    comments = "".join(f"// {line}\n" for line in notes_of(question, case))
    format_ = "" if question.format == "moodle" else f"[{question.format}]"
    text = format_ + (escape(question.text) if format_ else text_of(question, "", question.text))
    name = escape(question.name or question.id)
    return f"{comments}::{name}::{text}{answer_part(question)}\n"


def _check(question: Question, written: str) -> None:
    """Raises ValueError when the text would not be read as this one question."""
    read, faults = read_gift(written)
    same = len(read) == 1 and _essence(to_json(read[0])) == _essence(to_json(question))
    if faults or not same:
        raise ValueError(f"GIFT cannot hold question {question.id} as it is.")


def _essence(value: Any) -> Any:
    """What must come back of a question's JSON."""
    if isinstance(value, str):
        return value.replace("\r", "").strip()
    if isinstance(value, list):
        return [_essence(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _essence(one) for key, one in value.items() if key not in ("line", "formats")}
    own = [pair for pair in value.get("formats", {}).items() if pair[1] != value["format"]]
    kept |= {"formats": sorted(own)} if own else {}
    for part in kept.get("questions", ()):
        part.pop("category", None)
    return kept

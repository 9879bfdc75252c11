"""Questions from other files into a quiz, and the quiz in other forms. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.authoring.quiz_editing import UnfitError, put
from lms.authoring.quiz_meaning import free_id, renamed
from lms.quizzes.formats.aiken import write_aiken
from lms.quizzes.formats.as_json import to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.formats.moodle_xml_writer import write_moodle_xml
from lms.quizzes.formats.reading import Form, QuestionFile
from lms.quizzes.questions import Fault, Kind, Question
from lms.words import N_

FORM_NAMES: Mapping[Form, str] = {
    "gift": "GIFT",
    "moodle-xml": "Moodle XML",
    "json": "JSON",
    "aiken": "Aiken",
}
ENDINGS: Mapping[Form, str] = {
    "gift": "gift",
    "moodle-xml": "xml",
    "json": "json",
    "aiken": "txt",
}
_NO_QUESTION = N_("%(id)s is a text without a question, and was left out.")


@dataclass(frozen=True)
class Coming:
    """A question that a file would bring.

    question  with the id that it will have
    was_id    the id in the file; another one than question.id where somebody has it already
    """

    question: Question
    was_id: str


@dataclass(frozen=True)
class Arrival:
    """What a file would bring, and what was left out, a fault each."""

    coming: tuple[Coming, ...]
    left_out: tuple[Fault, ...]


def arrival(file: QuestionFile, taken: Collection[str]) -> Arrival:
    """What of a file can stand in a quiz; who has an id already keeps it.

    taken  ids in the quiz, and those that were ever answered
    """
    left = [*([file.broken] if file.broken else []), *file.faults]
    coming: list[Coming] = []
    used = set(taken)
    for one in file.questions:
        if one.kind is Kind.DESCRIPTION:
            left.append(Fault(one.line, _NO_QUESTION, {"id": one.id}))
            continue
        if not _holds(one):
            message = N_("%(id)s cannot be written as GIFT, and was left out.")
            left.append(Fault(one.line, message, {"id": one.id}))
            continue
        new = _with_free_ids(one, used)
        used |= {new.id, *(part.id for part in new.parts)}
        coming.append(Coming(new, one.id))
    return Arrival(tuple(coming), tuple(sorted(left, key=lambda fault: fault.line)))


def _with_free_ids(question: Question, used: Collection[str]) -> Question:
    ids = {question.id, *(part.id for part in question.parts)}
    if not ids & set(used):
        return question
    new = renamed(question, free_id(question.id, used))
    if not {part.id for part in new.parts} & set(used):
        return new
    return renamed(question, free_id(new.id, {*used, new.id}))


def _holds(question: Question) -> bool:
    try:
        write_gift([question])
    except ValueError:
        return False
    return True


def taken_in(text: str, questions: Iterable[Question]) -> str:
    """The quiz with these questions behind the others; raises UnfitError."""
    for one in questions:
        if any(one.id == there.id for there in read_gift(text)[0]):
            raise UnfitError([Fault(0, N_("There is a question %(id)s already."), {"id": one.id})])
        text = put(text, None, one)
    return text


def _write_json(questions: Iterable[Question]) -> str:
    rows = [to_json(question) for question in questions]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


_WRITERS: Mapping[Form, Callable[[Iterable[Question]], str]] = {
    "json": _write_json,
    "gift": write_gift,
    "moodle-xml": write_moodle_xml,
    "aiken": write_aiken,
}


def writable(questions: Sequence[Question], form: Form) -> tuple[str, list[str]]:
    """The questions in a form, and the ids of those that it cannot hold."""
    good, left = [], []
    for question in questions:
        try:
            _WRITERS[form]([question])
        except ValueError:
            left.append(question.id)
        else:
            good.append(question)
    return _WRITERS[form](good), left

"""`lms quizzes`: check a file of questions, convert it, mark answers without the web."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import click

from lms.console import fail
from lms.quizzes.formats.aiken import unsaid, write_aiken
from lms.quizzes.formats.as_json import to_json
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.formats.moodle_xml_writer import write_moodle_xml
from lms.quizzes.formats.reading import (
    FORMS,
    LARGEST_FILE,
    Form,
    QuestionFile,
    no_constant,
    read_questions,
)
from lms.quizzes.grading import Mark, grade_all
from lms.quizzes.pool import check_pool
from lms.quizzes.questions import Fault, Question
from lms.words import N_

_TWICE = N_("%(id)s stands in this file more than once.")
_UNSAID = N_("%(id)s is written without its feedback, for which Aiken has no place.")
_FORM = click.option(
    "--from", "form", type=click.Choice(FORMS), help="Of FILE; unset: by what it holds."
)


@click.group()
def quizzes() -> None:
    """Files of questions: GIFT, Moodle XML, Aiken, or our JSON. A file - is standard input."""


def _called(file: Any) -> str:
    return click.format_filename(str(getattr(file, "name", "<stdin>")))


def _content(file: Any) -> bytes:
    content: bytes = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        fail(f"{_called(file)} is larger than {LARGEST_FILE // 10**6} MB. Make several of it.")
    return content


def _read(file: Any, form: Form | None) -> QuestionFile:
    """The questions of a file that can be read to its end; else says why, and exits with 2."""
    read = read_questions(_content(file), form)
    if read.broken:
        _name(file, [read.broken], err=True)
        sys.exit(2)
    return read


def _name(file: Any, faults: Iterable[Fault], *, err: bool) -> None:
    """A line for each fault, even where a question's id goes over several."""
    for fault in sorted(faults, key=lambda fault: fault.line):
        click.echo(f"{_called(file)}:{fault.line}: {' '.join(str(fault).split())}", err=err)


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@_FORM
def check(file: Any, form: Form | None) -> None:
    """Find faults; each as file:line: message (of JSON: the place in the list).

    A file whose questions stand in slots is a module's pool and is held to its rules as well.
    """
    read = read_questions(_content(file), form)
    questions = read.questions
    slots = [question.slot for question in questions if question.slot is not None]
    more = check_pool(questions, max(slots)) if slots else _repeated(questions)
    faults = [*read.faults, *more]
    _name(file, faults, err=False)
    click.echo(f"questions: {len(questions)}, faults: {len(faults)}")
    if read.broken:
        _name(file, [read.broken], err=True)
        sys.exit(2)
    sys.exit(1 if faults else 0)


def _repeated(questions: Sequence[Question]) -> list[Fault]:
    times = Counter(question.id for question in questions)
    seen = {
        question.id: question.line for question in reversed(questions) if times[question.id] > 1
    }
    return [Fault(line, _TWICE, {"id": id_}) for id_, line in seen.items()]


def _write_json(questions: Iterable[Question]) -> str:
    rows = [to_json(question) for question in questions]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


_Writer = Callable[[Iterable[Question]], str]
_WRITERS: dict[Form, _Writer] = {
    "json": _write_json,
    "gift": write_gift,
    "moodle-xml": write_moodle_xml,
    "aiken": write_aiken,
}


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@click.option("--to", "target", type=click.Choice(FORMS), required=True)
@_FORM
def convert(file: Any, target: Form, form: Form | None) -> None:
    """Write the questions in another form; those left out are named on standard error, exit 1.

    Aiken holds single questions with one right option, without names and tags. A question with
    feedback is written without it, and named on standard error, too. What Moodle has no place for
    stands in Moodle XML where our reader finds it and Moodle does not look.
    """
    read = _read(file, form)
    write = _WRITERS[target]
    questions, unwritten = _writable(read.questions, write)
    faults = [*read.faults, *unwritten]
    if target == "aiken":
        faults += [Fault(one.line, _UNSAID, {"id": one.id}) for one in questions if unsaid(one)]
    click.echo(write(questions).encode(), nl=False)
    _name(file, faults, err=True)
    sys.exit(1 if faults else 0)


def _writable(questions: Sequence[Question], write: _Writer) -> tuple[list[Question], list[Fault]]:
    good: list[Question] = []
    faults: list[Fault] = []
    for question in questions:
        try:
            write([question])
        except ValueError as error:
            faults.append(Fault(question.line, "%(said)s", {"said": str(error)}))
        else:
            good.append(question)
    return good, faults


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@click.argument("answers", type=click.File("rb"))
@_FORM
def grade(file: Any, answers: Any, form: Form | None) -> None:
    """Mark ANSWERS, a JSON object of question ids to answers."""
    read = _read(file, form)
    given = _answers(answers)
    result = grade_all(read.questions, given)
    out = {
        "earned": _number(result.earned),
        "possible": result.possible,
        "questions": _rows(result.marks),
    }
    click.echo(json.dumps(out, ensure_ascii=False, indent=1).encode())
    known = {question.id for question in read.questions}
    missing = [
        Fault(0, N_("There is no question %(id)s."), {"id": id_})
        for id_ in given
        if id_ not in known
    ]
    _name(answers, missing, err=True)
    faults = [*read.faults, *_repeated(read.questions)]
    _name(file, faults, err=True)
    sys.exit(1 if faults or missing else 0)


def _answers(file: Any) -> dict[str, Any]:
    try:
        text = _content(file).decode("utf-8-sig")
        found = json.loads(text, parse_float=Decimal, parse_constant=no_constant)
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except UnicodeError as error:
        fail(f"{_called(file)} is not UTF-8: {error}.")
    except (ValueError, RecursionError) as error:
        fail(f"{_called(file)} is no JSON: {error}.")
    if not isinstance(found, dict):
        fail(f"{_called(file)} holds no object of question ids to answers.")
    return found


def _rows(marks: Mapping[str, Mark]) -> list[dict[str, Any]]:
    """A line for each mark; of a case with its questions' marks, of an essay that it waits."""
    return [
        {
            "id": id_,
            "earned": _number(mark.earned),
            "right": mark.right,
            "given": mark.given,
            "feedback": list(mark.feedback),
            **({"parts": _rows(mark.parts)} if mark.parts else {}),
            **({"waits": True} if mark.waits else {}),
        }
        for id_, mark in marks.items()
    ]


def _number(marks: Fraction) -> int | float:
    return marks.numerator if marks.denominator == 1 else round(float(marks), 6)

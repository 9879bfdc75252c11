"""`lms quizzes`: check a file of questions, convert it, mark answers without the web."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import click

from lms.console import fail
from lms.quizzes.formats.as_json import from_json, to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.grading import grade_all
from lms.quizzes.pool import check_pool
from lms.quizzes.questions import Fault, Question
from lms.words import N_

_TWICE = N_("%(id)s stands in this file more than once.")
_FORM = click.option(
    "--from", "form", type=click.Choice(["gift", "json"]), help="Of FILE; unset: by what it holds."
)


@click.group()
def quizzes() -> None:
    """Files of questions."""


def _called(file: Any) -> str:
    return str(getattr(file, "name", "<stdin>"))


def _text(file: Any) -> str:
    content: bytes = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"{_called(file)} is not UTF-8 (byte {error.start}).")


def _json(file: Any, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        fail(f"{_called(file)} is no JSON: {error}.")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _read(file: Any, form: str | None) -> tuple[list[Question], list[Fault]]:
    """The questions of a file and what could not be read."""
    text = _text(file)
    if form is None:
        form = "json" if text.lstrip().startswith("[") and _is_json(text) else "gift"
    if form == "gift":
        return read_gift(text)
    found = _json(file, text)
    if not isinstance(found, list):
        fail(f"{_called(file)} holds no list of questions.")
    questions: list[Question] = []
    faults: list[Fault] = []
    for place, one in enumerate(found, start=1):
        try:
            questions.append(from_json(one))
        except ValueError as error:
            faults.append(Fault(place, str(error).replace("%", "%%")))
    return questions, faults


def _is_json(text: str) -> bool:
    """Whether a text that begins like a list is one; a GIFT text may begin with [html]."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _name(file: Any, faults: Iterable[Fault], *, err: bool) -> None:
    for fault in faults:
        click.echo(f"{_called(file)}:{fault.line}: {fault}", err=err)


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@_FORM
def check(file: Any, form: str | None) -> None:
    """Find faults; each as file:line: message (of JSON: the place in the list).

    A file whose questions stand in slots is a module's pool and is held to its rules as well.
    """
    questions, faults = _read(file, form)
    slots = [question.slot for question in questions if question.slot is not None]
    if slots:
        faults = [*faults, *check_pool(questions, max(slots))]
    else:
        faults = [*faults, *_repeated(questions)]
    _name(file, sorted(faults, key=lambda fault: fault.line), err=False)
    click.echo(f"questions: {len(questions)}, faults: {len(faults)}")
    sys.exit(1 if faults else 0)


def _repeated(questions: Sequence[Question]) -> list[Fault]:
    times = Counter(question.id for question in questions)
    seen = {
        question.id: question.line for question in reversed(questions) if times[question.id] > 1
    }
    return [Fault(line, _TWICE, {"id": id_}) for id_, line in seen.items()]


def _as_json(questions: Sequence[Question]) -> str:
    rows = [to_json(question) for question in questions]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


_WRITERS: dict[str, Callable[[Sequence[Question]], str]] = {
    "json": _as_json,
    "gift": write_gift,
}


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@click.option("--to", "target", type=click.Choice(sorted(_WRITERS)), required=True)
@_FORM
def convert(file: Any, target: str, form: str | None) -> None:
    """Write the questions in another form; those left out are named on standard error, exit 1."""
    questions, faults = _read(file, form)
    if target == "gift":
        questions, unwritten = _writable(questions)
        faults = [*faults, *unwritten]
    click.echo(_WRITERS[target](questions), nl=False)
    _name(file, faults, err=True)
    sys.exit(1 if faults else 0)


def _writable(questions: Sequence[Question]) -> tuple[list[Question], list[Fault]]:
    good: list[Question] = []
    faults: list[Fault] = []
    for question in questions:
        try:
            write_gift([question])
        except ValueError as error:
            faults.append(Fault(question.line, str(error).replace("%", "%%")))
        else:
            good.append(question)
    return good, faults


@quizzes.command()
@click.argument("file", type=click.File("rb"))
@click.argument("answers", type=click.File("rb"))
@_FORM
def grade(file: Any, answers: Any, form: str | None) -> None:
    """Mark ANSWERS, a JSON object of question ids to answers."""
    questions, faults = _read(file, form)
    given = _json(answers, _text(answers))
    if not isinstance(given, dict):
        fail(f"{_called(answers)} holds no object of question ids to answers.")
    result = grade_all(questions, given)
    rows = [
        {
            "id": id_,
            "earned": _number(mark.earned),
            "right": mark.right,
            "given": mark.given,
            "feedback": list(mark.feedback),
        }
        for id_, mark in result.marks.items()
    ]
    out = {"earned": _number(result.earned), "possible": result.possible, "questions": rows}
    click.echo(json.dumps(out, ensure_ascii=False, indent=1))
    strangers = [Fault(0, N_("There is no question %(id)s."), {"id": id_}) for id_ in given]
    known = {question.id for question in questions}
    missing = [fault for fault in strangers if fault.values["id"] not in known]
    _name(answers, missing, err=True)
    _name(file, faults, err=True)
    sys.exit(1 if faults or missing else 0)


def _number(marks: Fraction) -> int | float:
    return marks.numerator if marks.denominator == 1 else round(float(marks), 6)

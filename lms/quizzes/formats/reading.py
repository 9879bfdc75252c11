"""Which of the four forms a file of questions has, and what it holds: bytes in, questions out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, get_args

from lms.quizzes.formats.aiken import read_aiken
from lms.quizzes.formats.as_json import from_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.moodle_xml import read_moodle_xml
from lms.quizzes.questions import Fault, Question
from lms.words import N_

Form = Literal["json", "gift", "moodle-xml", "aiken"]
FORMS: tuple[Form, ...] = get_args(Form)
LARGEST_FILE = 20_000_000
"""Bytes of a file of questions; the pictures of a large question bank included."""

_XML = re.compile(rb"<(?:\?|!|quiz\b|question\b|html\b)", re.IGNORECASE)
_XML_OF_TWO_BYTES = (b"\xff\xfe<\0", b"\xfe\xff\0<")
_JSON = re.compile(rb'\[\s*(?:[\[{\]"0-9]|\Z)|\{\s*"')
_AIKEN = re.compile(rb"^[ \t]*ANSWER:", re.MULTILINE)
_BRACE = re.compile(rb"(?<!\\)\{")


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What was read.

    faults  what was left out, and why, with its line (of JSON: the place in the list)
    broken  why the file cannot be read as its form at all, or not to its end; else None
    """

    form: Form
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    broken: Fault | None = None


def read_questions(content: bytes, form: Form | None = None) -> QuestionFile:
    """The questions of a file; never raises. Larger than LARGEST_FILE it is not looked at.

    form  None: by what the file holds
    """
    form = form or form_of(content)
    if len(content) > LARGEST_FILE:
        message = N_("This file is larger than %(most)s MB. Make several of it.")
        return QuestionFile(form, broken=Fault(1, message, {"most": LARGEST_FILE // 10**6}))
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        return QuestionFile(form, broken=Fault(1, N_("This file is empty.")))
    if form == "moodle-xml":
        return QuestionFile(form, *read_moodle_xml(content))
    text = _decoded(content)
    if isinstance(text, Fault):
        return QuestionFile(form, broken=text)
    if form == "json":
        return _of_json(text)
    return QuestionFile(form, *(read_aiken(text) if form == "aiken" else read_gift(text)))


def form_of(content: bytes) -> Form:
    """The form a file seems to have; GIFT when it seems to have none.

    >>> form_of(b"<quiz/>"), form_of(b"[html]Why?{}"), form_of(b"Who?\\nA) I\\nB) You\\nANSWER: A")
    ('moodle-xml', 'gift', 'aiken')
    """
    begin = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000]
    if _XML.match(begin) or content.startswith(_XML_OF_TWO_BYTES):
        return "moodle-xml"
    if _JSON.match(begin):
        return "json"
    return "aiken" if _AIKEN.search(content) and not _BRACE.search(content) else "gift"


def _decoded(content: bytes) -> str | Fault:
    """The text, or where it stops being one."""
    end = content.find(b"\0")
    if end >= 0:
        line = content.count(b"\n", 0, end) + 1
        return Fault(line, N_("This is no text in UTF-8: it holds a NUL."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(line, N_("This is not UTF-8 from here on. Save the file as UTF-8."))


def _of_json(text: str) -> QuestionFile:
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=no_constant)
    except (ValueError, ArithmeticError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        broken = Fault(line, N_("This is no JSON: %(reason)s."), {"reason": str(error)})
        return QuestionFile("json", broken=broken)
    if not isinstance(found, list):
        return QuestionFile("json", broken=Fault(1, N_("This file holds no list of questions.")))
    questions: list[Question] = []
    faults: list[Fault] = []
    for place, one in enumerate(found, start=1):
        try:
            questions.append(_one_of_json(one))
        except (ValueError, ArithmeticError, RecursionError) as error:
            faults.append(Fault(place, "%(said)s", {"said": str(error)}))
    return QuestionFile("json", questions, faults)


def _one_of_json(one: Any) -> Question:
    r"""The question; half a sign, such as a lone \ud800, could be written nowhere."""
    try:
        json.dumps(one, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise ValueError("A text holds half a sign.") from None
    return from_json(one)


def no_constant(name: str) -> None:
    """Refuses NaN and Infinity, which are no JSON; raises ValueError."""
    raise ValueError(f"{name} is no number")

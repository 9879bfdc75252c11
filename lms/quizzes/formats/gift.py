"""Reads GIFT, the text format of Moodle's question banks: text in, questions and faults out.

The order in which an answer part is recognised is Moodle's. Beyond Moodle, `-\\>` stands for an
arrow that parts no pair, and notes in comments, such as `[unit:...]` and `[kind:gaps]`, say what
GIFT has no sign for: Moodle reads over them and takes the nearest kind that it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lms.quizzes.formats.gift_answers import (
    read_choices,
    read_gaps,
    read_mistake,
    read_numbers,
    read_order,
    read_pairs,
    read_short,
    read_truth,
)
from lms.quizzes.formats.gift_extras import read_extras
from lms.quizzes.formats.gift_notes import read_notes
from lms.quizzes.formats.gift_reading import MOST_ANSWERS, Reading
from lms.quizzes.formats.gift_text import (
    LONGEST_BODY,
    Block,
    GiftError,
    blocks,
    clipped,
    free,
    take_format,
)
from lms.quizzes.questions import Fault, Kind, Question
from lms.words import N_

Reader = Callable[[Question, str, Reading], Question]

_BLANK = "_____"
_TRUTH = re.compile(r"(t|true|f|false)\s*+(#.*)?", re.IGNORECASE | re.DOTALL)
# What a file may make of memory: a question counts ten, each of its answers one.
_MOST_KEPT = 1_000_000
_COST = 10
_NO_PARTS = (Kind.CASE, Kind.ESSAY, Kind.DESCRIPTION)


def read_gift(text: str) -> tuple[list[Question], list[Fault]]:
    """The questions of a file in order, and what could not be read; never raises.

    A question with a fault is left out. A question without a name or [id:...] gets the id Q and
    its place in the file. Signs that no database keeps become question marks in a diamond. Time
    and memory grow with the length of the text and no faster; behind 100,000 questions, or fewer
    with very many answers, a fault says that the rest was not read.
    """
    file = _File()
    for place, block in enumerate(blocks(text), 1):
        if file.kept > _MOST_KEPT:
            message = N_("The file is too long: what follows was not read.")
            file.faults.append(Fault(block.line, message))
            break
        file.read(place, block)
    return file.questions, file.faults


class _File:
    """The questions read so far: a case waits in it for its parts."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.faults: list[Fault] = []
        self.kept = 0
        self._cases: dict[str, int] = {}

    def read(self, place: int, block: Block) -> None:
        """One block: a question, the part of a case, or a fault."""
        name, body = _name(block)
        notes = read_notes(block.notes)
        id_ = notes.word("id") or name or f"Q{place}"
        self.kept += _COST
        try:
            if len(body) > LONGEST_BODY:
                raise GiftError(N_("%(id)s is longer than any question."))
            reading = Reading(notes, "moodle")
            start = Question(
                id_,
                Kind.DESCRIPTION,
                "",
                name=name if name != id_ else "",
                category=block.category,
                line=block.line,
            )
            self._keep(_question(start, body, reading), notes.word("case"))
        except GiftError as error:
            values = {"id": clipped(id_), **error.values}
            self.faults.append(Fault(block.line, error.message, values))

    def _keep(self, question: Question, case_id: str) -> None:
        self.kept += max(
            map(len, (question.choices, question.pairs, question.items, question.gaps))
        )
        if not case_id:
            if question.kind is Kind.CASE:
                self._cases[question.id] = len(self.questions)
            self.questions.append(question)
            return
        if case_id not in self._cases:
            raise GiftError(
                N_("%(id)s belongs to the case %(case)s, which does not stand before it."),
                case=case_id,
            )
        at = self._cases[case_id]
        case = self.questions[at]
        if question.kind in _NO_PARTS or len(case.parts) >= MOST_ANSWERS:
            raise GiftError(N_("%(id)s cannot be a question of the case %(case)s."), case=case_id)
        part = replace(question, category="")
        self.questions[at] = replace(case, parts=(*case.parts, part))


def _name(block: Block) -> tuple[str, str]:
    """What stands between the double colons at the start, and what follows."""
    if not block.body.startswith("::"):
        return "", block.body
    name, closed, rest = block.body[2:].partition("::")
    return (free(name), rest) if closed else ("", block.body)


def _question(start: Question, body: str, reading: Reading) -> Question:
    """The whole question: its text, its general feedback, what its kind needs, its notes."""
    text, answers = _parts(body)
    reading.format, text = take_format(text, "moodle")
    start = read_extras(replace(start, text=text, format=reading.format), reading)
    if answers is None:
        question = _read_bare(start, reading)
    else:
        answers, mark, feedback = _general(answers)
        if mark:
            start = replace(start, feedback=reading.text("feedback", feedback))
        question = _reader(answers, reading)(start, answers, reading)
    if question.reasons and question.kind is not Kind.TRUE_FALSE:
        raise GiftError(N_("%(id)s has reasons; only a statement to judge can have them."))
    if question.rubric and question.kind is not Kind.ESSAY:
        raise GiftError(N_("%(id)s has criteria; only an essay can have them."))
    reading.check_ids()
    return replace(question, formats=tuple(sorted(reading.formats.items())))


def _read_bare(start: Question, reading: Reading) -> Question:
    """A question without braces: a description or a case."""
    if not start.text:
        raise GiftError(N_("%(id)s: there is no text."))
    kind = reading.notes.word("kind")
    if kind not in ("", Kind.CASE):
        raise GiftError(N_("%(id)s has no braces, so it is not of the kind %(kind)s."), kind=kind)
    return replace(start, kind=Kind.CASE if kind else Kind.DESCRIPTION)


def _parts(body: str) -> tuple[str, str | None]:
    """The text of a question and what stands in its braces, None without braces.

    Text behind the braces makes a missing word: a blank takes the place of the braces.
    """
    if body.startswith("::"):
        raise GiftError(N_("%(id)s: the name has no second pair of colons."))
    before, opened, rest = body.partition("{")
    if not opened and "}" not in body:
        return body, None
    answers, closed, after = rest.partition("}")
    if not opened or "}" in before:
        raise GiftError(N_("%(id)s: a closing brace stands before the opening one."))
    if not closed:
        raise GiftError(
            N_("%(id)s: the braces are not closed; a question has no empty lines inside.")
        )
    if "{" in answers or "{" in after or "}" in after:
        raise GiftError(
            N_(
                "%(id)s: there is more than one pair of braces; leave an empty line between two "
                "questions and write \\{ for a brace in the text."
            )
        )
    return (f"{before}{_BLANK}{after}" if after.strip() else before), answers.strip()


def _general(answers: str) -> tuple[str, str, str]:
    """The answers, the mark of the general feedback, and the general feedback."""
    before, mark, feedback = answers.rpartition("####")
    return (before.strip(), mark, feedback) if mark else (answers, "", "")


def _reader(answers: str, reading: Reading) -> Reader:
    """Which kind of question a note or the text in the braces makes, asked in Moodle's order."""
    kind = reading.notes.word("kind")
    if kind == Kind.CASE:
        raise GiftError(N_("%(id)s is a case: a text without braces, and its questions after it."))
    if kind:
        if kind not in _BY_NOTE:
            raise GiftError(N_("%(id)s: there is no kind %(kind)s."), kind=kind)
        return _BY_NOTE[kind]
    if not answers:
        return lambda start, _, __: replace(start, kind=Kind.ESSAY)
    if answers[0] in _BY_SIGN:
        return _BY_SIGN[answers[0]]
    if "~" in answers:
        return read_choices
    if "=" in answers and "->" in answers:
        return read_pairs
    return read_truth if _TRUTH.fullmatch(answers) else read_short


_BY_SIGN: dict[str, Reader] = {"#": read_numbers, ">": read_order}
_BY_NOTE: dict[str, Reader] = {Kind.GAPS: read_gaps, Kind.MISTAKE: read_mistake}

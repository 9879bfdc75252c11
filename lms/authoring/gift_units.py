"""The texts of GIFT questions: where in the file each text that the reader finds is written.

The kinds and ids are those of the reader (quizzes.formats.gift); here stands only where its texts
begin and end. Signs that are escaped are covered first, so that every offset is one of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lms.authoring.source_lines import Place, SourceLine, Stretch, lines_of
from lms.authoring.translation_units import Form, TextUnit, UnitKind, in_order, text_at
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_extras import SAID
from lms.quizzes.formats.gift_notes import KEYS
from lms.quizzes.questions import FORMATS, Kind, Question

_COVER = "\ufffd"
_ESCAPED = re.compile(r"\\[\\:#={}~n]|-\\>")
_ESCAPED_IN_NOTE = re.compile(r"\\[\\:#={}~n\]]")
_FORMAT = re.compile(rf"\[(?:{'|'.join(FORMATS)}){_COVER}?\]")  # in a note written [html\]
_WEIGHT = re.compile(r"\s*+=?\s*+%\s*+-?[0-9]{1,9}(?:\.[0-9]{0,15})?\s*+%")
_NOTE = re.compile(rf"\[({'|'.join(KEYS)}):((?:[^\]\\]|\\.)*+)\]")

Text = tuple[str, UnitKind, Place]  # the path in its question, what it is, where it stands


def quiz_units(text: str) -> tuple[TextUnit, ...]:
    """The texts of a GIFT file in order; a question that cannot be read has none."""
    lines = lines_of(text)
    if text.startswith("\ufeff"):
        lines[0] = lines[0].behind(1)
    return in_order(gift_units(text, lines))


def gift_units(text: str, lines: Sequence[SourceLine]) -> list[TextUnit]:
    """The texts of the questions on these lines of a file."""
    whole = "\n".join(line.text for line in lines)
    questions = {one.line: one for one in _with_parts(read_gift(whole)[0])}
    found: list[TextUnit] = []
    for notes, body, number in _blocks(lines):
        question = questions.get(number)
        if question is not None:
            stretch = Stretch(body)
            texts = _texts(_Covered.of(stretch.text), question)
            paths = {path for path, _, _ in texts}
            found += (_unit(text, stretch, question, one) for one in texts)
            for line, one in _in_notes(notes, question):
                if one[0] not in paths:  # what stands in the braces comes before a note
                    paths.add(one[0])
                    unit = _unit(text, Stretch([line]), question, one)
                    found.append(replace(unit, form=Form.GIFT_NOTE))
    return found


def _with_parts(questions: Iterable[Question]) -> Iterator[Question]:
    for question in questions:
        yield question
        yield from question.parts


def _blocks(
    lines: Sequence[SourceLine],
) -> Iterator[tuple[list[SourceLine], list[SourceLine], int]]:
    """Comments and other lines between two empty lines, and the number the reader has for them."""
    notes: list[SourceLine] = []
    body: list[SourceLine] = []
    begin = 0
    for number, line in enumerate([*lines, SourceLine(0, 0, "")], 1):
        bare = line.text.strip()
        if not bare:
            if body:
                yield notes, body, begin
            notes, body = [], []
        elif bare.startswith("//"):
            notes.append(line)
        elif body or not bare.startswith("$CATEGORY:"):
            begin = begin if body else number
            body.append(line)


def _unit(text: str, stretch: Stretch, question: Question, one: Text) -> TextUnit:
    path, kind, (start, end) = one
    places = stretch.places(start, end)
    line = stretch.line_at(start).number
    written = text_at(text, places)
    return TextUnit(f"{question.id}/{path}", kind, written, line, Form.GIFT, places)


@dataclass(frozen=True, slots=True)
class _Covered:
    """A part of a question whose escaped signs are covered, and where it begins."""

    text: str
    start: int = 0

    @classmethod
    def of(cls, written: str, escaped: re.Pattern[str] = _ESCAPED) -> _Covered:
        return cls(escaped.sub(_covered, written))

    def cut(self, start: int, end: int | None = None) -> _Covered:
        return _Covered(self.text[start:end], self.start + start)

    def parted(self, sign: str) -> tuple[_Covered, _Covered | None]:
        """What stands in front of the first such sign and behind it; None without the sign."""
        at = self.text.find(sign)
        return (self, None) if at < 0 else (self.cut(0, at), self.cut(at + len(sign)))

    def split(self, signs: str) -> list[_Covered]:
        """The parts between any of these signs."""
        ends = [at for at, sign in enumerate(self.text) if sign in signs]
        starts = [0, *(end + 1 for end in ends)]
        return [self.cut(*ends_of) for ends_of in zip(starts, [*ends, len(self.text)], strict=True)]

    def without_weight(self) -> _Covered:
        """What stands behind an = and a weight; the reader takes no other sign for one."""
        weight = _WEIGHT.match(self.text)
        if weight:
            return self.cut(weight.end())
        rest = self.text.lstrip()
        return self.cut(len(self.text) - len(rest) + 1) if rest.startswith("=") else self

    def texts(self, path: str, kind: UnitKind) -> list[Text]:
        """The text itself, without the mark of its format; nothing when it is empty."""
        left = len(self.text) - len(self.text.lstrip())
        mark = _FORMAT.match(self.text, left)
        if mark:
            behind = self.text[mark.end() :]
            left = mark.end() + len(behind) - len(behind.lstrip())
        right = len(self.text.rstrip())
        place = self.start + left, self.start + right
        return [(path, kind, place)] if left < right else []

    def answer(self, path: str, kind: UnitKind) -> list[Text]:
        """The text at <path>.text and behind a # the one at <path>.feedback."""
        said, feedback = self.parted("#")
        found = said.texts(f"{path}.text", kind)
        return found + (feedback.texts(f"{path}.feedback", UnitKind.FEEDBACK) if feedback else [])


def _covered(found: re.Match[str]) -> str:
    return _COVER + "]" if found[0] == "\\]" else _COVER * len(found[0])


def _texts(body: _Covered, question: Question) -> list[Text]:
    """All texts of a question but those in its notes."""
    if body.text.lstrip().startswith("::"):
        begin = body.text.index("::") + 2
        body = body.cut(body.text.index("::", begin) + 2)
    stem, rest = body.parted("{")
    found = stem.texts("text", UnitKind.QUESTION)
    if rest is None:
        return found
    answers, behind = rest.parted("}")
    if behind is not None:
        found += behind.texts("text-behind", UnitKind.QUESTION)
    general = answers.text.rfind("####")
    if general >= 0:
        found += answers.cut(general + 4).texts("feedback", UnitKind.FEEDBACK)
        answers = answers.cut(0, general)
    read = _READERS.get(question.kind)
    return found + (read(answers, question) if read else [])


def _choices(answers: _Covered, question: Question) -> list[Text]:
    found: list[Text] = []
    for choice, part in zip(question.choices, answers.split("=~")[1:], strict=False):
        path = f"choices.{choice.id}"
        found += part.without_weight().answer(path, UnitKind.OPTION)
    return found


def _pairs(answers: _Covered, question: Question) -> list[Text]:
    found: list[Text] = []
    for pair, part in zip(question.pairs, answers.split("=")[1:], strict=False):
        left, right = part.parted("->")
        found += left.texts(f"pairs.{pair.id}.left", UnitKind.LEFT)
        found += right.texts(f"pairs.{pair.id}.right", UnitKind.RIGHT) if right else []
    return found


def _gaps(answers: _Covered, question: Question) -> list[Text]:
    found: list[Text] = []
    paths = (
        f"gaps.{gap}.{place}"
        for gap, one in enumerate(question.gaps)
        for place in range(len(one.accepted))
    )
    for path, part in zip(paths, answers.split("=")[1:], strict=False):
        right = part.parted("->")[1]
        found += right.without_weight().answer(path, UnitKind.ACCEPTED) if right else []
    return found


def _accepted(answers: _Covered, question: Question) -> list[Text]:
    found: list[Text] = []
    for place, part in enumerate(_filled(answers)[: len(question.accepted)]):
        found += part.without_weight().answer(f"accepted.{place}", UnitKind.ACCEPTED)
    return found


def _filled(answers: _Covered) -> list[_Covered]:
    """The answers between equals signs, the first of which may be left out."""
    parts = answers.split("=")
    return parts if parts[0].text.strip() else parts[1:]


def _numbers(answers: _Covered, question: Question) -> list[Text]:
    known, other = answers.cut(answers.text.index("#") + 1).parted("~")
    parts = _filled(known)
    found: list[Text] = []
    for place, part in enumerate([*parts, other] if other else parts):
        said = part.parted("#")[1]
        found += said.texts(f"numbers.{place}.feedback", UnitKind.FEEDBACK) if said else []
    return found


def _truth(answers: _Covered, question: Question) -> list[Text]:
    wrong = answers.parted("#")[1]
    if wrong is None:
        return []
    said, right = wrong.parted("#")
    found = said.texts("wrong_feedback", UnitKind.FEEDBACK)
    return found + (right.texts("right_feedback", UnitKind.FEEDBACK) if right else [])


def _order(answers: _Covered, question: Question) -> list[Text]:
    begin = len(answers.text) - len(answers.text.lstrip())  # of the line such as >ALL
    lines = [line for line in answers.cut(begin).split("\n")[1:] if line.texts("", UnitKind.TEXT)]
    found: list[Text] = []
    for item, line in zip(question.items, lines, strict=False):
        found += line.texts(f"items.{item.id}.text", UnitKind.ORDERED)
    return found


_READERS: dict[Kind, Callable[[_Covered, Question], list[Text]]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.MISTAKE: _choices,
    Kind.MATCHING: _pairs,
    Kind.GAPS: _gaps,
    Kind.SHORT: _accepted,
    Kind.NUMERIC: _numbers,
    Kind.TRUE_FALSE: _truth,
    Kind.ORDERING: _order,
}


def _in_notes(notes: Iterable[SourceLine], question: Question) -> Iterator[tuple[SourceLine, Text]]:
    """The texts in the notes of a question, each with its line."""
    reasons = iter([f"reasons.{one.id}" for one in question.reasons])
    criteria = iter([f"rubric.{one.id}.text" for one in question.rubric])
    for line in notes:
        covered = _Covered.of(line.text, _ESCAPED_IN_NOTE)
        for note in _NOTE.finditer(line.text):
            value = covered.cut(*note.span(2))
            for text in _of_note(note[1], value, reasons, criteria):
                yield line, text


def _of_note(
    key: str, value: _Covered, reasons: Iterator[str], criteria: Iterator[str]
) -> list[Text]:
    if key == "unit":  # a name, which has no format
        return replace(value, text=value.text.replace("[", _COVER)).texts("unit", UnitKind.UNIT)
    if key in SAID:
        return value.texts(SAID[key], UnitKind.FEEDBACK)
    if key == "reason":
        begin = len(value.text) - len(value.text.lstrip())
        begin += value.text.startswith("~", begin)
        return value.cut(begin).without_weight().answer(next(reasons, "reason"), UnitKind.REASON)
    if key == "criterion":
        text = value.parted(":")[1]
        path = next(criteria, "criterion")
        return text.texts(path, UnitKind.CRITERION) if text else []
    return []

"""Aiken, the plainest form of a question file: a text, options A. to Z., and ANSWER: letter.

It holds single questions only: no feedback, no formats, no names. Reads and writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from lms.quizzes.questions import Choice, Fault, Kind, Question, letter_id
from lms.words import N_

_OPTION = re.compile(r"([A-Z])[.)](?:\s+|(?=\S))(.*)")
_KEY = re.compile(r"ANSWER:\s*(.*)")
_LETTER = re.compile(r"([A-Z])[.)]?")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST_LINE = 2
# Signs that mean something in a marked text and would stand as they are in Aiken.
_MARKUP = {"html": re.compile("[<&]"), "markdown": re.compile(r"[*_`\[<&\\#|]")}


@dataclass(slots=True)
class _Open:
    """The question that is being read."""

    line: int
    texts: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    ends_with_gap: bool = False


def read_aiken(text: str) -> tuple[list[Question], list[Fault]]:
    """The questions of a file in order, and what could not be read; never raises.

    A question with a fault is left out. Ids are Q and the place in the file.
    """
    questions: list[Question] = []
    faults: list[Fault] = []
    for place, found in enumerate(_questions(text), 1):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            questions.append(_made(found[0], found[1], f"Q{place}"))
    return questions, faults


def _questions(text: str) -> Iterator[tuple[_Open, int] | Fault]:
    """Each question with the place of its right option, or what is wrong with it."""
    now: _Open | None = None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        option, key = _OPTION.fullmatch(bare), _KEY.fullmatch(bare)
        if not bare:
            if now:
                now.ends_with_gap = True
        elif key:
            yield _closed(now, key[1], number)
            now = None
        elif option:
            now = now or _Open(number)
            now.options.append((option[1], option[2].strip()))
        else:
            if now and (now.options or now.ends_with_gap):
                yield _unfinished(now)
                now = None
            now = now or _Open(number)
            now.texts.append(bare)
    if now:
        yield _unfinished(now)


def _unfinished(now: _Open) -> Fault:
    return Fault(now.line, N_("This question has no line such as ANSWER: B."))


def _closed(now: _Open | None, key: str, line: int) -> tuple[_Open, int] | Fault:
    letter = _LETTER.fullmatch(key.strip())
    letters = [letter for letter, _ in now.options] if now else []
    if now is None or not now.texts:
        return Fault(now.line if now else line, N_("There is no question before its answer."))
    if len(letters) < 2:
        return Fault(now.line, N_("This question has fewer than two options."))
    if len(set(letters)) < len(letters) or not all(text for _, text in now.options):
        return Fault(now.line, N_("Each option needs a letter of its own and a text."))
    if not letter or letter[1] not in letters:
        return Fault(line, N_("ANSWER: %(key)s names no option."), {"key": key[:50]})
    return now, letters.index(letter[1])


def _made(now: _Open, right: int, id_: str) -> Question:
    choices = tuple(
        Choice(letter_id(place), text, place == right, Fraction(place == right))
        for place, (_, text) in enumerate(now.options)
    )
    return Question(id_, Kind.SINGLE, "\n".join(now.texts), "plain", choices=choices, line=now.line)


def write_aiken(questions: Iterable[Question]) -> str:
    """An Aiken file of these questions, without their feedback (`unsaid`), names and tags.

    Raises ValueError for a question that Aiken cannot hold: of another kind, with weights, with
    files or marked text, or with a text that would be read as something else.
    """
    return "\n".join(_block(question) for question in questions)


def unsaid(question: Question) -> bool:
    """Whether a question has feedback, which Aiken has no place for."""
    own = question.right_feedback, question.partial_feedback, question.wrong_feedback
    return any((question.feedback, *own, *(choice.feedback for choice in question.choices)))


def _block(question: Question) -> str:
    why = _why_not(question)
    if why:
        raise ValueError(f"Aiken cannot hold question {question.id}: {why}.")
    options = zip(_LETTERS, question.choices, strict=False)
    lines = [question.text, *(f"{letter}. {choice.text}" for letter, choice in options)]
    right = next(place for place, choice in enumerate(question.choices) if choice.right)
    return "\n".join([*lines, f"ANSWER: {_LETTERS[right]}"]) + "\n"


def _why_not(question: Question) -> str:
    """What stands in the way of writing it; empty when nothing does."""
    if question.kind is not Kind.SINGLE:
        return f"it is of the kind {question.kind.value}, not single"
    weights = [choice.weight for choice in question.choices]
    if sorted(weights) != [0] * (len(weights) - 1) + [1] or not 1 < len(weights) <= len(_LETTERS):
        return "it needs 2 to 26 options, one with the full mark and the others with none"
    texts = [question.text, *(choice.text for choice in question.choices)]
    if any(len(text.splitlines()) != 1 or text != text.strip() for text in texts):
        return "each of its texts must be one line"
    if _OPTION.match(question.text) or _KEY.match(question.text):
        return "its text would be read as an option or an answer"
    if len(question.text) < _SHORTEST_LINE:
        return "its text is too short"
    return "its texts are marked up, or hold files" if _is_marked(question) else ""


def _is_marked(question: Question) -> bool:
    texts = [("text", question.text, question.format)]
    for choice in question.choices:
        path = f"choices.{choice.id}.text"
        texts.append((path, choice.text, question.format_of(path)))
    found = (_MARKUP[format_].search(text) for _, text, format_ in texts if format_ in _MARKUP)
    return bool(question.files) or any(found)

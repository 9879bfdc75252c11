"""What the page of a result says of each question, and which lessons to read again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from lms.courses.facts import LessonFacts
from lms.quizzes.grading import grade
from lms.quizzes.presenting import Pictures, in_line, stem_and_more
from lms.quizzes.questions import Kind, NumericAnswer, Question

_QUOTES = ('"%s"', "“%s”", "„%s“", "«%s»", "‘%s’")
_LESSON_TAG = "lesson-"
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Voice:
    """How a page says what is no text of a question.

    number  a number in the reader's habit
    """

    true: str
    false: str
    number: Callable[[Decimal], str]


@dataclass(frozen=True)
class ResultQuestion:
    """A question as templates/quizzes/result.html takes it."""

    number: int
    stem: str
    more: Markup
    state: str
    given: Sequence[str]
    right: Sequence[str]
    feedback: Sequence[Markup]


def explained(
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    marks: Mapping[str, Any],
    pictures: Pictures,
    voice: Voice,
) -> list[ResultQuestion]:
    """The questions of an attempt in order, with what was earned then; marks are not made again."""
    return [
        _explained(question, number, answers, marks[question.id], pictures, voice)
        for number, question in enumerate(questions, start=1)
    ]


def _explained(
    question: Question,
    number: int,
    answers: Mapping[str, Any],
    mark: Mapping[str, Any],
    pictures: Pictures,
    voice: Voice,
) -> ResultQuestion:
    stem, more = stem_and_more(question.text, question.format, pictures)
    texts = grade(question, answers.get(question.id)).feedback
    given = mark["given"]
    return ResultQuestion(
        number=number,
        stem=stem,
        more=more,
        state=state_of(mark),
        given=[] if given is None else _SAID[question.kind](question, given, voice),
        right=[] if mark["right"] else _SAID[question.kind](question, key_of(question), voice),
        feedback=[in_line(text, question.format) for text in texts],
    )


def state_of(mark: Mapping[str, Any]) -> str:
    """In a word of the template: right, partly, not_yet or open.

    >>> state_of({"right": False, "earned": "1/2", "given": ["a"]})
    'partly'
    """
    if mark["right"]:
        return "right"
    if mark["given"] is None:
        return "open"
    return "partly" if Fraction(mark["earned"]) > 0 else "not_yet"


def key_of(question: Question) -> Any:
    """A right answer, in the shape in which marks keep a given one."""
    return _KEYS[question.kind](question)


_KEYS: dict[Kind, Callable[[Question], Any]] = {
    Kind.SINGLE: lambda question: next((one.id for one in question.choices if one.right), ""),
    Kind.MULTIPLE: lambda question: [one.id for one in question.choices if one.right],
    Kind.TRUE_FALSE: lambda question: question.true,
    Kind.SHORT: lambda question: max(question.accepted, key=lambda one: one.weight).text,
    Kind.NUMERIC: lambda question: max(question.numbers, key=lambda one: one.weight),
    Kind.MATCHING: lambda question: {pair.id: pair.right_id for pair in question.asked},
    Kind.ORDERING: lambda question: [item.id for item in question.items],
}


def _chosen(question: Question, ids: str | list[str], _voice: Voice) -> list[str]:
    wanted = [ids] if isinstance(ids, str) else ids
    return [in_line(one.text, question.format) for one in question.choices if one.id in wanted]


def _truth(_question: Question, answer: bool, voice: Voice) -> list[str]:
    return [voice.true if answer else voice.false]


def _text(_question: Question, answer: str, _voice: Voice) -> list[str]:
    return [answer]


def _number(question: Question, answer: str | NumericAnswer, voice: Voice) -> list[str]:
    if isinstance(answer, str):
        said = voice.number(Decimal(answer))
    elif answer.value is not None:
        said = voice.number(answer.value)
    else:
        said = f"{voice.number(answer.low)} – {voice.number(answer.high)}"
    return [f"{said} {question.unit}".rstrip()]


def _pairs(question: Question, answer: Mapping[str, str], _voice: Voice) -> list[str]:
    rights = {pair.right_id: pair.right for pair in question.pairs}
    asked = [pair for pair in question.asked if pair.id in answer]
    return [f"{pair.left} → {rights[answer[pair.id]]}" for pair in asked]


def _order(question: Question, ids: Sequence[str], _voice: Voice) -> list[str]:
    texts = {item.id: item.text for item in question.items}
    return [f"{place}. {texts[id_]}" for place, id_ in enumerate(ids, start=1)]


_SAID: dict[Kind, Callable[[Question, Any, Voice], Sequence[str]]] = {
    Kind.SINGLE: _chosen,
    Kind.MULTIPLE: _chosen,
    Kind.TRUE_FALSE: _truth,
    Kind.SHORT: _text,
    Kind.NUMERIC: _number,
    Kind.MATCHING: _pairs,
    Kind.ORDERING: _order,
}


def worth_reading(
    questions: Iterable[Question], marks: Mapping[str, Any], lessons: Sequence[LessonFacts]
) -> list[LessonFacts]:
    """The lessons that the missed questions name, each once, in the order of the module."""
    named: set[str] = set()
    for question in questions:
        if not marks[question.id]["right"]:
            named |= lessons_named(question, lessons)
    return [lesson for lesson in lessons if lesson.id in named]


def lessons_named(question: Question, lessons: Iterable[LessonFacts]) -> set[str]:
    """Ids of the lessons that a question names: by a tag such as lesson-two-returns, else by
    a title within quotation marks in its general feedback."""
    tagged = {tag.removeprefix(_LESSON_TAG) for tag in question.tags if tag.startswith(_LESSON_TAG)}
    if tagged:
        return {lesson.id for lesson in lessons if lesson.id in tagged}
    said = question.feedback.casefold()
    return {
        lesson.id
        for lesson in lessons
        if any(quotes % lesson.title.casefold() in said for quotes in _QUOTES)
    }


def earned_shown(earned: Fraction) -> Decimal:
    """Marks with two places, rounded down (ROUND_DOWN): what is nearly enough never looks enough.

    >>> earned_shown(Fraction(20, 3)), earned_shown(Fraction(7))
    (Decimal('6.66'), Decimal('7'))
    """
    return _two_places(earned, ROUND_DOWN)


def needed_shown(share: Decimal, possible: int) -> Decimal:
    """Marks that are needed to pass, with two places, rounded up (ROUND_CEILING).

    share  of the marks, 0 to 1

    >>> needed_shown(Decimal("0.7"), 10), needed_shown(Decimal("0.7"), 9)
    (Decimal('7'), Decimal('6.3'))
    """
    return _two_places(Fraction(share) * possible, ROUND_CEILING)


def _two_places(marks: Fraction, rounding: str) -> Decimal:
    exact = Decimal(marks.numerator) / Decimal(marks.denominator)
    return Decimal(f"{exact.quantize(_CENT, rounding).normalize():f}")

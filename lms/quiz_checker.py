"""Hands the quiz room's reader and checks to the course room, which lies below it and may not
know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from babel.numbers import format_decimal

from lms.catalogues import translate
from lms.courses.self_checks import Option, SelfCheck
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.pool import check_pool
from lms.quizzes.question_rules import check_alone
from lms.quizzes.questions import Fault, Kind, NumericAnswer, Question
from lms.quizzes.twins import check_twin
from lms.words import N_

SELF_CHECKS = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.SHORT, Kind.NUMERIC)
_TRUE, _UNTRUE = N_("True"), N_("Not true")


def check_quiz(
    text: str,
    source: str | None,
    drawn: int,
    draw_from: Sequence[tuple[str, int]],
    blocks: Mapping[str, int],
) -> list[tuple[int, str]]:
    """What is wrong in a quiz file: (line, sentence).

    source     the same quiz in the source language; None when this is it
    drawn      questions drawn for an attempt
    draw_from  (tag, how many of them bear it); empty: they are drawn by slots
    blocks     how many blocks each lesson of the module has, by its id
    """
    questions, faults = read_gift(text)
    faults = [*faults, *check_pool(questions, drawn, draw_from), *_check_places(questions, blocks)]
    if source is not None:
        faults += check_twin(read_gift(source)[0], questions)
    return _sentences(faults)


def read_self_check(text: str, language: str) -> tuple[SelfCheck | None, list[tuple[int, str]]]:
    """The question that stands in a lesson, None when it cannot be shown; and what is wrong in it.

    text      GIFT, one question
    language  of the lesson: numbers, "true" and "not true" are written in it
    """
    questions, faults = read_gift(text)
    faults = [*faults, *(fault for one in questions for fault in _check_self_check(one))]
    if len(questions) == 1 and questions[0].kind in SELF_CHECKS:
        return _self_check(questions[0], language), _sentences(faults)
    if not faults:
        faults = [Fault(1, N_("A box holds one question, written as in a quiz."))]
    return None, _sentences(faults)


def _sentences(faults: Sequence[Fault]) -> list[tuple[int, str]]:
    return [(fault.line, str(fault)) for fault in faults]


def _check_places(questions: Sequence[Question], blocks: Mapping[str, int]) -> Iterator[Fault]:
    """Whether the lesson and the block that a question names are there."""
    for question in (one for whole in questions for one in (whole, *whole.parts)):
        lessons = _tagged(question, "lesson-")
        for lesson in lessons:
            if lesson not in blocks:
                message = N_("%(id)s: there is no lesson %(lesson)s in this module.")
                yield Fault(question.line, message, {"id": question.id, "lesson": lesson})
        for block in _tagged(question, "block-"):
            if len(lessons) != 1:
                message = N_("%(id)s names a block, so it must name one lesson.")
                yield Fault(question.line, message, {"id": question.id})
            elif not _is_within(block, blocks.get(lessons[0])):
                yield Fault(
                    question.line,
                    N_(
                        "%(id)s names block %(block)s; the lesson %(lesson)s has the blocks "
                        "1 to %(count)s."
                    ),
                    {
                        "id": question.id,
                        "block": block,
                        "lesson": lessons[0],
                        "count": blocks.get(lessons[0], 0),
                    },
                )


def _tagged(question: Question, start: str) -> list[str]:
    return [tag.removeprefix(start) for tag in question.tags if tag.startswith(start)]


def _is_within(block: str, count: int | None) -> bool:
    """Whether a lesson has that block; a lesson that is not there is named by itself."""
    if count is None:
        return True
    return block.isascii() and block.isdecimal() and len(block) <= 4 and 1 <= int(block) <= count


def _check_self_check(question: Question) -> Iterator[Fault]:
    yield from check_alone(question)
    if question.kind not in SELF_CHECKS or question.reasons:
        message = N_(
            "%(id)s: a lesson has questions to choose, true or not, short and with numbers."
        )
        yield Fault(question.line, message, {"id": question.id})
    elif question.format in ("markdown", "html"):
        message = N_("%(id)s: a question in a lesson is plain text.")
        yield Fault(question.line, message, {"id": question.id})
    elif question.kind in (Kind.SHORT, Kind.NUMERIC) and not question.feedback:
        message = N_("%(id)s has no general feedback behind ####.")
        yield Fault(question.line, message, {"id": question.id})


def _self_check(question: Question, language: str) -> SelfCheck:
    options = tuple(Option(one.text, one.feedback, one.right) for one in question.choices)
    if question.kind is Kind.TRUE_FALSE:
        options = _true_or_not(question, language)
    return SelfCheck(
        id=question.id,
        text=question.text,
        options=options,
        answers=tuple(_answers(question, language)),
        explanation=question.feedback,
        key=", ".join([question.kind.value, *_key(question, options)]),
    )


def _true_or_not(question: Question, language: str) -> tuple[Option, Option]:
    said = {True: question.right_feedback, False: question.wrong_feedback}
    is_true = bool(question.true)
    return (
        Option(translate(language, _TRUE), said[is_true], is_true),
        Option(translate(language, _UNTRUE), said[not is_true], not is_true),
    )


def _answers(question: Question, language: str) -> Iterator[str]:
    """What earns the full mark, in words."""
    for short in question.accepted:
        if short.weight == 1:
            yield short.text
    for number in question.numbers:
        if number.weight == 1 and not number.catches_all:
            yield f"{_number(number, language)} {question.unit}".strip()


def _number(answer: NumericAnswer, language: str) -> str:
    if answer.value is not None:
        return str(format_decimal(answer.value, locale=language))
    ends = (format_decimal(end, locale=language) for end in (answer.low, answer.high))
    return "–".join(ends)


def _key(question: Question, options: Sequence[Option]) -> Iterator[str]:
    if options:
        yield "".join("+" if one.right else "-" for one in options)
    for number in question.numbers:
        yield f"{number.low}..{number.high}"

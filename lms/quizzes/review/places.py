"""The paragraph of a lesson that explains a question. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lms.courses.facts import LessonFacts
from lms.quizzes.questions import Question
from lms.quizzes.result_types import ResultQuestion
from lms.quizzes.results import lessons_named

_BLOCK_TAG = "block-"
_NOT_RIGHT = frozenset({"partly", "not_yet", "open"})


def place_of(question: Question, lessons: Sequence[LessonFacts]) -> tuple[str, str] | None:
    """(address, title) of where to read a question again; None when it names no lesson.

    lessons  of the question's module, in the language in which the title is shown

    A block is that of the one lesson the question names; where it names several, the first of
    them in the order of the module is meant as a whole.
    """
    named = lessons_named(question, lessons)
    found = [lesson for lesson in lessons if lesson.id in named]
    if not found:
        return None
    lesson = found[0]
    block = _block(question) if len(found) == 1 else ""
    return f"{lesson.url}#b-{block}" if block else lesson.url, lesson.title


def places_of(
    questions: Iterable[Question], shown: Iterable[ResultQuestion], lessons: Sequence[LessonFacts]
) -> dict[int, tuple[str, str]]:
    """Where to read again what was not right: number of the question on the page -> place."""
    found = {
        said.number: place_of(question, lessons)
        for question, said in zip(questions, shown, strict=True)
        if said.state in _NOT_RIGHT
    }
    return {number: place for number, place in found.items() if place}


def _block(question: Question) -> str:
    """The number of the block, as digits without noughts in front; empty when there is none."""
    tags = (tag.removeprefix(_BLOCK_TAG) for tag in question.tags if tag.startswith(_BLOCK_TAG))
    return next((str(int(tag)) for tag in tags if tag.isascii() and tag.isdecimal()), "")

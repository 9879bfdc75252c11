"""What the page of a result says of each question, and which lessons to read again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from lms.courses.facts import LessonFacts
from lms.quizzes import typed_grading
from lms.quizzes.grading import grade
from lms.quizzes.kept_marks import kept
from lms.quizzes.presenting import marked_text
from lms.quizzes.questions import Kind, Question, letter_id
from lms.quizzes.result_types import ReadEssay, ResultGap, ResultQuestion
from lms.quizzes.said import Voice, best_text, feedback_lines, in_voice, key_of
from lms.quizzes.texts import Pictures, in_line

__all__ = ["ReadEssay", "ResultQuestion", "Voice", "explained", "key_of", "state_of"]

_QUOTES = ('"%s"', "“%s”", "„%s“", "«%s»", "‘%s’")
_LESSON_TAG = "lesson-"
_CENT = Decimal("0.01")


def explained(
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    marks: Mapping[str, Any],
    pictures: Pictures,
    voice: Voice,
    *,
    key: bool = True,
    read: Mapping[str, ReadEssay] | None = None,
) -> list[ResultQuestion]:
    """The questions of an attempt in order, with what was earned then; marks are not made again.

    marks  question id -> {earned, right, given, parts?, waits?}; one that is missing was left out
    key    whether right answers and feedback are shown
    read   question id -> what a reader gave for it
    """
    page = _Page(pictures, voice, key, read or {})
    return [
        _explained(
            question, number, str(number), answers.get(question.id), marks.get(question.id), page
        )
        for number, question in enumerate(questions, start=1)
    ]


@dataclass(frozen=True)
class _Page:
    pictures: Pictures
    voice: Voice
    key: bool
    read: Mapping[str, ReadEssay]


def _explained(
    question: Question,
    number: int,
    label: str,
    answer: Any,
    mark: Mapping[str, Any] | None,
    page: _Page,
) -> ResultQuestion:
    stem, more, pieces = marked_text(question, page.pictures)
    graded = grade(question, answer)
    state = state_of(mark)
    mark = mark or kept(graded)
    shows_key = page.key and not mark["right"]
    return ResultQuestion(
        number=number,
        stem=stem,
        more=more,
        state=state,
        given=in_voice(question, mark["given"], page.voice),
        right=in_voice(question, key_of(question), page.voice) if shows_key else [],
        feedback=feedback_lines(question, graded.feedback) if page.key else [],
        label=label,
        kind=question.kind.value,
        pieces=pieces,
        places=_places(question),
        right_at=key_of(question) if question.kind is Kind.MISTAKE and page.key else "",
        gaps=_gaps(question, mark, shows_key=shows_key),
        rubric=_rubric(question, page.read.get(question.id)),
        comment=page.read[question.id].comment if question.id in page.read else "",
        parts=_parts(question, number, label, answer, mark, page),
    )


def state_of(mark: Mapping[str, Any] | None) -> str:
    """In a word of the template: right, partly, not_yet, open, waits or left_out.

    >>> state_of({"right": False, "earned": "1/2", "given": ["a"]})
    'partly'
    >>> state_of(None)
    'left_out'
    """
    if mark is None:
        return "left_out"
    if mark["right"]:
        return "right"
    if mark["given"] is None:
        return "open"
    if mark.get("waits"):
        return "waits"
    return "partly" if Fraction(mark["earned"]) > 0 else "not_yet"


def _places(question: Question) -> dict[str, Markup]:
    if question.kind is not Kind.MISTAKE:
        return {}
    return {
        one.id: in_line(one.text, question.format_of(f"choices.{one.id}.text"))
        for one in question.choices
    }


def _gaps(question: Question, mark: Mapping[str, Any], *, shows_key: bool) -> list[ResultGap]:
    """Which gap was right, by the key of the question as it is here."""
    if not question.gaps:
        return []
    given = mark["given"] or [""] * len(question.gaps)
    rows = []
    for number, (gap, text) in enumerate(zip(question.gaps, given, strict=False), start=1):
        earned = typed_grading.gap(question, gap, text).earned
        state = state_of(
            {
                "right": mark["right"] or earned == 1,
                "given": text or None,
                "earned": str(earned),
            }
        )
        right = best_text(gap.accepted) if shows_key and state != "right" else ""
        rows.append(ResultGap(number, state, text, right))
    return rows


def _rubric(question: Question, read: ReadEssay | None) -> list[tuple[Markup, int | None, int]]:
    return [
        (
            in_line(one.text, question.format_of(f"rubric.{one.id}.text")),
            read.points.get(one.id, 0) if read else None,
            one.points,
        )
        for one in question.rubric
    ]


def _parts(
    question: Question,
    number: int,
    label: str,
    answer: Any,
    mark: Mapping[str, Any],
    page: _Page,
) -> list[ResultQuestion]:
    answers = answer if isinstance(answer, Mapping) else {}
    marks = mark.get("parts") or kept(grade(question, answer)).get("parts", {})
    return [
        _explained(
            part,
            number,
            f"{label}{letter_id(place)}",
            answers.get(part.id),
            marks.get(part.id),
            page,
        )
        for place, part in enumerate(question.parts)
    ]


def worth_reading(
    questions: Iterable[Question], marks: Mapping[str, Any], lessons: Sequence[LessonFacts]
) -> list[LessonFacts]:
    """The lessons that the missed questions name, each once, in the order of the module.

    Of a case, those of its missed parts as well; what waits for a reader is not missed yet.
    """
    named: set[str] = set()
    for question in questions:
        mark = marks.get(question.id)
        if mark is None or mark["right"] or mark.get("waits"):
            continue
        missed = [one for one in question.parts if not _is_right(mark, one)]
        for one in (question, *missed):
            named |= lessons_named(one, lessons)
    return [lesson for lesson in lessons if lesson.id in named]


def _is_right(mark: Mapping[str, Any], part: Question) -> bool:
    own = mark.get("parts", {}).get(part.id)
    return own is not None and bool(own["right"])


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

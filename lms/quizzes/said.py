"""Answers in words, as the page of a result says them: what was given, and what is right. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from lms.quizzes.answering import REASON
from lms.quizzes.questions import Accepted, Choice, Format, Kind, NumericAnswer, Question
from lms.quizzes.texts import in_line, lines
from lms.quizzes.typed_grading import STAR


@dataclass(frozen=True)
class Voice:
    """How a page says what is no text of a question.

    number  a number in the reader's habit
    """

    true: str
    false: str
    number: Callable[[Decimal], str]


def in_voice(question: Question, answer: Any, voice: Voice) -> Sequence[str]:
    """An answer line by line; nothing for None.

    answer  in the shape in which marks keep a given one, or as `key_of` gives it
    """
    return [] if answer is None else _SAID[question.kind](question, answer, voice)


def key_of(question: Question) -> Any:
    """A right answer, in the shape in which marks keep a given one; None: there is no key."""
    return _KEYS[question.kind](question)


def feedback_lines(question: Question, texts: Iterable[str]) -> list[Markup]:
    """The feedback of a mark, each text in its own format."""
    formats = _feedback_formats(question) if question.formats else {}
    return [in_line(text, formats.get(text, question.format)) for text in texts]


def _feedback_formats(question: Question) -> dict[str, Format]:
    """The texts that may be said about an answer, each with its own format."""
    own = ("feedback", "right_feedback", "partial_feedback", "wrong_feedback")
    found = {getattr(question, path): question.format_of(path) for path in own}
    for name in ("choices", "reasons"):
        for one in getattr(question, name):
            found[one.feedback] = question.format_of(f"{name}.{one.id}.feedback")
    for name in ("accepted", "numbers"):
        for place, one in enumerate(getattr(question, name)):
            found[one.feedback] = question.format_of(f"{name}.{place}.feedback")
    for number, gap in enumerate(question.gaps):
        for place, one in enumerate(gap.accepted):
            found[one.feedback] = question.format_of(f"gaps.{number}.{place}.feedback")
    return found


def best_text(accepted: Sequence[Accepted]) -> str:
    """The accepted text that earns most; one without a star, which nobody would type, if any."""
    plain = [one for one in accepted if not STAR.search(one.text)]
    best = max(plain or accepted, key=lambda one: one.weight)
    if plain and best.weight < 1:
        best = max(accepted, key=lambda one: one.weight)
    return best.text.replace("\\*", "*")


def _right_one(choices: Sequence[Choice]) -> str:
    return next((one.id for one in choices if one.right), "")


def _truth_key(question: Question) -> Any:
    if not question.reasons:
        return question.true
    return {"answer": question.true, REASON: _right_one(question.reasons)}


_KEYS: dict[Kind, Callable[[Question], Any]] = {
    Kind.SINGLE: lambda question: _right_one(question.choices),
    Kind.MULTIPLE: lambda question: [one.id for one in question.choices if one.right],
    Kind.TRUE_FALSE: _truth_key,
    Kind.SHORT: lambda question: best_text(question.accepted),
    Kind.NUMERIC: lambda question: max(question.numbers, key=lambda one: one.weight),
    Kind.MATCHING: lambda question: {pair.id: pair.right_id for pair in question.asked},
    Kind.ORDERING: lambda question: [item.id for item in question.items],
    Kind.GAPS: lambda question: [best_text(gap.accepted) for gap in question.gaps],
    Kind.MISTAKE: lambda question: _right_one(question.choices),
    Kind.CASE: lambda question: {part.id: key_of(part) for part in question.parts},
    Kind.ESSAY: lambda _question: None,
    Kind.DESCRIPTION: lambda _question: None,
}


def _chosen(question: Question, ids: str | list[str], _voice: Voice) -> list[str]:
    wanted = [ids] if isinstance(ids, str) else ids
    return [
        in_line(one.text, question.format_of(f"choices.{one.id}.text"))
        for one in question.choices
        if one.id in wanted
    ]


def _truth(question: Question, answer: bool | Mapping[str, Any], voice: Voice) -> list[str]:
    given = answer if isinstance(answer, Mapping) else {"answer": answer}
    reasons = [
        in_line(one.text, question.format_of(f"reasons.{one.id}.text"))
        for one in question.reasons
        if one.id == given.get(REASON)
    ]
    return [voice.true if given["answer"] else voice.false, *reasons]


def _text(_question: Question, answer: str, _voice: Voice) -> list[str]:
    return [answer]


def _number(question: Question, answer: str | NumericAnswer, voice: Voice) -> list[str]:
    if isinstance(answer, str):
        said = voice.number(Decimal(answer))
    elif answer.value is not None:
        said = voice.number(answer.value)
    else:
        said = f"{voice.number(answer.low)} – {voice.number(answer.high)}"
    return [f"{said}%" if question.unit == "%" else f"{said} {question.unit}".rstrip()]


def _pairs(question: Question, answer: Mapping[str, str], _voice: Voice) -> list[str]:
    def side(pair_id: str, name: str, text: str) -> Markup:
        return in_line(text, question.format_of(f"pairs.{pair_id}.{name}"))

    rights = {pair.right_id: side(pair.id, "right", pair.right) for pair in question.pairs}
    asked = [pair for pair in question.asked if pair.id in answer]
    line = Markup("{} → {}")
    return [line.format(side(one.id, "left", one.left), rights[answer[one.id]]) for one in asked]


def _order(question: Question, ids: Sequence[str], _voice: Voice) -> list[str]:
    texts = {
        item.id: in_line(item.text, question.format_of(f"items.{item.id}.text"))
        for item in question.items
    }
    line = Markup("{}. {}")
    return [line.format(place, texts[id_]) for place, id_ in enumerate(ids, start=1)]


def _essay(_question: Question, answer: str, _voice: Voice) -> list[str]:
    return [lines(answer)]


def _by_part(_question: Question, _answer: Any, _voice: Voice) -> list[str]:
    """Gaps and cases say it part by part."""
    return []


_SAID: dict[Kind, Callable[[Question, Any, Voice], Sequence[str]]] = {
    Kind.SINGLE: _chosen,
    Kind.MULTIPLE: _chosen,
    Kind.TRUE_FALSE: _truth,
    Kind.SHORT: _text,
    Kind.NUMERIC: _number,
    Kind.MATCHING: _pairs,
    Kind.ORDERING: _order,
    Kind.GAPS: _by_part,
    Kind.MISTAKE: _chosen,
    Kind.CASE: _by_part,
    Kind.ESSAY: _essay,
    Kind.DESCRIPTION: _by_part,
}

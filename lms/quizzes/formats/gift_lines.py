"""Writes what stands in the braces of a GIFT question, one answer a line, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal
from fractions import Fraction

from lms.quizzes.formats.gift_text import escape, percent_of
from lms.quizzes.questions import FORMATS, Choice, Kind, NumericAnswer, Question

# A text that begins like a weight, a format or a comment gets an escaped line break in front:
# readers no longer take it for one, and trim the break away.
_MISTAKABLE = re.compile(rf"%|//|\[(?:{'|'.join(FORMATS)})\]")
_EXACT = Context(prec=80)


def answer_part(question: Question) -> str:
    """The braces and all in them; nothing for a description or a case, which have none."""
    if question.kind in (Kind.DESCRIPTION, Kind.CASE):
        return ""
    said = text_of(question, "feedback", question.feedback)
    general = [f"####{said}"] if said else []
    if question.kind is Kind.TRUE_FALSE:
        return "{" + _truth(question) + "".join(general) + "}"
    if question.kind is Kind.ESSAY:
        return "{" + "".join(general) + "}"
    head, write = _WRITERS[question.kind]
    lines = "".join(f"\t{line}\n" for line in [*write(question), *general])
    return f"{{{head}\n{lines}}}"


def text_of(question: Question, path: str, text: str) -> str:
    """A text of the question, escaped, with the mark of its format where that is its own."""
    format_ = question.format_of(path)
    if format_ != question.format:
        return f"[{format_}]" + escape(text)
    return ("\\n" if _MISTAKABLE.match(text) else "") + escape(text)


def with_feedback(question: Question, path: str, text: str, feedback: str) -> str:
    """The text at <path>.text, and behind a # the one at <path>.feedback, when there is one."""
    said = text_of(question, f"{path}.feedback", feedback)
    return text_of(question, f"{path}.text", text) + (f"#{said}" if said else "")


def option(question: Question, path: str, choice: Choice, *, full: bool) -> str:
    """An answer to choose: = for the one with the full mark, ~ and its weight for another."""
    weight = "" if choice.weight == 0 else _percent(choice.weight)
    sign = "=" if full and choice.weight == 1 else f"~{weight}"
    return sign + with_feedback(question, path, choice.text, choice.feedback)


def _percent(weight: Fraction) -> str:
    return f"%{percent_of(weight)}%"


def _without_arrow(text: str) -> str:
    """An arrow that parts no pair, where one could be taken for it."""
    return text.replace("->", "-\\>")


def _truth(question: Question) -> str:
    word = "TRUE" if question.true else "FALSE"
    wrong = text_of(question, "wrong_feedback", question.wrong_feedback)
    right = text_of(question, "right_feedback", question.right_feedback)
    if right:
        return f"{word}#{wrong}#{right}"
    return f"{word}#{wrong}" if wrong else word


def _choices(question: Question) -> Iterable[str]:
    full = question.kind is not Kind.MULTIPLE
    for choice in question.choices:
        yield option(question, f"choices.{choice.id}", choice, full=full)


def _multiple(question: Question) -> Iterable[str]:
    """Each with its weight, so that nobody takes one for forgotten."""
    for choice in question.choices:
        path = f"choices.{choice.id}"
        text = with_feedback(question, path, choice.text, choice.feedback)
        yield f"~{_percent(choice.weight)}{text}"


def _pairs(question: Question) -> Iterable[str]:
    for pair in question.pairs:
        left = text_of(question, f"pairs.{pair.id}.left", pair.left)
        right = text_of(question, f"pairs.{pair.id}.right", pair.right)
        yield f"={_without_arrow(left)} -> {right}"


def _items(question: Question) -> Iterable[str]:
    for item in question.items:
        yield text_of(question, f"items.{item.id}.text", item.text)


def _accepted(question: Question) -> Iterable[str]:
    for place, one in enumerate(question.accepted):
        text = with_feedback(question, f"accepted.{place}", one.text, one.feedback)
        yield f"={_percent(one.weight)}{_without_arrow(text)}"


def _gaps(question: Question) -> Iterable[str]:
    for number, gap in enumerate(question.gaps):
        for place, one in enumerate(gap.accepted):
            text = with_feedback(question, f"gaps.{number}.{place}", one.text, one.feedback)
            weight = "" if one.weight == 1 else _percent(one.weight)
            yield f"={number + 1} -> {weight}{text}"


def _numbers(question: Question) -> Iterable[str]:
    last = len(question.numbers) - 1
    for place, one in enumerate(question.numbers):
        said = text_of(question, f"numbers.{place}.feedback", one.feedback)
        if 0 < place == last and one.catches_all and one.weight == 0:
            yield f"~#{said}"
        else:
            yield f"={_percent(one.weight)}{_range(one)}" + (f"#{said}" if said else "")


def _range(one: NumericAnswer) -> str:
    """value:tolerance where the file gave a value, else low..high."""
    if one.catches_all:
        return "*"
    if one.value is None:
        return f"{_digits(one.low)}..{_digits(one.high)}"
    return f"{_digits(one.value)}:{_digits(_EXACT.subtract(one.high, one.value))}"


def _digits(number: Decimal) -> str:
    return format(number, "f")


_WRITERS: dict[Kind, tuple[str, Callable[[Question], Iterable[str]]]] = {
    Kind.SINGLE: ("", _choices),
    Kind.MULTIPLE: ("", _multiple),
    Kind.MISTAKE: ("", _choices),
    Kind.SHORT: ("", _accepted),
    Kind.NUMERIC: ("#", _numbers),
    Kind.MATCHING: ("", _pairs),
    Kind.ORDERING: (">ALL", _items),
    Kind.GAPS: ("", _gaps),
}

"""Writes GIFT: questions in, text out that Moodle and our own reader understand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal

from lms.quizzes.formats.gift_text import escape, note, percent_of
from lms.quizzes.questions import FORMATS, Kind, NumericAnswer, Question

# A text that begins like a weight, a format or a comment gets an escaped line break in front:
# readers no longer take it for one, and trim the break away.
_MISTAKABLE = re.compile(rf"%|//|\[(?:{'|'.join(FORMATS)})\]")
_EXACT = Context(prec=80)


def write_gift(questions: Iterable[Question]) -> str:
    """A GIFT file of these questions; `read_gift` gives them back.

    Ids of choices, pairs and items are not written: they go by place. Raises ValueError for a
    question that GIFT cannot hold: options to choose from that are all right or fewer than two.
    """
    written: list[str] = []
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            written.append(f"$CATEGORY: {' '.join(category.split(chr(10)))}".rstrip() + "\n")
        written.append(_block(question))
    return "\n".join(written)


def _block(question: Question) -> str:
    notes = [note("id", question.id)] if question.name else []
    notes += [note("tag", tag) for tag in question.tags]
    notes += [note("unit", question.unit)] if question.unit else []
    comment = f"// {' '.join(notes)}\n" if notes else ""
    format_ = "" if question.format == "moodle" else f"[{question.format}]"
    text = format_ + (escape(question.text) if format_ else _text(question.text))
    name = escape(question.name or question.id)
    return f"{comment}::{name}::{text}{_answers(question)}\n"


def _answers(question: Question) -> str:
    """The part in braces, one answer a line; a description has none."""
    if question.kind is Kind.DESCRIPTION:
        return ""
    general = [f"####{_text(question.feedback)}"] if question.feedback else []
    if question.kind is Kind.TRUE_FALSE:
        return "{" + _truth(question) + "".join(general) + "}"
    if question.kind is Kind.ESSAY:
        return "{" + "".join(general) + "}"
    head, write = _WRITERS[question.kind]
    lines = "".join(f"\t{line}\n" for line in [*write(question), *general])
    return f"{{{head}\n{lines}}}"


def _text(text: str) -> str:
    return ("\\n" if _MISTAKABLE.match(text) else "") + escape(text)


def _with_feedback(text: str, feedback: str) -> str:
    return f"{text}#{_text(feedback)}" if feedback else text


def _without_arrow(text: str) -> str:
    """An arrow that parts no pair, where one could be taken for it."""
    return text.replace("->", "-\\>")


def _truth(question: Question) -> str:
    word = "TRUE" if question.true else "FALSE"
    if question.right_feedback:
        return f"{word}#{_text(question.wrong_feedback)}#{_text(question.right_feedback)}"
    return _with_feedback(word, question.wrong_feedback)


def _choices(question: Question) -> list[str]:
    single = question.kind is Kind.SINGLE
    whole = [single and choice.weight == 1 for choice in question.choices]
    if len(whole) < 2 or all(whole) or (single and not any(whole)):
        raise ValueError(f"GIFT cannot hold the options of question {question.id}.")
    lines: list[str] = []
    for choice, is_whole in zip(question.choices, whole, strict=True):
        weight = "" if choice.weight == 0 and single else f"%{percent_of(choice.weight)}%"
        sign = "=" if is_whole else f"~{weight}"
        lines.append(sign + _with_feedback(_text(choice.text), choice.feedback))
    return lines


def _pairs(question: Question) -> list[str]:
    return [
        f"={_without_arrow(_text(pair.left))} -> {_text(pair.right)}" for pair in question.pairs
    ]


def _items(question: Question) -> list[str]:
    return [_text(item.text) for item in question.items]


def _accepted(question: Question) -> list[str]:
    return [
        _without_arrow(
            f"=%{percent_of(one.weight)}%" + _with_feedback(_text(one.text), one.feedback)
        )
        for one in question.accepted
    ]


def _numbers(question: Question) -> list[str]:
    last = question.numbers[-1]
    bare = last.catches_all and last.weight == 0 and len(question.numbers) > 1
    known = question.numbers[:-1] if bare else question.numbers
    lines = [
        f"=%{percent_of(one.weight)}%" + _with_feedback(_range(one), one.feedback) for one in known
    ]
    return [*lines, f"~{_with_feedback('', last.feedback) or '#'}"] if bare else lines


def _range(one: NumericAnswer) -> str:
    """value:tolerance where the file gave a value, else low..high."""
    if one.catches_all:
        return "*"
    if one.value is None:
        return f"{_digits(one.low)}..{_digits(one.high)}"
    return f"{_digits(one.value)}:{_digits(_EXACT.subtract(one.high, one.value))}"


def _digits(number: Decimal) -> str:
    return format(number, "f")


_WRITERS: dict[Kind, tuple[str, Callable[[Question], list[str]]]] = {
    Kind.SINGLE: ("", _choices),
    Kind.MULTIPLE: ("", _choices),
    Kind.SHORT: ("", _accepted),
    Kind.NUMERIC: ("#", _numbers),
    Kind.MATCHING: ("", _pairs),
    Kind.ORDERING: (">ALL", _items),
}

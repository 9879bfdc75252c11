"""Marking what was typed: short answers, numbers and gaps. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from lms.quizzes.questions import Accepted, Gap, NumericAnswer, Question
from lms.quizzes.typed_numbers import readings

LONGEST_ANSWER = 10_000
_LARGEST_POWER = 40
STAR = re.compile(r"(?<!\\)\*")
_DIGITS = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed text earned: the answer it fits (None: no one), and the text as it was read.

    given  None when there was nothing readable
    """

    earned: Fraction
    fits: Accepted | NumericAnswer | None
    given: str | None


def short(question: Question, answer: object) -> Found:
    """The best of the accepted texts that the answer fits; texts without a star come first."""
    return _fitting(question, question.accepted, answer)


def gap(question: Question, blank: Gap, answer: object) -> Found:
    """Like a short answer; a number fits however its thousands and decimals are written."""
    found = _fitting(question, blank.accepted, answer)
    if found.given is None or found.earned:
        return found
    numbers = readings(found.given, question.unit)
    same = [
        one
        for one in blank.accepted
        if _DIGITS.fullmatch(one.text) and Decimal(one.text) in numbers
    ]
    if not same:
        return found
    best = max(same, key=lambda one: one.weight)
    return replace(found, earned=bounded(best.weight), fits=best)


def numeric(question: Question, answer: object) -> Found:
    """The reading of the text that earns most counts: people write numbers in six ways."""
    text = _number_text(answer)
    numbers = readings(text, question.unit) if text.strip() else []
    given = format(numbers[0], "f") if numbers else None
    found = [
        (one.weight, number, one)
        for number in numbers
        for one in question.numbers
        if one.low <= number <= one.high and not one.catches_all
    ]
    if found:
        weight, number, best = max(found, key=lambda one: one[0])
        return Found(bounded(weight), best, format(number, "f"))
    rest = next((one for one in question.numbers if one.catches_all), None)
    if rest is None or not text.strip():
        return Found(Fraction(0), None, given)
    return Found(bounded(rest.weight) if numbers else Fraction(0), rest, given)


def bounded(weight: Fraction) -> Fraction:
    """A weight as what it earns: nothing below 0, nothing above 1."""
    return min(max(weight, Fraction(0)), Fraction(1))


def _fitting(question: Question, accepted: Iterable[Accepted], answer: object) -> Found:
    if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER or not answer.strip():
        return Found(Fraction(0), None, None)
    fold = _folding(question)
    given = fold(answer)
    texts = list(accepted)
    plain = [one for one in texts if not STAR.search(one.text)]
    starred = [one for one in texts if STAR.search(one.text)]
    fits = [one for one in plain if fold(one.text.replace("\\*", "*")) == given]
    fits = fits or [one for one in starred if one.text != "*" and _matches(one.text, given, fold)]
    fits = fits or [one for one in starred if one.text == "*"]
    shown = unicodedata.normalize("NFC", " ".join(answer.split()))
    if not fits:
        return Found(Fraction(0), None, shown)
    best = max(fits, key=lambda one: one.weight)
    return Found(bounded(best.weight), best, shown)


def _folding(question: Question) -> Callable[[str], str]:
    """One form for texts that differ in what this question reads over."""

    def fold(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if not question.match_case:
            text = unicodedata.normalize("NFC", text.casefold())
        if question.fold_marks:
            text = _without_marks(text)
        return " ".join(text.split())

    return fold


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare)


def _matches(pattern: str, given: str, fold: Callable[[str], str]) -> bool:
    """Whether the pieces between the stars stand in the text in their order.

    Piece by piece, and not by a regular expression: many stars would make one slow.
    """
    first, *middle, last = (fold(part.replace("\\*", "*")) for part in STAR.split(pattern))
    if not given.startswith(first) or not given.endswith(last):
        return False
    at, end = len(first), len(given) - len(last)
    for piece in middle:
        found = given.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end


def _number_text(answer: object) -> str:
    """The text of a typed number; empty for what is no number and no text."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, bool) or not isinstance(answer, int | Decimal):
        return ""
    small = abs(answer) < 10**_LARGEST_POWER if isinstance(answer, int) else _is_small(answer)
    return format(Decimal(answer), "f") if small else ""


def _is_small(number: Decimal) -> bool:
    return number.is_finite() and -_LARGEST_POWER < number.adjusted() < _LARGEST_POWER

"""The text layer of GIFT: blocks, escapes, formats and weights, below what a question means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lms.quizzes.questions import FORMATS, Format
from lms.words import N_

# An escaped sign is held as a lone surrogate while the signs around it are read as syntax.
# Decoded UTF-8 has no surrogates, so nothing in a file can be mistaken for a held sign.
_SIGNS = "\\:#={}~\n"
_ARROW = "\ud80f"
_HELD = {"n" if sign == "\n" else sign: chr(0xD800 + n) for n, sign in enumerate(_SIGNS)}
_FREE = {0xD800 + n: sign for n, sign in enumerate(_SIGNS)} | {ord(_ARROW): "->"}
_ESCAPE = {ord(sign): "\\" + ("n" if sign == "\n" else sign) for sign in _SIGNS} | {13: ""}
_ESCAPED = re.compile(r"\\([\\:#={}~n])|-\\>")
_ESCAPED_IN_NOTE = re.compile(r"\\([\\:#={}~n\]])")
# What neither a database nor XML can hold; the first four are spaces to a reader of lines.
_SPACES = re.compile("[\x0b\x0c\x1c-\x1f]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")

_GAP = re.compile(r"\s*+")
_FILLED_LINES = re.compile(r"(?:[^\S\n]*+\S[^\n]*+(?:\n|\Z))++")
_FORMAT = re.compile(rf"\[({'|'.join(FORMATS)})\]")
_WEIGHT = re.compile(r"%\s*+(-?[0-9]{1,9}(?:\.[0-9]{0,15})?)\s*+%")
_LARGEST_PART = 12
_LARGEST_EXACT_PART = 1000
_MANY_PLACES = 10
_LONGEST_VALUE = 100

LONGEST_BODY = 100_000
LONGEST_BLOCK = 4_000_000


class GiftError(Exception):
    """A question that cannot be read, with the sentence that says why; stays inside the reader.

    The sentence names the question as %(id)s, which the reader fills in.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = {key: clipped(value) for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class Block:
    """The lines between two empty lines: its comments apart, its escapes held."""

    line: int
    notes: str
    body: str
    category: str


def clipped(value: object) -> object:
    """A value as a fault quotes it: of a text at most 100 signs."""
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return value[:_LONGEST_VALUE] + "…"
    return value


def hold(text: str) -> str:
    """Put escaped signs out of the way of the reader; `free` brings them back."""
    return _ESCAPED.sub(lambda found: _HELD[found[1]] if found[1] else _ARROW, text)


def hold_note(text: str) -> str:
    """Like `hold`, for the text of a note, where a closing bracket is escaped, too."""
    return _ESCAPED_IN_NOTE.sub(lambda found: _HELD.get(found[1], found[1]), text)


def free(text: str) -> str:
    """The text as a person reads it: held signs back in place, no space around it."""
    return text.translate(_FREE).strip()


def escape(text: str) -> str:
    r"""The text as GIFT writes it, on one line.

    >>> print(escape("a = {b}"))
    a \= \{b\}
    """
    return text.translate(_ESCAPE)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file in order, each with the category it stands under.

    Of a block that is longer than any question only the beginning is given, longer than
    LONGEST_BODY. The whole file is never cut into lines at once: 20 MB are one text.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _UNFIT.sub("\ufffd", _SPACES.sub(" ", text))
    category, end, line = "", 0, 1
    while True:
        begin = _end(_GAP, text, end)
        if begin == len(text):
            return
        line += text.count("\n", end, begin)
        end = _end(_FILLED_LINES, text, begin)
        if end - begin > LONGEST_BLOCK:
            yield Block(line, "", text[begin : begin + LONGEST_BODY + 1], category)
        else:
            category, block = _block(text[begin:end].rstrip("\n").split("\n"), line, category)
            if block:
                yield block
        line += text.count("\n", begin, end)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _block(lines: list[str], first: int, category: str) -> tuple[str, Block | None]:
    """The category that holds from here on, and the block, None when it has no question."""
    notes: list[str] = []
    body: list[str] = []
    begin = first
    for number, line in enumerate(lines, first):
        bare = line.strip()
        if bare.startswith("//"):
            notes.append(bare)
        elif not body and bare.startswith("$CATEGORY:"):
            category = bare.removeprefix("$CATEGORY:").strip()
        else:
            begin = begin if body else number
            body.append(line)
    if not body:
        return category, None
    return category, Block(begin, "\n".join(notes), hold("\n".join(body)).strip(), category)


def take_format(text: str, default: Format) -> tuple[Format, str]:
    """The format named in front of a held text, or the default, and the text itself."""
    text = text.strip()
    found = _FORMAT.match(text)
    if not found:
        return default, free(text)
    return next(name for name in FORMATS if name == found[1]), free(text[found.end() :])


def take_weight(text: str) -> tuple[Fraction | None, str]:
    """The weight in front of a held text, 1 = full mark, None when there is none."""
    found = _WEIGHT.match(text)
    if not found:
        return None, text
    weight = weight_of(found[1])
    if abs(weight) > 1:
        raise GiftError(
            N_("%(id)s: the weight %(weight)s is not between -100 and 100."), weight=found[1]
        )
    return weight, text[found.end() :]


def weight_of(percent: str) -> Fraction:
    """The weight a written percentage means: 33.333 is a third, for nobody can write a third.

    A number with decimals is read as the fraction with a denominator up to 12, or up to 1000
    where it has ten decimals and more, that it is the rounding of, if there is one; 12.5 and 33
    mean what they say.

    >>> weight_of("33.333"), weight_of("-16.67"), weight_of("12.5"), weight_of("33")
    (Fraction(1, 3), Fraction(-1, 6), Fraction(1, 8), Fraction(33, 100))
    """
    exact = Fraction(percent) / 100
    places = len(percent.partition(".")[2])
    if not places:
        return exact
    largest = _LARGEST_PART if places < _MANY_PLACES else _LARGEST_EXACT_PART
    near = exact.limit_denominator(largest)
    return near if round(near * 100, places) == exact * 100 else exact


def percent_of(weight: Fraction) -> str:
    """A weight as GIFT writes it, so that `weight_of` reads the same weight where it can.

    >>> percent_of(Fraction(1, 3)), percent_of(Fraction(-1, 8)), percent_of(Fraction(1))
    ('33.33333', '-12.5', '100')
    """
    for places in range(15):
        scaled = round(abs(weight) * 100 * 10**places)
        digits = str(scaled).rjust(places + 1, "0")
        text = digits[: len(digits) - places] + (
            "." + digits[len(digits) - places :] if places else ""
        )
        text = "-" + text if weight < 0 else text
        exact = Fraction(text) == weight * 100
        if weight_of(text) == weight and (exact or places >= 5):
            return text
    return str(round(weight * 100))

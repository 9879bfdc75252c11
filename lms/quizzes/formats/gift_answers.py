"""Reads what stands in the braces of a GIFT question, kind by kind."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

from lms.quizzes.formats.gift_reading import Reading, bare, split
from lms.quizzes.formats.gift_text import GiftError, free, take_weight
from lms.quizzes.questions import (
    Accepted,
    Choice,
    Gap,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)
from lms.words import N_

# How many items to show, which, the direction, the marking and the numbering: all are read over,
# for here every item is shown, one below the other, and marked by its place.
_ORDER_WORDS = re.compile(
    r">\s*+[0-9]*(?:\s*+\b(?:ALL|EXACT|RAND|REL|CONT|ABS|VERT|HORI|LONG|SHOW|HIDE|TRUE|FALSE|YES|"
    r"NO|NUMBERING|ABC|III|123)[A-Z_]*\b)*+\s*+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9])?")
_EXACT = Context(prec=80)
_ANY = NumericAnswer(Decimal("-Infinity"), Decimal("Infinity"), None, Fraction(0))


def read_choices(start: Question, answers: str, reading: Reading) -> Question:
    """Single where an option has an equals sign, else multiple."""
    kind = Kind.SINGLE if "=" in answers else Kind.MULTIPLE
    parts = split(answers.replace("=", "~="), "~")
    if parts[0]:
        raise GiftError(N_("%(id)s: there is text before the first answer."))
    if len(parts) < 3:
        raise GiftError(N_("%(id)s: there must be two answers or more to choose from."))
    ids = [reading.id("ids", place, letter_id(place)) for place in range(len(parts) - 1)]
    choices = (
        read_choice(kind, id_, f"choices.{id_}", part, reading)
        for id_, part in zip(ids, parts[1:], strict=True)
    )
    return replace(start, kind=kind, choices=tuple(choices))


def read_choice(kind: Kind, id_: str, path: str, part: str, reading: Reading) -> Choice:
    """One option of a question or one reason; `part` begins with = when it is the right one."""
    whole = part.startswith("=")
    given, rest = take_weight(part.removeprefix("=").strip())
    weight = Fraction(1 if whole else 0) if given is None else given
    text, feedback = reading.answer(path, rest)
    if whole and weight != 1:
        raise GiftError(N_("%(id)s: the answer %(answer)s has both = and a weight."), answer=text)
    return Choice(id_, text, is_right(kind, weight), weight, feedback)


def read_mistake(start: Question, answers: str, reading: Reading) -> Question:
    """Written like a single question; each option is what stands at its mark in the text."""
    if "=" not in answers or "~" not in answers:
        raise GiftError(N_("%(id)s: mark the mistake with = and the other places with ~."))
    return replace(read_choices(start, answers, reading), kind=Kind.MISTAKE)


def read_pairs(start: Question, answers: str, reading: Reading) -> Question:
    """Left and right sides with an arrow between them."""
    parts = split(answers, "=")
    if parts[0]:
        raise GiftError(N_("%(id)s: there is text before the first pair."))
    pairs = tuple(_pair(place, part, reading) for place, part in enumerate(parts[1:]))
    if len(pairs) < 2 or not any(pair.left for pair in pairs):
        raise GiftError(N_("%(id)s: there must be two pairs or more to match."))
    return replace(start, kind=Kind.MATCHING, pairs=pairs)


def _pair(place: int, part: str, reading: Reading) -> Pair:
    left, right = _sides(part)
    id_ = reading.id("ids", place, f"l{place + 1}")
    right_id = reading.id("right-ids", place, f"r{place + 1}")
    texts = [
        reading.text(f"pairs.{id_}.{side}", text)
        for side, text in (("left", left), ("right", right))
    ]
    return Pair(id_, texts[0], right_id, texts[1])


def _sides(part: str) -> tuple[str, str]:
    left, arrow, right = part.partition("->")
    if not arrow:
        raise GiftError(N_("%(id)s: the pair %(pair)s has no arrow ->."), pair=free(part))
    if not free(right):
        raise GiftError(N_("%(id)s: the pair %(pair)s has no right side."), pair=free(part))
    return left, right


def read_gaps(start: Question, answers: str, reading: Reading) -> Question:
    """Pairs of a gap's number and a text for it; lines with the same number are its variants."""
    parts = split(answers, "=")
    if parts[0] or len(parts) < 2:
        raise GiftError(N_("%(id)s: write =1 -> and a text for the first gap, =2 -> for the next."))
    gaps: list[list[Accepted]] = []
    for part in parts[1:]:
        left, right = _sides(part)
        number = free(left)
        if number == str(len(gaps) + 1):
            gaps.append([])
        elif not gaps or number != str(len(gaps)):
            raise GiftError(N_("%(id)s: the gaps must be numbered 1, 2, 3 in this order."))
        path = f"gaps.{len(gaps) - 1}.{len(gaps[-1])}"
        gaps[-1].append(_accepted(path, right.strip(), reading))
    return replace(start, kind=Kind.GAPS, gaps=tuple(Gap(tuple(texts)) for texts in gaps))


def read_truth(start: Question, answers: str, reading: Reading) -> Question:
    """The first feedback is for those who were wrong, the second for those who were right."""
    word, wrong, right = (answers.split("#", 2) + ["", ""])[:3]
    is_true = word.strip().casefold().startswith("t")
    return replace(
        start,
        kind=Kind.TRUE_FALSE,
        true=is_true,
        wrong_feedback=reading.text("wrong_feedback", wrong) or start.wrong_feedback,
        right_feedback=reading.text("right_feedback", right) or start.right_feedback,
    )


def read_short(start: Question, answers: str, reading: Reading) -> Question:
    """Texts that are accepted, each with its weight."""
    parts = split(answers, "=")
    known = parts if parts[0] else parts[1:]
    accepted = (_accepted(f"accepted.{place}", part, reading) for place, part in enumerate(known))
    return replace(start, kind=Kind.SHORT, accepted=tuple(accepted))


def _accepted(path: str, part: str, reading: Reading) -> Accepted:
    weight, rest = take_weight(part)
    text, feedback = reading.answer(path, rest)
    return Accepted(text, Fraction(1) if weight is None else weight, feedback)


def read_numbers(start: Question, answers: str, reading: Reading) -> Question:
    """Numbers, and behind a ~ the feedback for any other answer."""
    known, other, otherwise = answers[1:].partition("~")
    parts = split(known, "=")
    numbers = [
        _number(f"numbers.{place}", part, reading)
        for place, part in enumerate(parts if parts[0] else parts[1:])
    ]
    if not numbers:
        raise GiftError(N_("%(id)s: there is no number behind the #."))
    if other:
        said = reading.text(f"numbers.{len(numbers)}.feedback", otherwise.partition("#")[2])
        numbers.append(replace(_ANY, feedback=said))
    return replace(start, kind=Kind.NUMERIC, numbers=tuple(numbers))


def _number(path: str, part: str, reading: Reading) -> NumericAnswer:
    given, rest = take_weight(part)
    weight = Fraction(1) if given is None else given
    text, _, feedback = rest.partition("#")
    low, high, value = _range(bare(text))
    return NumericAnswer(low, high, value, weight, reading.text(f"{path}.feedback", feedback))


def _range(text: str) -> tuple[Decimal, Decimal, Decimal | None]:
    """From a number, number:tolerance or low..high; a star is any number."""
    if text == "*":
        return _ANY.low, _ANY.high, None
    if ".." in text:
        low, _, high = text.partition("..")
        ends = _decimal(low, text), _decimal(high, text)
        if ends[0] > ends[1]:
            raise GiftError(N_("%(id)s: the range %(number)s ends before it begins."), number=text)
        return *ends, None
    written, _, tolerance = text.partition(":")
    value = _decimal(written, text)
    margin = abs(_decimal(tolerance, text)) if tolerance.strip() else Decimal(0)
    return _EXACT.subtract(value, margin), _EXACT.add(value, margin), value


def _decimal(text: str, whole: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise GiftError(
            N_(
                "%(id)s: %(number)s is not a number, number:tolerance or low..high with a decimal "
                "point and no signs between the thousands."
            ),
            number=whole,
        )
    return Decimal(text.strip())


def read_order(start: Question, answers: str, reading: Reading) -> Question:
    """A first line such as >ALL, then one item a line in the right order."""
    head, *lines = split(answers, "\n")
    if not _ORDER_WORDS.fullmatch(head):
        raise GiftError(N_("%(id)s: write >ALL, then each item to put in order on its own line."))
    filled = [line for line in lines if bare(line)]
    if len(filled) < 2:
        raise GiftError(N_("%(id)s: there must be two items or more to put in order."))
    ids = [reading.id("ids", place, f"i{place + 1}") for place in range(len(filled))]
    items = (
        Item(id_, reading.text(f"items.{id_}.text", line))
        for id_, line in zip(ids, filled, strict=True)
    )
    return replace(start, kind=Kind.ORDERING, items=tuple(items))

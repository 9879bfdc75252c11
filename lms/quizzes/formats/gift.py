"""Reads GIFT, the text format of Moodle's question banks: text in, questions and faults out.

The order in which an answer part is recognised is Moodle's. Beyond Moodle, `-\\>` stands for an
arrow that parts no pair, and `[unit:...]` in a comment names the unit of a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

from lms.quizzes.formats.gift_text import (
    Block,
    GiftError,
    blocks,
    free,
    notes_of,
    plain,
    take_format,
    take_weight,
)
from lms.quizzes.questions import (
    Accepted,
    Choice,
    Fault,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)
from lms.words import N_

_BLANK = "_____"
_TRUTH = re.compile(r"(t|true|f|false)\s*(#.*)?", re.IGNORECASE | re.DOTALL)
# How many items to show, which, the direction, the marking and the numbering: all are read over,
# for here every item is shown, one below the other, and marked by its place.
_ORDER_WORDS = re.compile(
    r">\s*[0-9]*(?:\s*\b(?:ALL|EXACT|RAND|REL|CONT|ABS|VERT|HORI|LONG|SHOW|HIDE|TRUE|FALSE|YES|NO|"
    r"NUMBERING|ABC|III|123)[A-Z_]*\b)*\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9])?")
_EXACT = Context(prec=80)
_ANY = NumericAnswer(Decimal("-Infinity"), Decimal("Infinity"), None, Fraction(0))


def read_gift(text: str) -> tuple[list[Question], list[Fault]]:
    """The questions of a file in order, and what could not be read; never raises.

    A question with a fault is left out. A question without a name or [id:...] gets the id Q and
    its place in the file.
    """
    questions: list[Question] = []
    faults: list[Fault] = []
    for place, block in enumerate(blocks(text), 1):
        name, body = _name(block)
        given = next(iter(notes_of(block.notes, "id")), "")
        start = Question(
            given or name or f"Q{place}",
            Kind.DESCRIPTION,
            "",
            name=name if given and given != name else "",
            unit=next(iter(notes_of(block.notes, "unit")), ""),
            tags=tuple(notes_of(block.notes, "tag")),
            category=block.category,
            line=block.line,
        )
        try:
            questions.append(_question(start, body))
        except GiftError as error:
            faults.append(Fault(block.line, error.message, {"id": start.id, **error.values}))
    return questions, faults


def _name(block: Block) -> tuple[str, str]:
    """What stands between the double colons at the start, and what follows."""
    if not block.body.startswith("::"):
        return "", block.body
    name, closed, rest = block.body[2:].partition("::")
    return (free(name), rest) if closed else ("", block.body)


def _question(start: Question, body: str) -> Question:
    """The whole question: its text, its general feedback, and what its kind needs."""
    text, answers = _parts(body)
    format_, text = take_format(text, "moodle")
    start = replace(start, text=text, format=format_)
    if answers is None:
        if not text:
            raise GiftError(N_("%(id)s: there is no text."))
        return start
    answers, _, feedback = _general(answers)
    start = replace(start, feedback=plain(feedback))
    read = _reader(answers)
    return read(start, answers)


def _parts(body: str) -> tuple[str, str | None]:
    """The text of a question and what stands in its braces, None without braces.

    Text behind the braces makes a missing word: a blank takes the place of the braces.
    """
    if body.startswith("::"):
        raise GiftError(N_("%(id)s: the name has no second pair of colons."))
    before, opened, rest = body.partition("{")
    if not opened and "}" not in body:
        return body, None
    answers, closed, after = rest.partition("}")
    if not opened or "}" in before:
        raise GiftError(N_("%(id)s: a closing brace stands before the opening one."))
    if not closed:
        raise GiftError(
            N_("%(id)s: the braces are not closed; a question has no empty lines inside.")
        )
    if "{" in answers or "{" in after or "}" in after:
        raise GiftError(
            N_(
                "%(id)s: there is more than one pair of braces; leave an empty line between two "
                "questions and write \\{ for a brace in the text."
            )
        )
    return (f"{before}{_BLANK}{after}" if after.strip() else before), answers.strip()


def _general(answers: str) -> tuple[str, str, str]:
    """The answers, the mark of the general feedback, and the general feedback."""
    before, mark, feedback = answers.rpartition("####")
    return (before.strip(), mark, feedback) if mark else (answers, "", "")


def _reader(answers: str) -> Callable[[Question, str], Question]:
    """Which kind of question the text in the braces makes, asked in Moodle's order."""
    if not answers:
        return lambda start, _: replace(start, kind=Kind.ESSAY)
    if answers[0] in _BY_SIGN:
        return _BY_SIGN[answers[0]]
    if "~" in answers:
        return _read_choices
    if "=" in answers and "->" in answers:
        return _read_pairs
    return _read_truth if _TRUTH.fullmatch(answers) else _read_short


def _read_choices(start: Question, answers: str) -> Question:
    """Single where an option has an equals sign, else multiple."""
    kind = Kind.SINGLE if "=" in answers else Kind.MULTIPLE
    parts = _split(answers.replace("=", "~="), "~")
    if parts[0]:
        raise GiftError(N_("%(id)s: there is text before the first answer."))
    if len(parts) < 3:
        raise GiftError(N_("%(id)s: there must be two answers or more to choose from."))
    choices = (_choice(kind, letter_id(place), part) for place, part in enumerate(parts[1:]))
    return replace(start, kind=kind, choices=tuple(choices))


def _choice(kind: Kind, id_: str, part: str) -> Choice:
    whole = part.startswith("=")
    given, rest = take_weight(part.removeprefix("=").strip())
    weight = Fraction(1 if whole else 0) if given is None else given
    text, feedback = _answer(rest)
    if whole and weight != 1:
        raise GiftError(N_("%(id)s: the answer %(answer)s has both = and a weight."), answer=text)
    return Choice(id_, text, is_right(kind, weight), weight, feedback)


def _read_pairs(start: Question, answers: str) -> Question:
    parts = _split(answers, "=")
    if parts[0]:
        raise GiftError(N_("%(id)s: there is text before the first pair."))
    pairs = tuple(_pair(place, part) for place, part in enumerate(parts[1:], 1))
    if len(pairs) < 2 or not any(pair.left for pair in pairs):
        raise GiftError(N_("%(id)s: there must be two pairs or more to match."))
    return replace(start, kind=Kind.MATCHING, pairs=pairs)


def _pair(place: int, part: str) -> Pair:
    left, arrow, right = part.partition("->")
    if not arrow:
        raise GiftError(N_("%(id)s: the pair %(pair)s has no arrow ->."), pair=free(part))
    if not free(right):
        raise GiftError(N_("%(id)s: the pair %(pair)s has no right side."), pair=free(part))
    return Pair(f"l{place}", plain(left), f"r{place}", plain(right))


def _read_truth(start: Question, answers: str) -> Question:
    """The first feedback is for those who were wrong, the second for those who were right."""
    word, wrong, right = (answers.split("#", 2) + ["", ""])[:3]
    return replace(
        start,
        kind=Kind.TRUE_FALSE,
        true=word.strip().casefold().startswith("t"),
        wrong_feedback=plain(wrong),
        right_feedback=plain(right),
    )


def _read_short(start: Question, answers: str) -> Question:
    parts = _split(answers, "=")
    accepted = tuple(_accepted(part) for part in (parts if parts[0] else parts[1:]))
    return replace(start, kind=Kind.SHORT, accepted=accepted)


def _accepted(part: str) -> Accepted:
    weight, rest = take_weight(part)
    text, feedback = _answer(rest)
    return Accepted(text, Fraction(1) if weight is None else weight, feedback)


def _read_numbers(start: Question, answers: str) -> Question:
    """Numbers, and behind a ~ the feedback for any other answer."""
    known, other, otherwise = answers[1:].partition("~")
    parts = _split(known, "=")
    numbers = [_number(part) for part in (parts if parts[0] else parts[1:])]
    if not numbers:
        raise GiftError(N_("%(id)s: there is no number behind the #."))
    if other:
        numbers.append(replace(_ANY, feedback=plain(otherwise.partition("#")[2])))
    return replace(start, kind=Kind.NUMERIC, numbers=tuple(numbers))


def _number(part: str) -> NumericAnswer:
    given, rest = take_weight(part)
    weight = Fraction(1) if given is None else given
    text, _, feedback = rest.partition("#")
    low, high, value = _range(free(text))
    return NumericAnswer(low, high, value, weight, plain(feedback))


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


def _read_order(start: Question, answers: str) -> Question:
    """A first line such as >ALL, then one item a line in the right order."""
    head, *lines = answers.split("\n")
    if not _ORDER_WORDS.fullmatch(head):
        raise GiftError(N_("%(id)s: write >ALL, then each item to put in order on its own line."))
    texts = [text for text in map(plain, lines) if text]
    if len(texts) < 2:
        raise GiftError(N_("%(id)s: there must be two items or more to put in order."))
    items = tuple(Item(f"i{place}", text) for place, text in enumerate(texts, 1))
    return replace(start, kind=Kind.ORDERING, items=items)


def _split(answers: str, sign: str) -> list[str]:
    return [part.strip() for part in answers.split(sign)]


def _answer(part: str) -> tuple[str, str]:
    """The text of an answer and the feedback behind its #."""
    text, _, feedback = part.partition("#")
    if not plain(text):
        raise GiftError(N_("%(id)s: an answer has no text."))
    return plain(text), plain(feedback)


_BY_SIGN: dict[str, Callable[[Question, str], Question]] = {
    "#": _read_numbers,
    ">": _read_order,
}

"""What Moodle's types of question mean: the elements of one question in, our kind of it out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

from lms.quizzes.formats.gift_text import weight_of
from lms.quizzes.formats.moodle_xml_cloze import read_cloze, read_words
from lms.quizzes.formats.moodle_xml_texts import LeftOutError, Texts, text_of
from lms.quizzes.formats.moodle_xml_tree import Node, render
from lms.quizzes.questions import (
    Accepted,
    Choice,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)
from lms.words import N_

COMBINED = {
    "correctfeedback": "right_feedback",
    "partiallycorrectfeedback": "partial_feedback",
    "incorrectfeedback": "wrong_feedback",
}
OPTIONS = ("shuffleanswers", *COMBINED)
ITEM_FEEDBACK = "feedback:"

_WEIGHT = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{0,15})?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,80}(?:\.[0-9]{0,80})?|\.[0-9]{1,80})(?:[eE][+-]?[0-9])?")
_EXACT = Context(prec=80)
_ENDLESS = Decimal("Infinity")


def _combined(start: Question, node: Node, texts: Texts) -> Question:
    taken = {path: texts.take(node.first(name), path) for name, path in COMBINED.items()}
    return replace(
        start,
        right_feedback=taken["right_feedback"],
        partial_feedback=taken["partial_feedback"],
        wrong_feedback=taken["wrong_feedback"],
    )


def _yes(node: Node, name: str, default: str) -> bool:
    """As Moodle reads a switch: everything but false, 0 and nothing is yes."""
    return node.value(name, default).strip() not in ("false", "0", "")


def _weight(answer: Node) -> Fraction:
    written = answer.attributes.get("fraction", "0").strip() or "0"
    weight = weight_of(written.lstrip("+")) if _WEIGHT.fullmatch(written) else Fraction(2)
    if abs(weight) > 1:
        raise LeftOutError(
            N_("%(id)s: the weight %(weight)s is not between -100 and 100."), weight=written[:50]
        )
    return weight


def _answers(node: Node, least: int) -> list[Node]:
    """The answers that have a text: a form for ten answers leaves some empty."""
    found = [answer for answer in node.all("answer") if text_of(answer)]
    if len(found) < least:
        raise LeftOutError(N_("%(id)s: there are too few answers."))
    return found


def multichoice(start: Question, node: Node, texts: Texts) -> Question:
    """Single or multiple; the options are mixed only where the file says so, as in Moodle."""
    start = _combined(start, node, texts)
    kind = Kind.SINGLE if _yes(node, "single", "true") else Kind.MULTIPLE
    choices = []
    for place, answer in enumerate(_answers(node, 2)):
        id_, weight = letter_id(place), _weight(answer)
        text = texts.take(answer, f"choices.{id_}.text")
        said = texts.take(answer.first("feedback"), f"choices.{id_}.feedback")
        choices.append(Choice(id_, text, is_right(kind, weight), weight, said))
    fixed = not _yes(node, "shuffleanswers", "false")
    return replace(start, kind=kind, choices=tuple(choices), fixed_order=fixed)


def truefalse(start: Question, node: Node, texts: Texts) -> Question:
    """Old files name the answers in some language; then the first is the true one."""
    answers = node.all("answer")
    if len(answers) != 2:
        raise LeftOutError(N_("%(id)s: there must be one answer for true and one for false."))
    first, second = answers
    if text_of(first) == "false" or text_of(second) == "true":
        first, second = second, first
    true = _weight(first) == 1
    if true == (_weight(second) == 1):
        raise LeftOutError(N_("%(id)s: one of true and false must earn the full mark."))
    right, wrong = (first, second) if true else (second, first)
    return replace(
        start,
        kind=Kind.TRUE_FALSE,
        true=true,
        right_feedback=texts.take(right.first("feedback"), "right_feedback"),
        wrong_feedback=texts.take(wrong.first("feedback"), "wrong_feedback"),
    )


def shortanswer(start: Question, node: Node, texts: Texts) -> Question:
    """The texts mean the same as ours: a star stands for any signs."""
    accepted = [
        Accepted(
            text_of(answer),
            _weight(answer),
            texts.take(answer.first("feedback"), f"accepted.{place}.feedback"),
        )
        for place, answer in enumerate(_answers(node, 1))
    ]
    case = _yes(node, "usecase", "0")
    return replace(start, kind=Kind.SHORT, accepted=tuple(accepted), match_case=case)


def numerical(start: Question, node: Node, texts: Texts) -> Question:
    """Numbers in the unit that counts once; what the file says of others is kept."""
    numbers = [
        _number(answer, texts.take(answer.first("feedback"), f"numbers.{place}.feedback"))
        for place, answer in enumerate(_answers(node, 1))
    ]
    units = [unit for group in node.all("units") for unit in group.all("unit")]
    base = [unit.value("unit_name") for unit in units if _is_one(unit.value("multiplier", "1"))]
    if units and not base:
        raise LeftOutError(N_("%(id)s: no unit has the multiplier 1."))
    if len(units) == 1:  # said by `unit` alone; several are kept as they came
        node.children = [child for child in node.children if child.name != "units"]
    return replace(start, kind=Kind.NUMERIC, numbers=tuple(numbers), unit=base[0] if base else "")


def _is_one(number: str) -> bool:
    return bool(_NUMBER.fullmatch(number)) and Decimal(number) == 1


def _number(answer: Node, said: str) -> NumericAnswer:
    text, weight = text_of(answer), _weight(answer)
    if text == "*":
        return NumericAnswer(-_ENDLESS, _ENDLESS, None, weight, said)
    value = _decimal(text)
    margin = abs(_decimal(answer.value("tolerance", "0") or "0"))
    low, high = _EXACT.subtract(value, margin), _EXACT.add(value, margin)
    return NumericAnswer(low, high, value, weight, said)


def _decimal(text: str) -> Decimal:
    """The number, written without an exponent."""
    if not _NUMBER.fullmatch(text):
        raise LeftOutError(N_("%(id)s: %(number)s is not a number."), number=text[:50])
    return Decimal(format(Decimal(text), "f"))


def matching(start: Question, node: Node, texts: Texts) -> Question:
    """A left side without text only lends its right side."""
    start = _combined(start, node, texts)
    pairs: list[Pair] = []
    for sub in node.all("subquestion"):
        place = len(pairs) + 1
        left = texts.take(sub, f"pairs.l{place}.left")
        right = sub.value("answer")
        if left and not right:
            raise LeftOutError(N_("%(id)s: the pair %(pair)s has no right side."), pair=left[:100])
        if right:
            pairs.append(Pair(f"l{place}", left, f"r{place}", right))
    if len(pairs) < 2 or not any(pair.left for pair in pairs):
        raise LeftOutError(N_("%(id)s: there must be two pairs or more to match."))
    fixed = not _yes(node, "shuffleanswers", "1")
    return replace(start, kind=Kind.MATCHING, pairs=tuple(pairs), fixed_order=fixed)


def ordering(start: Question, node: Node, texts: Texts) -> Question:
    """The items stand in the right order; their feedback, which Moodle never shows, is kept."""
    start = _combined(start, node, texts)
    items = []
    kept = []
    for place, answer in enumerate(_answers(node, 2), 1):
        items.append(Item(f"i{place}", texts.take(answer, f"items.i{place}.text")))
        said = answer.first("feedback")
        if said is not None and text_of(said):
            kept.append((f"{ITEM_FEEDBACK}i{place}", render(said).rstrip("\n")))
    return replace(start, kind=Kind.ORDERING, items=tuple(items), kept=tuple(kept))


def essay(start: Question, _node: Node, _texts: Texts) -> Question:
    """An essay without a rubric: what Moodle tells the reader is kept."""
    return replace(start, kind=Kind.ESSAY)


def description(start: Question, _node: Node, _texts: Texts) -> Question:
    """A text without an answer."""
    if not start.text:
        raise LeftOutError(N_("%(id)s: there is no text."))
    return start


def cloze(start: Question, _node: Node, _texts: Texts) -> Question:
    """Gaps that stand in the text."""
    return read_cloze(start)


def words(start: Question, node: Node, texts: Texts) -> Question:
    """Gaps to choose in, from words that the gaps share."""
    start = _combined(start, node, texts)
    fixed = not _yes(node, "shuffleanswers", "0")
    made = read_words(start, [*node.all("selectoption"), *node.all("dragbox")])
    return replace(made, fixed_order=fixed)

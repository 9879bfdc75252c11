"""One question of every kind, with texts that mislead readers of HTML."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lms.quizzes.questions import (
    Accepted,
    Choice,
    Criterion,
    Gap,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    letter_id,
)

_FULL, _HALF, _NONE = Fraction(1), Fraction(1, 2), Fraction(0)


def choices(*texts: str, right: int = 0) -> tuple[Choice, ...]:
    """Options of which one is right, each with a feedback of its own."""
    return tuple(
        Choice(letter_id(n), text, n == right, Fraction(n == right), f"On {text}.")
        for n, text in enumerate(texts)
    )


def gap(*weighted: tuple[str, Fraction]) -> Gap:
    """A gap with these texts."""
    return Gap(tuple(Accepted(text, weight, f"On {text}.") for text, weight in weighted))


SINGLE = Question("k-single", Kind.SINGLE, "Which <b>one</b>?", choices=choices("A & B", "C", "D"))
MULTIPLE = Question(
    "k-multiple",
    Kind.MULTIPLE,
    "Which two?",
    choices=(
        Choice("a", "Red", True, _HALF, "Yes."),
        Choice("b", "Blue", True, _HALF, "Yes."),
        Choice("c", "Green", False, -_HALF, "No."),
    ),
    partial_feedback="One more.",
)
TRUTH = Question("k-truth", Kind.TRUE_FALSE, "It is so.", true=True, wrong_feedback="It is.")
REASON = Question(
    "k-reason",
    Kind.TRUE_FALSE,
    "An offer without a fee may cost more.",
    true=True,
    reasons=choices("The fee is in the rate", "The tax is in the rate"),
)
SHORT = Question(
    "k-short",
    Kind.SHORT,
    "What is left of the takings?",
    accepted=(Accepted("profit*", _FULL), Accepted("Profit", _FULL, "Yes.")),
    match_case=True,
)
NUMERIC = Question(
    "k-number",
    Kind.NUMERIC,
    "How much is left?",
    numbers=(NumericAnswer(Decimal(590), Decimal(590), Decimal(590), _FULL, "Yes."),),
    unit="VND",
)
MATCHING = Question(
    "k-pairs",
    Kind.MATCHING,
    "What belongs *together*?",
    "markdown",
    pairs=(
        Pair("l1", "*Rent*", "r1", "a fixed cost"),
        Pair("l2", "Flour", "r2", "a *variable* cost"),
        Pair("l3", "", "r3", "no cost"),
    ),
)
ORDERING = Question(
    "k-order",
    Kind.ORDERING,
    "Put in order.",
    items=(Item("i1", "First"), Item("i2", "Second"), Item("i3", "Third")),
)
GAPS = Question(
    "k-gaps",
    Kind.GAPS,
    "Put the words in.\n\nProfit is [[1]] minus all [[2]]. It is for the [[3]].",
    gaps=(
        gap(("revenue", _FULL), ("turnover", _HALF)),
        gap(("costs", _FULL), ("profit", _NONE), ("a \\* b", _NONE)),
        gap(("members", _FULL)),
    ),
)
MISTAKE = Question(
    "k-mistake",
    Kind.MISTAKE,
    "One figure is wrong.\n\n| | VND |\n|---|---:|\n| Taken in | [[a]] |\n| Paid out | [[b]] |\n"
    "| **Left** | [[c]] |\n",
    "markdown",
    choices=choices("950", "360", "560", right=2),
)
CASE = Question(
    "k-case",
    Kind.CASE,
    "Mai sells soup.\n\nShe takes in 950 and pays 360.",
    parts=(
        Question("k-case-left", Kind.NUMERIC, "What is left?", numbers=NUMERIC.numbers),
        Question("k-case-why", Kind.SINGLE, "What is it called?", choices=choices("Profit", "Tax")),
        Question("k-case-gap", Kind.GAPS, "It is [[1]].", gaps=(gap(("hers", _FULL)),)),
    ),
    feedback="About the case.",
)
ESSAY = Question(
    "k-essay",
    Kind.ESSAY,
    "What will you save for?",
    rubric=(Criterion("c1", "It has an amount <and> a date", 3), Criterion("c2", "It is yours", 1)),
    feedback="Write it down at home.",
)
HTML = Question(
    "k-html",
    Kind.SINGLE,
    '<p onclick="x()">What is <b>left</b>?</p><script>alert(1)</script>'
    '<table style="color:red"><tr><td>950<td>360</table><form><input name="token"></form>',
    "html",
    choices=choices("<p>590 &lt; 600</p>", '<img src="//evil.test/x.png" alt="a picture"> no'),
)
EVERY_KIND = (
    SINGLE, MULTIPLE, TRUTH, REASON, SHORT, NUMERIC, MATCHING, ORDERING, GAPS, MISTAKE, CASE,
    ESSAY, HTML,
)  # fmt: skip

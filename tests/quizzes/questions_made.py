"""Hypothesis strategies for questions of every kind, with texts made to break readers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from lms.quizzes.questions import (
    FORMATS,
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

NASTY = st.lists(
    st.sampled_from(
        ["a", "é", "한국", " ", "\n", "\\", "\\n", "::", ":", "=", "~", "#", "####", "{", "}", "->"]
        + ["-", ">", "//", "[html]", "[", "]", "%50%", "%", "$CATEGORY: x", "TRUE", "*", "&&058;"]
        + ["\\>", "-\\>", "\t", "\u2028", "\u00a0", "0..1", "1:2", ">ALL", "[tag:x]", "&", "<b>"]
    ),
    max_size=9,
).map("".join)
TEXTS = (NASTY | st.text(max_size=12)).map(lambda text: text.replace("\r", "").strip())
FULL = TEXTS.filter(bool)
NOTES = FULL.map(lambda text: "".join(c for c in text if c >= " ").strip()).filter(bool)
SHARES = st.sampled_from(
    [Fraction(n, d) for d in (1, 2, 3, 6, 7, 8, 9, 11, 12, 100) for n in (0, 1)]
)
WEIGHTS = st.builds(lambda share, sign: share * sign, SHARES, st.sampled_from([1, -1]))
DECIMALS = st.decimals(-(10**12), 10**12, places=4)


@st.composite
def choices(draw: st.DrawFn, kind: Kind) -> tuple[Choice, ...]:
    weights = draw(st.lists(WEIGHTS, min_size=2, max_size=30))
    if kind is Kind.SINGLE:
        weights = [Fraction(0), *weights, Fraction(1)]
    return tuple(
        Choice(letter_id(n), draw(FULL), is_right(kind, weight), weight, draw(TEXTS))
        for n, weight in enumerate(weights)
    )


@st.composite
def numbers(draw: st.DrawFn) -> tuple[NumericAnswer, ...]:
    found = []
    for value in draw(st.lists(DECIMALS, min_size=1, max_size=3)):
        margin = abs(draw(DECIMALS))
        middle = draw(st.sampled_from([value, None]))
        low = value - margin
        found.append(NumericAnswer(low, value + margin, middle, draw(WEIGHTS), draw(TEXTS)))
    if draw(st.booleans()):
        ends = Decimal("-Infinity"), Decimal("Infinity")
        found.append(NumericAnswer(*ends, None, draw(WEIGHTS), draw(TEXTS)))
    return tuple(found)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Pair, ...]:
    lefts = [draw(FULL), *draw(st.lists(TEXTS, min_size=1, max_size=6))]
    return tuple(Pair(f"l{n}", left, f"r{n}", draw(FULL)) for n, left in enumerate(lefts, 1))


ACCEPTED = st.lists(st.builds(Accepted, FULL, WEIGHTS, TEXTS), min_size=1, max_size=4).map(tuple)
ITEMS = st.lists(FULL, min_size=2, max_size=8).map(
    lambda texts: tuple(Item(f"i{n}", text) for n, text in enumerate(texts, 1))
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    parts: dict[str, object] = {}
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        parts["choices"] = draw(choices(kind))
    elif kind is Kind.TRUE_FALSE:
        parts["true"] = draw(st.booleans())
        parts |= {"right_feedback": draw(TEXTS), "wrong_feedback": draw(TEXTS)}
    elif kind is Kind.SHORT:
        parts["accepted"] = draw(ACCEPTED)
    elif kind is Kind.NUMERIC:
        parts["numbers"] = draw(numbers())
    elif kind is Kind.MATCHING:
        parts["pairs"] = draw(pairs())
    elif kind is Kind.ORDERING:
        parts["items"] = draw(ITEMS)
    said = "" if kind is Kind.DESCRIPTION else draw(TEXTS)
    id_ = draw(NOTES)
    name = draw(TEXTS)
    return Question(
        id_,
        kind,
        draw(FULL if kind is Kind.DESCRIPTION else TEXTS),
        draw(st.sampled_from(FORMATS)),
        unit=draw(NOTES | st.just("")),
        feedback=said,
        tags=tuple(draw(st.lists(NOTES, max_size=3))),
        category=draw(NOTES | st.just("")),
        name=name if name != id_ else "",
        **parts,
    )

"""Hypothesis strategies for questions of every kind, with texts made to break readers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from lms.quizzes.questions import (
    FORMATS,
    Accepted,
    Choice,
    Criterion,
    EmbeddedFile,
    Gap,
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
        + ["[[1]]", "[[a]]", "\\]", "[kind:gaps]", "]", "|", "****"]
    ),
    max_size=9,
).map("".join)
# Control signs are kept by no database: readers put another sign in their place.
SIGNS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXTS = (NASTY | st.text(SIGNS, max_size=12)).map(str.strip)
FULL = TEXTS.filter(bool)
NOTES = FULL.map(lambda text: "".join(c for c in text if c >= " ").strip()).filter(bool)
SHARES = st.sampled_from(
    [Fraction(n, d) for d in (1, 2, 3, 6, 7, 8, 9, 11, 12, 100) for n in (0, 1)]
)
WEIGHTS = st.builds(lambda share, sign: share * sign, SHARES, st.sampled_from([1, -1]))
DECIMALS = st.decimals(-(10**12), 10**12, places=4)


IDS = st.text("abcxyz019-_.", min_size=1, max_size=4)


def _ids(draw: st.DrawFn, usual: list[str]) -> list[str]:
    """The ids that readers give by place, or others."""
    count = len(usual)
    others = st.lists(IDS, min_size=count, max_size=count, unique=True)
    return draw(st.just(usual) | others)


@st.composite
def choices(draw: st.DrawFn, kind: Kind) -> tuple[Choice, ...]:
    weights = draw(st.lists(WEIGHTS, min_size=2, max_size=30))
    if kind is not Kind.MULTIPLE:
        weights = [Fraction(0), *weights, Fraction(1)]
    ids = _ids(draw, [letter_id(n) for n in range(len(weights))])
    return tuple(
        Choice(id_, draw(FULL), is_right(kind, weight), weight, draw(TEXTS))
        for id_, weight in zip(ids, weights, strict=True)
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
    ids = _ids(draw, [f"l{n}" for n, _ in enumerate(lefts, 1)])
    right_ids = _ids(draw, [f"r{n}" for n, _ in enumerate(lefts, 1)])
    sides = zip(ids, lefts, right_ids, strict=True)
    return tuple(Pair(id_, left, right_id, draw(FULL)) for id_, left, right_id in sides)


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    texts = draw(st.lists(FULL, min_size=2, max_size=8))
    ids = _ids(draw, [f"i{n}" for n, _ in enumerate(texts, 1)])
    return tuple(Item(id_, text) for id_, text in zip(ids, texts, strict=True))


@st.composite
def rubric(draw: st.DrawFn) -> tuple[Criterion, ...]:
    texts = draw(st.lists(FULL, max_size=3))
    ids = _ids(draw, [letter_id(n) for n, _ in enumerate(texts)])
    points = st.integers(1, 20)
    return tuple(Criterion(id_, text, draw(points)) for id_, text in zip(ids, texts, strict=True))


ACCEPTED = st.lists(st.builds(Accepted, FULL, WEIGHTS, TEXTS), min_size=1, max_size=4).map(tuple)
GAPS = st.lists(st.builds(Gap, ACCEPTED), min_size=1, max_size=3).map(tuple)
FILES = st.lists(st.builds(EmbeddedFile, NOTES, st.binary(max_size=9)), max_size=2).map(tuple)
SAID = ("feedback", "right_feedback", "partial_feedback", "wrong_feedback")


def _of_kind(draw: st.DrawFn, kind: Kind, id_: str) -> dict[str, Any]:
    """The fields that a kind fills."""
    if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.MISTAKE):
        return {"choices": draw(choices(kind))}
    if kind is Kind.TRUE_FALSE:
        reasons = draw(st.just(()) | choices(Kind.SINGLE))
        return {"true": draw(st.booleans()), "reasons": reasons}
    if kind is Kind.CASE:
        marked = [one for one in Kind if one not in (Kind.CASE, Kind.ESSAY, Kind.DESCRIPTION)]
        made = draw(st.lists(questions(tuple(marked)), max_size=2))
        parts = (replace(part, id=f"{id_}-{n}", category="") for n, part in enumerate(made))
        return {"parts": tuple(parts)}
    strategies: dict[Kind, tuple[str, st.SearchStrategy[Any]]] = {
        Kind.SHORT: ("accepted", ACCEPTED),
        Kind.NUMERIC: ("numbers", numbers()),
        Kind.MATCHING: ("pairs", pairs()),
        Kind.ORDERING: ("items", items()),
        Kind.GAPS: ("gaps", GAPS),
        Kind.ESSAY: ("rubric", rubric()),
    }
    name, strategy = strategies.get(kind, ("tags", st.just(())))
    return {name: draw(strategy)}


def paths_of(question: Question) -> list[str]:
    """Where a question has texts, apart from its own."""
    two = [f"choices.{one.id}" for one in question.choices]
    two += [f"reasons.{one.id}" for one in question.reasons]
    two += [f"accepted.{n}" for n, _ in enumerate(question.accepted)]
    two += [
        f"gaps.{n}.{place}"
        for n, gap in enumerate(question.gaps)
        for place, _ in enumerate(gap.accepted)
    ]
    paths = [f"{path}.{part}" for path in two for part in ("text", "feedback")]
    paths += [f"pairs.{one.id}.{side}" for one in question.pairs for side in ("left", "right")]
    paths += [f"items.{one.id}.text" for one in question.items]
    paths += [f"rubric.{one.id}.text" for one in question.rubric]
    paths += [f"numbers.{n}.feedback" for n, _ in enumerate(question.numbers)]
    return [*paths, *SAID]


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Question:
    kind = draw(st.sampled_from(kinds))
    id_, name = draw(NOTES), draw(TEXTS)
    made = Question(
        id_,
        kind,
        draw(FULL if kind in (Kind.DESCRIPTION, Kind.CASE) else TEXTS),
        draw(st.sampled_from(FORMATS)),
        category=draw(NOTES | st.just("")),
        name=name if name != id_ else "",
        **_of_kind(draw, kind, id_),
    )
    if draw(st.booleans()):
        return made
    others = [name for name in FORMATS if name != made.format]
    own = st.dictionaries(st.sampled_from(paths_of(made)), st.sampled_from(others), max_size=3)
    return replace(
        made,
        unit=draw(NOTES | st.just("")),
        tags=tuple(draw(st.lists(NOTES, max_size=3))),
        match_case=draw(st.booleans()),
        fold_marks=draw(st.booleans()),
        fixed_order=draw(st.booleans()),
        formats=tuple(sorted(draw(own).items())),
        files=draw(FILES),
        kept=tuple(draw(st.lists(st.tuples(FULL, TEXTS), max_size=2))),
        **{name: draw(TEXTS) for name in SAID},
    )

"""One question of a file is replaced and the others stay; forms give their questions back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring.quiz_editing import UnfitError, blocks_of, put, put_typed, take_out, written
from lms.authoring.quiz_fields import Fields, fields_of, fits, typed_fields
from lms.authoring.quiz_meaning import (
    KEY,
    KIND,
    PARTS,
    PLACES,
    changes_of_meaning,
    in_step,
    renamed,
)
from lms.authoring.quiz_typed import question_of
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Accepted, Choice, Item, Kind, NumericAnswer, Pair
from lms.web.forms import clean
from tests.quizzes import kind_samples as samples

WRITTEN = tuple(one for one in samples.EVERY_KIND if one.kind is not Kind.DESCRIPTION)
POOLS = st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=6, unique_by=lambda one: one.id)
GLUE = st.sampled_from(["\n", "\n\n", "\n// A word for people.\n\n", "\n \t\n"])
ENDS = st.sampled_from(["\n", "\r\n"])
WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"]) | st.sampled_from("\n=~{}#:[]*%\\"),
    min_size=1,
    max_size=40,
).map(clean)


def reread(question):
    """The question as a file gives it back."""
    return read_gift(write_gift([question]))[0][0]


@settings(max_examples=80, deadline=None)
@given(POOLS, GLUE, ENDS, st.data(), WORDS.filter(lambda text: text.strip("[]0123456789 \n")))
def test_replacing_a_question_keeps_every_other_byte(pool, glue, end, data, words):
    text = glue.join(write_gift([one]) for one in pool).replace("\n", end)
    questions = read_gift(text)[0]
    old = data.draw(st.sampled_from(questions))
    own = [b for b in blocks_of(text) if b.line in {old.line, *(p.line for p in old.parts)}]

    placed = put(text, old, replace(old, feedback=words))

    before, after = text[: own[0].start], text[own[-1].end :]
    assert placed.startswith(before)
    assert placed.endswith(after)
    now = {one.id: one for one in read_gift(placed)[0]}
    assert [now[one.id] for one in questions if one.id != old.id] == [
        one for one in questions if one.id != old.id
    ]
    assert now[old.id] == replace(old, feedback=words)


@settings(max_examples=50, deadline=None)
@given(POOLS, GLUE, ENDS, st.data())
def test_a_question_taken_out_and_put_behind_leaves_the_same_others(pool, glue, end, data):
    text = glue.join(write_gift([one]) for one in pool).replace("\n", end)
    questions = read_gift(text)[0]
    old = data.draw(st.sampled_from(questions))

    without = take_out(text, old)
    again = put(without, None, old)

    rest = [one for one in questions if one.id != old.id]
    assert read_gift(without)[0] == rest
    assert read_gift(again)[0] == [*rest, old]


@pytest.mark.parametrize("question", [one for one in WRITTEN if fits(one)], ids=lambda one: one.id)
def test_a_form_gives_its_question_back(question):
    known = reread(question)
    fields = fields_of(known)
    typed = {name: [text] for name, text in fields.values.items()}
    typed |= {
        f"{fields.group}-{place}-{column}": [text]
        for place, row in enumerate(fields.rows)
        for column, text in row.items()
    }

    read = question_of(typed_fields(known.kind, typed), known)

    assert read.faults == ()
    assert read.question == known


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS.filter(bool), WORDS, st.integers(-100, 99)), min_size=1, max_size=6),
    WORDS.filter(bool),
)
def test_options_with_any_words_go_through_the_form(rows, text):
    choices = [Choice("a", "The one", True, Fraction(1), "Yes.")] + [
        Choice(f"x{n}", words, False, Fraction(weight, 100), said)
        for n, (words, said, weight) in enumerate(rows)
    ]
    question = replace(samples.SINGLE, text=text, choices=tuple(choices), format="plain")

    read = question_of(fields_of(question), question)

    assert read.question == question


@settings(max_examples=60, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(0, 10**6, places=3), WORDS)
def test_numbers_with_any_tolerance_go_through_the_form(value, margin, said):
    number = NumericAnswer(value - margin, value + margin, value, Fraction(1, 2), said)
    ends = replace(number, value=None)
    other = NumericAnswer(Decimal("-Infinity"), Decimal("Infinity"), None, Fraction(0), said)
    question = replace(samples.NUMERIC, numbers=(number, ends, other))

    read = question_of(fields_of(question), question)

    assert read.question == question


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        (Kind.SINGLE, [{"text": "A"}], "Fill in %(least)s rows or more."),
        (Kind.SINGLE, [{"text": "A", "weight": "101"}, {"text": "B"}], "the weight is a number"),
        (Kind.SINGLE, [{"text": "A", "weight": "100"}, {"text": "B"}], "do not fit together"),
        (Kind.SINGLE, [{"feedback": "A"}, {"text": "B"}], "Row %(row)s has no text."),
        (Kind.NUMERIC, [{"number": "twelve"}], "write a number such as 12.5"),
        (Kind.NUMERIC, [{"number": "5..2"}], "write a number such as 12.5"),
        (Kind.NUMERIC, [{"number": "1" * 50}], "write a number such as 12.5"),
        (Kind.NUMERIC, [{"number": "*", "tolerance": "2"}], "write a number such as 12.5"),
        (Kind.GAPS, [{"gap": "2", "text": "A"}], "The gaps must be numbered"),
        (Kind.ESSAY, [{"text": "A", "points": "21"}], "a whole number from 1 to 20"),
        (Kind.ESSAY, [{"text": "A", "points": "²"}], "a whole number from 1 to 20"),
        (Kind.MATCHING, [{"left": "A"}, {"right_text": "B"}], "Row %(row)s has no text."),
    ],
)
def test_a_row_that_says_nothing_is_a_fault_of_its_group(kind, rows, said):
    values = {"id": "x", "text": "?", "format": "plain"}

    read = question_of(Fields(kind, values, rows))

    assert read.question is None
    assert said in read.faults[0].message


def test_several_right_options_without_a_weight_share_the_mark():
    rows = [{"text": "A", "right": "y"}, {"text": "B", "right": "y"}, {"text": "C"}]

    read = question_of(
        Fields(Kind.MULTIPLE, {"id": "x", "text": "?", "format": "plain"}, rows)
    ).question

    assert read is not None
    assert [one.weight for one in read.choices] == [Fraction(1, 2), Fraction(1, 2), 0]


SINGLE, TRUTH, PAIRS, ORDER = samples.SINGLE, samples.TRUTH, samples.MATCHING, samples.ORDERING
SHORT, NUMERIC, CASE, ESSAY = samples.SHORT, samples.NUMERIC, samples.CASE, samples.ESSAY
A, B, C = SINGLE.choices
I1, I2, I3 = ORDER.items
HALF = Fraction(1, 2)
SWAPPED = (replace(A, text=C.text), replace(B, text=A.text), C)
WIDER = (replace(NUMERIC.numbers[0], high=Decimal(600)),)
NINE = (replace(ESSAY.rubric[0], points=9), ESSAY.rubric[1])


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (SINGLE, SINGLE, []),
        (SINGLE, replace(SINGLE, text="Which one of them?", feedback="More."), []),
        (SINGLE, replace(SINGLE, tags=("slot-3",), format="plain"), []),
        (SINGLE, replace(SINGLE, choices=(replace(A, text="A and B"), B, C)), []),
        (SINGLE, replace(SINGLE, choices=(C, A, B)), []),
        (SINGLE, replace(SINGLE, kind=Kind.MISTAKE), [KIND]),
        (SINGLE, replace(SINGLE, choices=(A, B)), [PARTS, KEY]),
        (SINGLE, replace(SINGLE, choices=(A, B, replace(C, weight=HALF))), [KEY]),
        (SINGLE, replace(SINGLE, choices=SWAPPED), [PLACES]),
        (TRUTH, replace(TRUTH, true=False), [KEY]),
        (TRUTH, replace(TRUTH, reasons=samples.REASON.reasons), [PARTS, KEY]),
        (PAIRS, replace(PAIRS, pairs=(*PAIRS.pairs, Pair("l4", "x", "r4", "y"))), [PARTS, KEY]),
        (PAIRS, replace(PAIRS, pairs=(PAIRS.pairs[1], PAIRS.pairs[0], PAIRS.pairs[2])), []),
        (ORDER, replace(ORDER, items=(I2, I1, I3)), [KEY]),
        (ORDER, replace(ORDER, items=(Item("i1", "Second"), Item("i2", "First"), I3)), [PLACES]),
        (SHORT, replace(SHORT, accepted=(*SHORT.accepted, Accepted("gain", HALF))), [KEY]),
        (SHORT, replace(SHORT, match_case=False), [KEY]),
        (NUMERIC, replace(NUMERIC, unit="som"), [KEY]),
        (NUMERIC, replace(NUMERIC, numbers=WIDER), [KEY]),
        (CASE, replace(CASE, parts=CASE.parts[:2]), [PARTS]),
        (CASE, replace(CASE, parts=(replace(CASE.parts[0], unit="som"), *CASE.parts[1:])), [KEY]),
        (CASE, replace(CASE, parts=(replace(CASE.parts[0], text="And?"), *CASE.parts[1:])), []),
        (ESSAY, replace(ESSAY, rubric=NINE), [KEY]),
    ],
)  # fmt: skip
def test_words_may_change_under_an_id_and_the_meaning_may_not(old, new, why):
    found = changes_of_meaning(old, new)

    assert found == why


def test_a_case_under_a_new_id_has_questions_of_its_own():
    new = renamed(CASE, "k-case-2")

    assert [one.id for one in new.parts] == ["k-case-2-left", "k-case-2-why", "k-case-2-gap"]


def test_a_translation_follows_in_key_and_tags_and_keeps_its_words():
    twin = replace(SINGLE, text="Cái nào?", choices=tuple(replace(c, text="x") for c in (A, B, C)))
    source = replace(
        SINGLE,
        tags=("slot-2",),
        choices=(replace(A, right=False, weight=Fraction(0)), replace(B, weight=HALF), C),
    )

    moved = in_step(source, twin)

    assert (moved.text, moved.tags) == ("Cái nào?", ("slot-2",))
    assert [(one.text, one.weight) for one in moved.choices] == [("x", 0), ("x", HALF), ("x", 0)]
    assert in_step(replace(source, choices=(A, B)), twin) == twin


@pytest.mark.parametrize(
    "typed",
    ["", "// [tag:x]", "::a::One{=A ~B}\n\n::b::Two{=A ~B}", "::a::{", "$CATEGORY: x\n\n::a::Q{T}"],
)
def test_gift_that_is_not_one_question_is_refused_with_a_line(typed):
    text = "::a::Old{T}\n\n::z::Other{F}\n"
    old = read_gift(text)[0][0]

    with pytest.raises(UnfitError) as error:
        put_typed(text, old, typed)

    assert error.value.faults[0].line >= 1


def test_the_lines_of_a_case_are_shown_with_its_questions_wherever_they_stand():
    text = "// [kind:case]\r\n::c::Mai.\r\n\r\n::z::Z{T}\r\n\r\n// [case:c]\r\n::c-a::A?{T}"
    case = read_gift(text)[0][0]

    assert written(text, case) == "// [kind:case]\n::c::Mai.\n\n// [case:c]\n::c-a::A?{T}\n"

"""Marks: what each kind of answer earns, and that no answer whatever makes the marking fail."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.grading import Mark, grade, grade_all
from lms.quizzes.questions import Kind, Question
from tests.quizzes.questions_made import questions

HALF = Fraction(1, 2)
HUGE = pytest.param(10**5000, id="huge")  # too long to be turned into text


def read(text: str) -> Question:
    return read_gift(text)[0][0]


SINGLE = read("Who? {=A#Yes. ~B#No. ~%50%C#Half. ~%-50%D ####All.}")
MULTIPLE = read("Who? {~%50%A#a ~%50%B#b ~%-50%C#c ~%0%D#d ####All.}")
TRUTH = read("It is. {FALSE#wrong#right####All.}")
SHORT = read("Where? {=Hà Nội#Yes. =%50%Hanoi#Nearly. ####All.}")
NUMBER = read("// [unit:VND]\nHow much? {#=%100%11500:0#Yes. =%50%11000:500#Near. ~#No. ####All.}")
MATCHING = read("Match {=x -> one =y -> two =z -> two = -> none ####All.}")
ORDER = read("Order {>ALL\n first\n second\n third\n same\n same\n####All.}")
GAPS = read(
    "// [kind:gaps]\nA [[1]] B [[2]] {=1 -> 1500#Yes. =1 -> %50%1400#Near. =2 -> Rent#R. "
    "=2 -> %0%Wage#W. ####All.}"
)
MISTAKE = read("// [kind:mistake]\nAdd [[a]] [[b]] {~5#No. =6#Yes. ####All.}")
REASONS = read("// [reason:=It grows#R.] [reason:~It is new#N.]\nSave. {TRUE#wrong#right####All.}")
CASE = read("// [kind:case]\nMai.\n\n// [case:Q1]\n::one::? {T}\n\n// [case:Q1]\n::two::? {#5}")
RUBRIC = read("// [criterion:2:A reason]\nWhy? {####All.}")


@pytest.mark.parametrize(
    ("question", "answer", "earned", "right", "said"),
    [
        (SINGLE, "a", 1, True, ("Yes.", "All.")),
        (SINGLE, "c", HALF, False, ("Half.", "All.")),
        (SINGLE, "d", 0, False, ("All.",)),
        (MULTIPLE, ["b", "a"], 1, True, ("a", "b", "All.")),
        (MULTIPLE, ["a"], HALF, False, ("a", "All.")),
        (MULTIPLE, ["a", "b", "d"], 1, False, ("a", "b", "d", "All.")),
        (MULTIPLE, ["a", "b", "c", "d"], HALF, False, ("a", "b", "c", "d", "All.")),
        (MULTIPLE, ["c", "c"], 0, False, ("c", "All.")),
        (TRUTH, False, 1, True, ("right", "All.")),
        (TRUTH, True, 0, False, ("wrong", "All.")),
        (SHORT, "  hà   NỘI ", 1, True, ("Yes.", "All.")),
        (SHORT, "ha\u0300 no\u0302\u0323i", 1, True, ("Yes.", "All.")),
        (SHORT, "hanoi", HALF, False, ("Nearly.", "All.")),
        (SHORT, "ha noi", 0, False, ("All.",)),
        (NUMBER, "11.500 đ", 1, True, ("Yes.", "All.")),
        (NUMBER, "11,400", HALF, False, ("Near.", "All.")),
        (NUMBER, 11500, 1, True, ("Yes.", "All.")),
        (NUMBER, Decimal("11499.5"), HALF, False, ("Near.", "All.")),
        (NUMBER, "7", 0, False, ("No.", "All.")),
        (NUMBER, "many", 0, False, ("No.", "All.")),
        (MATCHING, {"l1": "r1", "l2": "r3", "l3": "r2"}, 1, True, ("All.",)),
        (MATCHING, {"l1": "r1", "l2": "r1", "l3": ""}, Fraction(1, 3), False, ("All.",)),
        (MATCHING, {"l1": "r4"}, 0, False, ("All.",)),
        (ORDER, ["i1", "i2", "i3", "i5", "i4"], 1, True, ("All.",)),
        (ORDER, ["i2", "i1", "i3", "i4", "i5"], Fraction(3, 5), False, ("All.",)),
        (GAPS, ["1.500", "rent"], 1, True, ("Yes.", "R.", "All.")),
        (GAPS, ["1400", "Wage"], Fraction(1, 4), False, ("Near.", "W.", "All.")),
        (GAPS, ["", "Rent"], HALF, False, ("R.", "All.")),
        (MISTAKE, "b", 1, True, ("Yes.", "All.")),
        (MISTAKE, "a", 0, False, ("No.", "All.")),
        (REASONS, {"answer": True, "reason": "a"}, 1, True, ("R.", "right", "All.")),
        (REASONS, {"answer": True, "reason": "b"}, HALF, False, ("N.", "All.")),
        (REASONS, {"answer": False, "reason": "a"}, 0, False, ("R.", "wrong", "All.")),
        (REASONS, True, HALF, False, ("All.",)),
        (CASE, {"one": True, "two": "5"}, 1, True, ()),
        (CASE, {"one": True}, HALF, False, ()),
        (RUBRIC, "Because.", 0, False, ("All.",)),
    ],
)
def test_an_answer_earns_its_share_and_its_feedback(question, answer, earned, right, said):
    mark = grade(question, answer)

    assert (mark.earned, mark.right, mark.feedback) == (earned, right, said)


@pytest.mark.parametrize(
    ("question", "answer", "given"),
    [
        (SINGLE, "a", "a"),
        (MULTIPLE, ("b", "a", "b"), ["a", "b"]),
        (SHORT, "  ha\u0300   Noi ", "hà Noi"),
        (NUMBER, "11.500", "11500"),
        (NUMBER, "７.5", "7.5"),
        (MATCHING, {"l2": "r1", "l1": "r1", "l3": ""}, {"l1": "r1", "l2": "r1"}),
        (ORDER, ["i2", "i1", "i3", "i4", "i5"], ["i2", "i1", "i3", "i4", "i5"]),
        (GAPS, ["1400"], ["1400", ""]),
        (REASONS, True, {"answer": True, "reason": None}),
        (CASE, {"two": " 5 ", "three": "x"}, {"two": "5"}),
    ],
)
def test_what_was_given_is_kept_in_its_normal_shape(question, answer, given):
    assert grade(question, answer).given == given


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, TRUTH, SHORT, MATCHING, ORDER, MISTAKE])
@pytest.mark.parametrize(
    "answer",
    [None, "", [], {}, 1, HUGE, Decimal("NaN"), ["a", "z"], ["i1"] * 10_000, {"l1": []}]
    + [{"l9": "r1"}, [["a"]], {1: 2}, object(), b"a", "x" * 20_000],
)
def test_no_answer_and_an_answer_of_another_shape_earn_nothing(question, answer):
    assert grade(question, answer) == Mark(Fraction(0), False, ("All.",), None)


@pytest.mark.parametrize("answer", [None, "  ", True, HUGE, Decimal("1E+999999"), ["11500"]])
def test_a_number_that_cannot_be_meant_earns_nothing(answer):
    assert grade(NUMBER, answer) == Mark(Fraction(0), False, ("All.",), None)


def test_tone_marks_count_unless_the_quiz_says_otherwise():
    assert grade(SHORT, "ha noi").right is False
    assert grade(replace(SHORT, fold_marks=True), "ha noi").right is True


def test_a_star_accepts_every_other_short_answer():
    question = read("Where? {=Seoul =%0%*#Look at the map.}")

    assert grade(question, "seoul").earned == 1
    assert grade(question, "Busan").feedback == ("Look at the map.",)


def test_an_essay_with_a_rubric_waits_for_its_reader_and_counts():
    result = grade_all([RUBRIC], {"Q1": "Because."})

    assert (result.earned, result.possible, result.waits) == (0, 1, True)


def test_three_thirds_are_the_full_mark():
    question = read("Who? {~%33.333%A ~%33.333%B ~%33.333%C ~%-100%D}")

    assert grade(question, ["a", "b", "c"]).earned == 1


def test_all_answers_are_added_up_without_what_no_machine_can_mark():
    essay = Question("e", Kind.ESSAY, "Tell")
    asked = [Question("t", Kind.TRUE_FALSE, "It is.", true=True), essay]

    result = grade_all(asked, {"t": True, "e": "Long story", "unknown": 1})

    assert (result.earned, result.possible, result.share) == (1, 1, 1)
    assert list(result.marks) == ["t"]
    assert grade_all([], {}).share == 0


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.decimals()
    | st.sampled_from(["a", "b", "l1", "r1", "i1", "i2", "1.234", "-"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(questions(), ANSWERS)
def test_every_mark_lies_between_nothing_and_full(question, answer):
    mark = grade(question, answer)

    assert 0 <= mark.earned <= 1
    assert not mark.right or mark.given is not None


@settings(max_examples=100, deadline=None)
@given(questions())
def test_the_key_itself_is_right(question):
    keys = {
        Kind.MATCHING: {pair.id: pair.right_id for pair in question.asked},
        Kind.ORDERING: [item.id for item in question.items],
        Kind.TRUE_FALSE: question.true,
        Kind.MULTIPLE: [choice.id for choice in question.choices if choice.right],
        Kind.MISTAKE: next((choice.id for choice in question.choices if choice.right), None),
    }
    if question.reasons:
        reason = next(one.id for one in question.reasons if one.right)
        keys[Kind.TRUE_FALSE] = {"answer": question.true, "reason": reason}
    if keys.get(question.kind) not in (None, []):
        assert grade(question, keys[question.kind]).right


def test_a_hundred_answers_are_marked_in_a_moment():
    pool = [SINGLE, MULTIPLE, TRUTH, SHORT, NUMBER, MATCHING, ORDER] * 15
    answers = ["a", ["a", "b"], False, "Hanoi", "11.500", {"l1": "r1"}, ["i1"]] * 15

    start = time.perf_counter()
    for question, answer in list(zip(pool, answers, strict=True))[:100]:
        grade(question, answer)

    assert time.perf_counter() - start < 0.05  # ten times what it takes, for slow machines

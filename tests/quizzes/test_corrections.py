"""What is done about a question with a mistake: the new key is right, whatever the kind."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.quizzes.corrections import (
    CREDIT,
    DROP,
    REKEY,
    RESTORE,
    Ruling,
    is_key,
    mark_all,
    mark_under,
    rekeyed,
)
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.grading import grade, grade_all
from lms.quizzes.kept_marks import Outcome, kept, summed
from lms.quizzes.policy import Policy
from lms.quizzes.questions import Kind, Question
from tests.quizzes.questions_made import FULL, questions

HALF = Fraction(1, 2)
MARKED = tuple(kind for kind in Kind if kind not in (Kind.ESSAY, Kind.DESCRIPTION))
DIGITS = st.decimals(-(10**9), 10**9, places=2).map(lambda number: format(number, "f"))


def read(text: str) -> Question:
    return read_gift(text)[0][0]


SINGLE = read("::q::Who? {=A#Yes. ~B#No. ~%50%C#Half. ####All.}")
MULTIPLE = read("::q::Who? {~%50%A ~%50%B ~%-50%C ~%0%D ####All.}")
SHORT = read("::q::Where? {=Hà Nội =%50%Hanoi ####All.}")
NUMBER = read("// [unit:VND]\n::q::How much? {#11500:0 ####All.}")
MATCHING = read("::q::Match {=x -> one =y -> two =z -> two = -> none ####All.}")
ESSAY = read("// [criterion:3:Who] [criterion:2:When]\n::q::Write it. {####All.}")


def an_option(draw: st.DrawFn, options: Sequence[Any]) -> str:
    return draw(st.sampled_from([one.id for one in options]))


def _of_true_false(draw: st.DrawFn, question: Question) -> object:
    true = draw(st.booleans())
    if not question.reasons:
        return true
    return {"answer": true, "reason": an_option(draw, question.reasons)}


def _of_matching(draw: st.DrawFn, question: Question) -> object:
    rights = st.sampled_from([pair.right_id for pair in question.pairs])
    return {pair.id: draw(rights) for pair in question.asked}


WHOLE = {
    Kind.SINGLE: lambda draw, one: an_option(draw, one.choices),
    Kind.MISTAKE: lambda draw, one: an_option(draw, one.choices),
    Kind.MULTIPLE: lambda draw, one: draw(
        st.lists(st.sampled_from([choice.id for choice in one.choices]), min_size=1, unique=True)
    ),
    Kind.TRUE_FALSE: _of_true_false,
    Kind.SHORT: lambda draw, one: draw(FULL),
    Kind.NUMERIC: lambda draw, one: draw(DIGITS),
    Kind.MATCHING: _of_matching,
    Kind.ORDERING: lambda draw, one: draw(st.permutations([item.id for item in one.items])),
    Kind.GAPS: lambda draw, one: [draw(FULL) for _ in one.gaps],
    Kind.CASE: lambda draw, one: {part.id: WHOLE[part.kind](draw, part) for part in one.parts},
}


@st.composite
def with_whole_answers(draw: st.DrawFn) -> tuple[Question, Any]:
    """A question of any kind, and an answer in which nothing is left open."""
    question = draw(questions(MARKED))
    return question, WHOLE[question.kind](draw, question)


@given(with_whole_answers())
def test_the_answer_that_becomes_the_key_is_right(drawn):
    question, answer = drawn
    assume(question.kind is not Kind.CASE or question.parts)

    mended = rekeyed(question, answer)

    mark = grade(mended, answer)
    assert (mark.right, mark.earned) == (True, 1)
    assert is_key(question, answer)


@given(with_whole_answers())
def test_another_key_leaves_all_else_of_a_question_as_it_was(drawn):
    question, answer = drawn

    mended = rekeyed(question, answer)

    assert (mended.id, mended.kind, mended.text, mended.tags) == (
        question.id,
        question.kind,
        question.text,
        question.tags,
    )
    assert {one.id: one.text for one in mended.choices} == {
        one.id: one.text for one in question.choices
    }
    assert {one.right_id: one.right for one in mended.pairs} == {
        one.right_id: one.right for one in question.pairs
    }


@given(questions(), st.none() | st.text() | st.lists(st.text()) | st.dictionaries(FULL, FULL))
def test_no_answer_whatever_makes_mending_fail(question, answer):
    for act in (DROP, REKEY, CREDIT, RESTORE):
        mark = mark_under(question, answer, Ruling(act, answer))

        assert (mark is None) == (act == DROP)
    assert is_key(question, answer) in (True, False)


@pytest.mark.parametrize(
    ("question", "key", "answer", "earned"),
    [
        (SINGLE, "b", "b", 1),
        (SINGLE, "b", "a", 0),
        (SINGLE, "b", "c", HALF),
        (MULTIPLE, ["b", "c", "d"], ["b", "c", "d"], 1),
        (MULTIPLE, ["b", "d"], ["b"], HALF),
        (MULTIPLE, ["b", "d"], ["a", "b"], HALF),
        (MULTIPLE, ["b", "d"], ["b", "c"], 0),
        (SHORT, "a * b", "A * B", 1),
        (SHORT, "a * b", "a or b", 0),
        (SHORT, "Huế", "hà nội", 1),
        (NUMBER, "12000", "12.000 VND", 1),
        (NUMBER, "12000", "11500", 1),
        (NUMBER, "12000", "11999", 0),
        (MATCHING, {"l1": "r2", "l2": "r2", "l3": "r4"}, {"l1": "r3", "l3": "r4"}, Fraction(2, 3)),
    ],
)
def test_other_answers_earn_what_the_new_key_gives_them(question, key, answer, earned):
    mark = mark_under(question, answer, Ruling(REKEY, key))

    assert mark is not None
    assert mark.earned == earned


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SINGLE, None),
        (SINGLE, "z"),
        (MULTIPLE, []),
        (NUMBER, "many"),
        (MATCHING, {"l1": "r1"}),
        (ESSAY, "words"),
    ],
)
def test_an_answer_with_something_open_is_no_key(question, answer):
    assert is_key(question, answer) is False


def test_of_a_case_one_question_alone_can_get_another_key():
    case = read(
        "// [kind:case]\n::c::A shop.\n\n// [case:c]\n::c1::Who? {=A ~B ####All.}\n\n"
        "// [case:c]\n::c2::How much? {#5:0 ####All.}"
    )

    mended = rekeyed(case, {"c1": "b"})

    assert is_key(case, {"c1": "b"})
    assert not is_key(case, {"c1": "z"})
    assert grade(mended, {"c1": "b", "c2": "5"}).right
    assert grade(mended, {"c1": "a", "c2": "5"}).earned == HALF


@pytest.mark.parametrize("answer", ["a", "b", None])
def test_credit_is_the_full_mark_for_everybody_who_was_asked(answer):
    mark = mark_under(SINGLE, answer, Ruling(CREDIT))

    assert mark is not None
    assert (mark.earned, mark.right, mark.given) == (1, True, answer)


def test_a_question_left_out_counts_neither_way():
    answers = {"q": "b", "r": "a"}
    other = read("::r::Who? {=A ~B ####All.}")

    result = mark_all([SINGLE, other], answers, {"q": Ruling(DROP)})

    assert (result.earned, result.possible, list(result.marks)) == (1, 1, ["r"])


def test_of_a_sheet_that_is_left_out_altogether_the_key_of_the_file_holds():
    result = mark_all([SINGLE], {"q": "a"}, {"q": Ruling(DROP)})

    assert (result.earned, result.possible) == (1, 1)


@given(st.lists(questions(), max_size=4), st.dictionaries(FULL, FULL, max_size=3))
def test_without_mistakes_marks_are_those_of_the_file(asked, answers):
    assert mark_all(asked, answers, {}) == grade_all(asked, answers)


@pytest.mark.parametrize(
    ("points", "earned", "right"),
    [
        ({"a": 3, "b": 2}, 1, True),
        ({"a": 2, "b": 0}, Fraction(2, 5), False),
        ({"a": 1}, Fraction(1, 5), False),
        ({"a": 99, "b": -4, "z": 2}, Fraction(3, 5), False),
    ],
)
def test_an_essay_earns_its_points_of_the_most_points(points, earned, right):
    mark = mark_under(ESSAY, "Lan, in May", None, points)

    assert mark is not None
    assert (mark.earned, mark.right, mark.waits) == (earned, right, False)


def outcome(share: Fraction, *, passed: bool) -> Outcome:
    return Outcome({}, share, 1, share, passed, waits=False)


def marks(*earned: Fraction | int) -> dict[str, Any]:
    return {
        str(n): {"earned": str(one), "right": one == 1, "given": "a"}
        for n, one in enumerate(earned)
    }


def test_a_pass_stays_and_a_better_result_may_pass():
    policy = Policy(draw=2, pass_share=HALF)

    lower = summed(marks(0, 0), policy, outcome(Fraction(1), passed=True), may_pass=True)
    higher = summed(marks(1, 0), policy, outcome(Fraction(0), passed=False), may_pass=True)
    before = summed(marks(1, 1), policy, outcome(Fraction(0), passed=False), may_pass=False)

    assert (lower.share, lower.passed) == (0, True)
    assert (higher.share, higher.passed) == (HALF, True)
    assert (before.share, before.passed) == (1, False)


def test_where_nothing_counts_any_more_share_and_pass_stay():
    policy = Policy(draw=1, pass_share=HALF)

    after = summed({}, policy, outcome(HALF, passed=True), may_pass=True)

    assert (after.earned, after.possible, after.share, after.passed) == (0, 0, HALF, True)


def test_no_more_right_answers_are_asked_for_than_questions_count():
    policy = Policy(draw=3, pass_share=HALF, mastery=3)

    after = summed(marks(1, 1), policy, outcome(HALF, passed=False), may_pass=True)

    assert after.passed


def test_a_kept_mark_says_what_waits_and_what_its_parts_earned():
    waiting = kept(grade(ESSAY, "words"))
    case = read("// [kind:case]\n::c::A.\n\n// [case:c]\n::c1::Who? {=A ~B ####All.}")

    assert waiting == {"earned": "0", "right": False, "given": "words", "waits": True}
    assert kept(grade(case, {"c1": "a"}))["parts"] == {
        "c1": {"earned": "1", "right": True, "given": "a"}
    }

"""A module's pool: what is missing is named with its line, and languages are kept in step."""

from __future__ import annotations

import pytest

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.pool import check_pool, check_twin
from lms.quizzes.questions import Question

GOOD = """\
// [tag:slot-1] [tag:outcome-1]
::m01-who-a::Who pays?{
=A#Yes.
~B#No.
####Read 1.
}

// [tag:slot-1] [tag:outcome-1]
::m01-who-b::Choose all that fit.{
~%50%A#Yes.
~%50%B#Yes.
~%0%C#No.
####Read 1.
}

// [tag:slot-2] [tag:outcome-2] [unit:VND]
::m01-sum-a::How much?{#3.5:0.1####Read 2.}

// [tag:slot-2] [tag:outcome-2]
::m01-sum-b::Match.{=x -> one =y -> two ####Read 2.}

// [tag:slot-3] [tag:outcome-3]
::m01-true-a::It is paid.{TRUE#No.#Yes.####Read 3.}

// [tag:slot-3] [tag:outcome-3]
::m01-order-a::Order.{>ALL
first
second
####Read 3.
}
"""


def read(text: str) -> list[Question]:
    questions, faults = read_gift(text)
    assert faults == []
    return questions


def said(faults) -> list[str]:
    return [f"{fault.line}: {fault}" for fault in faults]


def test_a_good_pool_has_no_faults():
    assert said(check_pool(read(GOOD), 3)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("::m01-who-b::", "::m01-who-a::", "9: m01-who-a stands in line 2 already."),
        (
            "::m01-who-a::",
            "",
            "2: Q1: the id between the double colons needs small letters, digits and hyphens.",
        ),
        ("~B#No.", "=B#No.\n~C#No.", "2: m01-who-a must have exactly one right answer."),
        (
            "~%50%B",
            "~%40%B",
            "9: m01-who-b: the weights of the right answers must add up to 100.",
        ),
        ("#3.5:0.1", "#=%50%3.5:0.1", "17: m01-sum-a has no answer that earns the full mark."),
        ("~B#No.", "~B", "2: m01-who-a: the answer B has no feedback."),
        ("#No.#Yes.", "#No.", "23: m01-true-a needs feedback for right and for wrong answers."),
        ("####Read 2.", "", "17: m01-sum-a has no general feedback behind ####."),
        ("Who pays?", "pay " * 61, "2: m01-who-a has 61 words; 60 are the most."),
        ("Who pays?", "", "2: m01-who-a has no text."),
        ("-> two", "-> one", "20: m01-sum-b has the right side one twice."),
        ("second", "first", "26: m01-order-a has the item first twice."),
        (
            "{=x -> one =y -> two ####Read 2.}",
            "{}",
            "20: m01-sum-b cannot be marked; a pool has no essays or descriptions.",
        ),
    ],
)
def test_one_thing_amiss_is_one_fault_with_its_line(old, new, fault):
    assert said(check_pool(read(GOOD.replace(old, new, 1)), 3)) == [fault]


def test_slots_must_be_complete():
    pool = read(GOOD.replace("// [tag:slot-1] [tag:outcome-1]\n::m01-who-b", "::m01-who-b"))

    assert said(check_pool(pool, 2)) == [
        "0: Slot 1 has 1 questions; 2 are the least.",
        "8: m01-who-b has no tag such as slot-1.",
        "22: m01-true-a is in slot 3, but 2 questions are drawn.",
        "25: m01-order-a is in slot 3, but 2 questions are drawn.",
    ]


def test_a_translation_may_differ_in_its_words_only():
    words = GOOD.replace("Who pays?", "Ai trả?").replace("Read", "Đọc").replace("first", "một")

    assert said(check_twin(read(GOOD), read(words))) == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (
            "::m01-who-a::",
            "::m01-who-c::",
            [
                "0: m01-who-a is missing in this language.",
                "2: m01-who-c is not in the source language.",
            ],
        ),
        (
            "{TRUE#No.#Yes.####Read 3.}",
            "{=yes}",
            ["23: m01-true-a is of another kind than in the source language."],
        ),
        ("{TRUE", "{FALSE", ["23: m01-true-a has another key than in the source language."]),
        (
            "=A#Yes.\n~B#No.",
            "~A#No.\n=B#Yes.",
            ["2: m01-who-a has another key than in the source language."],
        ),
        (
            "=y -> two",
            "=y -> two =z -> three",
            ["20: m01-sum-b has another number of options, pairs or items than in the source"
             " language."],
        ),
        (
            "3.5:0.1",
            "3.5:0.2",
            ["17: m01-sum-a has other numbers or tolerances than in the source language."],
        ),
        ("[tag:outcome-3]", "", ["23: m01-true-a has other tags than in the source language."]),
        ("[unit:VND]", "", ["17: m01-sum-a has a unit in one language only."]),
    ],
)  # fmt: skip
def test_a_translation_that_differs_otherwise_is_named(old, new, faults):
    assert said(check_twin(read(GOOD), read(GOOD.replace(old, new, 1)))) == faults

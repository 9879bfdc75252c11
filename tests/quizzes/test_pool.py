"""A module's pool: what is missing is named with its line, and languages are kept in step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.pool import check_pool
from lms.quizzes.question_rules import check_alone
from lms.quizzes.questions import Question
from lms.quizzes.twins import check_twin

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


KINDS = """\
// [kind:gaps]
::k-gaps::We sell [[1]] and pay [[2]].{=1 -> tea =2 -> rent =2 -> %0%wage####Read.}

// [kind:mistake]
::k-mistake::[markdown]Add [[a]] and [[b]].{~5#No. =6#Yes.####Read.}

// [kind:case]
::k-case::Mai saves.

// [case:k-case]
::k-case-sum::How much?{#5####Read.}

// [case:k-case]
::k-case-who::Who saves?{=Mai#Yes. ~Lan#No.####Read.}

// [reason:=It grows#Yes.] [reason:~It is new#No.]
::k-true::Saving helps.{TRUE#No.#Yes.####Read.}

// [criterion:2:A reason] [criterion:1:A date]
::k-essay::Why?{}
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
            "20: m01-sum-b is an essay without a criterion to mark it by.",
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


def kinds(old: str = "", new: str = "") -> list[Question]:
    return [replace(one, tags=("k",)) for one in read(KINDS.replace(old, new, 1))]


def test_a_pool_drawn_by_tags_needs_twice_as_many_questions_as_are_drawn_and_no_slots():
    assert said(check_pool(kinds(), 2, [("k", 2)])) == []
    assert said(check_pool(kinds(), 4, [("k", 3), ("m", 1)])) == [
        "0: The tag k has 5 questions; 6 are the least.",
        "0: The tag m has 0 questions; 2 are the least.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("[[1]] and pay [[2]]", "[[2]] and pay [[1]]",
         ["2: k-gaps: the text must have [[1]] to [[2]], each once and in this order."]),
        ("=1 -> tea", "=1 -> %50%tea", ["2: k-gaps: gap 1 has no text that earns the full mark."]),
        ("%0%wage", "rent", ["2: k-gaps has the text rent twice in gap 2."]),
        ("[[a]]", "[[c]]",
         ["5: k-mistake: the text must have the mark [[a]] once.",
          "5: k-mistake: the mark [[c]] belongs to no answer."]),
        ("[[b]]", "[[a]]",
         ["5: k-mistake: the text must have the mark [[a]] once.",
          "5: k-mistake: the text must have the mark [[b]] once."]),
        ("~5#No.", "~5", ["5: k-mistake: the answer 5 has no feedback."]),
        ("~5#No.", "=5#No. ~4#No.",
         ["5: k-mistake must have exactly one right answer.",
          "5: k-mistake: the text must have the mark [[c]] once."]),
        ("{#5####Read.}", "{#5}", ["11: k-case-sum has no general feedback behind ####."]),
        ("k-case-who", "k-true", ["17: k-true stands in line 14 already."]),
        ("Mai saves.", "word " * 61, ["8: k-case has 61 words; 60 are the most."]),
        ("~It is new#No.", "=It is new#No.", ["17: k-true must have exactly one right reason."]),
        ("It is new#No.", "It is new", ["17: k-true: the answer It is new has no feedback."]),
        ("[criterion:2:A reason] [criterion:1:A date]", "",
         ["20: k-essay is an essay without a criterion to mark it by."]),
        ("A date", "A reason", ["20: k-essay has the criterion A reason twice."]),
    ],
)  # fmt: skip
def test_each_kind_has_its_rules(old, new, faults):
    assert said(check_pool(kinds(old, new), 1, [("k", 1)])) == faults


def test_a_case_without_questions_is_named():
    case = replace(kinds()[2], parts=())

    assert said(check_pool([case, *kinds()[3:]], 1, [("k", 1)])) == [
        "8: k-case is a case without a question."
    ]


def test_a_question_that_stands_alone_needs_no_general_feedback():
    question = read("::x::Who?{=A#Yes. ~B#No.}")[0]

    assert check_alone(question) == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("=1 -> tea", "=1 -> tea =1 -> %50%teas", []),
        ("=1 -> tea", "=1 -> %50%tea", ["2: k-gaps has another key than in the source language."]),
        ("%0%wage", "%50%wage", ["2: k-gaps has another key than in the source language."]),
        ("~5#No. =6#Yes.", "=5#No. ~6#Yes.",
         ["5: k-mistake has another key than in the source language."]),
        ("{#5", "{#6",
         ["11: k-case-sum has other numbers or tolerances than in the source language."]),
        ("::k-case-sum::", "::k-case-x::",
         ["8: k-case has its questions in another order than in the source language.",
          "0: k-case-sum is missing in this language.",
          "11: k-case-x is not in the source language."]),
        ("=It grows#Yes.] [reason:~It is new#No.]", "~It grows#Yes.] [reason:=It is new#No.]",
         ["17: k-true has another key than in the source language."]),
        ("[criterion:2", "[criterion:3",
         ["20: k-essay has other points in its criteria than in the source language."]),
        (" [criterion:1:A date]", "",
         ["20: k-essay has another number of options, pairs or items than in the source language.",
          "20: k-essay has other points in its criteria than in the source language."]),
        ("// [kind:gaps]", "// [kind:gaps] [match:case]",
         ["2: k-gaps is marked or shown in another way than in the source language."]),
    ],
)  # fmt: skip
def test_twins_of_each_kind_have_the_same_key(old, new, faults):
    assert said(check_twin(kinds(), kinds(old, new))) == faults

"""What a form sent becomes answers: every kind, whole, in part, forged and nasty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.answering import (
    LONGEST_ESSAY,
    LONGEST_TEXT,
    clean,
    offered_texts,
    read_answers,
    typed_in,
)
from lms.quizzes.grading import grade
from lms.quizzes.questions import Question
from tests.quizzes.kind_samples import (
    CASE,
    ESSAY,
    EVERY_KIND,
    GAPS,
    MATCHING,
    MISTAKE,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    REASON,
    SHORT,
    SINGLE,
    TRUTH,
)

Fields = dict[str, Any]
NASTY = "a\x00b\x07\x1b[31m\ufffe\ud800<svg onload=x>'\"\u202e\u200f한국\r\nc\td"
NASTY_KEPT = "ab[31m<svg onload=x>'\"\u202e\u200f한국\nc d"

# (question, fields without the common start of their names, answer; None: left open)
READ: list[tuple[Question, Fields, Any]] = [
    (SINGLE, {"": "b"}, "b"),
    (SINGLE, {"": "zz"}, None),
    (SINGLE, {"": ["b", "a"]}, "b"),
    (SINGLE, {"-a": "a"}, None),
    (MULTIPLE, {"": ["c", "a", "a", "zz"]}, ["a", "c"]),
    (MULTIPLE, {"": ["A", "0"]}, None),
    (TRUTH, {"": "false"}, False),
    (TRUTH, {"": "False"}, None),
    (TRUTH, {"": "true", "-reason": "a"}, True),
    (REASON, {"": "true", "-reason": "a"}, {"answer": True, "reason": "a"}),
    (REASON, {"": "false"}, False),
    (REASON, {"": "true", "-reason": "zz"}, True),
    (SHORT, {"": " Pro\r\nfit "}, "Pro fit"),
    (SHORT, {"": NASTY}, NASTY_KEPT.replace("\n", " ")),
    (SHORT, {"": ["", "Profit"]}, None),
    (NUMERIC, {"": "5 90 VND"}, None),
    (NUMERIC, {"": "1.590 VND"}, "1.590 VND"),
    (MATCHING, {"-l1": "r3", "-l2": "r99", "-l9": "r1"}, {"l1": "r3"}),
    (MATCHING, {"-l3": "r1"}, None),
    (ORDERING, {"-i1": "2", "-i2": "3", "-i3": "1"}, ["i3", "i1", "i2"]),
    (GAPS, {"-1": " turn\nover ", "-2": "costs", "-3": ""}, ["turn over", "costs", ""]),
    (GAPS, {"-1": "", "-2": "rent", "-3": " "}, None),
    (GAPS, {"-2": "a * b"}, ["", "a * b", ""]),
    (GAPS, {"-2": "a \\* b"}, None),
    (GAPS, {"-4": "x", "-0": "x", "": "x"}, None),
    (GAPS, {"-3": NASTY}, ["", "", NASTY_KEPT.replace("\n", " ")]),
    (MISTAKE, {"": "c"}, "c"),
    (MISTAKE, {"": "560"}, None),
    (MISTAKE, {"": ["", "c"]}, None),
    (CASE, {"-left": "590"}, {"k-case-left": "590"}),
    (
        CASE,
        {"-left": "590", "-why": "a", "-gap-1": "hers"},
        {"k-case-left": "590", "k-case-why": "a", "k-case-gap": ["hers"]},
    ),
    (CASE, {"": "590", "-why": "zz", "-gap": "hers"}, None),
    (ESSAY, {"": " One.\r\n\r\n  Two.\rThree "}, "One.\n\n  Two.\nThree"),
    (ESSAY, {"": NASTY}, NASTY_KEPT),
    (ESSAY, {"": "\n \t"}, None),
    (ESSAY, {"": "đ" * LONGEST_ESSAY}, "đ" * LONGEST_ESSAY),
]


def sent(question: Question, fields: Fields) -> dict[str, list[str]]:
    """The fields as a form sends them, beside some that belong to nothing."""
    named = {f"q-{question.id}{name}": value for name, value in fields.items()}
    whole = named | {"token": "x", "q-": "a", "q-nobody": "b"}
    return dict(
        typed_in(
            (name, value if isinstance(value, list) else [value]) for name, value in whole.items()
        )
    )


@pytest.mark.parametrize(("question", "fields", "answer"), READ)
def test_a_form_is_read_as(question, fields, answer):
    reading = read_answers([question], sent(question, fields))

    if question is NUMERIC and answer is None:
        assert list(reading.faults) == [question.id]
    else:
        assert reading.faults == {}
    assert reading.answers == ({} if answer is None else {question.id: answer})


FAULTS: list[tuple[Question, Fields, str]] = [
    (SHORT, {"": "x" * (LONGEST_TEXT + 1)}, "500 signs"),
    (SHORT, {"": "x" * 10_000}, "500 signs"),
    (NUMERIC, {"": "many"}, "digits"),
    (ORDERING, {"-i1": "1"}, "a place of its own"),
    (GAPS, {"-1": "revenue", "-3": "x" * 10_000}, "500 signs"),
    (REASON, {"-reason": "b"}, "whether it is true"),
    (ESSAY, {"": "đ" * (LONGEST_ESSAY + 1)}, "5,000 signs"),
    (ESSAY, {"": "x" * 10_000}, "5,000 signs"),
]


@pytest.mark.parametrize(("question", "fields", "words"), FAULTS)
def test_what_cannot_be_read_is_said_in_a_sentence(question, fields, words):
    reading = read_answers([question], sent(question, fields))

    assert reading.answers == {}
    assert list(reading.faults) == [question.id]
    assert words in reading.faults[question.id]


def test_a_fault_in_a_case_is_told_of_the_part_and_the_other_parts_are_kept():
    reading = read_answers([CASE], sent(CASE, {"-left": "many", "-why": "a"}))

    assert reading.answers == {"k-case": {"k-case-why": "a"}}
    assert list(reading.faults) == ["k-case-left", "k-case"]
    assert reading.faults["k-case"] == reading.faults["k-case-left"]


def test_a_gap_offers_each_of_its_texts_once_and_no_pattern():
    offered = [offered_texts(gap) for gap in GAPS.gaps]
    twice = replace(GAPS.gaps[1], accepted=GAPS.gaps[1].accepted * 2)

    assert offered == [[], ["costs", "profit", "a * b"], []]
    assert offered_texts(twice) == ["costs", "profit", "a * b"]


@given(st.sampled_from(["q-k-gaps-1", "q-k-essay", "q-k-short", "q-k-case-left"]), st.text())
def test_whatever_is_typed_is_read_and_marked_without_an_error(name, text):
    reading = read_answers(EVERY_KIND, typed_in([(name, [text])]))

    marks = [grade(question, reading.answers.get(question.id)) for question in EVERY_KIND]
    assert sum(mark.given is not None for mark in marks) <= 1
    assert clean(clean(text)) == clean(text)

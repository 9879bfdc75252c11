"""Aiken: a text, options, and the letter of the right one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.formats.aiken import read_aiken, write_aiken
from lms.quizzes.questions import Choice, Kind, Question, letter_id
from tests.quizzes.questions_made import FULL

TWO = (Choice("a", "Yes", True, Fraction(1)), Choice("b", "No", False, Fraction(0)))


def one_line(text):
    return len(text.splitlines()) == 1


@st.composite
def singles(draw):
    texts = draw(st.lists(FULL.filter(one_line), min_size=2, max_size=26))
    right = draw(st.integers(0, len(texts) - 1))
    choices = tuple(
        Choice(letter_id(n), text, n == right, Fraction(n == right)) for n, text in enumerate(texts)
    )
    asked = draw(FULL.filter(one_line))
    return Question("Q1", Kind.SINGLE, f"Who {asked}", "plain", choices=choices)


@given(singles())
def test_a_question_written_and_read_again_is_the_same(question):
    assert read_aiken(write_aiken([question])) == ([question], [])


def test_letters_may_stand_before_a_bracket_or_a_point_and_without_a_space():
    first = "Who pays\nfor it?\r\nA) The worker\nB.The employer\n\n\nANSWER: B\n\n"
    text = f"{first}And?\nA. x\nC. y\nANSWER:C"

    questions, faults = read_aiken(text)

    assert faults == []
    assert [(one.id, one.text, one.line) for one in questions] == [
        ("Q1", "Who pays\nfor it?", 1),
        ("Q2", "And?", 9),
    ]
    assert [[one.right for one in question.choices] for question in questions] == [
        [False, True],
        [False, True],
    ]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("Q?\nA) x\nANSWER: A", 1, "This question has fewer than two options."),
        ("\nA) x\nB) y\nANSWER: A", 2, "There is no question before its answer."),
        ("ANSWER: A", 1, "There is no question before its answer."),
        ("Q?\nA) x\nB) y\nANSWER: C", 4, "ANSWER: C names no option."),
        ("Q?\nA) x\nB) y\nANSWER: AB", 4, "ANSWER: AB names no option."),
        ("Q?\nA) x\nA) y\nANSWER: A", 1, "Each option needs a letter of its own and a text."),
        ("Q?\nA) x\nB) y\n", 1, "This question has no line such as ANSWER: B."),
        ("Only a text.", 1, "This question has no line such as ANSWER: B."),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_next_question_is_read(text, line, sentence):
    questions, faults = read_aiken(f"{text}\n\nNext?\nA) x\nB) y\nANSWER: A\n")

    assert [one.text for one in questions] == ["Next?"]
    assert [(fault.line, str(fault)) for fault in faults] == [(line, sentence)]


HALVES = tuple(Choice(one.id, one.text, True, Fraction(1, 2)) for one in TWO)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (Question("q", Kind.ESSAY, "Why?"), "it is of the kind essay, not single"),
        (Question("q", Kind.SINGLE, "Why?", choices=HALVES), "it needs 2 to 26 options"),
        (Question("q", Kind.SINGLE, "A\nB", choices=TWO), "each of its texts must be one line"),
        (Question("q", Kind.SINGLE, "A. is?", choices=TWO), "its text would be read as an opt"),
        (Question("q", Kind.SINGLE, "?", choices=TWO), "its text is too short"),
        (Question("q", Kind.SINGLE, "<b>Who</b>", "html", choices=TWO), "its texts are marked up"),
    ],
)
def test_what_aiken_cannot_hold_is_refused_with_the_reason(question, why):
    with pytest.raises(ValueError, match=f"Aiken cannot hold question q: {why}"):
        write_aiken([question])

"""What the writer writes, the reader reads: the same questions, whatever stands in them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Choice, Kind, Question
from tests.quizzes.questions_made import questions


@settings(max_examples=100, deadline=None)
@given(st.lists(questions(), max_size=3))
def test_questions_written_and_read_again_are_the_same(made):
    written = write_gift(made)

    read, faults = read_gift(written)

    assert [str(fault) for fault in faults] == []
    assert read == made


def test_a_written_question_looks_as_a_person_would_write_it():
    choices = (
        Choice("a", "The employer", True, Fraction(1), "Right: 8.3 %."),
        Choice("b", "The worker", False, Fraction(0), "No."),
    )
    question = Question(
        "m01-who-a", Kind.SINGLE, "Who pays?", choices=choices, feedback="Again.", tags=("slot-1",)
    )

    written = write_gift([question])

    assert written == (
        "// [tag:slot-1]\n::m01-who-a::Who pays?{\n\t=The employer#Right\\: 8.3 %.\n"
        "\t~The worker#No.\n\t####Again.\n}\n"
    )


def test_options_that_gift_would_read_as_short_answers_are_refused():
    right = Choice("a", "A", True, Fraction(1))

    with pytest.raises(ValueError, match="GIFT cannot hold question m01-a as it is"):
        write_gift([Question("m01-a", Kind.SINGLE, "Which?", choices=(right, right))])

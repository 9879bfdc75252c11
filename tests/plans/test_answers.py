"""What is asked, what is open, and how numbers are kept and shown again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.plans.answers import differing, first_open_name, open_questions, too_many
from lms.plans.questions import Rows
from lms.plans.sections import COSTING, IDEA, LESSONS, PEOPLE, SECTIONS, after, section_at
from lms.plans.typed_numbers import stored, written
from lms.web.languages import NAMES
from lms.web.numbers import read_number

COURSES = Path(__file__).parents[2] / "courses" / "modules"
NUMBERS = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=6)


def test_section_keys_and_answer_names_are_unique_and_fit_their_column():
    keys = [section.key for section in SECTIONS]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 40
    for section in SECTIONS:
        names = [name for name, _ in section.names()]
        assert len(set(names)) == len(names)


def test_a_section_is_found_by_its_address_and_followed_by_the_next():
    assert section_at("costing") is COSTING
    assert section_at("costing/") is None
    assert [after(section) for section in SECTIONS] == [*SECTIONS[1:], None]


def test_each_part_names_a_whole_of_its_own_section():
    for section in SECTIONS:
        fields = dict(section.names())
        assert all(f.within in fields for f in fields.values() if f.within)


def test_every_question_is_taught_by_a_lesson_that_exists_under_its_title():
    asked = {question.lesson for section in SECTIONS for question in section.questions}
    assert asked - {None} == set(LESSONS)
    for address, title in LESSONS.items():
        module, lesson = address.split("/")
        found = list(COURSES.glob(f"*-{module}/en/*-{lesson}.md"))
        assert len(found) == 1, address
        assert f"\ntitle: {title}\n" in found[0].read_text(encoding="utf-8")


def test_a_question_in_rows_is_open_until_each_row_has_its_numbers():
    begun = {"materials/2/name": "Salt", "materials/2/quantity": "1"}
    rows = next(question for question in COSTING.questions if isinstance(question, Rows))

    assert rows in open_questions(COSTING, {})
    assert rows in open_questions(COSTING, begun)
    assert rows not in open_questions(COSTING, {**begun, "materials/2/price": "0"})
    assert first_open_name(rows, {}) == "materials/1/name"
    assert first_open_name(rows, begun) == "materials/2/price"


def test_zero_is_an_answer():
    assert "women" not in [question.key for question in open_questions(PEOPLE, {"women": "0"})]


def test_answers_that_differ_are_named_in_the_order_of_the_page():
    one = {"need": "a", "who": "b", "offer": "c"}

    assert differing(IDEA, one, {"need": "x", "offer": "c", "together": "d"}) == [
        "who",
        "need",
        "together",
    ]


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ({"people": "4", "women": "4", "young": "0"}, []),
        ({"people": "4", "women": "5", "disabled": "6"}, ["women", "disabled"]),
        ({"women": "5"}, []),
    ],
)
def test_a_part_is_no_larger_than_its_whole(counts, wrong):
    assert too_many(PEOPLE, counts) == wrong


@pytest.mark.parametrize("language", list(NAMES))
@given(value=NUMBERS)
def test_a_number_is_read_again_as_it_was_written(language, value):
    assert read_number(written(value, language)) == value


@given(value=NUMBERS)
def test_a_number_is_kept_exactly_and_in_one_way(value):
    assert Decimal(stored(value)) == value
    assert stored(value) == stored(value.quantize(Decimal("0.0000001")))

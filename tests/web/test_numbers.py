"""Numbers as people type them."""

from __future__ import annotations

import contextlib
from decimal import Decimal, InvalidOperation

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from lms.web.languages import NAMES
from lms.web.numbers import read_number

CASES = [
    ("0", "0"),
    ("12", "12"),
    ("12.5", "12.5"),
    ("12,50", "12.50"),
    ("1.234", "1234"),
    ("1,234", "1234"),
    ("1 234 567", "1234567"),
    ("1\u00a0234\u202f567,5", "1234567.5"),
    ("1'234", "1234"),
    ("1,234,567.89", "1234567.89"),
    ("1.234.567,89", "1234567.89"),
    ("0,125", "0.125"),
    ("0.500", "0.500"),
    ("-3", "-3"),
    ("−3", "-3"),
    ("１２３", "123"),
    ("٣", "3"),
]


@pytest.mark.parametrize(("typed", "value"), CASES)
def test_a_number_is_read_as_it_is_meant(typed, value):
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "1e5", "NaN", "inf", "1..2", "1,2,3", "1.234,567,890", "--3", "1-", "$5",
     "9" * 19, "1" * 10_000, "1.234.56", "12,34,567", "½", "."],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(InvalidOperation):
        read_number(typed)


@given(st.integers(-(10**12), 10**12), st.sampled_from(sorted(NAMES)))
def test_a_whole_number_printed_for_a_reader_is_read_back(number, lang):
    assert read_number(format_decimal(number, locale=lang)) == number


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text):
    with contextlib.suppress(InvalidOperation):
        assert read_number(text).is_finite()

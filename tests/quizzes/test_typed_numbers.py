"""Typed numbers: how people of six languages write them, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.typed_numbers import readings


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1000", ["1000"]),
        ("1,000", ["1.000", "1000"]),
        ("1.000", ["1.000", "1000"]),
        ("1 000", ["1000"]),
        ("1\u00a0000", ["1000"]),
        ("1\u202f000,5", ["1000.5"]),
        ("1'000", ["1000"]),
        ("1’000.50", ["1000.50"]),
        ("1.234.567", ["1234567"]),
        ("1,234,567.8", ["1234567.8"]),
        ("1.234.567,8", ["1234567.8"]),
        ("12,5", ["12.5"]),
        ("0.234", ["0.234"]),
        (",5", ["0.5"]),
        ("5.", ["5"]),
        ("+5", ["5"]),
        ("－５，５", ["-5.5"]),
        ("\u22125", ["-5"]),
        ("– 5", ["-5"]),
        ("١٢", ["12"]),
        ("8.3 %", ["8.3"]),
        ("", []),
        ("-", []),
        (".", []),
        ("1,23,456", []),
        ("1.234,567.8", []),
        ("1,234,567,8", []),
        ("1 2", []),
        ("1e5", []),
        ("5 apples", []),
        ("12:30", []),
        ("9" * 61, []),
        ("9" * 26, []),
        ("0." + "1" * 25, []),
        ("-" + "9" * 25, ["-" + "9" * 25]),
    ],
)
def test_a_typed_number_is_read_in_every_way_it_can_be_meant(text, numbers):
    assert readings(text) == [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("11500VND", "VND"),
        ("11500 vnd", "VND"),
        ("11500₫", "VND"),
        ("11500 đồng", "VND"),
        ("₩11500", "KRW"),
        ("11500 원", "KRW"),
        ("11500 сом", "KGS"),
        ("11500 Руб.", "RUB"),
        ("11500 ₮", "MNT"),
        ("$11500", "USD"),
        ("11500 chairs", "chairs"),
        ("11500 m²", "m²"),
    ],
)
def test_the_unit_may_stand_at_the_number(text, unit):
    assert readings(text, unit) == [Decimal(11500)]


@given(st.text(), st.text(max_size=5))
def test_no_text_whatever_makes_the_reading_fail(text, unit):
    assert all(number.is_finite() for number in readings(text, unit))

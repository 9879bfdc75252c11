"""Dates, numbers, sizes and money as each reader writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lms.web import filters


@pytest.fixture
def reader(app):
    """reader("vi") prints for somebody who reads Vietnamese."""

    def within(lang):
        return app.test_request_context(f"/?lang={lang}")

    return within


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en", "1,234,567.50"),
        ("vi", "1.234.567,50"),
        ("mn", "1,234,567.50"),
        ("ky", "1\u00a0234\u00a0567,50"),
        ("ru", "1\u00a0234\u00a0567,50"),
        ("ko", "1,234,567.50"),
    ],
)
def test_money_with_hundredths_is_grouped_in_the_readers_habit(reader, lang, printed):
    with reader(lang):
        assert filters.money(Decimal("1234567.5"), "USD") == f"{printed} USD"


@pytest.mark.parametrize("currency", ["VND", "KRW", "MNT", "KGS"])
def test_money_that_nobody_counts_in_hundredths_has_none(reader, currency):
    with reader("en"):
        assert filters.money(Decimal("14628000.50"), currency) == f"14,628,001 {currency}"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (-1234, "-1,234"),
        (Decimal("0.125"), "0.125"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("2.500"), "2.5"),
    ],
)
def test_a_number_has_as_many_digits_as_it_needs(reader, value, printed):
    with reader("en"):
        assert filters.num(value) == printed


@pytest.mark.parametrize(
    ("lang", "printed"), [("en", "40%"), ("vi", "40%"), ("ru", "40\u00a0%"), ("ko", "40%")]
)
def test_a_fraction_is_whole_percent(reader, lang, printed):
    with reader(lang):
        assert filters.percent(Decimal("0.395")) == printed


@pytest.mark.parametrize(
    ("size", "printed"),
    [
        (0, "1 kB"),
        (1, "1 kB"),
        (1000, "1 kB"),
        (1001, "2 kB"),
        (11_200, "12 kB"),
        (1_234_567, "1,235 kB"),
    ],
)
def test_a_size_is_never_promised_too_small(reader, size, printed):
    with reader("en"):
        assert filters.kilobytes(size) == printed


@pytest.mark.parametrize("lang", ["en", "vi", "mn", "ky", "ru", "ko"])
def test_a_day_is_written_in_every_language(reader, lang):
    with reader(lang):
        by_date = filters.day(date(2026, 11, 22))
        by_time = filters.day(datetime(2026, 11, 22, 9, tzinfo=UTC))

    assert by_date == by_time
    assert "22" in by_date
    assert "2026" in by_date


def test_minutes_are_one_or_many(reader):
    with reader("en"):
        assert [filters.minutes(n) for n in (0, 1, 8)] == ["0 minutes", "1 minute", "8 minutes"]


def test_a_time_of_day_is_that_of_the_reader_s_zone_without_one_of_korea(reader):
    with reader("en"):
        assert filters.time_of_day(datetime(2026, 11, 22, 15, 5, tzinfo=UTC)) == "00:05"

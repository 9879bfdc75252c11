"""By when a reported mistake is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.authoring.report_times import answer_by, block_of, is_late

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("came", "last_day"),
    [
        ("2026-11-23T03:00", "2026-11-26"),  # Monday -> Thursday
        ("2026-11-25T03:00", "2026-11-30"),  # Wednesday -> Monday
        ("2026-11-27T03:00", "2026-12-02"),  # Friday -> Wednesday
        ("2026-11-28T03:00", "2026-12-02"),  # Saturday -> Wednesday
        ("2026-11-29T03:00", "2026-12-02"),  # Sunday -> Wednesday
        ("2026-11-26T16:00", "2026-12-02"),  # Thursday in UTC is Friday in Seoul
    ],
)
def test_the_last_day_is_the_third_working_day_after(came, last_day):
    moment = datetime.fromisoformat(came).replace(tzinfo=UTC)

    assert answer_by(moment) == date.fromisoformat(last_day)


def test_a_report_is_late_from_the_first_minute_after_its_last_day_in_seoul():
    came = datetime(2026, 11, 23, 3, tzinfo=UTC)
    midnight = datetime(2026, 11, 26, 15, tzinfo=UTC)

    assert not is_late(came, midnight - timedelta(minutes=1))
    assert is_late(came, midnight)


@given(MOMENTS)
def test_the_last_day_is_a_working_day_three_to_five_days_later(moment):
    last_day = answer_by(moment)

    seoul = (moment + timedelta(hours=9)).date()
    assert last_day.weekday() < 5
    assert 3 <= (last_day - seoul).days <= 5


@given(st.text(max_size=8))
def test_a_block_is_a_number_below_ten_thousand_or_nothing(text):
    block = block_of(text)

    assert block is None or 0 <= block <= 9999

"""How long wrong tries wait: a table, and what must always hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.slowing import BRAKES, keys, left_to_wait, wait_for, wait_seconds

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "times", "seconds"),
    [
        ("both", 1, 0),
        ("both", 2, 0),
        ("both", 3, 1),
        ("both", 6, 8),
        ("both", 1000, 900),
        ("account", 19, 0),
        ("account", 20, 1),
        ("account", 10**9, 30),
        ("address", 99, 0),
        ("address", 100, 1),
        ("address", 10**9, 60),
    ],
)
def test_the_wait_grows_and_ends(kind, times, seconds):
    assert wait_seconds(kind, times) == seconds


@given(st.sampled_from(sorted(BRAKES)), st.integers(0, 10**6), st.floats(0, 10**6, allow_nan=False))
def test_nobody_waits_longer_than_the_brake_allows(kind, times, after):
    left = left_to_wait(kind, times, NOW, NOW + timedelta(seconds=after))

    assert 0 <= left <= BRAKES[kind].longest_seconds
    assert left_to_wait(kind, times, NOW, NOW + timedelta(seconds=left)) == 0 or after > 0


def test_a_wait_is_over_when_its_seconds_have_passed():
    waits = [left_to_wait("both", 5, NOW, NOW + timedelta(seconds=s)) for s in (0, 0.5, 3, 4, 9)]

    assert waits == [4, 4, 1, 0, 0]


def test_the_first_try_at_an_account_from_an_address_is_always_looked_at():
    guessed = {"account": (500, NOW), "address": (500, NOW)}

    assert wait_for(guessed, NOW) == 0
    assert wait_for(guessed | {"both": (1, NOW)}, NOW) == 60
    assert wait_for({"account": (500, NOW), "both": (1, NOW)}, NOW) == 30


def test_counts_are_forgotten():
    day_old, two_hours_old = NOW - timedelta(hours=25), NOW - timedelta(hours=2)

    assert wait_for({"both": (50, day_old), "account": (50, NOW)}, NOW) == 0
    assert left_to_wait("address", 500, two_hours_old, NOW) == 0
    assert wait_for({}, NOW) == 0


def test_keys_tell_neither_the_name_nor_the_address():
    made = keys("lan", "203.0.113.9")

    assert sorted(made) == ["account", "address", "both"]
    assert len(set(made.values())) == 3
    assert all(len(key) == 64 and "lan" not in key for key in made.values())
    assert keys("lan", "198.51.100.1")["account"] == made["account"]

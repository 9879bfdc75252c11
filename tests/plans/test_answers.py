"""How numbers of a plan are kept and shown again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.plans.typed_numbers import stored, written
from lms.web.languages import NAMES
from lms.web.numbers import read_number

NUMBERS = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize("language", list(NAMES))
@given(value=NUMBERS)
def test_a_number_is_read_again_as_it_was_written(language, value):
    assert read_number(written(value, language)) == value


@given(value=NUMBERS)
def test_a_number_is_kept_exactly_and_in_one_way(value):
    assert Decimal(stored(value)) == value
    assert stored(value) == stored(value.quantize(Decimal("0.0000001")))

"""The sums of a plan: cases that can be checked with a pencil, and what holds for all numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.plans.finance.break_even import break_even_units, month_result, sales_of
from lms.plans.finance.costing import (
    Material,
    direct_cost,
    fixed_cost_per_unit,
    full_cost,
    labour_per_unit,
    left_per_unit,
    margin,
    material_per_unit,
)
from lms.plans.finance.currency import currency_of, step_of, to_step

ONE, CENT = Decimal(1), Decimal("0.01")


def amounts(most: int = 10**9, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, most, places=places, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("lines", "step", "cost"),
    [
        ([], ONE, "0"),
        ([("0.9", "7000"), ("0.05", "20000"), ("1", "4200")], ONE, "11500"),
        ([("1.1", "9000"), ("1", "2100")], ONE, "12000"),
        ([("0.6", "250"), ("1", "120"), ("0.02", "500"), ("1", "20")], CENT, "300.00"),
        ([("0.5", "1"), ("0.5", "1")], ONE, "2"),  # each line is rounded, not the sum
        ([("0.4", "1"), ("0.4", "1")], ONE, "0"),
        ([("0.005", "1")], CENT, "0.01"),
    ],
)
def test_materials_are_quantity_times_price_line_by_line(lines, step, cost):
    materials = [Material(Decimal(q), Decimal(p)) for q, p in lines]

    assert material_per_unit(materials, step) == Decimal(cost)


@pytest.mark.parametrize(
    ("minutes", "rate", "step", "cost"),
    [
        ("12", "30000", ONE, "6000"),
        ("10", "30000", ONE, "5000"),
        ("0", "30000", ONE, "0"),
        ("1", "100", ONE, "2"),
        ("1", "100", CENT, "1.67"),
        ("1", "30", ONE, "1"),  # exactly a half goes up
    ],
)
def test_work_is_minutes_of_an_hour_s_pay(minutes, rate, step, cost):
    assert labour_per_unit(Decimal(minutes), Decimal(rate), step) == Decimal(cost)


def test_the_jar_of_module_10_loses_3298():
    direct = direct_cost(Decimal(11500), Decimal(6000))
    full = full_cost(direct, Decimal(13798))

    assert (direct, full, left_per_unit(Decimal(28000), full)) == (17500, 31298, -3298)
    assert to_step(margin(Decimal(28000), full) * 100, CENT) == Decimal("-11.78")


def test_a_price_of_nothing_has_no_margin():
    assert margin(Decimal(0), Decimal(5)) is None


@pytest.mark.parametrize("planned", ["0", "-1"])
def test_nothing_planned_carries_no_fixed_costs(planned):
    with pytest.raises(ValueError, match="nothing is planned"):
        fixed_cost_per_unit(Decimal(100), Decimal(planned), ONE)


@pytest.mark.parametrize(
    ("fixed", "price", "cost", "units"),
    [
        ("900", "15", "7.50", 120),
        ("0", "15", "7.50", 0),
        ("901", "15", "7.50", 121),
        ("100", "2", "1.67", 304),
        ("1", "1000000", "0", 1),
        ("13798000", "28000", "17500", 1315),
    ],
)
def test_the_break_even_is_rounded_up(fixed, price, cost, units):
    assert break_even_units(Decimal(fixed), Decimal(price), Decimal(cost)) == units


@pytest.mark.parametrize(("price", "cost"), [("7.50", "7.50"), ("7", "7.50"), ("0", "0")])
def test_a_price_that_does_not_cover_the_unit_has_no_break_even(price, cost):
    with pytest.raises(ValueError, match="does not cover"):
        break_even_units(Decimal(900), Decimal(price), Decimal(cost))


@given(fixed=amounts(), cost=amounts(10**6), above=amounts(10**6))
def test_the_break_even_pays_and_one_less_does_not(fixed, cost, above):
    price = cost + above + CENT
    units = break_even_units(fixed, price, cost)

    assert month_result(fixed, price, cost, Decimal(units)) >= 0
    assert units == 0 or month_result(fixed, price, cost, Decimal(units - 1)) < 0


@given(fixed=amounts(), cost=amounts(10**6), above=amounts(10**6), more=amounts(10**6))
def test_dearer_means_never_more_to_sell(fixed, cost, above, more):
    price = cost + above + CENT

    assert break_even_units(fixed, price + more, cost) <= break_even_units(fixed, price, cost)


@given(units=st.integers(0, 10**6), price=amounts(10**6), cost=amounts(10**6), fixed=amounts())
def test_the_result_is_sales_less_all_costs(units, price, cost, fixed):
    result = month_result(fixed, price, cost, Decimal(units))

    assert result == sales_of(units, price) - units * cost - fixed


@given(lines=st.lists(st.tuples(amounts(1000, 3), amounts()), max_size=6))
def test_materials_do_not_depend_on_their_order(lines):
    materials = [Material(*line) for line in lines]

    assert material_per_unit(materials, ONE) == material_per_unit(materials[::-1], ONE)
    assert material_per_unit(materials, ONE) % 1 == 0


@given(fixed=amounts(), planned=st.integers(1, 10**6))
def test_the_parts_of_the_fixed_costs_add_up_to_them(fixed, planned):
    part = fixed_cost_per_unit(fixed, Decimal(planned), CENT)

    assert abs(part * planned - fixed) <= planned * CENT / 2


@pytest.mark.parametrize(
    ("country", "currency", "step"),
    [("vn", "VND", "1"), ("mn", "MNT", "1"), ("kg", "KGS", "0.01"), ("other", "KRW", "1")],
)
def test_each_country_has_its_money(country, currency, step):
    assert (currency_of(country), step_of(currency_of(country))) == (currency, Decimal(step))

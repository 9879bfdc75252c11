"""The worked plan: each of its figures, and that nothing of it is lost on the way to JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from lms.plans.finance import balance
from lms.plans.finance.as_json import as_json, written
from lms.plans.finance.balance import Unbalanced
from lms.plans.finance.compute import compute
from lms.plans.finance.exact import NOTHING
from lms.plans.finance.reading import read_inputs
from tests.plans.small_plans import case_1

CASE = case_1()
RESULTS = compute(read_inputs(CASE["inputs"]))


def without_more(found, expected):
    """What was found, as far as it was expected: the contract allows keys beyond its own."""
    if isinstance(expected, dict):
        return {key: without_more(found[key], one) for key, one in expected.items() if key in found}
    if isinstance(expected, list) and len(found) == len(expected):
        return [without_more(a, b) for a, b in zip(found, expected, strict=True)]
    return found


@pytest.mark.parametrize("part", sorted(CASE["expected"]))
def test_the_worked_plan_has_exactly_the_figures_that_are_expected(part):
    printed = json.loads(written(RESULTS), parse_float=Decimal)

    assert without_more(printed[part], CASE["expected"][part]) == CASE["expected"][part]


def test_only_these_keys_are_more_than_the_contract_asks_for():
    printed = as_json(RESULTS)

    assert set(printed) - set(CASE["expected"]) == {"reasons"}
    assert printed["reasons"] == {}
    assert set(printed["break_even"]) - set(CASE["expected"]["break_even"]) == {"reason"}
    assert printed["break_even"]["reason"] is None


def test_figures_can_be_had_by_the_names_of_the_contract():
    assert RESULTS.year.sales == 685_500_000
    assert RESULTS.cash_flow.closing[12] == 79_817_570
    assert RESULTS.unit_costing["A"].margin_pct == Decimal("-11.78")
    assert RESULTS.loans[0].schedule[23].closing == 0
    assert RESULTS.surplus_distribution.members[0].total == 2_657_844


def test_every_month_of_the_worked_plan_balances():
    sheets = RESULTS.balance_by_period

    assert len(sheets) == 13
    assert [s.total_assets - s.total_liabilities - s.total_equity for s in sheets] == [0] * 13
    assert sheets[12] == RESULTS.balance_sheet_month_12


def test_an_engine_that_loses_its_finished_goods_gives_no_figures(monkeypatch):
    jars = {"production_units": [650] + [700] * 11, "sales_units": [600] * 12}
    made_ahead = CASE["inputs"] | {"products": [CASE["inputs"]["products"][0] | jars]}
    monkeypatch.setattr(balance, "finished_value", lambda flow: NOTHING)

    with pytest.raises(Unbalanced, match="period 1 does not balance"):
        compute(read_inputs(made_ahead))


def test_the_sums_are_those_of_a_plan_whose_rows_stand_in_another_order():
    turned = CASE["inputs"] | {"products": CASE["inputs"]["products"][::-1]}

    assert compute(read_inputs(turned)).year == RESULTS.year

"""Unusable plans: each fault names its field, and nothing becomes a silent 0."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal

import pytest

from lms.plans.finance.compute import compute
from lms.plans.finance.inputs import Unusable
from lms.plans.finance.reading import read_inputs
from tests.plans.small_plans import case_1, changed, empty_plan, loan, material, member, product

PLAN = case_1()["inputs"]
NO_NUMBERS = ["12", True, None, [], {}, Decimal("NaN"), Decimal("Infinity"), -1, 0.5, 10**400]


def faults(plan):
    with pytest.raises(Unusable) as refused:
        read_inputs(plan)
    return refused.value.faults


def numbers_of(value, path=""):
    """The paths of all numbers of a plan."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [found for key, one in pairs for found in numbers_of(one, f"{path}/{key}")]
    return [path[1:]] if isinstance(value, int | Decimal) and not isinstance(value, bool) else []


def as_named(path):
    """products/0/price as faults name it."""
    steps = path.split("/")
    return "inputs" + "".join(f"[{one}]" if one.isdigit() else f".{one}" for one in steps)


@pytest.mark.parametrize("path", numbers_of(PLAN))
def test_no_number_of_a_plan_can_be_something_else(path):
    said = [faults(changed(PLAN, path, wrong)) for wrong in NO_NUMBERS]

    names = {line.partition(":")[0] for lines in said for line in lines}
    assert names == {as_named(path)}
    assert [len(lines) for lines in said] == [1] * len(said)


@pytest.mark.parametrize("key", sorted(set(PLAN) - {"title", "country", "start_month"}))
def test_no_part_of_a_plan_may_be_absent_but_its_labels(key):
    plan = {name: value for name, value in PLAN.items() if name != key}

    if key in ("legal_form", "stock_purchases"):
        assert compute(read_inputs(plan)) == compute(read_inputs(PLAN))
    else:
        assert faults(plan)[0].startswith(f"inputs.{key}: must be ")


WOOL = material("wool", "1", "5", stocked=True)
TOLD = {
    "a price below zero": (
        changed(PLAN, "products/0/price", -5),
        "inputs.products[0].price: must be a number >= 0",
    ),
    "shares that do not sum to 1": (
        changed(PLAN, "collections", [Decimal("0.6"), Decimal("0.3")]),
        "inputs.collections: must sum to 1, not to 0.9",
    ),
    "no shares": (
        changed(PLAN, "supplier_terms/0/shares", []),
        "inputs.supplier_terms[0].shares: must be a list of 1 to 60 shares that sum to 1",
    ),
    "eleven months": (
        changed(PLAN, "products/1/sales_units", [1] * 11),
        "inputs.products[1].sales_units: must be a list of 12 numbers",
    ),
    "no life": (
        changed(PLAN, "fixed_assets/0/life_months", 0),
        "inputs.fixed_assets[0].life_months: must be a whole number from 1 to 1200",
    ),
    "half a month of life": (
        changed(PLAN, "fixed_assets/0/life_months", Decimal("2.5")),
        "inputs.fixed_assets[0].life_months: must be a whole number from 1 to 1200",
    ),
    "a rest value above the cost": (
        changed(PLAN, "fixed_assets/3/residual", 15000001),
        "inputs.fixed_assets[3].residual: must not be more than the cost",
    ),
    "a period after the plan": (
        changed(PLAN, "grants/0/period", 13),
        "inputs.grants[0].period: must be a whole number from 0 to 12",
    ),
    "a grace as long as the loan": (
        changed(PLAN, "loans/0/grace_months", 24),
        "inputs.loans[0].grace_months: must be less than term_months",
    ),
    "a method that is none": (
        changed(PLAN, "loans/0/method", "bullet"),
        "inputs.loans[0].method: must be one of equal_principal, annuity",
    ),
    "a tax that is none of ours": (
        changed(PLAN, "tax/type", None),
        "inputs.tax.type: must be one of profit, turnover, none",
    ),
    "two products of one id": (
        changed(changed(PLAN, "products/1/id", "X"), "products/0/id", "X"),
        "inputs.products[0].id: must be different from all others",
    ),
    "a month that is none": (
        changed(PLAN, "start_month", "2027-13"),
        "inputs.start_month: must be a month like 2027-01",
    ),
    "a yes that is a word": (
        changed(PLAN, "members/0/youth", "no"),
        "inputs.members[0].youth: must be true or false",
    ),
    "a product without a name": (
        changed(PLAN, "products/0/name", " "),
        "inputs.products[0].name: must be a text that is not empty",
    ),
    "an amount that rounds to nothing": (
        changed(PLAN, "deposit", Decimal("0.4")),
        "inputs.deposit: must be 0 or at least 0.5, for less is rounded to 0",
    ),
    "endless decimals": (
        changed(PLAN, "members/0/patronage", Decimal(1).scaleb(-400)),
        "inputs.members[0].patronage: must have at most 20 decimals",
    ),
    "funds of more than all": (
        changed(PLAN, "surplus_rules/funds/0/pct", 1),
        "inputs.surplus_rules.funds: must sum to at most 1",
    ),
    "an object that is none": (
        changed(PLAN, "products/0", "jar"),
        "inputs.products[0]: must be an object",
    ),
    "labour without a rate": (
        changed(PLAN, "products/0/labour", {"minutes": 5}),
        "inputs.products[0].labour.hourly_rate: must be a number >= 0",
    ),
    "more used than bought": (
        empty_plan(products=[product(9, 2, materials=[WOOL])], stock_purchases={"wool": [3] * 13}),
        None,
    ),
    "stock below zero": (
        empty_plan(
            products=[product(9, 2, materials=[WOOL])], stock_purchases={"wool": [5] + [0] * 12}
        ),
        "inputs.stock_purchases.wool: the stock falls below zero in period 3 (-1)",
    ),
    "nothing bought for the stock": (
        empty_plan(products=[product(9, 2, materials=[WOOL])]),
        "inputs.stock_purchases.wool: the stock falls below zero in period 1 (-2)",
    ),
    "a stock of something unknown": (
        empty_plan(stock_purchases={"wool": [0] * 13}),
        "inputs.stock_purchases.wool: must be the name of a stocked material",
    ),
    "more sold than made": (
        empty_plan(products=[product(9, 2, production_units=[4, 0, 0] + [9] * 9)]),
        "inputs.products[0].production_units: the stock falls below zero in period 3 (-2)",
    ),
    "two prices in one stock": (
        empty_plan(
            products=[
                product(9, 0, materials=[WOOL]),
                product(9, 0, id="B", materials=[WOOL | {"price": 6}]),
            ]
        ),
        "inputs.products[1].materials[0].price: must be the same in all products,"
        " for there is one stock",
    ),
    "terms for nothing": (
        empty_plan(supplier_terms=[{"name": "wool", "shares": [1]}]),
        'inputs.supplier_terms[0].name: must be "materials bought as used"'
        " or the name of a stocked material",
    ),
    "a share in kind without its thing": (
        empty_plan(members=[member("V1", share_in_kind=7)]),
        "inputs.members[].share_in_kind: sum to 7, but fixed_assets in kind cost 0",
    ),
    "a rate of 792 per cent typed as 79.2": (
        empty_plan(loans=[loan(annual_rate=Decimal("79.2"))]),
        "inputs.loans[0].annual_rate: must be a number >= 0 and at most 10",
    ),
}


@pytest.mark.parametrize("case", [case for case, (_, fault) in TOLD.items() if fault])
def test_a_fault_names_its_field_in_one_line(case):
    plan, fault = TOLD[case]

    assert faults(plan)[0] == fault


def test_stock_that_lasts_to_the_day_is_no_fault():
    plan, _ = TOLD["more used than bought"]

    assert compute(read_inputs(plan)).raw_stock["wool"].closing_qty == 15


def test_all_faults_are_told_at_once():
    plan = changed(changed(PLAN, "deposit", "x"), "jobs/0/fte", None)

    assert faults(plan) == (
        "inputs.deposit: must be a number >= 0",
        "inputs.jobs[0].fte: must be a number >= 0",
    )


@pytest.mark.parametrize("wrong", [None, [], "plan", 7])
def test_what_is_no_object_is_one_fault(wrong):
    assert faults(wrong) == ("inputs: must be an object",)


def test_a_changed_plan_whose_stock_falls_short_is_refused_too():
    plan, _ = TOLD["more used than bought"]
    inputs = read_inputs(plan)

    with pytest.raises(Unusable):
        compute(replace(inputs, stock_purchases={}))


def test_amounts_finer_than_the_currency_are_rounded_but_rates_are_not():
    plan = changed(PLAN, "products/0/price", Decimal("28000.5"))
    plan = changed(plan, "products/0/materials/0/price", Decimal("7000.4"))
    inputs = read_inputs(plan)

    assert inputs.products[0].price == 28001
    assert inputs.products[0].materials[0].price == Decimal("7000.4")


def test_the_largest_numbers_are_summed_exactly():
    most = 10**15
    plan = copy.deepcopy(PLAN)
    for one in plan["products"]:
        one |= {"price": most, "sales_units": [most] * 12}
    results = compute(read_inputs(plan))

    assert results.year.sales == 24 * most * most
    assert results.balance_sheet_month_12.receivables == 2 * most * most * 4 // 10


def test_forty_products_are_a_plan():
    rows = [product(9, 2, id=f"P{at}") for at in range(40)]

    assert compute(read_inputs(empty_plan(products=rows))).year.sales == 40 * 9 * 2 * 12

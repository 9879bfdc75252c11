"""How a figure was made: a sentence with the amounts that were used."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from lms.plans.finance.break_even_year import NOT_COVERED
from lms.plans.finance.compute import compute
from lms.plans.finance.explain import MAKERS, explain
from lms.plans.finance.made import Made, Money, Percent, told
from lms.plans.finance.reading import read_inputs
from lms.plans.finance.reasons import NO_WORK
from tests.plans.small_plans import case_1, empty_plan, loan, product

INPUTS = read_inputs(
    case_1()["inputs"]
    | {"loans": [*case_1()["inputs"]["loans"], loan(method="annuity", amount=1000, period=12)]}
)
RESULTS = compute(INPUTS)
KEYS = {"unit_costing": "A", "break_even": "B", "depreciation": "trailer", "cash_flow": "3"}


def shown(figure, inputs=INPUTS, results=RESULTS):
    made = explain(inputs, results, figure)
    return made and told(made, str, lambda amount: f"{amount:,}", str)


def path_of(pattern):
    key = "1" if pattern.endswith("level_payment") else KEYS.get(pattern.split(".")[0], "0")
    return pattern.replace("*", key)


@pytest.mark.parametrize("pattern", MAKERS)
def test_every_figure_is_explained_with_all_the_values_of_its_sentence(pattern):
    made = explain(INPUTS, RESULTS, path_of(pattern))

    assert made is not None
    assert set(re.findall(r"%\((\w+)\)s", made.sentence)) == set(made.values)
    assert all(value[0] is not None for value in made.values.values())


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (
            "unit_costing.A.overhead",
            "Work on one, 6,000 × indirect costs and depreciation of the year, 272,400,000"
            " ÷ direct work of the year, 118,450,000.",
        ),
        ("year.gross_profit", "Sales 685,500,000 − direct costs 367,350,000."),
        ("unit_costing.B.direct_material", "The materials of one, each quantity × price,"
         " rounded: 9,900 + 2,100."),
        (
            "cash_flow.closing.3",
            "Cash before 13,063,000 + what comes in 39,520,000 − what goes out 42,371,000.",
        ),
        (
            "funding.peak_funding_need",
            "Without shares, grants and loans the most is missing at the end of month 3:"
            " 174,600,000.",
        ),
        ("loans.0.principal_instalment", "Loan 60,000,000 ÷ instalments after the grace 21,"
         " rounded."),
        ("people.jobs_women_pct", "Full-time jobs counted 2.6 ÷ all 3.6."),
        ("year.turnover_tax", "This plan pays no tax on turnover."),
    ],
)  # fmt: skip
def test_a_figure_can_be_followed_with_a_pencil(figure, text):
    assert shown(figure) == text


def test_a_tax_is_named_with_its_rate():
    made = explain(INPUTS, RESULTS, "year.profit_tax")

    assert made.values["rate"] == Percent(Decimal(15))
    assert made.values["profit"] == Money(RESULTS.year.profit_before_tax)


@pytest.mark.parametrize(
    "figure",
    [
        "year.weather",
        "",
        "unit_costing.Z.overhead",
        "loans.7.balance_end_month_12",
        "loans.x.balance_end_month_12",
        "loans.0.level_payment",
        "loans.1.principal_instalment",
        "cash_flow.closing.13",
    ],
)
def test_what_is_no_figure_has_no_explanation(figure):
    assert explain(INPUTS, RESULTS, figure) is None


def test_a_figure_that_does_not_exist_says_why():
    inputs = read_inputs(
        empty_plan(
            products=[product(5, 1, materials=[{"name": "a", "qty": 1, "unit": "", "price": 9}])],
            indirect_costs=[{"name": "rent", "amount": 3}],
        )
    )
    results = compute(inputs)

    assert explain(inputs, results, "break_even.break_even_sales") == Made(NOT_COVERED)
    units = explain(inputs, results, "break_even.break_even_units_at_planned_mix.A")
    assert units == Made(NOT_COVERED)
    assert explain(inputs, results, "unit_costing.A.full_cost") == Made(NO_WORK)
    assert shown("unit_costing.A.direct_cost", inputs, results) == "Materials 9 + work 0."


def test_a_thing_whose_name_holds_dots_is_found():
    thing = {"name": "oven v. 2.0", "cost": 100, "life_months": 10}
    inputs = read_inputs(empty_plan(fixed_assets=[thing]))

    text = shown("depreciation.oven v. 2.0.monthly", inputs, compute(inputs))

    assert text == "(Cost 100 − rest value 0) ÷ months of life 10, rounded."

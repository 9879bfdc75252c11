"""`lms plans compute`, as a person at a terminal calls it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from lms.plans.commands import LARGEST_FILE, plans
from tests.plans.small_plans import CASE_1, case_1, empty_plan, product

TEXT = CASE_1.read_text("utf-8")
DEPOSIT = '"deposit": 8000000'  # stands in the inputs before it stands in the figures


def call(file, given=None):
    return CliRunner().invoke(plans, ["compute", str(file)], input=given)


def test_the_figures_of_a_file_are_one_object_of_json():
    done = call(CASE_1)

    assert (done.exit_code, done.stderr) == (0, "")
    printed = json.loads(done.stdout, parse_float=Decimal)
    assert printed["year"] == case_1()["expected"]["year"]


def test_standard_input_gives_the_same():
    assert call("-", TEXT).stdout == call(CASE_1).stdout


def test_names_are_printed_as_they_are_written():
    plan = empty_plan(indirect_costs=[{"name": "Tiền thuê \U0001f3e0", "amount": 1}])

    done = call("-", json.dumps({"inputs": plan}))

    assert '"Tiền thuê \U0001f3e0": [' in done.stdout


def test_a_plan_of_tyiyn_is_printed_with_all_its_digits():
    plan = empty_plan(
        currency={"code": "KGS", "decimals": 2},
        products=[product(1, 1) | {"price": 999999999999.07}],
    )

    done = call("-", json.dumps({"inputs": plan}))

    assert '"sales": 11999999999988.84' in done.stdout


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e99999999999999999999", "1e-99999999999999999999", "-1"]
    + ["9" * 5000, '"8000000"', "true", "null", "[]", "{}"],
)
def test_what_is_no_usable_number_names_its_field_and_prints_no_figure(number):
    done = call("-", TEXT.replace(DEPOSIT, f'"deposit": {number}', 1))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("inputs.deposit: must be a number >= 0")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", 'holds no object with the key "inputs"'),
        ("7", 'holds no object with the key "inputs"'),
        ("{}", "inputs: must be an object"),
        ('{"inputs": null}', "inputs: must be an object"),
        ('{"inputs": {"title": "\\ud800"}}', "is not UTF-8"),
        (b"\xff\xfe", "is not UTF-8"),
        (" " * (LARGEST_FILE + 1), "is larger than 5 MB"),
    ],
)
def test_what_is_no_plan_is_said_in_one_line(given, said):
    done = call("-", given)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_name_over_several_lines_does_not_make_several_faults():
    done = call("-", json.dumps({"inputs": empty_plan(stock_purchases={"a\nb": [0] * 13})}))

    assert done.stderr == "inputs.stock_purchases.a b: must be the name of a stocked material\n"

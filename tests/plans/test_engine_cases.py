"""Small plans worked out with a pencil; each sum is written beside its case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.plans.finance.as_json import as_json
from lms.plans.finance.break_even_year import NO_SALES, NOT_COVERED
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from tests.plans.small_plans import empty_plan, loan, material, member, product


def figures(plan):
    return as_json(compute(read_inputs(plan)))


def at(found, path):
    for step in path.split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


# Flour 0.15 x 45.55 = 6.8325 -> 6.83, salt 0.003 x 20 = 0.06; work 2/60 x 100 -> 3.33; so one bun
# costs 10.22 of 12.50. A month sells 100: 1,250.00 - 1,022.00 - rent 150.75 leaves 77.25.
BUNS = empty_plan(
    currency={"code": "KGS", "decimals": 2},
    products=[
        product(
            "12.50",
            100,
            materials=[material("flour", "0.15", "45.55"), material("salt", "0.003", "20")],
            labour={"minutes": 2, "hourly_rate": 100},
        )
    ],
    indirect_costs=[{"name": "rent", "amount": Decimal("150.75")}],
    collections=[Decimal("0.333"), Decimal("0.667")],
    tax={"type": "profit", "rate": Decimal("0.1")},
)
OF_BUNS = {
    "unit_costing/A/direct_material": "6.89",
    "unit_costing/A/direct_labour": "3.33",
    "overhead_rate_on_direct_labour": "0.452703",  # 1,809 / 3,996
    "unit_costing/A/overhead": "1.51",  # 3.33 x 1,809 / 3,996 = 1.5075
    "unit_costing/A/full_cost": "11.73",
    "unit_costing/A/margin": "0.77",
    "unit_costing/A/margin_pct": "6.16",
    "cash_flow/collections/1": "416.25",  # 1,250 x 0.333
    "cash_flow/collections/2": "1250",
    "cash_flow/closing/12": "93.25",  # 12 x 416.25 + 11 x 833.75 - 8,268 - 3,996 - 1,809
    "balance_sheet_month_12/receivables": "833.75",
    "year/profit_before_tax": "927",
    "year/profit_tax": "92.7",
    "year/net_surplus": "834.3",
    "break_even/break_even_sales": "9917.77",  # 1,809 x 15,000 / 2,736 = 9,917.763...
    "break_even/break_even_units_at_planned_mix/A": "794",  # 793.42...
    "break_even/safety_margin_pct": "33.88",
    "break_even/first_profitable_month": "1",
}

# Wool 0.3 kg x 1,500 = 450 in stock; work 10/60 x 1,200 = 200; ten felts a month at 1,000, but
# made by twenties in odd months, and five more in month 12: 125 made, 120 sold.
FELT = empty_plan(
    products=[
        product(
            1000,
            10,
            materials=[material("wool", "0.3", "1500", stocked=True)],
            labour={"minutes": 10, "hourly_rate": 1200},
            production_units=[20, 0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 5],
        )
    ],
    stock_purchases={"wool": [6, 0, 6, 0, 6, 0, 6, 0, 6, 0, 9, 0, 0]},
    supplier_terms=[{"name": "wool", "shares": [0, 1]}],
    members=[member("V1", 50000)],
)
OF_FELT = {
    "purchases/materials bought as used/1": "0",
    "purchases/wool/10": "13500",
    "cash_flow/materials_paid/0": "0",
    "cash_flow/materials_paid_by_group/wool/1": "9000",
    "start_up/initial_stock_cash": "0",
    "raw_stock/wool/purchased_qty": "39",
    "raw_stock/wool/used_qty": "37.5",
    "raw_stock/wool/closing_qty": "1.5",
    "raw_stock/wool/closing_value": "2250",  # 58,500 - 125 x 450
    "raw_stock/wool/qty_by_period/1": "0",
    "finished_goods/A/units_by_period/1": "10",
    "finished_goods/A/closing_units": "5",
    "finished_goods/A/closing_value": "3250",  # 5 x 650
    "sales_and_costs/direct_labour/2": "2000",  # of what is sold
    "cash_flow/direct_labour_paid/2": "0",  # of what is made
    "year/gross_profit": "42000",
    "cash_flow/closing/12": "86500",  # 50,000 + 120,000 - 58,500 - 25,000
    "balance_sheet_month_12/total_assets": "92000",
}

# 1.01^-4: 100,000 x 0.01 / (1 - 0.9609803...) = 25,628.1 a month after two months of interest.
ANNUITY = empty_plan(loans=[loan(method="annuity", grace_months=2, period=2)])
OF_ANNUITY = {
    "loans/0/level_payment": "25628",
    "loans/0/schedule/0/period": "3",
    "loans/0/schedule/1/payment": "1000",
    "loans/0/schedule/2/principal": "24628",
    "loans/0/schedule/3/interest": "754",  # 75,372 x 0.01 = 753.72
    "loans/0/schedule/4/opening": "50498",
    "loans/0/schedule/5/payment": "25629",  # what is left, 25,375, and 254
    "loans/0/schedule/5/closing": "0",
    "loans/0/total_interest": "4513",
    "cash_flow/loans_received/2": "100000",
    "cash_flow/interest_paid/3": "1000",
    "start_up/sources/loan_later": "100000",
    "balance_sheet_month_12/cash": "-4513",
}

# Three per cent: 3,001 -> 90.03, 1,500 -> 45, nothing, 3,051 -> 91.53.
TURNOVER = empty_plan(
    products=[product(1, [1000, 1000, 1001, 500, 500, 500, 0, 0, 0, 1017, 1017, 1017])],
    tax={"type": "turnover", "rate": Decimal("0.03")},
)
OF_TURNOVER = {
    "sales_and_costs/turnover_tax": [0, 0, 0, 90, 0, 0, 45, 0, 0, 0, 0, 0, 92],
    "cash_flow/turnover_tax_paid": [0, 0, 0, 0, 90, 0, 0, 45, 0, 0, 0, 0, 0],
    "year/turnover_tax": "227",
    "year/profit_tax": "0",
    "balance_sheet_month_12/tax_payable": "92",
    "break_even/variable_costs": "227",
    "break_even/break_even_sales": "0",  # without fixed costs the first sale pays
}

# Each sold at 500 costs 650: ten a month lose 1,500.
BELOW_COST = empty_plan(
    products=[product(500, 10, labour={"piece_rate": 650})],
    surplus_rules={
        "funds": [{"name": "reserve", "pct": Decimal("0.1")}],
        "capital_dividend_rate": Decimal("0.04"),
        "patronage_pct": 1,
    },
    members=[member("V1", 100, 5)],
)
OF_BELOW_COST = {
    "break_even/break_even_sales": None,
    "break_even/break_even_units_at_planned_mix": None,
    "break_even/safety_margin_pct": None,
    "break_even/reason": NOT_COVERED,
    "break_even/first_profitable_month": None,
    "break_even/cumulative_payback_month": None,
    "unit_costing/A/margin": "-150",
    "year/net_surplus": "-18000",
    "surplus_distribution/funds/0/amount": "0",
    "surplus_distribution/capital_dividend": "0",
    "surplus_distribution/patronage_refund": "0",
    "surplus_distribution/members/0/total": "0",
    "surplus_distribution/carried_forward": "-18000",
    "funding/first_negative_period": "1",  # 100 - 1,500
}

# 1,000 earned: fund 100; 5 % of shares of 3,000 is 150, by three equal shares 50 each; 750 left,
# half of it, 375, by 2, 2 and 3: 107.14, 107.14, 160.71 -> the one over goes to 160.71.
SHARED = empty_plan(
    products=[product(1000, [1] + [0] * 11)],
    members=[member("V1", 1000, 2), member("V2", 1000, 2), member("V3", 1000, 3)],
    surplus_rules={
        "funds": [{"name": "reserve", "pct": Decimal("0.1")}],
        "capital_dividend_rate": Decimal("0.05"),
        "patronage_pct": Decimal("0.5"),
    },
)
OF_SHARED = {
    "surplus_distribution/funds/0/amount": "100",
    "surplus_distribution/capital_dividend": "150",
    "surplus_distribution/patronage_refund": "375",
    "surplus_distribution/carried_forward": "375",
    "surplus_distribution/members/0/total": "157",
    "surplus_distribution/members/1/total": "157",
    "surplus_distribution/members/2/total": "211",
    "people/largest_share_pct": "33.33",
}

# A loom worth 1,000 lasts three months from month 4: 333, 333, 334. Brought in kind, so that no
# cash moves. A second loom costs 1,000 in month 11 and loses a first 333 in month 12.
LOOMS = empty_plan(
    members=[member("V1", 0, 1, share_in_kind=1000)],
    fixed_assets=[
        {"name": "loom", "cost": 1000, "life_months": 3, "period": 3, "in_kind": True},
        {"name": "loom", "cost": 1000, "life_months": 3, "period": 11},
    ],
)
OF_LOOMS = {
    "sales_and_costs/depreciation": [0, 0, 0, 0, 333, 333, 334, 0, 0, 0, 0, 0, 333],
    "depreciation/loom/year_1": "1000",
    "depreciation/loom/net_book_value": "0",
    "depreciation/loom (2)/net_book_value": "667",
    "cash_flow/fixed_assets_paid/11": "1000",
    "start_up/fixed_assets_cash": "0",
    "start_up/fixed_assets_in_kind": "1000",
    "balance_sheet_month_12/share_capital": "1000",
    "balance_sheet_month_12/fixed_assets_net": "667",
    "unit_costing": {},
    "overhead_rate_on_direct_labour": None,
}

OF_NOTHING = {
    "year/sales": "0",
    "year/gross_margin_pct": None,
    "break_even/break_even_sales": None,
    "break_even/reason": NO_SALES,
    "people/members_women_pct": None,
    "people/grant_per_fte": None,
    "funding/peak_funding_need": "0",
    "funding/peak_period": None,
    "raw_stock": {},
    "purchases": {"materials bought as used": [0] * 13},
}
CASES = {
    "buns in som and tyiyn": (BUNS, OF_BUNS),
    "felt with both sorts of stock": (FELT, OF_FELT),
    "an annuity with grace from month 2": (ANNUITY, OF_ANNUITY),
    "a tax on turnover": (TURNOVER, OF_TURNOVER),
    "a price below the cost": (BELOW_COST, OF_BELOW_COST),
    "a surplus that does not divide": (SHARED, OF_SHARED),
    "looms in kind and later": (LOOMS, OF_LOOMS),
    "nothing at all": (empty_plan(), OF_NOTHING),
}


@pytest.mark.parametrize(
    ("case", "path"), [(case, path) for case, (_, told) in CASES.items() for path in told]
)
def test_a_small_plan_has_the_figures_of_the_pencil(case, path):
    plan, expected = CASES[case]
    figure, by_hand = at(figures(plan), path), expected[path]

    if isinstance(by_hand, str) and isinstance(figure, int | Decimal):
        by_hand = Decimal(by_hand)
    assert figure == by_hand


def test_what_does_not_exist_is_none_with_a_reason():
    plan = compute(read_inputs(empty_plan(products=[product(0, 1)])))
    missing = {path for path in plan.reasons if "." in path}

    assert plan.unit_costing["A"].margin_pct is None
    assert "unit_costing.A.margin_pct" in missing
    assert {"year.gross_margin_pct", "people.jobs_women_pct", "people.grant_per_fte"} <= missing
    assert all(plan.reasons.values())


def test_two_loans_stand_side_by_side():
    both = [loan(), loan(name="fund", amount=10, term_months=24, annual_rate=0)]
    found = figures(empty_plan(loans=both))

    # 100,000 in six parts of 16,667, the last 16,665; of 10 each of 24 parts rounds to 0.
    assert found["cash_flow"]["principal_paid"][:8] == [0, *[16667] * 5, 16665, 0]
    assert found["loans"][1]["schedule"][23]["principal"] == 10
    assert found["balance_sheet_month_12"]["loans"] == 10


def test_parts_that_were_rounded_up_never_repay_more_than_the_loan():
    small = loan(amount=15, term_months=24, annual_rate=0)
    schedule = figures(empty_plan(loans=[small]))["loans"][0]["schedule"]

    assert [one["principal"] for one in schedule] == [1] * 15 + [0] * 9  # 15 / 24 -> 1


def test_the_last_lag_takes_the_rest_and_nothing_is_lost():
    thirds = [Decimal("0.335"), Decimal("0.335"), Decimal("0.33")]
    found = figures(empty_plan(products=[product(5, [1] + [0] * 11)], collections=thirds))

    assert found["cash_flow"]["collections"][:5] == [0, 2, 2, 1, 0]  # 1.675 -> 2, 2, what is left

"""What holds for the figures of every plan, whatever is in it."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.plans.finance.as_json import as_json, written
from lms.plans.finance.compute import compute
from lms.plans.finance.inputs import ZERO
from lms.plans.finance.lags import spread
from lms.plans.finance.reading import read_inputs
from lms.plans.finance.surplus import shared
from tests.plans.random_plans import plans, seeded_plan

any_seed = st.integers(0, 10**9)


def results_of(plan):
    return compute(read_inputs(plan))


@settings(max_examples=25, deadline=None)
@given(plans())
def test_the_balance_sheet_balances_in_every_month(plan):
    sheets = results_of(plan).balance_by_period

    assert [one.total_assets - one.total_liabilities - one.total_equity for one in sheets] == [
        0
    ] * 13


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_cash_adds_up_to_what_the_balance_sheet_has(seed):
    results = results_of(seeded_plan(seed))
    cash = results.cash_flow

    assert cash.opening == (ZERO, *cash.closing[:-1])
    assert sum(cash.total_in) - sum(cash.total_out) == cash.closing[12]
    assert [sheet.cash for sheet in results.balance_by_period] == list(cash.closing)


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_what_is_sold_is_collected_or_still_owed(seed):
    results = results_of(seeded_plan(seed))
    owed = results.balance_sheet_month_12.receivables

    assert sum(results.cash_flow.collections) + owed == results.year.sales


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_what_is_bought_is_paid_or_still_owed(seed):
    results = results_of(seeded_plan(seed))
    bought = sum(sum(row) for row in results.purchases.values())

    owed = results.balance_sheet_month_12.payables
    assert sum(results.cash_flow.materials_paid) + owed == bought


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_the_parts_of_a_surplus_are_the_surplus(seed):
    given_out = results_of(seeded_plan(seed)).surplus_distribution
    parts = [fund.amount for fund in given_out.funds]
    parts += [given_out.capital_dividend, given_out.patronage_refund, given_out.carried_forward]

    assert sum(parts) == given_out.net_surplus
    assert sum(one.total for one in given_out.members) == sum(parts[-3:-1])
    assert min(parts[:-1]) >= 0


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_every_loan_is_repaid_with_its_last_instalment(seed):
    for loan in results_of(seeded_plan(seed)).loans:
        assert loan.schedule[-1].closing == 0
        assert sum(one.principal for one in loan.schedule) == loan.schedule[0].opening
        assert min(one.principal for one in loan.schedule) >= 0


@settings(max_examples=100, deadline=None)
@given(any_seed)
def test_money_is_never_finer_than_the_currency(seed):
    plan = seeded_plan(seed)
    step = read_inputs(plan).currency.step
    results = results_of(plan)
    amounts = [*vars(results.balance_sheet_month_12).values(), *results.cash_flow.net]
    amounts += [one.direct_cost for one in results.unit_costing.values()]

    assert [amount for amount in amounts if amount % step] == []


@settings(max_examples=50, deadline=None)
@given(any_seed)
def test_a_break_even_that_exists_covers_the_fixed_costs_and_a_step_less_does_not(seed):
    plan = seeded_plan(seed)
    results, step = results_of(plan), read_inputs(plan).currency.step
    needed = results.break_even.break_even_sales
    left = results.year.sales - results.break_even.variable_costs
    fixed = results.break_even.fixed_costs

    if needed is None:
        assert left <= 0
        assert results.break_even.reason
    else:
        assert needed * left >= fixed * results.year.sales
        assert (needed - step) * left < fixed * results.year.sales


@settings(max_examples=50, deadline=None)
@given(any_seed, st.integers(2, 9))
def test_a_plan_of_so_many_times_the_pieces_sells_and_spends_so_many_times_as_much(seed, times):
    plan = seeded_plan(seed)
    larger = copy.deepcopy(plan)
    for product in [*plan["products"], *larger["products"]]:
        product.pop("production_units", None)
        product["sales_units"] = [Decimal(int(one)) for one in product["sales_units"]]
        for material in product["materials"]:
            material["stocked"] = False
    for one in (plan, larger):
        one |= {"stock_purchases": {}, "supplier_terms": []}
    for product in larger["products"]:
        product["sales_units"] = [one * times for one in product["sales_units"]]
    small, large = results_of(plan).year, results_of(larger).year

    assert large.sales == times * small.sales
    assert large.direct_cost == times * small.direct_cost
    assert large.indirect == small.indirect


@settings(max_examples=30, deadline=None)
@given(any_seed)
def test_what_is_printed_is_json_with_the_same_figures(seed):
    results = results_of(seeded_plan(seed))

    assert json.loads(written(results), parse_float=Decimal) == as_json(results)


@given(
    st.integers(0, 10**12),
    st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12),
)
def test_nobody_is_more_than_a_step_away_from_the_exact_share(amount, weights):
    parts = shared(Decimal(amount), weights, Decimal(1))
    whole = sum(weights)

    assert sum(parts) == (amount if whole else 0)
    assert all(
        abs(part * whole - amount * weight) < whole
        for part, weight in zip(parts, weights, strict=True)
        if whole
    )


@given(
    st.lists(st.integers(0, 10**9), min_size=13, max_size=13),
    st.sampled_from([("0.6", "0.4"), ("0.335", "0.335", "0.33"), ("0", "1")]),
)
def test_what_is_spread_over_later_months_is_all_there_in_the_end(row, shares):
    parts = tuple(Decimal(share) for share in shares)
    padded = (*(Decimal(one) for one in row[:9]), *(ZERO,) * 4)

    assert sum(spread(padded, parts, Decimal(1))) == sum(padded)

"""The coach on cash that does not last, its ways out, and the plan with one thing worse."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans.coach_cases import case_1, case_of, found, told, ways

from lms.plans.coach import repairs
from lms.plans.coach.what_if import (
    WHAT_IFS,
    changed,
    outcome,
    pay_later,
    sell_less,
    side_by_side,
    step_late,
)
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs


def late_step(raw):
    """The case with its second step a month later and 24,840,000 less from its members."""
    raw["grants"][1]["period"] = Decimal(4)
    for member in raw["members"]:
        member["share_cash"] -= Decimal(2_760_000)


def test_the_month_and_the_amount_that_cannot_be_paid_are_named():
    (finding,) = found("K08", case_of({}, raw=case_1(late_step)))

    assert told(finding) == "From month 1 the cash is too little; in month 3 by 14628000."


def test_a_single_month_below_zero_is_said_in_one_short_sentence():
    def one_month(raw):
        raw["members"] = raw["members"][1:]
        raw["members"][0]["share_cash"] -= Decimal(212_001)

    (finding,) = found("K08", case_of({}, raw=case_1(one_month)))

    assert told(finding) == "In month 3 you cannot pay 1."
    assert ways(finding) == [
        "Ask for 24000000 of the grant in month 3, not in month 4.",
        "Agree that customers pay 70 % of your sales at once, not 60 %.",
        "Bring 1 more before you open: higher shares or more members.",
    ]


def test_cash_that_lasts_and_a_plan_without_figures_are_left_alone():
    assert found("K08", case_of({}, raw=case_1())) == []
    assert found("K08", case_of({"products": {"products/A/price": "1"}})) == []


LOOKS = [
    repairs.grant_step_earlier,
    repairs.customers_sooner,
    repairs.purchase_later,
    repairs.suppliers_wait,
    repairs.prices_up,
    repairs.more_of_our_own,
]


@settings(max_examples=25, deadline=None)
@given(
    short=st.integers(1, 60_000_000),
    month=st.integers(2, 12),
    at_once=st.integers(0, 10),
)
def test_each_way_out_that_is_said_works_when_it_is_computed(short, month, at_once):
    def poorer(raw):
        raw["members"][0]["share_cash"] -= Decimal(short)
        raw["grants"][1]["period"] = Decimal(month)
        raw["collections"] = [Decimal(at_once) / 10, 1 - Decimal(at_once) / 10]
        raw["members"][0]["share_cash"] = max(Decimal(0), raw["members"][0]["share_cash"])

    inputs = read_inputs(case_1(poorer))
    if repairs.cash_lasts(inputs):
        return

    said = repairs.ways_to_repair(inputs)

    working = [
        repair.said
        for look in LOOKS
        for repair in look(inputs)
        if repairs.cash_lasts(repair.inputs)
    ]
    assert 1 <= len(said) <= 3
    assert all(way in working for way in said)
    assert said[-1].values["amount"].amount == -compute(inputs).funding.min_month_end_cash


def test_one_unit_less_of_our_own_money_is_not_enough():
    inputs = read_inputs(case_1(late_step))
    (repair,) = repairs.more_of_our_own(inputs)
    first, *others = repair.inputs.members

    almost = replace(first, share_cash=first.share_cash - 1)

    assert compute(repair.inputs).funding.min_month_end_cash == 0
    assert not repairs.cash_lasts(replace(inputs, members=(almost, *others)))


def test_the_case_with_one_thing_worse_stands_beside_the_plan():
    sides = side_by_side(read_inputs(case_1()))

    assert {key: (side.lowest_cash, side.lowest_period) for key, side in sides.items()} == {
        "": (10_212_000, 3),
        "sell_less": (-10_817_644, 11),
        "costs_more": (-42_683_144, 11),
        "step_late": (7_073_857, 4),
        "pay_later": (-29_308_000, 3),
    }
    assert sides["step_late"].profit == sides[""].profit == 31_676_857
    assert sides["costs_more"].break_even_sales == 909_049_941


def test_a_late_step_falls_out_of_the_year_after_month_twelve():
    def in_month_eleven(raw):
        raw["grants"][1]["period"] = Decimal(11)

    inputs = read_inputs(case_1(in_month_eleven))

    late = step_late(inputs)

    assert [grant.amount for grant in late.grants] == [36_000_000]
    assert step_late(late) == late


def test_the_second_step_is_the_second_in_time():
    def turned(raw):
        raw["grants"].reverse()

    late = step_late(read_inputs(case_1(turned)))

    assert [(grant.amount, grant.period) for grant in late.grants] == [
        (24_000_000, 6),
        (36_000_000, 0),
    ]


def test_selling_less_leaves_a_stock_that_is_never_below_nothing():
    def stocked(raw):
        raw["products"][0]["production_units"] = [Decimal(n) for n in [1001] * 11 + [1189]]
        raw["products"][0]["materials"][0]["stocked"] = True
        raw["stock_purchases"] = {"mustard greens": [Decimal(12_000)] + [Decimal(0)] * 12}

    results = compute(sell_less(read_inputs(case_1(stocked))))

    assert results.sales_and_costs.units["A"][1] == Decimal(420)
    assert results.finished_goods["A"].closing_units == 0
    assert results.raw_stock["mustard greens"].purchased_qty == 8400


def test_paying_later_moves_collections_and_nothing_else():
    inputs = read_inputs(case_1())

    later = pay_later(inputs)

    assert later.collections == (0, Decimal("0.6"), Decimal("0.4"))
    assert replace(later, collections=inputs.collections) == inputs


@pytest.mark.parametrize("what_if", WHAT_IFS, ids=lambda one: one.key)
def test_a_switch_never_changes_the_plan_itself(what_if):
    inputs = read_inputs(case_1())
    before = outcome(compute(inputs))

    other = what_if.change(inputs)

    assert other != inputs
    assert inputs == read_inputs(case_1())
    assert outcome(compute(other)) != before


def test_several_switches_work_together_and_strange_ones_do_nothing():
    inputs = read_inputs(case_1())

    assert changed(inputs, ["pay_later", "sell_less"]) == pay_later(sell_less(inputs))
    assert changed(inputs, ["no such thing"]) == inputs

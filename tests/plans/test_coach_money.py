"""The coach on money: sources, the grant and its steps, prices, cash, profit, repayments."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plans.coach_cases import case_1, case_of, found, told, ways

MEMBERS = {
    "members/a/name": "Lan",
    "members/a/share_cash": "30000000",
    "members/b/name": "Minh",
    "members/b/share_cash": "10000000",
}
STEPS = {
    "grant_ask": "60000000",
    "steps/a/amount": "24000000",
    "steps/a/month": "0",
    "steps/a/proof": "Quotes",
    "steps/b/amount": "36000000",
    "steps/b/month": "4",
    "steps/b/proof": "Invoice",
}
THINGS = {
    "things/a/name": "Dryer",
    "things/a/cost": "50000000",
    "things/a/from_grant": "yes",
}


def poor(raw):
    raw["members"] = raw["members"][:5]


def test_what_is_missing_before_the_opening_stops_the_plan():
    case = case_of({"things": THINGS}, raw=case_1(poor))

    (finding,) = found("K02", case)

    assert told(finding) == (
        "Before you open you pay 153000000, but only 146000000 is there: 7000000 short."
    )
    assert ways(finding)[:2] == [
        "Raise the members' shares in cash by 7000000 together.",
        "Buy Dryer (50000000) later or second-hand, or rent it.",
    ]


def test_things_in_kind_must_stand_in_both_lists():
    members = {"members/a/share_in_kind": "9000000"}
    things = {"things/a/cost": "8000000", "things/a/in_kind": "yes"}

    (finding,) = found("K02", case_of({"people": members, "things": things}))

    assert (finding.section, finding.path) == ("things", "things/a/cost")
    assert "9000000" in told(finding)
    assert "8000000" in told(finding)


@pytest.mark.parametrize(
    ("people", "things"),
    [
        ({}, {}),
        (
            {"members/a/share_in_kind": "9000000"},
            {"things/a/cost": "9000000", "things/a/in_kind": "yes"},
        ),
    ],
)
def test_enough_money_and_equal_gifts_pass(people, things):
    case = case_of({"people": people, "things": things}, raw=case_1())

    assert found("K02", case) == []


def test_a_grant_above_the_limit_is_stopped_by_an_example_limit():
    (finding,) = found("K03", case_of({"money": STEPS | _asked(110)}))

    assert told(finding) == "You ask for 110000000. The call gives at most 100000000."
    assert (finding.path, finding.limit, finding.by_example) == ("grant_ask", "grant_limit", True)
    assert ways(finding)[0] == "Ask for 10000000 less."


def _asked(millions):
    first = {"steps/a/amount": f"{millions * 400_000}", "steps/b/amount": f"{millions * 600_000}"}
    return {"grant_ask": f"{millions}000000"} | first


def test_steps_that_do_not_add_up_are_stopped():
    (finding,) = found("K03", case_of({"money": STEPS | {"grant_ask": "70000000"}}))

    assert told(finding) == "The steps of the grant add up to 60000000, but you ask for 70000000."
    assert ways(finding)[0] == "Change the steps by 10000000 together."


def test_a_grant_without_steps_is_stopped_and_no_grant_needs_none():
    without = found("K03", case_of({"money": {"grant_ask": "60000000"}}))

    assert [finding.path for finding in without] == ["steps"]
    assert found("K03", case_of({"money": {"grant_ask": "0"}})) == []
    assert found("K03", case_of({"money": STEPS})) == []
    assert found("K03", case_of({"money": {"steps/a/amount": "5"}})) == []


def test_an_own_part_below_the_call_s_share_is_stopped_with_the_sum_that_repairs_it():
    people = {"members/a/share_cash": "3000000", "members/a/share_in_kind": "10000000"}

    (finding,) = found("K04", case_of({"people": people, "money": STEPS}))

    assert told(finding) == ("Of 73000000 in all you bring 6000000: 8.2 %. The call asks for 15 %.")
    more = int(finding.ways_out[0].values["more"].amount)
    repaired = people | {"members/a/share_cash": str(3000000 + more)}
    one_less = people | {"members/a/share_cash": str(3000000 + more - 1)}
    assert found("K04", case_of({"people": repaired, "money": STEPS})) == []
    assert len(found("K04", case_of({"people": one_less, "money": STEPS}))) == 1


def test_a_good_own_part_passes_and_unknown_shares_are_silent():
    assert found("K04", case_of({"people": MEMBERS, "money": STEPS})) == []
    assert found("K04", case_of({"people": {"members/a/name": "Lan"}, "money": STEPS})) == []
    assert found("K04", case_of({"people": {"members/a/share_cash": "1"}})) == []


def test_a_price_below_full_cost_is_shown_with_its_sum():
    answers = {"products": {"products/A/name": "Pickled greens"}}

    (finding,) = found("K07", case_of(answers, raw=case_1()))

    assert finding.path == "products/A/price"
    assert told(finding) == (
        "Pickled greens: 17500 for material and work and 13798 of rent, pay and wear make 31298. "
        "You sell it for 28000."
    )


def test_a_price_below_material_and_work_is_said_more_sharply():
    def cheap(raw):
        raw["products"][0]["price"] = Decimal(17500)

    (finding,) = found("K07", case_of({}, raw=case_1(cheap)))

    assert "11500 for material and 6000 for work make 17500" in told(finding)


def test_prices_above_cost_pass_and_without_figures_nothing_is_said():
    def dear(raw):
        raw["products"][0]["price"] = Decimal(40000)

    assert found("K07", case_of({}, raw=case_1(dear))) == []
    assert found("K07", case_of({"products": {"products/A/price": "1"}})) == []


def test_profit_three_months_in_a_row_is_looked_for_in_the_year():
    def dear_rent(raw):
        raw["indirect_costs"][2]["amount"] = Decimal(15_000_000)

    (finding,) = found("K09", case_of({}, raw=case_1(dear_rent)))

    assert finding.values["months"] == 2
    assert found("K09", case_of({}, raw=case_1())) == []
    assert found("K09", case_of({})) == []


def test_the_grant_buys_what_the_list_of_things_says():
    unmarked = THINGS | {"things/a/from_grant": "no"}
    dear = THINGS | {"things/a/cost": "61000000"}

    (nothing,) = found("K14", case_of({"money": STEPS, "things": unmarked}))
    (too_much,) = found("K14", case_of({"money": STEPS, "things": dear}))

    assert told(nothing) == (
        "You ask for a grant of 60000000, but no thing is marked as bought with it."
    )
    assert told(too_much) == (
        "The things marked for the grant cost 61000000, but you ask for 60000000."
    )
    assert found("K14", case_of({"money": STEPS, "things": THINGS})) == []
    assert found("K14", case_of({"money": {"grant_ask": "0"}, "things": unmarked})) == []
    assert found("K14", case_of({"things": THINGS})) == []


def test_repayments_above_the_cash_of_a_quarter_are_named():
    loan = {"money": {"loans/a/amount": "60000000"}}

    (finding,) = found("K19", case_of(loan, raw=case_1()))

    assert told(finding) == ("In months 1 to 3 the loan takes 1188000; work brings no cash.")


def test_repayments_that_the_work_brings_pass():
    def earning(raw):
        for product in raw["products"]:
            product["price"] *= 2

    loan = {"money": {"loans/a/amount": "60000000"}}

    assert found("K19", case_of(loan, raw=case_1(earning))) == []
    assert found("K19", case_of({}, raw=case_1())) == []
    assert found("K19", case_of(loan)) == []


def test_a_first_step_above_the_share_is_told_what_to_move():
    large = STEPS | {"steps/a/amount": "30000000", "steps/b/amount": "30000000"}

    (finding,) = found("K20", case_of({"money": large}))

    assert told(finding) == ("The first step, 30000000, is 50 % of the grant; the call pays 40 %.")
    assert ways(finding)[0] == "Move 6000000 to a later step."


def test_a_step_without_a_proof_is_named():
    (finding,) = found("K20", case_of({"money": STEPS | {"steps/b/proof": ""}}))

    assert told(finding) == "Step 2 of the grant has no proof that you can show."
    assert finding.path == "steps/b/proof"


def test_good_steps_pass_and_steps_without_months_are_silent():
    undated = {path: kept for path, kept in STEPS.items() if not path.endswith("month")}

    assert found("K20", case_of({"money": STEPS})) == []
    assert found("K20", case_of({"money": undated})) == []
    assert found("K20", case_of({"money": {"grant_ask": "60000000"}})) == []

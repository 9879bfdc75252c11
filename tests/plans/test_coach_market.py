"""The coach on the market, on gaps in the answers, and on a plan as a whole."""

from __future__ import annotations

import pytest
from plans.coach_cases import IDEA, TEMPLATE, THINGS, case_1, case_of, found, told, ways

from lms.plans.coach.complete import State, missing_answers, state_of, still_done
from lms.plans.coach.registry import CHECKS, explanation, findings, run

THING = {"things/a/name": "Dryer", "things/a/cost": "5"}
CUSTOMERS = {
    "customers/a/how_many": "20",
    "customers/a/buys_per_month": "100",
    "customers/b/how_many": "600",
    "customers/b/buys_per_month": "1",
}


def test_more_sold_than_the_named_customers_buy_is_named():
    (finding,) = found("K12", case_of({"market": CUSTOMERS}, raw=case_1()))

    assert told(finding) == ("In month 12 you plan to sell 2700; the customers you name buy 2600.")


@pytest.mark.parametrize(
    ("path", "kept"), [("customers/b/how_many", "700"), ("customers/b/buys_per_month", "")]
)
def test_enough_customers_or_an_unknown_habit_pass(path, kept):
    case = case_of({"market": CUSTOMERS | {path: kept}}, raw=case_1())

    assert found("K12", case) == []
    assert found("K12", case_of({"market": CUSTOMERS})) == []
    assert found("K12", case_of({}, raw=case_1())) == []


def priced(ours, theirs, of="A"):
    other = {"competitors/x/name": "Market stall", "competitors/x/product_ref": of}
    return {
        "products": {"products/A/name": "Greens", "products/A/price": ours},
        "market": other | {"competitors/x/price": theirs},
    }


@pytest.mark.parametrize(("ours", "word"), [("15001", "much more"), ("4999", "much less")])
def test_a_price_far_from_a_competitor_s_is_named(ours, word):
    (finding,) = found("K13", case_of(priced(ours, "10000")))

    assert told(finding) == (f"Greens costs {ours} with you and 10000 at Market stall: {word}.")


@pytest.mark.parametrize(
    ("ours", "theirs", "of"),
    [("15000", "10000", "A"), ("5000", "10000", "A"), ("9", "", "A"), ("9", "1", "")],
)
def test_a_price_like_others_or_an_unknown_one_passes(ours, theirs, of):
    assert found("K13", case_of(priced(ours, theirs, of))) == []


def test_late_customers_and_a_large_stock_are_named():
    product = {
        "products/A/name": "Greens",
        "products/A/later": "6",
        "products/A/stock_months": "3.5",
    }

    later, stock = found("K18", case_of({"products": product}))

    assert told(later) == "Of ten customers for Greens, 6 pay later."
    assert told(stock) == "Stock of Greens: sales of 3.5 months. Your money lies in it."


def test_half_of_the_customers_and_three_months_of_stock_pass():
    product = {"products/A/later": "5", "products/A/stock_months": "3"}

    assert found("K18", case_of({"products": product})) == []
    assert found("K18", case_of({"products": {"products/A/name": "Greens"}})) == []


def test_a_seasonal_trade_with_twelve_months_alike_is_a_tip():
    flat = {"products/A/name": "Wild Honey, 500 g", "products/A/season": ",".join("2" * 12)}

    (finding,) = found("K21", case_of({"products": flat}))

    assert told(finding) == (
        "Wild Honey, 500 g: twelve months alike. In this trade (Honey) they rarely are."
    )


@pytest.mark.parametrize(
    ("name", "season"),
    [
        ("Honey", "1,1,1,1,2,3,3,3,2,1,1,1"),
        ("Slippers", ",".join("2" * 12)),
        ("Honey", ""),
    ],
)
def test_marked_seasons_and_other_trades_pass(name, season):
    product = {"products/A/name": name, "products/A/season": season}

    assert found("K21", case_of({"products": product})) == []


def test_fewer_than_five_people_asked_are_too_few():
    (finding,) = found("K22", case_of({"market": {"interviews": "4"}}))

    assert told(finding) == ("Possible customers asked so far: 4. Fewer than 5 tell too little.")
    assert found("K22", case_of({"market": {"interviews": "5"}})) == []
    assert found("K22", case_of({})) == []


def costs(last):
    rows = {f"things/{at}/cost": f"{at + 1}000" for at in range(7)}
    return {"things": rows | {"things/7/cost": last}}


def test_round_amounts_everywhere_are_a_tip():
    (finding,) = found("K25", case_of(costs("250000")))

    assert told(finding) == ("All 8 amounts in your plan end in 000. Where do they come from?")


def test_one_exact_amount_or_few_amounts_pass_and_removed_rows_do_not_count():
    removed = {"things": costs("250000")["things"] | {"things/7/_gone": "1"}}

    assert found("K25", case_of(costs("250500"))) == []
    assert found("K25", case_of(removed)) == []
    assert found("K25", case_of({})) == []


def test_what_is_missing_is_said_section_by_section_with_the_next_question():
    case = case_of({"things": {"things/a/name": "Dryer"}}, done=frozenset({"things"}))

    idea, things = found("K01", case)

    assert (idea.section, idea.path) == ("idea", "need")
    assert told(idea) == "Idea and need: answers still missing: 1. Next: need?"
    assert things.path == "things/a/cost"
    assert told(things) == (
        "Things to buy was marked as done, but answers are missing: 1. Next: cost?"
    )


def test_a_plan_with_all_required_answers_has_no_gap():
    assert found("K01", case_of({"idea": {"need": "Work"}, "things": THING})) == []


@pytest.mark.parametrize(
    ("values", "gaps"),
    [
        ({}, ["things"]),
        (THING, []),
        (THING | {"things/a/_gone": "1"}, ["things"]),
        (THING | {"unknown/things/a/cost": "1"}, ["things/a/cost"]),
        (THING | {"things/b/cost": "7"}, ["things/b/name"]),
    ],
)
def test_rows_are_missing_rows_and_answers(values, gaps):
    assert [gap.path for gap in missing_answers(THINGS, values)] == gaps


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.NOT_BEGUN),
        ({"values": "No child works."}, State.BEGUN),
        ({"need": "  "}, State.BEGUN),
        ({"need": "Work"}, State.DONE),
        ({"need": "Work", "unknown/need": "1"}, State.BEGUN),
    ],
)
def test_a_section_is_done_only_while_its_answers_are_there(values, state):
    assert state_of(IDEA, values) == state


def test_a_mark_of_done_is_withdrawn_when_it_is_no_longer_true():
    answers = {"idea": {"need": "Work"}, "things": {}}

    kept = still_done(["idea", "things", "no such section"], answers, TEMPLATE)

    assert kept == {"idea"}


@pytest.mark.parametrize("check", CHECKS[1:], ids=lambda one: one.id)
def test_a_check_says_nothing_of_an_empty_plan(check):
    assert list(run(check, case_of({}))) == []


def test_the_checks_are_the_twenty_five_of_the_design_with_their_weight():
    levels = {check.id: check.level.value for check in CHECKS}

    stops = {f"K0{number}": "stop" for number in range(1, 7)}
    tips = dict.fromkeys(["K21", "K23", "K25"], "tip")
    numbers = [f"K{number:02}" for number in range(1, 26)]
    assert levels == dict.fromkeys(numbers, "warn") | stops | tips


def test_stops_come_before_warnings_and_tips():
    answers = {
        "work": {"second_signature": "no"},
        "market": {"interviews": "1"},
        "money": {"grant_ask": "1"},
    }

    found_all = findings(answers, None, None, TEMPLATE)

    assert [finding.id for finding in found_all] == ["K01", "K01", "K03", "K22", "K23"]


def test_an_explanation_answers_a_warning_and_low_prices_have_their_own_place():
    (low,) = found("K07", case_of({}, raw=case_1()))
    beside = {"products": {"explain_low_price": "It brings customers."}}

    assert explanation(low, {}) == ""
    assert explanation(low, beside) == "It brings customers."
    assert explanation(low, beside | {"explanations": {"K07": "A trial."}}) == "A trial."
    assert ways(low)[0] == "Ask more than 31298 for it, if customers pay that."

"""The coach on people: founders, agreement, pay and hours, promises, signatures, the surplus."""

from __future__ import annotations

import pytest
from plans.coach_cases import case_1, case_of, found, told, ways

from lms.plans.coach.case import PeopleState


def members(count, **fields):
    rows = {f"members/{at}/name": f"Member {at}" for at in range(count)}
    return rows | {f"members/0/{key}": value for key, value in fields.items()}


def job(id_="a", **fields):
    row = {"title": "Packer", "people": "2", "hours_week": "24", "kind": "monthly"} | fields
    return {f"jobs/{id_}/{key}": value for key, value in row.items()}


def test_too_few_founders_for_the_form_are_told_which_form_fits():
    case = case_of({"people": members(3), "legal": {"form": "cooperative"}})

    (finding,) = found("K05", case)

    assert told(finding) == ("Founding members: 3. The form you chose, Cooperative, needs 5.")
    assert ways(finding)[-1] == (
        "Begin as Cooperative group, which needs 2, and change when you are more."
    )


@pytest.mark.parametrize(
    ("people", "form"), [(5, "cooperative"), (1, "open"), (3, ""), (0, "cooperative")]
)
def test_enough_founders_or_an_unknown_minimum_pass(people, form):
    assert found("K05", case_of({"people": members(people), "legal": {"form": form}})) == []


def test_the_plan_waits_for_each_founder_who_has_not_agreed():
    (finding,) = found("K06", case_of({}, people=PeopleState(7, ("Lan", "Minh"))))

    assert told(finding) == "Agreed to this version: 5 of 7. Still to agree: Lan, Minh."
    assert found("K06", case_of({}, people=PeopleState(7))) == []
    assert found("K06", case_of({})) == []


def test_pay_below_the_lowest_wage_is_measured_by_the_hours():
    low = found("K10", case_of({"work": job(pay_month="1999999")}))

    assert [told(finding) for finding in low] == [
        "Packer: 1999999 a month for 24 hours a week. By law it is at least 2000000."
    ]
    assert ways(low[0]) == ["Pay 2000000 a month.", "Plan at most 23 hours a week for this pay."]
    assert found("K10", case_of({"work": job(pay_month="2000000")})) == []
    assert found("K10", case_of({"work": job()})) == []


def test_more_than_48_hours_a_week_are_named():
    (finding,) = found("K10", case_of({"work": job(hours_week="50", pay_month="4000000")}))

    assert told(finding) == "Packer: 50 hours a week. More than 48 is not decent work."
    assert finding.path == "jobs/a/hours_week"


def test_an_hour_of_work_on_a_product_has_a_lowest_pay_too():
    product = {"products/A/name": "Greens", "products/A/minutes": "12"}

    (finding,) = found("K10", case_of({"products": product | {"products/A/hourly_rate": "19230"}}))

    assert told(finding) == "Work on Greens is paid 19230 an hour. By law it is at least 19231."
    enough = {"products/A/hourly_rate": "19231"}
    assert found("K10", case_of({"products": product | enough})) == []
    assert found("K10", case_of({"products": product})) == []


MINUTES = {"products/A/minutes": "12", "products/B/minutes": "10"}


def test_a_month_that_needs_more_hours_than_there_are_is_named():
    answers = {"products": MINUTES, "work": job(kind="made", hours_week="48")}

    (finding,) = found("K11", case_of(answers, raw=case_1()))

    assert told(finding) == "Month 12 needs 500 hours of work; your people have 416."
    assert ways(finding)[0] == "More people for that month, full time: 1."


def test_enough_hours_pass_and_unknown_minutes_are_silent():
    enough = job(kind="made", people="3", hours_week="40")
    few = job(kind="made", people="1", hours_week="1")

    assert found("K11", case_of({"products": MINUTES, "work": enough}, raw=case_1())) == []
    assert found("K11", case_of({"products": MINUTES, "work": few})) == []
    unknown = {"products/A/name": "Greens"} | MINUTES | {"products/B/minutes": ""}
    rows = {**unknown, "products/B/name": "Potato"}
    assert found("K11", case_of({"products": rows, "work": few}, raw=case_1())) == []
    assert found("K11", case_of({"products": MINUTES}, raw=case_1())) == []


def test_work_that_nobody_is_paid_for_is_asked_about():
    (finding,) = found("K15", case_of({"work": job(pay_month="0")}))

    assert told(finding) == "People work, but nobody is paid. What do you live on?"
    assert found("K15", case_of({"work": job(pay_month="1")})) == []
    assert found("K15", case_of({"work": job()})) == []


def test_pay_by_the_piece_is_pay():
    paid = {"products/A/minutes": "12", "products/A/hourly_rate": "30000"}
    unpaid = paid | {"products/A/hourly_rate": "0"}
    made = job(kind="made", pay_month="0")

    assert found("K15", case_of({"work": made, "products": paid})) == []
    assert len(found("K15", case_of({"work": made, "products": unpaid}))) == 1
    assert found("K15", case_of({"work": made, "products": {"products/A/name": "A"}})) == []


def test_an_opening_before_anybody_is_home_is_named():
    people = members(2, home_from="2027-03") | {"members/1/home_from": "2027-06"}

    (finding,) = found("K16", case_of({"people": people, "actions": {"start_month": "2027-02"}}))

    assert told(finding) == (
        "You open in 2027-02, but the first of you comes home only in 2027-03."
    )


@pytest.mark.parametrize(
    ("home", "start"), [("2027-03", "2027-03"), ("", "2027-03"), ("2027-03", "")]
)
def test_an_opening_when_somebody_is_home_or_unknown_months_pass(home, start):
    case = case_of({"people": members(1, home_from=home), "actions": {"start_month": start}})

    assert found("K16", case) == []


@pytest.mark.parametrize(
    ("group", "promise"),
    [
        ("women", "promise_women"),
        ("young", "promise_young"),
        ("disabled", "promise_disabled"),
    ],
)
def test_a_promise_above_the_jobs_is_named(group, promise):
    jobs = job(**{group: "1"}) | job("b", **{group: "1"})

    (finding,) = found("K17", case_of({"work": jobs | {promise: "3"}}))

    assert finding.path == promise
    assert finding.values == {"said": 3, "jobs": 2}
    assert found("K17", case_of({"work": jobs | {promise: "2"}})) == []
    assert found("K17", case_of({"work": jobs})) == []
    assert found("K17", case_of({"work": {promise: "3"}})) == []


def test_money_on_one_signature_and_one_person_for_everything_are_tips():
    tasks = {f"actions/{at}/owner": "Lan" for at in "abc"}
    answers = {
        "people": members(3),
        "work": {"second_signature": "no"},
        "actions": tasks,
    }

    signature, alone = found("K23", case_of(answers))

    assert told(signature) == "One person alone can take money from the account."
    assert told(alone) == "Lan has every task of your action plan."
    assert {signature.level, alone.level} == {"tip"}


def test_two_signatures_and_shared_tasks_pass():
    tasks = {
        f"actions/{at}/owner": name for at, name in zip("abc", ["Lan", "Lan", "Minh"], strict=True)
    }
    answers = {"people": members(3), "work": {"second_signature": "yes"}, "actions": tasks}

    assert found("K23", case_of(answers)) == []
    assert found("K23", case_of({"people": members(3)})) == []
    unnamed = {f"actions/{at}/task": "Register" for at in "abc"}
    assert found("K23", case_of({"people": members(3), "actions": unnamed})) == []


FUNDS = {"funds/a/name": "Reserve", "funds/a/share": "20", "funds/b/share": "10"}


@pytest.mark.parametrize(
    ("rules", "shared"),
    [
        (FUNDS | {"patronage": "50"}, "65"),
        (FUNDS | {"funds/a/share": "95", "patronage": "100"}, "105"),
        (FUNDS | {"patronage": "0"}, "30"),
    ],
)
def test_a_surplus_that_is_not_shared_to_the_last_part_is_named(rules, shared):
    (finding,) = found("K24", case_of({"rules": rules}))

    assert told(finding) == f"Of 100 parts of a surplus your rule shares {shared}."


def test_a_surplus_rule_that_lacks_a_part_is_named():
    (no_funds,) = found("K24", case_of({"rules": {"patronage": "100"}}))
    (no_members,) = found("K24", case_of({"rules": FUNDS}))

    assert (no_funds.path, no_members.path) == ("funds", "patronage")


def test_funds_below_the_law_s_reserve_are_named():
    rules = {"funds/a/share": "5", "patronage": "100"}

    (finding,) = found("K24", case_of({"rules": rules}))

    assert told(finding) == "Your funds get 5 % of a surplus. The law asks for 10 %."


def test_a_whole_surplus_rule_passes_and_an_empty_section_is_silent():
    assert found("K24", case_of({"rules": FUNDS | {"patronage": "100"}})) == []
    assert found("K24", case_of({"rules": {"funds/a/share": "100", "patronage": "0"}})) == []
    assert found("K24", case_of({})) == []

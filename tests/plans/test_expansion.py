"""About thirty answers become a whole plan that the engine takes, and nothing is taken silently."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans.expansion_cases import numbers_typed, slippers, vegetables

from lms.plans.answers import Answers
from lms.plans.expansion import Expanded, expand
from lms.plans.expansion_answers import Missing
from lms.plans.expansion_units import season_factors, units_made, units_of_year
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.template import Field, Kind, Template
from lms.plans.template_reading import countries, load_template

CASE_1 = Path(__file__).parents[1] / "data" / "plan-case1.json"
FLAT = (Fraction(1),) * 12
LEVELS = st.lists(st.sampled_from((1, 2, 3)), min_size=12, max_size=12)


def grown(answers: Answers, country: str = "KG") -> Expanded:
    template = load_template(country)
    return expand(answers, template, currency=template.currency, title="A plan")


def inputs_of(answers: Answers, country: str = "KG") -> dict[str, Any]:
    """The inputs, which the engine takes."""
    found = grown(answers, country).inputs
    assert found is not None
    read_inputs(found)
    return dict(found)


def product(**answers: str) -> dict[str, str]:
    """One product with a price and a normal month, and what else is said of it."""
    kept = {"price": "100", "normal_month": "60", "start": "fast"} | answers
    return {f"products/p/{key}": text for key, text in kept.items()}


def whole(numbers: Any) -> list[int]:
    return [int(number) for number in numbers]


def test_thirty_numbers_give_the_felt_slippers_a_whole_plan():
    answers = slippers()

    expanded = grown(answers)

    assert numbers_typed(answers) == 30
    assert expanded.missing == ()
    assert expanded.inputs is not None
    results = compute(read_inputs(expanded.inputs))
    assert len(results.cash_flow.closing) == 13
    assert results.break_even.break_even_sales is not None
    assert [note.path for note in expanded.notes] == [
        "things/t/years",
        "tax_rate",
        "patronage",
        "start_month",
    ]


def test_a_dearer_pair_leaves_more_cash_in_the_worst_month():
    cheap, dear = (compute(read_inputs(inputs_of(slippers(price)))) for price in ("650", "780"))
    assert cheap.funding.min_month_end_cash < dear.funding.min_month_end_cash


def test_case_1_as_answers_of_pages_gives_the_figures_of_the_contract():
    expected = json.loads(CASE_1.read_text(encoding="utf-8"))["expected"]

    results = compute(read_inputs(inputs_of(vegetables(), "VN")))

    assert whole(results.cash_flow.closing) == expected["cash_flow"]["closing"]
    assert results.break_even.break_even_sales == expected["break_even"]["break_even_sales"]
    assert results.year.net_surplus == expected["year"]["net_surplus"]
    assert whole(m.total for m in results.surplus_distribution.members) == [
        member["total"] for member in expected["surplus_distribution"]["members"]
    ]


def test_without_a_product_there_is_no_plan_and_the_product_is_named():
    expanded = grown({"costs": {"monthly/r/amount": "100"}})
    assert expanded.inputs is None
    assert expanded.missing == (Missing("products", "products"),)


def test_a_product_without_price_or_number_is_left_out_and_named():
    answers = product() | {"products/q/name": "Mat", "products/q/normal_month": "5"}

    expanded = grown({"products": answers | {"products/r/price": "7"}})

    assert expanded.inputs is not None
    assert [one["id"] for one in expanded.inputs["products"]] == ["p"]
    assert expanded.missing == (
        Missing("products", "products/q/price"),
        Missing("products", "products/r/normal_month"),
    )


def test_what_was_taken_is_told_with_its_place_and_its_value():
    expanded = grown({"products": {"products/p/price": "100", "products/p/normal_month": "60"}})

    assert [(note.path, dict(note.values)) for note in expanded.notes] == [
        ("products/p/start", {"name": "Product 1"}),
        ("products/p/minutes", {"name": "Product 1"}),
        ("tax_rate", {"rate": Decimal(4)}),
        ("patronage", {}),
        ("start_month", {"month": "2027-01"}),
    ]


@settings(max_examples=60, deadline=None)
@given(LEVELS, st.integers(1, 12))
def test_a_season_never_changes_the_mean_month(levels, opens_in):
    assert sum(season_factors(levels, opens_in)) == 12


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 10**6, places=2), LEVELS, st.integers(1, 12))
def test_units_are_whole_and_their_year_is_twelve_normal_months(normal, levels, opens_in):
    units = units_of_year(normal, season_factors(levels, opens_in), first=1, start="fast")

    assert all(one == int(one) >= 0 for one in units)
    assert abs(sum(units) - 12 * normal) <= Decimal("0.5")


def test_a_season_follows_the_calendar_wherever_the_plan_begins():
    season = "3,1,2,2,2,2,2,2,2,2,2,2"

    january, february = (
        inputs_of({"products": product(season=season), "actions": {"start_month": month}})
        for month in ("2027-01", "2027-02")
    )

    assert whole(january["products"][0]["sales_units"])[:3] == [90, 30, 60]
    assert whole(february["products"][0]["sales_units"])[-2:] == [60, 90]


def test_sales_grow_over_half_a_year_or_a_year_from_the_first_month_of_sales():
    half, year = (
        whole(units_of_year(Decimal(60), FLAT, first=3, start=start)) for start in ("half", "year")
    )
    assert half == [0, 0, 10, 20, 30, 40, 50, 60, 60, 60, 60, 60]
    assert year == [0, 0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]


def test_a_full_table_of_months_wins_and_a_part_of_one_does_not():
    full = "1,2,3,4,5,6,7,8,9,10,11,12"

    by_table = inputs_of({"products": product(twelve=full)})["products"][0]
    by_month = inputs_of({"products": product(twelve="7" + "," * 11)})["products"][0]

    assert whole(by_table["sales_units"]) == list(range(1, 13))
    assert whole(by_month["sales_units"]) == [60] * 12


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 500).map(Decimal), min_size=12, max_size=12),
    st.decimals(0, 6, places=1),
)
def test_goods_in_stock_are_made_and_never_sold_back(sold, months):
    made = units_made(sold, months)

    stock = Decimal(0)
    for now, units in zip(made, sold, strict=True):
        stock += now - units
        assert now >= 0
        assert stock >= 0


def test_late_payers_weigh_as_much_as_what_they_buy():
    answers = product(later="5", later_months="1") | {
        "products/q/price": "300",
        "products/q/normal_month": "60",
        "products/q/start": "fast",
        "products/q/later": "4",
        "products/q/later_months": "3",
    }

    shares = inputs_of({"products": answers})["collections"]

    assert [str(share) for share in shares] == ["0.575000", "0.125000", "0", "0.300000"]


def test_ways_to_sell_tell_who_pays_late_where_no_product_does():
    ways = {
        "channels/a/share": "60",
        "channels/a/lag": "1",
        "channels/b/share": "40",
        "channels/b/cost": "50",
    }

    found = inputs_of({"products": product(), "marketing": ways})

    assert found["collections"] == [Decimal("0.4"), Decimal("0.6")]
    assert [cost["name"] for cost in found["indirect_costs"]] == ["Way 2"]


def test_work_for_the_piece_is_no_monthly_cost_but_counts_as_work():
    work = {
        "jobs/a/title": "Felter",
        "jobs/a/people": "4",
        "jobs/a/hours_week": "30",
        "jobs/a/kind": "made",
        "jobs/a/pay_month": "9000",
        "jobs/a/women": "3",
        "jobs/a/disabled": "1",
        "jobs/b/title": "Books",
        "jobs/b/people": "1",
        "jobs/b/hours_week": "20",
        "jobs/b/kind": "monthly",
        "jobs/b/pay_month": "9000",
        "jobs/b/from_month": "3",
    }

    found = inputs_of({"products": product(), "work": work})

    assert [cost["name"] for cost in found["indirect_costs"]] == ["Books"]
    assert whole(found["indirect_costs"][0]["amount"]) == [0, 0, *[9000] * 10]
    assert [(job["fte"], job["sex"], job["disability"]) for job in found["jobs"]] == [
        (Decimal("0.75"), "F", True),
        (Decimal("1.5"), "F", False),
        (Decimal("0.75"), "M", False),
        (Decimal("0.5"), "", False),
    ]


def test_promotion_and_licences_are_counted_without_being_written_twice():
    found = inputs_of(
        {
            "products": product(),
            "marketing": {"promotions/f/action": "Fair", "promotions/f/cost": "40"}
            | {"promotions/f/month": "12"},
            "legal": {"licences/l/name": "Seal", "licences/l/cost": "9"},
            "costs": {"once/o/name": "Seal", "once/o/amount": "5"},
        }
    )

    assert whole(found["indirect_costs"][0]["amount"]) == [*[0] * 11, 40]
    assert [(one["name"], one["amount"]) for one in found["pre_operating"]] == [
        ("Seal", Decimal(9)),
        ("Seal (2)", Decimal(5)),
    ]


@pytest.mark.parametrize(
    ("shares", "things", "expected"),
    [
        (("70", "30"), "100", (["70.00", "30.00"], ["100.00"])),
        (("70", "30"), "60", (["70.00", "30.00"], ["60.00", "40.00"])),
        (("70", "30"), "101", (["70.50", "30.50"], ["101.00"])),
        ((), "60", ([], [])),
    ],
)
def test_things_in_kind_and_shares_in_kind_become_the_same_sum(shares, things, expected):
    found = inputs_of(
        {
            "products": product(),
            "people": {f"members/{at}/share_in_kind": one for at, one in enumerate(shares)},
            "things": {"things/t/cost": things, "things/t/in_kind": "yes"},
        }
    )

    in_kind = [asset for asset in found["fixed_assets"] if asset["in_kind"]]
    assert (
        [str(member["share_in_kind"]) for member in found["members"]],
        [str(asset["cost"]) for asset in in_kind],
    ) == expected


def test_a_grant_without_steps_comes_in_two():
    found = inputs_of({"products": product(), "money": {"grant_ask": "1001"}})

    assert [(one["name"], one["period"], one["amount"]) for one in found["grants"]] == [
        ("Step 1", 0, Decimal("400.40")),
        ("Step 2", 6, Decimal("600.60")),
    ]


def _answer(field: Field) -> st.SearchStrategy[str]:
    """Anything that might be kept under a field: right, at the limits, or from another template."""
    most = max(int(min(field.most, Decimal(10**9))), 1)
    numbers = st.one_of(
        st.integers(0, most).map(str),
        st.sampled_from(["0", "0.01", "0.001", str(field.most), "-3", "x"]),
    )
    match field.kind:
        case Kind.CHOICE | Kind.YESNO:
            return st.sampled_from([choice.key for choice in field.choices] + ["strange"])
        case Kind.SEASON:
            return LEVELS.map(lambda levels: ",".join(map(str, levels)))
        case Kind.TWELVE:
            return st.lists(numbers, min_size=11, max_size=12).map(",".join)
        case Kind.MONTH:
            return st.sampled_from(["2027-01", "2028-12", "spring"])
        case Kind.ROW:
            return st.sampled_from(["r0", "r1", "gone"])
        case Kind.LINE | Kind.TEXT | Kind.MANY:
            return st.sampled_from(["Wool", "  ", "Len"])
    return numbers


FIGURES = ("people", "marketing", "legal", "work", "products", "things", "costs", "money", "rules")


MONTHS = st.sampled_from([{}, {"start_month": "2027-05"}, {"start_month": "spring"}])


@st.composite
def any_answers(draw: st.DrawFn, template: Template) -> Answers:
    """Answers of the sections that make figures, most of them left out."""
    found: dict[str, dict[str, str]] = {"actions": draw(MONTHS)}
    for key in FIGURES:
        section = template.section(key)
        asked = {field.key: field for field in section.fields()}
        for table in section.tables():
            for at in range(draw(st.integers(0, 2))):
                asked |= {table.path(f"r{at}", field.key): field for field in table.fields}
        paths = draw(st.sets(st.sampled_from(sorted(asked)))) if asked else set()
        found[key] = {path: draw(_answer(asked[path])) for path in sorted(paths)}
    found["products"] |= {"products/r0/price": "650", "products/r0/normal_month": "90"}
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(countries()))
def test_whatever_is_answered_the_engine_takes_the_plan_and_its_balance_holds(data, country):
    answers = data.draw(any_answers(load_template(country)))

    results = compute(read_inputs(inputs_of(answers, country)))

    sheet = results.balance_sheet_month_12
    assert sheet.total_assets == sheet.total_liabilities + sheet.total_equity

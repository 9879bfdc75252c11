"""The drawings of a plan: what they say, and that every amount has its place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.paths import TEMPLATES
from lms.plans.drawings.drawing import LETTERS, WIDTH, Shape, scale
from lms.plans.drawings.months import all_costs, cash_line
from lms.plans.drawings.of_plan import drawings_of
from lms.plans.drawings.speech import Speech
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from tests.plans.random_plans import seeded_plan
from tests.plans.small_plans import case_1, empty_plan, product

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = Speech("en", "VND")
CASE = compute(read_inputs(case_1()["inputs"]))


def drawn(key: str, results=CASE, speech: Speech = ENGLISH):
    return next(one for one in drawings_of(results, speech) if one.key == key)


def test_the_cash_line_says_its_lowest_point_and_its_table_has_every_month():
    cash = drawn("cash")

    assert cash.says == (
        "The lowest point is 10,212,000\xa0VND: Month 3. Cash never falls below zero."
    )
    assert cash.rows[0] == ("Start", "33,000,000\xa0VND")
    assert cash.rows[12] == ("Month 12", "79,817,570\xa0VND")
    assert len(cash.rows) == 13


def test_cash_below_zero_is_named_by_month_and_not_by_colour_alone():
    closing = (Decimal(5), Decimal(-1), Decimal(-7), *[Decimal(3)] * 10)
    short = replace(
        CASE,
        cash_flow=replace(CASE.cash_flow, closing=closing),
        funding=replace(CASE.funding, min_cash_period=2),
    )

    cash = cash_line(short, ENGLISH)

    assert cash.says == (
        "The lowest point is −7\xa0VND: Month 2. Cash is below zero here: Month 1, Month 2."
    )
    assert "Below zero you cannot pay" in [shape.text for shape in cash.shapes]


def test_sales_less_all_costs_is_the_profit_in_every_period():
    plan = CASE.sales_and_costs

    costs = all_costs(plan)

    assert costs[0] == Decimal(10_000_000)
    assert costs[1] == Decimal(40_396_000)
    assert drawn("sales").rows[1][1:] == (
        "32,000,000\xa0VND",
        "40,396,000\xa0VND",
        "−8,396,000\xa0VND",
    )


def test_break_even_stands_beside_the_sales_of_the_year():
    assert drawn("break-even").rows == (
        ("Sales of the year", "685,500,000\xa0VND"),
        ("Break-even sales", "595,701,209\xa0VND"),
    )


def test_without_a_break_even_the_drawing_says_why():
    loss = {"products": [product(5, 10, labour={"piece_rate": 9})]}
    results = compute(read_inputs(empty_plan(**loss)))

    even = drawn("break-even", results)

    assert even.says == results.break_even.reason
    assert even.rows == (("Sales of the year", "600\xa0VND"),)


def test_what_comes_in_and_what_is_used_are_equal():
    rows = drawn("sources").rows

    assert rows[0] == ("Where the money comes from: Members' shares in cash", "90,000,000\xa0VND")
    sides = {side: 0 for side, _ in (row[0].split(": ", 1) for row in rows)}
    for name, amount in rows:
        sides[name.split(": ", 1)[0]] += int(amount.removesuffix("\xa0VND").replace(",", ""))
    assert sides == {"Where the money comes from": 210_000_000, "What it is used for": 210_000_000}


def test_money_that_is_missing_at_the_start_is_a_line_of_its_own():
    assets = [{"name": "dryer", "cost": 700, "life_months": 12}]
    results = compute(read_inputs(empty_plan(fixed_assets=assets)))

    assert drawn("sources", results).rows == (
        ("Where the money comes from: Still missing at the start", "700\xa0VND"),
        ("What it is used for: Things bought", "700\xa0VND"),
    )


def test_jobs_and_members_are_shown_by_group():
    assert drawn("jobs").rows[:2] == (
        ("Of the work: Women", "72.22\xa0%"),
        ("Of the work: Young people", "30.56\xa0%"),
    )


@pytest.mark.parametrize("language", ["en", "vi", "mn", "ky", "ru", "ko"])
def test_a_drawing_is_small_clean_svg_that_needs_neither_style_nor_script(language):
    for one in drawings_of(CASE, Speech(language, "VND")):
        svg = one.svg()
        root = ElementTree.fromstring(svg)

        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "rect", "line", "path", "circle", "text"}
        assert root[0].tag == SVG + "title"
        assert [len(root[0].text), len(root[1].text)] == [len(one.title), len(one.says)]
        assert "style" not in svg
        assert len(svg) < 6_000


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_every_shape_of_every_plan_lies_within_the_drawing(seed):
    results = compute(read_inputs(seeded_plan(seed)))

    for one in drawings_of(results, Speech("ru", "KGS", 2)):
        outside = [shape for shape in one.shapes if not _inside(shape, one.height)]
        assert outside == []


def _inside(shape: Shape, height: int) -> bool:
    near = {
        name: float(shape.attributes[name])
        for name in ("x", "y", "cx", "cy")
        if name in shape.attributes
    }
    wide = float(shape.attributes.get("width", 0))
    tall = float(shape.attributes.get("height", 0))
    across = near.get("x", near.get("cx", 0)) + wide
    down = near.get("y", near.get("cy", 0)) + tall
    return 0 <= across <= WIDTH + 0.1 and down - tall >= -0.1 and down <= height + 0.1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12).map(Decimal), min_size=1, max_size=13))
def test_a_scale_has_zero_and_few_round_numbers_and_room_for_every_amount(amounts):
    found = scale(amounts, top=50, bottom=196)

    ticks = found.ticks()
    assert Decimal(0) in ticks
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= min(amounts)
    assert ticks[-1] >= max(amounts)
    assert [50 <= found.y(amount) <= 196 for amount in amounts] == [True] * len(amounts)


def test_letters_are_large_enough_for_a_phone_of_320_pixels():
    assert LETTERS >= 12
    assert all(
        "font-size" not in shape.attributes
        for one in drawings_of(CASE, ENGLISH)
        for shape in one.shapes
    )


def test_a_page_draws_the_same_shapes_and_escapes_every_word():
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    cash = replace(drawn("cash"), title="<b>Cash</b> & more")

    page = pages.from_string(
        '{% from "macros/drawing.html" import drawing %}{{ drawing(cash, head="h3") }}'
    ).render(cash=cash)

    assert page.count("<text") == sum(shape.tag == "text" for shape in cash.shapes)
    assert page.count("<circle") == 2
    assert page.count("<tr>") == 14
    assert "<h3>&lt;b&gt;Cash&lt;/b&gt; &amp; more</h3>" in page

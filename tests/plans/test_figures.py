"""From answers to figures and sentences: nothing unknown ever counts as 0."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.plans.figures import figures_of
from lms.plans.sentences import sentences, table

MONTH = {"rent": "900", "wages": "0", "transport": "0", "other": "0", "planned_units": "100"}
CHAIR = {
    "materials/1/quantity": "1",
    "materials/1/price": "5",
    "minutes": "30",
    "hourly_rate": "5",
    "price": "15",
}


def plan(cost=None, month=None, currency="KGS"):
    return figures_of({"costing": cost or {}, "break-even": month or {}}, currency)


def said(figures):
    return [(s.said.message % shown(s.said.values), s.warns) for s in sentences(figures)]


def shown(values):
    return {key: getattr(value, "amount", value) for key, value in values.items()}


def test_an_empty_plan_has_no_figures_and_no_sentences():
    figures = figures_of({}, "VND")

    assert figures.nothing_yet
    assert sentences(figures) == []
    assert {line.value for line in table(figures).values()} == {None}
    assert [question.key for question in figures.missing] == [
        "materials",
        "minutes",
        "hourly_rate",
        "price",
        "rent",
        "wages",
        "transport",
        "other",
        "planned_units",
    ]


def test_a_whole_plan_says_when_it_breaks_even_and_what_its_month_leaves():
    assert said(plan(CHAIR, MONTH)) == [
        ("You break even at 120 sold in a month.", False),
        ("You plan to sell 100: 20 too few to break even.", True),
        ("At this price each one loses 1.50.", True),
        ("A month with 100 sold loses 150.00.", True),
        ("One costs 7.50 in materials and work.", False),
    ]


@pytest.mark.parametrize("name", [name for name in (*CHAIR, *MONTH) if name != "planned_units"])
def test_without_one_answer_there_is_no_break_even(name):
    answers = {**CHAIR, **MONTH}
    del answers[name]

    figures = plan(answers, answers)

    assert figures.needed is None
    assert len(figures.missing) == 1
    assert not any("break even at" in sentence for sentence, _ in said(figures))


def test_a_material_without_its_price_makes_the_cost_unknown_but_not_the_lines():
    figures = plan({**CHAIR, "materials/2/name": "Glue", "materials/2/quantity": "2"})

    assert (figures.material, figures.direct) == (None, None)
    assert [line.cost for line in figures.lines] == [Decimal("5.00")]


@pytest.mark.parametrize("price", ["7.50", "7.49", "0"])
def test_a_price_at_or_below_the_direct_cost_is_said_plainly(price):
    figures = plan({**CHAIR, "price": price}, MONTH)

    assert figures.never_pays
    assert figures.needed is None
    assert said(figures)[0] == (
        f"No number of sales is enough: one sells for {Decimal(price):.2f} and costs 7.50 in"
        " materials and work.",
        True,
    )


@pytest.mark.parametrize(
    ("price", "sentence", "warns"),
    [
        ("20", "At this price each jar leaves 3.50 after all costs.", False),
        ("16.50", "At this price one just pays for what it costs.", False),
        ("16.20", "At this price one just pays for what it costs.", False),  # 0.30 is shown as 0
        ("15", "At this price each jar loses 1.50.", True),
    ],
)
def test_what_the_price_leaves_is_one_sentence(price, sentence, warns):
    assert (sentence, warns) in said(plan({**CHAIR, "unit": "jar", "price": price}, MONTH))


def test_nothing_planned_has_a_break_even_but_no_full_cost():
    figures = plan(CHAIR, {**MONTH, "planned_units": "0"})

    assert (figures.needed, figures.full, figures.result) == (120, None, Decimal(-900))


def test_each_sentence_opens_to_its_sum():
    first = sentences(plan(CHAIR, MONTH))[0]

    sums = [said.message % shown(said.values) for said in first.how[1::2]]
    assert sums == [
        "900.00 + 0.00 + 0.00 + 0.00 = 900.00",
        "900.00 ÷ (15.00 − 7.50) = 120",
        "120 × 15.00 = 1800.00",
    ]


def test_the_largest_answers_still_give_figures():
    most = dict.fromkeys(MONTH, "1000000000000") | {"planned_units": "1000000000"}
    tiny = {**CHAIR, "materials/1/quantity": "0.00000000000000001", "price": "2.51"}

    figures = plan(tiny, most)

    assert figures.needed == 400_000_000_000_000
    assert len(sentences(figures)) == 5

"""What stands on the paper: answers as they are read, findings with what the group says to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lms.plans.coach.finding import Finding, Level, Money, Month
from lms.plans.drawings.speech import Speech
from lms.plans.papers.from_plan import Mark, Written, figured, paper_of
from lms.plans.papers.paper import Answer, AnswerRows, PaperFinding
from lms.plans.papers.told import finding_told
from lms.plans.template import Texts
from lms.plans.template_reading import load_template
from tests.plans.paper_cases import STAMP, paper, sample


def told(plan: Written, language: str = "en"):
    return paper_of(plan, language, mark=Mark.DRAFT, stamp=STAMP)


def parts_of(plan, worksheet: str):
    return [part for one in plan.sections if one.worksheet == worksheet for part in one.parts]


def test_answers_are_told_with_their_units_and_rows_with_their_names():
    template = load_template("VN")
    answers = {
        "products": {
            "products/r1/name": "Kimchi",
            "products/r1/price": "28000",
            "products/r1/_at": "1",
            "materials/m1/name": "Cabbage",
            "materials/m1/product": "r1",
        }
    }

    found = parts_of(told(Written("Kimchi", template, answers)), "W6")

    products, materials = (part for part in found[:2] if isinstance(part, AnswerRows))
    assert products.names == ("Kimchi",)
    assert "₫28,000" in products.rows[0]
    assert materials.rows[0][:2] in {("Kimchi", "Cabbage"), ("Cabbage", "Kimchi")}


def test_a_question_is_answered_open_or_not_known_yet():
    template = load_template("VN")
    answers = {"idea": {"who": "Seven families", "unknown/need": "1"}}

    found = parts_of(told(Written("Felt", template, answers)), "W1")

    texts = [part.text for part in found if isinstance(part, Answer)]
    assert texts[:3] == ["Seven families", "not known yet", ""]


def test_stops_and_warnings_are_printed_with_the_explanation_and_tips_are_not():
    money = Finding("K08", Level.WARN, "money", "", "%(n)s is missing.", {"n": Money(Decimal(7))})
    tip = Finding("K25", Level.TIP, "money", "", "Round numbers.")
    plan = replace(sample(), findings=(money, tip))
    answers = {**plan.answers, "explanations": {"K08": "An aunt lends it."}}

    found = told(replace(plan, answers=answers)).findings

    assert found == (PaperFinding("Look:", "7\xa0VND is missing.", "An aunt lends it."),)


def test_a_finding_tells_each_kind_of_value_in_the_language():
    values = {
        "money": Money(Decimal("1234567")),
        "month": Month("2027-03"),
        "words": Texts({"en": "honey", "vi": "mật ong"}),
        "count": 1200,
        "typed": "100 %",
    }
    message = "%(money)s %(month)s %(words)s %(count)s %(typed)s"
    finding = Finding("K01", Level.STOP, "idea", "", message, values)

    assert finding_told(finding, Speech("vi", "VND")) == (
        "1.234.567\xa0VND tháng 3 năm 2027 mật ong 1.200 100 %"
    )


def test_the_summary_counts_members_by_group_and_says_who_pays_which_part():
    summary = dict(paper().summary)

    assert summary["Members"] == (
        "8 · women: 5 · men: 3 · under 30: 2 · with a disability: 1 · returned from abroad: 3"
    )
    assert summary["Grant asked for"] == "90,000,000\xa0VND (41.6\xa0%)"
    assert summary["Lowest cash at the end of a month"] == "12,524,480\xa0VND, Month 3"


def test_a_plan_without_figures_has_no_workbook_and_leaves_its_figures_open():
    plan = Written("Felt", load_template("KG"), {})

    summary = dict(told(plan).summary)

    assert figured(plan, "en") is None
    assert {text for _, text in summary.items()} == {""}
    assert told(plan).drawings == ()


def test_signs_that_turn_the_direction_of_writing_are_left_out():
    plan = Written("Good \u202egnp.exe", load_template("KG"), {})

    assert told(plan).title == "Good gnp.exe"

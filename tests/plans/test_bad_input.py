"""What a stranger sends to the pages of a plan gets a sentence, never an error of ours."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from plans.page_words import inputs_of
from plans.writing import Writing

from lms.plans.drawings.speech import Speech
from lms.plans.expansion import expand
from lms.plans.template_reading import load_template
from lms.plans.typed_answers import OUT_OF_RANGE, Fault, read_answer

ROW = "products/p"
PRODUCT = {f"{ROW}/name": "Greens", f"{ROW}/price": "100", f"{ROW}/normal_month": "60"}
# The largest that the fields take: their sums have more than thirty digits.
HUGE = {
    f"{ROW}/price": "1",
    f"{ROW}/normal_month": "999999999",
    "materials/m/product": "p",
    "materials/m/name": "Greens",
    "materials/m/quantity": "999999999",
    "materials/m/price": "999999999999",
}
PAGES = ("", "figures/", "ready/", "reader/", "summary.pdf", "plan.xlsx", "plan.docx")


@pytest.fixture
def writing(db, make):
    made = Writing(db, make.user())
    db.commit()
    return made


def url(writing, page):
    return f"/plans/{writing.plan.id}/{page}"


def statuses(browse, writing, pages=PAGES):
    person = browse(writing.owner)
    return {page: person.get(url(writing, page)).status_code for page in pages}


def test_a_place_of_five_thousand_digits_is_the_first_place(browse, db, writing):
    writing.send(writing.owner, {**PRODUCT, f"{ROW}/_at": "9" * 5000}, section="products")
    db.commit()

    found = statuses(browse, writing, (*PAGES, "products/", "history/changes/"))

    assert set(found.values()) == {200}, found


def test_sums_of_more_digits_than_are_usual_are_shown(browse, db, writing):
    writing.send(writing.owner, HUGE, section="products")
    db.commit()

    found = statuses(browse, writing)

    assert set(found.values()) == {200}, found


def test_an_amount_of_forty_digits_keeps_them_all():
    told = Speech("en", "KGS", 2).amount(Decimal("1234567890" * 4 + ".05"))

    assert told.replace(",", "") == "1234567890" * 4 + ".05"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("history/?before=0001-01-01T00:00:00%2B14:00", 200),
        ("history/?before=9999-12-31T23:59:59-14:00", 200),
        ("frozen/999999999999999999999999/", 404),
        ("frozen/99999999999999999999/plan.pdf", 404),
    ],
)
def test_moments_and_numbers_at_the_edge_of_a_column(browse, writing, page, expected):
    assert browse(writing.owner).get(url(writing, page)).status_code == expected


@pytest.mark.parametrize(("door", "status"), [("rename", 422), ("ready/freeze", 409)])
def test_who_asks_an_open_question_still_gets_the_page_of_a_refusal(
    browse, db, writing, door, status
):
    writing.send(writing.owner, {"need": "A dryer"}, device="one")
    writing.send(writing.owner, {"need": "A boat"}, device="two")
    db.commit()
    person = browse(writing.owner)
    fields = inputs_of(person.get(url(writing, "")).text)

    answer = person.post(url(writing, door), {**fields, "title": "", "op_id": str(uuid.uuid4())})

    assert answer.status_code == status


def test_a_thing_lasts_a_year_at_least():
    asked = load_template("VN").section("things").field_at("things/t/years")

    assert read_answer(asked, "0", "en", "VND") == Fault(OUT_OF_RANGE, {"least": "1", "most": "50"})


def test_a_rest_above_the_price_is_told():
    thing = {"things/t/name": "Dryer", "things/t/cost": "1000", "things/t/rest": "5000"}
    template = load_template("VN")

    expanded = expand({"products": PRODUCT, "things": thing}, template, currency="VND", title="A")

    assert expanded.inputs["fixed_assets"][0]["residual"] == Decimal(1000)
    assert ("things/t/rest", {"name": "Dryer"}) in [
        (note.path, dict(note.values)) for note in expanded.notes
    ]

"""The plan's pages as their writer meets them."""

from __future__ import annotations

import uuid
from io import BytesIO

import pytest
from plans.page_words import words_of
from pypdf import PdfReader
from sqlalchemy import func, select

from lms.accounts.kinds import Country
from lms.plans.models import Plan, PlanSection
from lms.plans.own_data import KEEPER
from lms.plans.sections import SECTIONS


def begin(person, **data):
    return person.post("/plans/", {"title": "Greens", "country": "vn", **data})


def test_a_stranger_signs_in_first(browse):
    assert browse().get("/plans/").location == "/sign-in?next=/plans/"


def test_a_plan_begins_with_a_name_and_a_country_and_has_that_country_s_money(browse, make, db):
    person = browse(make.user())

    answer = begin(person, country="mn")

    plan = db.scalars(select(Plan)).one()
    assert answer.location == f"/plans/{plan.id}/"
    assert (plan.title, plan.country, plan.currency) == ("Greens", Country.MONGOLIA, "MNT")
    assert "What do they need?" in person.get(answer.location).text


def test_the_start_form_sent_twice_begins_one_plan(browse, make, db):
    person = browse(make.user())
    key = str(uuid.uuid4())

    first, second = (begin(person, plan_id=key).location for _ in range(2))

    assert first == second == f"/plans/{key}/"
    assert db.scalar(select(func.count()).select_from(Plan)) == 1


def test_another_person_s_plan_id_begins_a_plan_of_one_s_own(browse, make, start, db):
    theirs = start(make.user())

    answer = begin(browse(make.user()), plan_id=str(theirs.id))

    assert answer.location != f"/plans/{theirs.id}/"
    assert db.scalar(select(func.count()).select_from(Plan)) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": " "}, "Write a name. You can change it later."),
        ({"title": "x" * 121}, "Write at most 120 characters. You have written 121."),
        ({"country": "xx"}, "Choose one of the answers."),
    ],
)
def test_a_plan_without_a_name_or_country_is_asked_again(browse, make, db, data, said):
    answer = begin(browse(make.user()), **data)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.scalar(select(func.count()).select_from(Plan)) == 0


def test_after_fifty_plans_one_is_deleted_first(browse, make, start):
    owner = make.user()
    for _ in range(50):
        start(owner)

    answer = begin(browse(owner))

    assert answer.status_code == 409
    assert "You have 50 plans. Delete one before you begin another." in answer.text


def test_the_list_shows_own_plans_and_no_others(browse, make, start):
    start(make.user(), title="Not for your eyes")
    owner = make.user()
    start(owner, title="Wool from Naryn")

    page = browse(owner).get("/plans/")

    assert "Wool from Naryn" in page.text
    assert "Not for your eyes" not in page.text


@pytest.mark.parametrize("end", ["", "idea/", "costing/", "plan.pdf"])
def test_another_person_s_plan_does_not_exist(browse, make, whole, end):
    plan = whole(make.user())

    assert browse(make.trainer()).get(f"/plans/{plan.id}/{end}").status_code == 404


@pytest.mark.parametrize("end", ["idea/", "rename", "delete"])
def test_another_person_s_plan_cannot_be_changed(browse, make, whole, db, end):
    plan = whole(make.user())

    answer = browse(make.admin()).post(
        f"/plans/{plan.id}/{end}", {"title": "mine", "sure": "y", "need": "x"}
    )

    assert answer.status_code == 404
    db.expire_all()
    assert db.get(Plan, plan.id).title == "Greens"
    assert db.scalar(select(func.count()).select_from(PlanSection)) == 2


@pytest.mark.parametrize("end", ["finance/", "idea/x/", "../../etc/"])
def test_an_unknown_section_is_not_there(browse, make, start, end):
    owner = make.user()
    plan = start(owner)

    assert browse(owner).get(f"/plans/{plan.id}/{end}").status_code == 404


def test_sections_follow_one_another_and_the_figures_come_home(browse, make, start):
    owner = make.user()
    home = f"/plans/{start(owner).id}/"
    person = browse(owner)

    answers = [person.post(f"{home}{section.key}/", {"base_rev": "0"}) for section in SECTIONS]

    assert [answer.location for answer in answers] == [
        f"{home}people/",
        f"{home}costing/",
        home,
        home,
    ]


def test_the_home_says_the_figures_first_and_asks_one_question(browse, make, whole):
    owner = make.user()
    plan = whole(owner)

    page = words_of(browse(owner).get(f"/plans/{plan.id}/").text)

    assert "At this price each jar loses 3,298 VND." in page
    assert "You break even at 1,315 sold in a month." in page
    assert "You plan to sell 1,000: 315 too few to break even." in page
    assert "One question for you Who has the need?" in page
    assert "9 more questions are open What do they need?" in page
    assert page.index("You break even") < page.index("Idea and need")


def test_what_is_not_known_is_listed_with_a_link_to_its_place(browse, make, start):
    owner = make.user()
    plan = start(owner, idea={"who": "30 families"}, costing={"materials/1/name": "Greens"})

    page = browse(owner).get(f"/plans/{plan.id}/").text

    assert f'href="/plans/{plan.id}/idea/#need"' in page
    assert f'href="/plans/{plan.id}/costing/#materials/1/quantity"' in page
    assert "1 of 5 answered" in words_of(page)
    assert f'href="/plans/{plan.id}/idea/#who"' not in page


def test_a_plan_with_half_of_its_costs_says_what_it_waits_for(browse, make, start, jar):
    owner = make.user()
    plan = start(owner, costing=jar, break_even={"rent": "100", "planned_units": "5"})

    page = words_of(browse(owner).get(f"/plans/{plan.id}/").text)

    assert "You break even" not in page
    assert "The break-even still waits for: Wages in a month" in page


def test_a_plan_is_renamed(browse, make, start):
    owner = make.user()
    home = f"/plans/{start(owner).id}/"
    person = browse(owner)

    person.post(f"{home}rename", {"title": "Wool"})

    assert "<h1>Wool</h1>" in person.get(home).text


def test_a_plan_goes_only_with_a_tick(browse, make, whole, db):
    owner = make.user()
    home = f"/plans/{whole(owner).id}/"
    person = browse(owner)

    refused = person.post(f"{home}delete")
    gone = person.post(f"{home}delete", {"sure": "y"})

    assert (refused.status_code, gone.location) == (422, "/plans/")
    assert "Tick this box if you want this." in refused.text
    assert db.scalar(select(func.count()).select_from(PlanSection)) == 0
    assert person.get(home).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_plans_costs_three_queries(browse, make, whole, counting, rows):
    owner = make.user()
    for _ in range(rows):
        whole(owner)
    person = browse(owner)

    with counting() as statements:
        person.get("/plans/")

    assert len(statements) == 3, statements


@pytest.mark.parametrize("end", ["", "costing/", "plan.pdf"])
def test_a_page_of_a_plan_costs_three_queries(browse, make, whole, counting, end):
    owner = make.user()
    plan = whole(owner)
    person = browse(owner)

    with counting() as statements:
        person.get(f"/plans/{plan.id}/{end}")

    assert len(statements) == 3, statements


def test_the_pdf_holds_the_answers_the_figures_and_how_they_were_computed(browse, make, whole):
    owner = make.user(name="Trần Văn Đức")
    plan = whole(owner)

    answer = browse(owner).get(f"/plans/{plan.id}/plan.pdf")

    assert answer.mimetype == "application/pdf"
    reader = PdfReader(BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "Greens",
        "Written by Trần Văn Đức, last saved on November 22, 2026.",
        "Pickled mustard greens, 500 g",
        "Mustard greens · 0.9 · 7,000 VND",
        "not answered yet",
        "Break-even: to sell in a month 1,315",
        "13,798,000 ÷ (28,000 − 17,500) ≈ 1,314.1 → 1,315",
        "28,000 − 31,298 = -3,298 VND",
    ):
        assert said in text


def test_som_are_shown_whole_but_a_sum_can_be_checked_to_the_tyiyn(browse, make, db):
    person = browse(make.user())
    home = begin(person, country="kg").location
    row = {"materials/1/quantity": "1", "materials/1/price": "12,5"}

    person.post(f"{home}costing/", {**row, "base_rev": "0", "minutes": "6", "hourly_rate": "32"})

    page = words_of(person.get(home).text)
    assert "One costs 16 KGS in materials and work." in page
    assert "12.5 + 3.2 = 15.7 KGS" in page


def test_own_data_holds_the_plan_and_leaving_takes_it_along(make, whole, db):
    owner = make.user()
    whole(owner)

    kept = KEEPER.export(db, owner.id)

    assert [(one["title"], one["sections"]["costing"]["answers"]["price"]) for one in kept] == [
        ("Greens", "28000")
    ]
    db.delete(owner)
    db.flush()
    assert db.scalar(select(func.count()).select_from(PlanSection)) == 0

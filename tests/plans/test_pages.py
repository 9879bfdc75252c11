"""The plan's pages as their writer meets them."""

from __future__ import annotations

import uuid

import pytest
from plans.page_words import inputs_of, words_of
from sqlalchemy import func, select

from lms.accounts.kinds import Country
from lms.plans.models import Plan, PlanSection


def begin(person, **data):
    return person.post("/plans/", {"title": "Greens", "country": "vn", **data})


def hidden(person, plan, key) -> dict[str, str]:
    """The hidden fields of a section's page."""
    fields = inputs_of(person.get(f"/plans/{plan.id}/{key}/").text)
    return {name: fields[name] for name in ("op_id", "device_id", "base_rev")}


def test_a_stranger_signs_in_first(browse):
    assert browse().get("/plans/").location == "/sign-in?next=/plans/"


def test_a_plan_begins_with_a_name_and_a_country_and_has_that_country_s_money(browse, make, db):
    person = browse(make.user())

    answer = begin(person, country="mn")

    plan = db.scalars(select(Plan)).one()
    assert answer.location == f"/plans/{plan.id}/"
    assert (plan.title, plan.country, plan.currency) == ("Greens", Country.MONGOLIA, "MNT")
    assert "Who has the need?" in person.get(answer.location).text


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


@pytest.mark.parametrize("end", ["", "idea/", "products/", "questions/"])
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


def test_the_home_asks_one_question_and_then_says_the_figures(browse, make, whole):
    owner = make.user()
    plan = whole(owner)

    page = words_of(browse(owner).get(f"/plans/{plan.id}/").text)

    assert "One question for you Who has the need?" in page
    assert "Your cash lasts. At its lowest it is 0 VND." in page
    assert page.index("What your figures say") < page.index("Idea and need")


def test_a_plan_without_a_price_says_what_its_figures_wait_for(browse, make, start):
    owner = make.user()
    plan = start(owner, products={"products/p1/name": "Greens"})

    page = words_of(browse(owner).get(f"/plans/{plan.id}/").text)

    assert "as soon as one product has a price and a normal month" in page


def test_what_is_not_known_is_on_the_list_with_a_link_and_is_not_asked_first(browse, make, start):
    owner = make.user()
    plan = start(owner, idea={"unknown/who": "1"})

    page = browse(owner).get(f"/plans/{plan.id}/").text

    assert f'<a class="link" href="/plans/{plan.id}/idea/#who">Who has the need?</a>' in page
    assert "One question for you What do they need?" in words_of(page)


def test_a_section_that_loses_a_needed_answer_is_no_longer_done(browse, make, start, db):
    owner = make.user()
    needed = ("who", "need", "offer", "together", "one_line")
    plan = start(owner, idea=dict.fromkeys(needed, "answered"))
    person = browse(owner)
    before = words_of(person.get(f"/plans/{plan.id}/").text)

    person.post(f"/plans/{plan.id}/idea/", {**hidden(person, plan, "idea"), "who": ""})

    assert "Idea and need Done" in before
    assert "Idea and need In work" in words_of(person.get(f"/plans/{plan.id}/").text)


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
def test_the_list_of_plans_costs_four_queries(browse, make, whole, counting, rows):
    owner = make.user()
    for _ in range(rows):
        whole(owner)
    person = browse(owner)

    with counting() as statements:
        person.get("/plans/")

    assert len(statements) == 4, statements


@pytest.mark.parametrize(("end", "count"), [("", 5), ("products/", 6), ("questions/", 5)])
def test_a_page_of_a_plan_costs_few_queries(browse, make, whole, counting, end, count):
    owner = make.user()
    plan = whole(owner)
    person = browse(owner)

    with counting() as statements:
        person.get(f"/plans/{plan.id}/{end}")

    assert len(statements) == count, statements

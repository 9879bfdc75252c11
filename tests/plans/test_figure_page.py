"""The page "Does it carry?": sentences, drawings, what if, findings and where to go."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from plans.page_words import words_of
from plans.whole_plans import whole_plan
from plans.writing import Writing
from sqlalchemy import select

from lms.plans.kinds import PlanRole
from lms.plans.models import Plan


def figures(person, plan, query=""):
    return person.get(f"/plans/{plan.id}/figures/{query}")


def test_the_page_says_first_whether_all_can_be_paid(browse, make, db):
    owner = make.user()
    plan = whole_plan(db, owner)

    page = words_of(figures(browse(owner), plan).text)

    assert page.startswith("Does it carry?")
    assert "Your cash lasts. At its lowest it is 12,524,480 VND." in page
    assert "After a year, without the grant, 70,640,182 VND are left." in page
    assert "The lowest point is 12,524,480 VND: Month 3. Cash never falls below zero." in page


def test_the_same_page_in_vietnamese_writes_numbers_as_vietnamese_do(browse, make, db):
    owner = make.user()
    plan = whole_plan(db, owner)

    page = figures(browse(owner, "vi"), plan)

    assert "12.524.480\xa0VND" in page.text
    assert "12,524,480" not in page.text


def test_each_figure_opens_to_its_formula(browse, make, db):
    owner = make.user()
    plan = whole_plan(db, owner)

    page = words_of(figures(browse(owner), plan).text)

    assert "Gross profit 357,923,600 VND Sales 629,416,000 VND − direct costs 271,492,400 VND." in (
        page
    )
    assert "First month that pays 6" in page


def test_what_if_stands_beside_the_plan_and_changes_nothing(browse, make, db):
    owner = make.user()
    plan = whole_plan(db, owner)
    before = plan.rev

    page = figures(browse(owner), plan, "?what=sell_less&what=pay_later")

    words = words_of(page.text)
    assert (
        "You see the plan as it would be if: We sell 30 % less; Customers pay a month later."
        in (words)
    )
    assert "Lowest cash at the end of a month 12,524,480 −" in words
    assert page.text.count(" checked") == 2
    db.expire_all()
    assert db.scalars(select(Plan.rev)).one() == before


@pytest.mark.parametrize("query", ["?what=nonsense", "?what=", "?what=%00&what=<b>", "?x=1"])
def test_a_switch_that_there_is_not_shows_the_plan_as_it_is(browse, make, db, query):
    owner = make.user()
    plan = whole_plan(db, owner)

    page = figures(browse(owner), plan, query)

    assert page.status_code == 200
    assert "You see the plan as it would be" not in page.text


def test_a_finding_leads_to_the_answer_that_it_is_about(browse, make, db):
    owner = make.user()
    plan = whole_plan(db, owner)

    page = figures(browse(owner), plan).text

    assert f'href="/plans/{plan.id}/declarations/#consent"' in page
    assert "Mend this before you send the plan" in page


def test_a_plan_without_a_price_says_what_is_missing_and_where(browse, make, db):
    writing = Writing(db, make.user())
    db.commit()

    page = figures(browse(writing.owner), writing.plan)

    assert "as soon as one product has a price and a normal month" in page.text
    assert f'href="/plans/{writing.plan.id}/products/#products"' in page.text
    assert '<svg class="drawing"' not in page.text


def test_an_answer_that_is_still_the_sample_s_is_counted_until_it_is_written_anew(browse, make, db):
    writing = Writing(db, make.user())
    plan = whole_plan(db, writing.owner, without=("people", "market"))
    writing.plan = plan
    person = browse(writing.owner)

    before = words_of(figures(person, plan).text)
    writing.send(writing.owner, {"need": "Our own words"}, base=1)
    db.commit()
    after = words_of(figures(person, plan).text)

    assert "answers are still those of the sample plan" in before
    assert count_in(before) - count_in(after) == 1


def count_in(words: str) -> int:
    return int(words.partition("Does it carry? ")[2].split(" ")[0])


@pytest.mark.parametrize("query", ["", "?what=sell_less"])
def test_the_page_costs_four_queries(browse, make, db, counting, query):
    owner = make.user()
    plan = whole_plan(db, owner)
    person = browse(owner)

    with counting() as statements:
        figures(person, plan, query)

    assert len(statements) == 4, statements


@pytest.mark.parametrize("country", ["VN", "MN", "KG"])
@pytest.mark.parametrize("what", ["sell_less", "costs_more", "step_late", "pay_later"])
def test_every_switch_works_on_every_sample(browse, make, db, country, what):
    owner = make.user()
    plan = whole_plan(db, owner, country=country)

    page = figures(browse(owner), plan, f"?what={what}")

    assert "You see the plan as it would be if:" in page.text


def test_another_person_s_figures_do_not_exist(browse, make, db):
    plan = whole_plan(db, make.user())
    stranger = browse(make.trainer())

    assert figures(stranger, plan).status_code == 404
    assert stranger.get(f"/plans/{uuid.uuid4()}/figures/").status_code == 404


def test_a_reader_of_the_plan_sees_its_figures(browse, make, db):
    writing = Writing(db, make.user())
    writing.plan = whole_plan(db, writing.owner)
    reader = writing.joined(PlanRole.VIEWER, now=NOW)
    db.commit()

    assert figures(browse(reader), writing.plan).status_code == 200

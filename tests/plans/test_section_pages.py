"""A section as its writers meet it: plain form, rows, faults, and answers sent one by one."""

from __future__ import annotations

import re
import uuid

import brotli
import pytest
from factories import NOW
from plans.page_words import inputs_of, words_of
from sqlalchemy import select

from lms.accounts.kinds import Country
from lms.plans import service
from lms.plans.models import PlanSection
from lms.plans.template_reading import load_template
from lms.web import static_files

KEYS = [section.key for section in load_template("vn").sections]


@pytest.fixture
def plan_of(db):
    def begun(user, country=Country.VIET_NAM):
        plan = service.start_plan(
            db, user, title="Greens", country=country, plan_id=uuid.uuid4(), now=NOW
        )
        db.commit()
        return plan

    return begun


def hidden(page) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: value for name, value in pairs if name in ("op_id", "device_id", "base_rev")}


def kept(db, key) -> dict[str, str]:
    db.expire_all()
    return dict(db.scalars(select(PlanSection).where(PlanSection.key == key)).one().answers)


def part(person, url, page, **answers):
    """What the script sends when these answers were typed on this page."""
    data = {**hidden(page), "op_id": str(uuid.uuid4()), "part": "1", "changed": list(answers)}
    return person.post(url, {**data, **answers}, headers={"Accept": "application/json"})


@pytest.mark.parametrize("country", [Country.VIET_NAM, Country.MONGOLIA, Country.KYRGYZSTAN])
@pytest.mark.parametrize("key", KEYS)
def test_every_section_of_every_country_opens(browse, make, plan_of, key, country):
    user = make.user()
    plan = plan_of(user, country)

    page = browse(user).get(f"/plans/{plan.id}/{key}/")

    assert page.status_code == 200
    title = load_template(country.value).section(key).title.in_language("en")
    assert f"<h1>{title}</h1>" in page.text


def test_what_a_plain_form_sends_is_kept_and_the_next_section_opens(browse, make, plan_of, db):
    user = make.user()
    plan, person = plan_of(user), browse(user)
    url = f"/plans/{plan.id}/idea/"

    answer = person.post(url, {**hidden(person.get(url)), "need": "A dryer", "unknown/gain": "1"})

    assert answer.location == f"/plans/{plan.id}/people/"
    assert kept(db, "idea") == {"need": "A dryer", "unknown/gain": "1"}
    assert "A dryer</textarea>" in person.get(url).text


def test_a_row_is_added_without_a_script_and_what_was_typed_stays(browse, make, plan_of):
    user = make.user()
    plan, person = plan_of(user), browse(user)
    url = f"/plans/{plan.id}/market/"
    sent = {**inputs_of(person.get(url).text), "findings": "They want small jars"}

    page = person.post(url, {**sent, "add": "customers"})

    assert page.status_code == 200
    assert "They want small jars</textarea>" in page.text
    rows = re.findall(r'data-row="customers/([^"]+)"', page.text)
    assert len(set(rows) - {"ROW"}) == 3


def test_a_row_that_is_taken_out_is_kept_in_the_history_and_not_shown(browse, make, start, db):
    user = make.user()
    plan = start(user, risks={"risks/a/name": "Flood", "risks/b/name": "Illness"})
    person = browse(user)
    url = f"/plans/{plan.id}/risks/"

    person.post(url, {**inputs_of(person.get(url).text), "risks/a/_gone": "1"})

    page = person.get(url).text
    assert 'value="Flood"' not in page
    assert 'value="Illness"' in page
    assert kept(db, "risks")["risks/a/name"] == "Flood"


def test_one_answer_sent_by_the_script_is_saved_with_its_reading(browse, make, plan_of, db):
    user = make.user()
    plan, person = plan_of(user), browse(user, lang="vi")
    url = f"/plans/{plan.id}/products/"
    page = person.get(url)

    answer = part(person, url, page, **{"products/a/_at": "1", "products/a/price": "14.628.000"})

    said = answer.get_json()
    assert said["ok"] is True
    assert said["rev"] == 1
    assert said["answers"]["products/a/price"] == [["products/a/price", "14.628.000"]]
    assert "14,6 triệu" in said["readings"]["products/a/price"]
    assert kept(db, "products") == {"products/a/_at": "1", "products/a/price": "14628000"}


def test_a_wrong_answer_of_the_script_has_its_sentence_and_the_good_one_is_saved(
    browse, make, plan_of, db
):
    user = make.user()
    plan, person = plan_of(user), browse(user)
    url = f"/plans/{plan.id}/market/"

    answer = part(person, url, person.get(url), interviews="many", findings="Small jars")

    assert answer.get_json()["wrong"] == {"interviews": "Write a number, such as 12000 or 12,5."}
    assert kept(db, "market") == {"findings": "Small jars"}


def test_two_who_write_different_prices_are_asked_and_one_tap_settles_it(browse, make, start, db):
    user = make.user()
    plan = start(user)
    person = browse(user)
    url = f"/plans/{plan.id}/money/"
    one, other = person.get(url), person.get(url)
    part(person, url, one, grant_ask="650")

    said = part(person, url, other, grant_ask="700").get_json()
    page = person.get(f"/plans/{plan.id}/questions/")
    person.post(
        re.search(r'action="(/plans/[^"]+/questions/[^"]+)"', page.text)[1],
        {**inputs_of(page.text), "choice": "mine"},
    )

    left = words_of(person.get(f"/plans/{plan.id}/questions/").text)
    assert said["questions"] == 1
    assert "No question is open." in left
    assert said["answers"]["grant_ask"] == [["grant_ask", "650"]]
    assert "650" in words_of(page.text)
    assert "700" in words_of(page.text)
    assert kept(db, "money") == {"grant_ask": "700"}


def test_an_old_plain_page_overwrites_nothing_that_it_did_not_change(browse, make, start, db):
    user = make.user()
    plan = start(user)
    person = browse(user)
    url = f"/plans/{plan.id}/idea/"
    old = person.get(url)
    part(person, url, person.get(url), need="A dryer")

    person.post(url, {**inputs_of(old.text), "offer": "Drying for all"})

    assert kept(db, "idea") == {"need": "A dryer", "offer": "Drying for all"}


@pytest.mark.parametrize("key", KEYS)
def test_a_section_costs_at_most_six_statements_and_forty_kilobytes(
    browse, make, whole, counting, key
):
    user = make.user()
    plan = whole(user)
    person = browse(user)

    with counting() as statements:
        page = person.get(f"/plans/{plan.id}/{key}/")

    assert len(statements) <= 6, statements
    names = set(re.findall(r'(?:href|src)="/static/[^/]+/([^"]+)"', page.text))
    sizes = [len(static_files._kept(name).br or b"") for name in names if name != "img/mark.svg"]
    assert len(brotli.compress(page.data, quality=5)) + sum(sizes) <= 40_000


def test_a_section_with_an_open_question_costs_six_statements_too(browse, make, start, counting):
    user = make.user()
    plan = start(user)
    person = browse(user)
    url = f"/plans/{plan.id}/money/"
    one, other = person.get(url), person.get(url)
    part(person, url, one, grant_ask="650")
    part(person, url, other, grant_ask="700")

    with counting() as statements:
        page = person.get(url)

    assert "Which answer is right?" in page.text
    assert len(statements) <= 6, statements


def test_the_statements_of_saving_one_answer_are_few(browse, make, whole, counting):
    user = make.user()
    plan = whole(user)
    person = browse(user)
    url = f"/plans/{plan.id}/idea/"
    page = person.get(url)

    with counting() as statements:
        part(person, url, page, need="A dryer")

    assert len(statements) <= 20, statements


@pytest.mark.parametrize("forged", [{"op_id": "x"}, {"device_id": "<b>"}, {"base_rev": "9" * 30}])
def test_forged_hidden_fields_break_nothing(browse, make, plan_of, forged):
    user = make.user()
    plan, person = plan_of(user), browse(user)
    url = f"/plans/{plan.id}/idea/"

    answer = person.post(url, {**hidden(person.get(url)), **forged, "need": "A dryer"})

    assert answer.status_code in (302, 422)
    assert person.get(url).status_code == 200


def test_a_table_takes_no_more_rows_than_it_has_room_for(browse, make, start, db):
    user = make.user()
    names = {f"products/r{number}/name": "Honey" for number in range(11)}
    plan = start(user, products=names)
    person = browse(user)
    url = f"/plans/{plan.id}/products/"

    answer = part(
        person, url, person.get(url), **{"products/x/name": "Wax", "products/y/name": "Candles"}
    )
    form = {**inputs_of(person.get(url).text), "products/z/_at": "99", "products/z/name": "Mead"}
    plain = person.post(url, form)

    said = {"products/y/name": "This table takes 12 rows. Take one out first."}
    assert answer.get_json()["wrong"] == said
    assert plain.status_code == 422
    assert "This table takes 12 rows. Take one out first." in plain.text
    assert kept(db, "products") == {**names, "products/x/name": "Wax"}


def test_savings_in_won_are_read_at_the_rate_and_day_that_were_written(browse, make, start):
    user = make.user()
    money = {"savings_krw": "8000000", "krw_rate": "18.25", "krw_on": "12 March 2027"}
    plan = start(user, money=money)

    page = words_of(browse(user).get(f"/plans/{plan.id}/money/").text)

    assert "At the rate of 12 March 2027: ₫146,000,000 – 146 million Vietnamese dong." in page

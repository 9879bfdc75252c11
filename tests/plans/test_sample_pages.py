"""Sample plans: looking at one, and beginning one's own from it."""

from __future__ import annotations

import uuid

import pytest
from plans.page_words import inputs_of, words_of
from sqlalchemy import func, select

from lms.plans.history_models import PlanVersion
from lms.plans.models import Plan
from lms.plans.queries import plan_with_sections
from lms.plans.samples import load_sample

VN = "/plans/samples/vn/"


def kept(db, plan):
    found = plan_with_sections(db, plan.id)
    return {section.key: section.answers for section in found.sections}


def test_the_list_shows_a_sample_of_each_country(browse, make):
    page = browse(make.user()).get("/plans/samples/").text

    assert [page.count(f"/plans/samples/{one}/") for one in ("vn", "mn", "kg")] == [1, 1, 1]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_sample_says_that_it_is_one_and_shows_answers_and_figures(browse, make, lang):
    sample = load_sample("VN")

    page = browse(make.user(), lang).get(VN)

    words = words_of(page.text)
    assert sample.note.in_language(lang) in words
    assert sample.answers(lang)["idea"]["need"] in words
    assert {"en": "SAMPLE", "vi": "BẢN MẪU"}[lang] in words


@pytest.mark.parametrize("country", ["xx", "..", "VNM"])
def test_a_country_without_a_sample_is_not_there(browse, make, country):
    assert browse(make.user()).get(f"/plans/samples/{country}/").status_code == 404


def test_a_plan_begins_with_the_chosen_sections_and_remembers_what_was_copied(browse, make, db):
    person = browse(make.user())
    fields = inputs_of(person.get(VN).text)
    form = {"title": "Our greens", "plan_id": fields["plan_id"]}

    answers = [person.post(VN, {**form, "sections": ["idea", "products"]}) for _ in range(2)]

    plan = db.scalars(select(Plan)).one()
    assert [answer.location for answer in answers] == [f"/plans/{plan.id}/"] * 2
    assert plan.title == "Our greens"
    assert set(kept(db, plan)) == {"idea", "products"}
    assert db.scalars(select(PlanVersion.name).where(PlanVersion.name.is_not(None))).one() == (
        "Copied from: Do Luong vegetable cooperative (sample)"
    )
    assert "copied from the sample" in person.get(f"/plans/{plan.id}/history/changes/").text


def test_copied_rows_have_ids_of_their_own_and_still_name_each_other(browse, make, db):
    person = browse(make.user())
    sample = load_sample("VN").answers("en")

    for _ in range(2):
        form = {"title": "x", "sections": ["products", "market"]}
        person.post(VN, form)

    first, second = (kept(db, plan) for plan in db.scalars(select(Plan)).all())
    ids = [
        {path.split("/")[1] for path in one["products"] if path.count("/") == 2}
        for one in (first, second, sample)
    ]
    assert ids[0] & ids[1] == ids[0] & ids[2] == set()
    named = {value for path, value in first["products"].items() if path.endswith("/product")}
    assert named == {
        path.split("/")[1] for path in first["products"] if path.startswith("products/")
    }


def test_a_reference_to_a_section_that_is_not_copied_is_left_out(browse, make, db):
    browse(make.user()).post(VN, {"title": "x", "sections": ["market"]})

    answers = kept(db, db.scalars(select(Plan)).one())["market"]

    assert [path for path in answers if path.endswith("/product_ref")] == []


@pytest.mark.parametrize("sections", [[], ["declarations"], ["explanations", "nonsense"]])
def test_what_must_be_one_s_own_is_never_copied(browse, make, db, sections):
    answer = browse(make.user()).post(VN, {"title": "x", "sections": sections})

    assert answer.status_code == 422
    assert "Choose at least one section." in answer.text
    assert db.scalar(select(func.count()).select_from(Plan)) == 0


def test_another_person_s_plan_id_begins_a_plan_of_one_s_own(browse, make, db):
    form = {"title": "Theirs", "sections": ["idea"], "plan_id": str(uuid.uuid4())}
    browse(make.user()).post(VN, form)

    browse(make.user()).post(VN, {**form, "title": "Mine"})

    assert set(db.scalars(select(Plan.title))) == {"Theirs", "Mine"}


def test_a_plan_from_a_sample_wants_a_name(browse, make):
    answer = browse(make.user()).post(VN, {"title": "", "sections": ["idea"]})

    assert answer.status_code == 422
    assert "Write a name. You can change it later." in answer.text


@pytest.mark.parametrize("address", ["/plans/samples/", VN])
def test_a_sample_costs_one_query(browse, make, counting, address):
    person = browse(make.user())

    with counting() as statements:
        person.get(address)

    assert len(statements) == 1, statements

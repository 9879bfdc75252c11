"""The plan's pages as their writer meets them."""

from __future__ import annotations

import uuid
from io import BytesIO

import html5lib
import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from lms.accounts.models import Country
from lms.plans.models import Plan, PlanSection
from lms.plans.own_data import KEEPER
from lms.plans.questions import Field, Kind
from lms.plans.sections import SECTIONS
from lms.trail.models import TrailEntry
from lms.web.forms import clean, one_line

NASTY = {
    "empty": "",
    "10,000 characters": "ab " * 3333 + "c",
    "control characters": "a\x00b\x07\x1b[31m\u202ec\ud7ff",
    "markup": "<script>alert(1)</script>\"'><b>&amp;{{ 7*7 }}%(x)s",
    "other scripts": "Өвс, ырыскы, 하늘, ไทย, العربية, 𠜎👩‍👩‍👧",
    "a German number": "1.234,5",
    "a negative number": "-3",
    "no number": "abc",
    "not finite": "NaN",
    "huge": "9" * 18,
    "eighteen decimals": "0." + "1" * 17,
}


def words_of(page: str) -> str:
    """The words of a page as they are read, spaces evened."""
    main = next(html5lib.parse(page, namespaceHTMLElements=False).iter("main"))
    return " ".join(" ".join(main.itertext()).split())


def inputs_of(page: str) -> dict[str, str]:
    """What a browser would send from a page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    fields = {node.get("name"): node.get("value", "") for node in tree.iter("input")}
    texts = {node.get("name"): node.text or "" for node in tree.iter("textarea")}
    return {name: value for name, value in {**fields, **texts}.items() if name}


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


def test_answers_are_shown_again_as_the_reader_writes_numbers(browse, make, start):
    owner = make.user()
    address = f"/plans/{start(owner).id}/costing/"
    person = browse(owner, lang="vi")

    person.post(address, {"base_rev": "0", "price": "1.234.567,5", "materials/1/quantity": "0,125"})

    page = person.get(address).text
    assert 'value="1.234.567,5"' in page
    assert 'value="0,125"' in page


def test_saving_a_shown_page_again_changes_nothing(browse, make, whole, db):
    owner = make.user()
    plan = whole(owner)
    person = browse(owner, lang="vi")
    address = f"/plans/{plan.id}/costing/"

    person.post(address, inputs_of(person.get(address).text))

    saved = db.scalars(select(PlanSection).where(PlanSection.key == "costing")).one()
    assert saved.rev == 1


def shown(typed: str, field: Field) -> str:
    return one_line(typed) if field.kind is Kind.LINE else clean(typed)


@pytest.mark.parametrize("what", list(NASTY))
@pytest.mark.parametrize("key", [section.key for section in SECTIONS])
def test_whatever_is_typed_is_saved_or_shown_again_with_a_sentence(browse, make, start, key, what):
    owner = make.user()
    home = f"/plans/{start(owner).id}/"
    section = next(section for section in SECTIONS if section.key == key)
    person = browse(owner)

    answer = person.post(
        f"{home}{key}/", {"base_rev": "0"} | {name: NASTY[what] for name, _ in section.names()}
    )

    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert "Some answers need another look. What you wrote is kept." in answer.text
        assert 'class="fault"' in answer.text
        kept = inputs_of(answer.text)
        assert all(kept[name].strip() == shown(NASTY[what], f) for name, f in section.names())
    for end in ("", f"{key}/", "plan.pdf"):
        assert person.get(home + end).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "Write a number, such as 12000 or 12,5."),
        ("-3", "Write a number from 0 to"),
        ("2,5", "Write a whole number."),
        ("9" * 18, "Write a number from 0 to"),
    ],
)
def test_a_faulty_number_has_its_sentence_and_all_else_is_kept(
    browse, make, start, db, typed, said
):
    owner = make.user()
    address = f"/plans/{start(owner).id}/people/"

    answer = browse(owner).post(
        address, {"base_rev": "0", "people": typed, "founders/1/name": "Lan <b>"}
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed}"' in answer.text
    assert "Lan &lt;b&gt;" in answer.text
    assert db.scalar(select(func.count()).select_from(PlanSection)) == 0


def test_more_women_than_people_is_asked_about(browse, make, start):
    owner = make.user()
    address = f"/plans/{start(owner).id}/people/"

    answer = browse(owner).post(address, {"base_rev": "0", "people": "4", "women": "5"})

    assert answer.status_code == 422
    assert "This is more than all the people you counted." in answer.text


def test_a_save_sent_twice_is_one_save(browse, make, start, db):
    owner = make.user()
    address = f"/plans/{start(owner).id}/idea/"
    person = browse(owner)

    answers = [person.post(address, {"base_rev": "0", "need": "A dryer"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert db.scalars(select(PlanSection)).one().rev == 1
    notes = select(func.count()).select_from(TrailEntry).where(TrailEntry.act.like("%save_section"))
    assert db.scalar(notes) == 1


def test_an_old_page_overwrites_nothing_and_loses_nothing(browse, make, start, db):
    owner = make.user()
    address = f"/plans/{start(owner).id}/idea/"
    person = browse(owner)
    person.post(address, {"base_rev": "0", "need": "A dryer", "who": "30 families"})

    answer = person.post(address, {"base_rev": "0", "need": "A truck", "who": "30 families"})

    assert answer.status_code == 409
    said = words_of(answer.text)
    assert "This section was saved on another page after you opened this one." in said
    assert "What do they need? A dryer" in said
    assert "Who has the need? 30 families" not in said
    assert inputs_of(answer.text)["need"].strip() == "A truck"
    db.expire_all()
    assert db.scalars(select(PlanSection)).one().answers["need"] == "A dryer"

    again = person.post(address, inputs_of(answer.text))

    assert again.status_code == 302
    db.expire_all()
    kept = db.scalars(select(PlanSection)).one()
    assert (kept.answers["need"], kept.rev) == ("A truck", 2)


@pytest.mark.parametrize("rev", ["", "x", "-1", "9" * 30, "²"])
def test_a_rev_that_is_none_counts_as_a_first_page(browse, make, start, rev):
    owner = make.user()
    address = f"/plans/{start(owner).id}/idea/"

    assert browse(owner).post(address, {"base_rev": rev, "need": "A dryer"}).status_code == 302


def test_a_lost_session_keeps_what_was_typed(browse, make, start):
    plan = start(make.user())

    answer = browse().post(f"/plans/{plan.id}/idea/", {"base_rev": "0", "need": "A dryer"})

    assert answer.status_code == 401
    assert 'name="kept-need" value="A dryer"' in answer.text


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
        "13,798,000 ÷ (28,000 − 17,500) ≈ 1,314.10 → 1,315",
        "28,000 − 31,298 = -3,298 VND",
    ):
        assert said in text


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

"""The pages of a plan's history: versions, two side by side, one brought back, every change."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from plans.page_words import inputs_of, words_of
from plans.whole_plans import whole_plan
from plans.writing import Writing
from sqlalchemy import func, select

from lms.plans import history_queries, versions
from lms.plans.history_models import PlanVersion
from lms.plans.kinds import PlanRole
from lms.plans.models import PlanSection


@pytest.fixture
def writing(db, make):
    """A plan in which the need was written, named, and written anew."""
    made = Writing(db, make.user(name="Hạnh"))
    made.send(made.owner, {"need": "A small dryer for greens", "who": "We"})
    made.first = versions.name_version(
        db, made.owner, made.plan, "First", version_id=uuid.uuid4(), now=NOW
    )
    made.send(made.owner, {"need": "A big dryer for greens", "who": ""}, base=1, minute=30)
    db.commit()
    return made


def history(plan):
    return f"/plans/{plan.id}/history/"


def need(db):
    db.expire_all()
    return db.scalars(select(PlanSection)).one().answers.get("need")


def test_a_moment_is_named_and_stands_in_the_list(browse, db, writing):
    owner = browse(writing.owner)
    fields = inputs_of(owner.get(history(writing.plan)).text)

    for _ in range(2):
        owner.post(history(writing.plan), {**fields, "name": "Before the talk"})

    page = words_of(owner.get(history(writing.plan)).text)
    assert page.count("Before the talk named") == 1
    assert "First named · November 22, 2026, 18:00 · Hạnh" in page
    assert "Written in: Idea and need" in page


def test_two_versions_stand_side_by_side_with_the_changed_words_marked(browse, writing):
    page = browse(writing.owner).get(f"{history(writing.plan)}compare/?old={writing.first.id}").text

    assert "A <del>small</del><ins>big</ins> dryer for greens" in page
    assert "<del>We</del>" in page
    assert "What do they need?" in words_of(page)


def test_an_older_version_is_brought_back_and_that_can_be_taken_back(browse, db, writing):
    owner = browse(writing.owner)

    answer = owner.post(f"{history(writing.plan)}{writing.first.id}/back", {"section": "idea"})
    brought = need(db)
    page = words_of(owner.get(answer.location).text)
    undo = db.scalars(
        select(PlanVersion).where(PlanVersion.name.is_(None), PlanVersion.section.is_(None))
    ).one()
    owner.post(f"{history(writing.plan)}{undo.id}/back", {"section": "idea"})

    assert brought == "A small dryer for greens"
    assert "2 answers are as they were." in page
    assert "Before an older version was brought back" in page
    assert need(db) == "A big dryer for greens"


@pytest.mark.parametrize(
    ("sections", "said"),
    [([], "Choose at least one section."), (["money"], "Nothing had changed.")],
)
def test_without_a_section_that_differs_nothing_is_brought_back(
    browse, db, writing, sections, said
):
    owner = browse(writing.owner)

    answer = owner.post(f"{history(writing.plan)}{writing.first.id}/back", {"section": sections})

    assert said in owner.get(answer.location).text
    assert need(db) == "A big dryer for greens"


@pytest.mark.parametrize("query", ["?old={id}&new={id}", "", "?old=now&new=now"])
def test_a_version_beside_itself_is_told_in_a_sentence(browse, writing, query):
    owner = browse(writing.owner)

    answer = owner.get(f"{history(writing.plan)}compare/{query.format(id=writing.first.id)}")

    assert answer.status_code == 200
    assert "This is one and the same version. Choose two." in answer.text


def test_two_versions_the_wrong_way_round_are_told_the_right_way(browse, db, writing):
    newest = history_queries.versions(db, writing.plan.id)[0]
    base = f"{history(writing.plan)}compare/"
    owner = browse(writing.owner)

    one = owner.get(f"{base}?old={writing.first.id}&new={newest.id}").text
    other = owner.get(f"{base}?old={newest.id}&new={writing.first.id}").text

    assert words_of(one) == words_of(other)


@pytest.mark.parametrize("place", ["old", "new"])
def test_a_version_of_another_plan_is_not_there(browse, make, db, writing, place):
    others = Writing(db, make.user())
    theirs = versions.name_version(
        db, others.owner, others.plan, "Theirs", version_id=uuid.uuid4(), now=NOW
    )
    db.commit()
    owner = browse(writing.owner)
    query = {"old": writing.first.id, place: theirs.id}

    seen = owner.get(f"{history(writing.plan)}compare/", query_string=query)
    brought = owner.post(f"{history(writing.plan)}{theirs.id}/back", {"section": "idea"})

    assert (seen.status_code, brought.status_code) == (404, 404)


@pytest.mark.parametrize("typed", ["x", "%00", str(uuid.UUID(int=7))])
def test_a_version_that_never_was_is_not_there(browse, writing, typed):
    answer = browse(writing.owner).get(f"{history(writing.plan)}compare/?old={typed}")

    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["?before=x", "?before=2026-11-22", "?before=%00"])
def test_a_moment_that_is_none_shows_the_newest(browse, writing, query):
    page = browse(writing.owner).get(history(writing.plan) + query)

    assert "First" in page.text


def test_a_reader_sees_the_history_and_cannot_change_it(browse, db, writing):
    reader = browse(writing.joined(PlanRole.VIEWER))
    db.commit()

    page = reader.get(f"{history(writing.plan)}compare/?old={writing.first.id}").text
    answers = [
        reader.post(history(writing.plan), {"name": "Mine"}),
        reader.post(f"{history(writing.plan)}{writing.first.id}/back", {"section": "idea"}),
    ]

    assert "Bring back" not in page
    assert [answer.status_code for answer in answers] == [404, 404]
    assert need(db) == "A big dryer for greens"


def test_every_change_is_told_with_its_writer(browse, db, writing):
    friend = writing.joined()
    writing.send(friend, {"offer": "Drying"}, base=2, minute=40)
    db.commit()

    page = words_of(browse(writing.owner).get(f"{history(writing.plan)}changes/").text)

    assert f"{friend.name} · Idea and need What" in page
    assert "A big dryer for greens" in page
    assert "Who has the need? emptied" in page


def test_a_row_is_called_by_its_name(browse, db, writing):
    changes = {"products/r1/_at": "1", "products/r1/name": "Honey", "products/r1/price": "700"}
    writing.send(writing.owner, changes, section="products", minute=50)
    writing.send(writing.owner, {"products/r1/_gone": "1"}, section="products", base=1, minute=70)
    db.commit()
    owner = browse(writing.owner)

    changed = words_of(owner.get(f"{history(writing.plan)}changes/").text)
    compared = words_of(owner.get(f"{history(writing.plan)}compare/?old={writing.first.id}").text)

    assert "Product 1: Honey – Price" in changed
    assert "Row taken out: Product 1: Honey yes" in changed
    assert "Product 1: Honey – Price" in compared


def test_the_list_of_changes_goes_on_where_it_ended(browse, db, writing):
    for number in range(60):
        changes = {f"notes/n{number}": "x"}
        writing.send(writing.owner, changes, section="market", base=number, minute=80 + number)
    db.commit()
    owner = browse(writing.owner)
    first = owner.get(f"{history(writing.plan)}changes/").text
    last = first.partition('href="?before=')[2].partition('"')[0]

    second = owner.get(f"{history(writing.plan)}changes/?before={last}").text

    assert (first.count("notes/n"), second.count("notes/n")) == (100, 20)
    assert "A small dryer for greens" in second


@pytest.mark.parametrize(("end", "most"), [("", 6), ("changes/", 5)])
def test_the_history_costs_few_queries(browse, make, db, counting, end, most):
    owner = make.user()
    plan = whole_plan(db, owner)
    person = browse(owner)

    with counting() as statements:
        person.get(history(plan) + end)

    assert len(statements) == most, statements


def test_a_comparison_costs_nine_queries(browse, db, counting, writing):
    owner = browse(writing.owner)

    with counting() as statements:
        owner.get(f"{history(writing.plan)}compare/?old={writing.first.id}")

    assert len(statements) == 9, statements


def test_naming_needs_a_name(browse, db, writing):
    before = db.scalar(select(func.count()).select_from(PlanVersion))

    answer = browse(writing.owner).post(history(writing.plan), {"name": " "})

    assert answer.status_code == 422
    assert "Write a name, so that you find it again." in answer.text
    assert db.scalar(select(func.count()).select_from(PlanVersion)) == before

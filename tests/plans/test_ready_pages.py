"""The check list, the reader's view and frozen copies as people meet them."""

from __future__ import annotations

import re

import pytest
from factories import NOW
from plans.page_words import inputs_of, words_of
from plans.ready_plans import ready
from sqlalchemy import func, select

from lms.plans import agreement_queries, people
from lms.plans.advice_models import PlanAgreement, PlanFrozen
from lms.plans.history_models import PlanQuestion
from lms.plans.kinds import PlanRole
from lms.plans.models import PlanSection


@pytest.fixture
def group(db):
    return ready(db)


def url(group, page="ready/"):
    return f"/plans/{group.plan.id}/{page}"


def words(person, group, page="ready/"):
    return words_of(person.get(url(group, page)).text)


def explanations(db):
    db.expire_all()
    row = db.scalars(select(PlanSection).where(PlanSection.key == "explanations")).one()
    return row.answers


def test_the_check_list_says_what_is_left_and_where_to_mend_it(browse, db, group):
    group.send(group.owner, {"need": ""}, base=9)
    db.commit()

    page = browse(group.owner).get(url(group)).text

    assert "One thing to mend" in words_of(page)
    assert f'href="/plans/{group.plan.id}/idea/#need"' in page
    assert "0 of 8 members have agreed" in words_of(page)


def test_a_warning_is_explained_and_kept_for_all(browse, db, group):
    person = browse(group.owner)
    fields = inputs_of(person.get(url(group)).text)

    answer = person.post(url(group, "ready/explain"), {**fields, "K19": "My aunt waits."})

    assert answer.location == url(group)
    assert explanations(db) == {"K19": "My aunt waits."}
    assert "My aunt waits.</textarea>" in person.get(url(group)).text


def test_only_warnings_that_were_found_are_explained(browse, db, group):
    person = browse(group.owner)
    fields = inputs_of(person.get(url(group)).text)

    person.post(url(group, "ready/explain"), {**fields, "K19": "So.", "K08": "x", "K01": "y"})

    assert explanations(db) == {"K19": "So."}


def test_an_explanation_that_is_too_long_comes_back_with_its_words(browse, db, group):
    person = browse(group.owner)
    before = explanations(db)
    long = "x" * 2001

    answer = person.post(url(group, "ready/explain"), {"K19": long})

    assert answer.status_code == 422
    assert "Write at most 2000 characters. You have written 2001." in answer.text
    assert long in answer.text
    assert explanations(db) == before


def test_two_explanations_at_once_are_both_kept_and_asked_about(browse, db, group):
    other = group.joined()
    db.commit()
    one, two = browse(group.owner), browse(other)
    first, second = (inputs_of(person.get(url(group)).text) for person in (one, two))

    one.post(url(group, "ready/explain"), {**first, "K19": "One"})
    answer = two.post(url(group, "ready/explain"), {**second, "K19": "Two"})

    assert answer.location == url(group, "questions/")
    assert db.scalar(select(func.count()).select_from(PlanQuestion)) == 1
    assert "An answer is to be decided" in words(one, group)
    assert two.get(url(group, "questions/")).status_code == 200


def test_a_member_says_who_they_are_and_agrees(browse, db, group):
    other = group.joined(PlanRole.VIEWER)
    db.commit()
    person = browse(other)
    fields = inputs_of(person.get(url(group)).text)
    row = group.rows[1]

    unticked = person.post(url(group, "ready/agree"), {**fields, "member": row})
    answer = person.post(url(group, "ready/agree"), {**fields, "member": row, "agree": "y"})

    assert (unticked.status_code, answer.location) == (422, url(group))
    assert "Tick this box if you agree." in unticked.text
    assert "1 of 8 members have agreed" in words(person, group)
    assert 'name="agree"' not in person.get(url(group)).text


def test_who_agrees_to_a_text_that_changed_meanwhile_is_shown_the_new_one(browse, db, group):
    person = browse(group.owner)
    fields = inputs_of(person.get(url(group)).text)
    group.send(group.owner, {"need": "Another need"}, base=9)
    db.commit()

    answer = person.post(
        url(group, "ready/agree"), {**fields, "member": group.rows[0], "agree": "y"}
    )

    assert answer.status_code == 409
    assert "Somebody wrote in the plan while you were reading." in answer.text
    assert db.scalar(select(func.count()).select_from(PlanAgreement)) == 0
    assert inputs_of(answer.text)["digest"] == group.digest != fields["digest"]


def test_minutes_are_written_down_with_what_shows_them(browse, db, group):
    person = browse(group.owner)
    fields = {"digest": group.digest, "member": group.rows[2]}

    empty = person.post(url(group, "ready/record"), fields)
    person.post(url(group, "ready/record"), {**fields, "proof": "Minutes of 3 March"})

    assert empty.status_code == 422
    assert "Write what shows it, such as the date of the signed minutes." in empty.text
    assert "agreed: Minutes of 3 March (written down by Lan)" in words(person, group)


def test_after_an_edit_it_says_how_many_answers_and_people_and_which(browse, db, group):
    group.all_agree()
    group.send(group.owner, {"need": "Another need", "who": "Everybody"}, base=9, minute=2)
    db.commit()

    page = words(browse(group.owner), group)

    assert "2 answers changed since " in page
    assert "8 people must agree again." in page
    assert "What changed" in page
    assert "Who has the need?" in page
    assert "Everybody" in page
    assert "0 of 8 members have agreed" in page


def test_the_owner_freezes_and_reads_the_copy(browse, db, group):
    group.all_agree()
    db.commit()
    person = browse(group.owner)

    answer = person.post(url(group, "ready/freeze"), {"digest": group.digest})

    assert answer.location == url(group, "frozen/1/")
    page = words_of(person.get(answer.location).text)
    assert group.digest in page
    assert "agreed on their own phone" in page
    assert "Minutes of 3 March" in page
    assert group.answers["explanations"]["K19"] in page
    assert "Copy 1: Greens" in words(person, group)


def test_the_paper_of_a_copy_is_the_same_bytes_for_ever(browse, db, group):
    group.all_agree()
    group.freeze()
    db.commit()
    person = browse(group.owner)
    pdf = url(group, "frozen/1/plan.pdf")
    first = person.get(pdf)

    group.send(group.owner, {"need": "Another need"}, base=9, minute=2)
    db.commit()
    second = person.get(f"{pdf}?lang=vi")

    assert first.data[:5] == b"%PDF-"
    assert first.data == second.data == agreement_queries.frozen_pdf(db, group.plan.id, 1)
    assert first.headers["Cache-Control"] == "no-store"


def test_the_page_of_a_copy_reads_the_same_after_an_edit(browse, db, group):
    group.all_agree()
    group.freeze()
    db.commit()
    person = browse(group.owner)
    before = words(person, group, "frozen/1/")

    group.send(group.owner, {"need": "Another need", "one_line": "x"}, base=9, minute=2)
    db.commit()

    assert words(person, group, "frozen/1/") == before


def test_a_plan_that_is_not_ready_is_not_frozen_and_says_why(browse, db, group):
    answer = browse(group.owner).post(url(group, "ready/freeze"), {"digest": group.digest})

    assert answer.status_code == 409
    assert "Some things must be mended before the plan can be frozen." in answer.text
    assert db.scalar(select(func.count()).select_from(PlanFrozen)) == 0


def test_an_editor_does_not_freeze(browse, db, group):
    other = group.joined()
    group.all_agree()
    db.commit()
    person = browse(other)

    answer = person.post(url(group, "ready/freeze"), {"digest": group.digest})

    assert answer.status_code == 404
    assert "The owner of the plan freezes it." in words(person, group)


@pytest.mark.parametrize("page", ["ready/", "reader/", "frozen/1/", "frozen/1/plan.pdf"])
def test_a_stranger_and_one_who_was_taken_out_see_nothing(browse, make, db, group, page):
    other = group.joined()
    group.all_agree()
    group.freeze()
    people.remove_person(db, group.owner, group.plan, group.place(other).id, now=NOW)
    db.commit()

    for user in (other, make.trainer()):
        assert browse(user).get(url(group, page)).status_code == 404


def test_a_reader_finds_no_forms_and_no_tips(browse, db, group):
    other = group.joined(PlanRole.VIEWER)
    group.send(group.owner, {"second_signature": "no"}, base=9, section="work")
    group.agree(group.owner, group.rows[0])
    db.commit()

    mine, theirs = (browse(user).get(url(group)).text for user in (group.owner, other))

    assert "for you alone" in mine
    assert "for you alone" not in theirs
    assert re.findall(r"/ready/(\w+)\"", theirs) == ["agree"]


def test_the_reader_s_view_numbers_the_members_and_names_none(browse, db, group):
    names = [text for path, text in group.answers["people"].items() if path.endswith("/name")]

    owner = {"actions/z/task": "Open", "actions/z/owner": names[1], "actions/y/owner": "Aunt Zo"}
    group.send(group.owner, owner, base=9, section="actions")
    db.commit()

    page = words(browse(group.owner), group, "reader/")

    assert len(names) == 8
    assert "Aunt Zo" not in page
    assert [name for name in names if name in page] == []
    assert "Member 1" in page


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_pages_open_in_both_languages(browse, db, group, lang):
    group.all_agree()
    group.freeze()
    db.commit()
    person = browse(group.owner, lang=lang)

    found = [
        person.get(url(group, page)).status_code for page in ("ready/", "reader/", "frozen/1/")
    ]

    assert found == [200, 200, 200]


@pytest.mark.parametrize("page", ["ready/", "reader/", "frozen/2/"])
def test_a_copy_that_is_not_there_and_pages_that_are(browse, group, page):
    expected = 404 if page == "frozen/2/" else 200

    assert browse(group.owner).get(url(group, page)).status_code == expected


@pytest.mark.parametrize(("page", "most"), [("ready/", 7), ("reader/", 4), ("frozen/1/", 4)])
def test_a_page_costs_few_queries(browse, db, group, counting, page, most):
    group.all_agree()
    group.freeze()
    db.commit()
    person = browse(group.owner)

    with counting() as statements:
        person.get(url(group, page))

    assert len(statements) == most, statements

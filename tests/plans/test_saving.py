"""Saving a section: nothing that was typed is lost, whatever it is and however often it is sent."""

from __future__ import annotations

import pytest
from plans.page_words import inputs_of, words_of
from sqlalchemy import func, select

from lms.plans.models import PlanSection
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

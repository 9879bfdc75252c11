"""Saving a section: nothing that was typed is lost, whatever it is and however often it is sent."""

from __future__ import annotations

import pytest
from plans.page_words import inputs_of
from sqlalchemy import func, select

from lms.plans.models import PlanSection
from lms.plans.template_reading import load_template
from lms.web.forms import clean

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


KEYS = [section.key for section in load_template("vn").sections]


def test_answers_are_shown_again_as_the_reader_writes_numbers(browse, make, start):
    owner = make.user()
    address = f"/plans/{start(owner).id}/products/"
    person = browse(owner, lang="vi")
    typed = {"products/a/_at": "1", "products/a/name": "Dưa", "products/a/price": "1.234.567"}
    row = {"materials/b/_at": "1", "materials/b/name": "Cải", "materials/b/quantity": "0,125"}

    person.post(address, {**hidden_of(person, address), **typed, **row})

    page = person.get(address).text
    assert 'value="1.234.567"' in page
    assert 'value="0,125"' in page
    assert "1,2 triệu" in page


def test_saving_a_shown_page_again_changes_nothing(browse, make, whole, db):
    owner = make.user()
    plan = whole(owner)
    person = browse(owner, lang="vi")
    address = f"/plans/{plan.id}/costs/"

    person.post(address, inputs_of(person.get(address).text))

    saved = db.scalars(select(PlanSection).where(PlanSection.key == "costs")).one()
    assert saved.rev == 1


def hidden_of(person, address) -> dict[str, str]:
    fields = inputs_of(person.get(address).text)
    return {name: fields[name] for name in ("op_id", "device_id", "base_rev")}


@pytest.mark.parametrize("what", list(NASTY))
@pytest.mark.parametrize("key", KEYS)
def test_whatever_is_typed_is_saved_or_shown_again_with_a_sentence(browse, make, start, key, what):
    owner = make.user()
    home = f"/plans/{start(owner).id}/"
    person = browse(owner)
    fields = inputs_of(person.get(f"{home}{key}/").text)
    keep = ("op_id", "device_id", "base_rev", "csrf_token")
    typed = {
        name: NASTY[what] if name not in keep and is_words(name) else old
        for name, old in fields.items()
    }

    answer = person.post(f"{home}{key}/", typed)

    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert "Some answers need another look. What you wrote is kept." in answer.text
        shown = inputs_of(answer.text)
        lost = [
            name
            for name, value in typed.items()
            if name not in keep and clean(shown.get(name, "")) != clean(value) and is_words(name)
        ]
        assert lost == []
    for end in ("", f"{key}/"):
        assert person.get(home + end).status_code == 200


def is_words(name: str) -> bool:
    """Whether the answer is typed in words, not ticked or chosen."""
    asked = [one.field_at(name) for one in load_template("vn").sections]
    kinds = ("line", "text", "money", "number", "count", "percent")
    return any(one is not None and one.kind in kinds for one in asked)


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
    person = browse(owner)
    address = f"/plans/{start(owner).id}/market/"

    answer = person.post(
        address, {**hidden_of(person, address), "interviews": typed, "findings": "Lan <b>"}
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed}"' in answer.text
    assert "Lan &lt;b&gt;" in answer.text
    assert db.scalar(select(func.count()).select_from(PlanSection)) == 0


def test_a_lost_session_keeps_what_was_typed(browse, make, start):
    plan = start(make.user())

    answer = browse().post(f"/plans/{plan.id}/idea/", {"base_rev": "0", "need": "A dryer"})

    assert answer.status_code == 401
    assert 'name="kept-need" value="A dryer"' in answer.text

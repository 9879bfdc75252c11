"""Whoever was taken out of a plan sends what the phone still holds, and is told nothing of it."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from lms.plans import people, queries
from lms.plans.history_models import PlanQuestion
from lms.plans.kinds import Cause

SECRETS = ("Hidden title", "A dryer", "the village of", "A truck", "Zorina")
LEFT = "You are no longer in this plan. What you wrote was sent to its owner."


@pytest.fixture
def left(db, make):
    """A plan with secrets in it, and somebody who wrote there once."""
    writing = Writing(db, make.user(name="Zorina"))
    writing.plan.title = "Hidden title"
    writing.other = writing.joined()
    writing.send(writing.other, {"need": "Mine"})
    writing.send(writing.owner, {"need": "A dryer", "who": "the village of"}, base=1)
    writing.send(writing.owner, {"need": "A truck"}, base=0, device="old")
    place = writing.place(writing.other)
    people.remove_person(db, writing.owner, writing.plan, place.id, now=NOW)
    db.commit()
    return writing


def fields(**answers):
    return {"op_id": str(uuid.uuid4()), "device_id": "d1", "base_rev": "1", **answers}


def proposals(db):
    found = db.scalars(select(PlanQuestion).where(PlanQuestion.cause == Cause.PROPOSAL))
    return sorted((one.path, one.mine) for one in found)


def told(answer):
    return [secret for secret in SECRETS if secret in answer.text]


def test_a_plain_form_becomes_proposals_and_the_answer_is_one_sentence(browse, db, left):
    person = browse(left.other)

    answer = person.post(f"/plans/{left.plan.id}/idea/", fields(need="My need", gain="A lot"))

    assert (answer.status_code, answer.location, told(answer)) == (302, "/plans/", [])
    page = person.get("/plans/")
    assert LEFT in page.text
    assert told(page) == []
    assert proposals(db) == [("gain", "A lot"), ("need", "My need")]


@pytest.mark.parametrize(
    "typed",
    [
        {"add": "customers"},
        {"interviews": "many"},
        {"findings": "x" * 20_000},
    ],
)
def test_another_row_a_fault_and_too_much_show_no_page_of_the_plan(browse, db, left, typed):
    left.send(left.owner, {"findings": "the village of"}, section="market")
    db.commit()

    answer = browse(left.other).post(
        f"/plans/{left.plan.id}/market/", fields(prove_wrong="Rain", **typed)
    )

    assert answer.status_code in (302, 422)
    assert told(answer) == []
    assert "plan-section" not in answer.text


def test_a_script_is_told_that_its_packet_came_and_nothing_else(browse, db, left):
    data = MultiDict(fields(part="1", need="My need"))
    data.setlist("changed", ["need", "who"])

    answer = browse(left.other).post(
        f"/plans/{left.plan.id}/idea/", data, headers={"Accept": "application/json"}
    )

    assert answer.json == {
        "ok": True,
        "rev": 1,
        "answers": {},
        "readings": {},
        "wrong": {},
        "questions": 0,
        "question_at": {},
        "message": LEFT,
    }
    assert ("need", "My need") in proposals(db)
    kept = queries.section_now(db, left.plan.id, "idea").answers
    assert kept["who"] == "the village of"


def test_words_that_cannot_be_read_are_named_and_the_others_sent(browse, db, left):
    url, person = f"/plans/{left.plan.id}/market/", browse(left.other)
    typed = {"interviews": "many", "prove_wrong": "Rain"}
    data = MultiDict(fields(part="1", **typed))
    data.setlist("changed", list(typed))

    script = person.post(url, data, headers={"Accept": "application/json"})
    person.post(url, fields(**typed))

    assert list(script.json["wrong"]) == ["interviews"]
    assert "what could be read of what you wrote" in person.get("/plans/").text
    assert ("prove_wrong", "Rain") in proposals(db)


def test_too_much_from_a_script_is_refused_with_a_bare_sentence(browse, left):
    data = MultiDict(fields(part="1", notes="x" * 20_000, changed="notes"))

    answer = browse(left.other).post(
        f"/plans/{left.plan.id}/idea/", data, headers={"Accept": "application/json"}
    )

    assert (answer.status_code, sorted(answer.json), told(answer)) == (422, ["message", "ok"], [])

"""Versions: a moment has a name, two can be compared, an older one comes back and loses nothing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import select

from lms.errors import NotFound, Refusal
from lms.plans import history_queries, queries, taking, versions
from lms.plans.differing import Difference
from lms.plans.history_models import PlanVersion
from lms.plans.kinds import TAKEN_FOR, PlanRole

ROW = "products/7f"


@pytest.fixture
def writing(db, make):
    return Writing(db, make.user())


def named(db, writing, name="before", version_id=None):
    found = versions.name_version(
        db, writing.owner, writing.plan, name, version_id=version_id or uuid.uuid4(), now=NOW
    )
    db.flush()
    return found


def now_in(db, writing):
    return history_queries.answers_at(
        db, writing.plan.id, history_queries.revs(db, writing.plan.id)
    )


def test_a_version_named_twice_by_one_form_is_one(db, writing):
    writing.send(writing.owner, {"need": "A dryer"})
    version_id = uuid.uuid4()

    found = [named(db, writing, version_id=version_id) for _ in range(2)]

    assert found[0] is found[1]
    assert (found[0].name, found[0].revs) == ("before", {"idea": 1})


def test_two_versions_differ_in_what_was_written_between_them(db, writing):
    writing.send(writing.owner, {"need": "A dryer", "who": "We"})
    version = named(db, writing)
    writing.send(writing.owner, {"need": "Two dryers", "who": ""}, base=1)
    writing.send(writing.owner, {"price": "650"}, section="products")

    found = versions.compare(db, writing.plan, version, None)

    assert found == (
        Difference("idea", "need", "A dryer", "Two dryers"),
        Difference("idea", "who", "We", ""),
        Difference("products", "price", "", "650"),
    )


def test_an_older_version_comes_back_and_can_be_taken_back_again(db, writing):
    writing.send(writing.owner, {"need": "A dryer", f"{ROW}/name": "Greens"})
    version = named(db, writing)
    writing.send(writing.owner, {"need": "Two dryers", f"{ROW}/_gone": "1"}, base=1)
    writing.send(writing.owner, {"price": "650"}, section="products")
    newer = now_in(db, writing)

    count = versions.bring_back(db, writing.owner, writing.plan, version, now=NOW)

    assert count == 3
    assert now_in(db, writing) == {
        "idea": {"need": "A dryer", f"{ROW}/name": "Greens"},
        "products": {},
    }
    before = db.scalars(
        select(PlanVersion).where(PlanVersion.name.is_(None), PlanVersion.section.is_(None))
    ).one()
    versions.bring_back(db, writing.owner, writing.plan, before, now=NOW)
    assert now_in(db, writing) == newer
    section = queries.section_now(db, writing.plan.id, "idea")
    assert (section.answers, section.rev) == (newer["idea"], 4)


def test_one_section_can_come_back_alone_and_the_same_again_changes_nothing(db, writing):
    writing.send(writing.owner, {"need": "A dryer"})
    writing.send(writing.owner, {"price": "650"}, section="products")
    version = named(db, writing)
    writing.send(writing.owner, {"need": "Two dryers"}, base=1)
    writing.send(writing.owner, {"price": "700"}, base=1, section="products")

    counts = [
        versions.bring_back(
            db, writing.owner, writing.plan, version, sections={"products"}, now=NOW
        )
        for _ in range(2)
    ]

    assert counts == [1, 0]
    assert now_in(db, writing) == {"idea": {"need": "Two dryers"}, "products": {"price": "650"}}


def test_a_phone_that_was_away_gets_a_question_after_a_version_came_back(db, writing):
    other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer"})
    version = named(db, writing)
    writing.send(other, {"need": "Two dryers"}, base=1)
    versions.bring_back(db, writing.owner, writing.plan, version, now=NOW)

    reply = writing.send(other, {"need": "Three dryers"}, base=2, device="another-page")

    assert (reply.raised, reply.changed) == (1, {"need": "A dryer"})


def test_the_list_of_versions_ends_and_goes_on(db, writing, monkeypatch):
    monkeypatch.setattr(history_queries, "MOST_VERSIONS", 2)
    for hour in range(3):
        writing.send(writing.owner, {"need": f"{hour}"}, base=hour, minute=60 * hour)

    first = history_queries.versions(db, writing.plan.id)
    second = history_queries.versions(db, writing.plan.id, before=first[-1].at)

    assert [one.revs["idea"] for one in (*first, *second)] == [3, 2, 1]


def test_who_may_not_write_names_nothing_and_brings_nothing_back(db, writing, make):
    version = named(db, writing)
    reader = writing.joined(PlanRole.COMMENTER)

    with pytest.raises(Refusal):
        versions.bring_back(db, reader, writing.plan, version, now=NOW)
    with pytest.raises(NotFound):
        versions.name_version(
            db, make.user(), writing.plan, "mine", version_id=uuid.uuid4(), now=NOW
        )


def test_as_many_versions_are_named_as_there_can_be(db, writing, monkeypatch):
    monkeypatch.setattr(versions, "MOST_NAMED", 1)
    named(db, writing)

    with pytest.raises(Refusal, match="as many as there can be"):
        named(db, writing)


# "Is writing this"


def test_a_section_carries_the_mark_of_one_and_others_may_still_write(db, writing):
    other = writing.joined()
    taking.take_section(db, writing.owner, writing.plan, "idea", now=NOW)
    db.flush()

    with pytest.raises(Refusal, match="Somebody else is writing"):
        taking.take_section(db, other, writing.plan, "idea", now=NOW)
    reply = writing.send(other, {"need": "A dryer"})

    section = queries.section_now(db, writing.plan.id, "idea")
    assert (reply.rev, taking.writer_now(section, NOW)) == (1, writing.owner.id)


def test_a_mark_is_over_when_it_is_taken_away_or_nothing_was_saved_for_long(db, writing):
    other = writing.joined()
    taking.take_section(db, writing.owner, writing.plan, "idea", now=NOW)
    db.flush()
    section = queries.section_now(db, writing.plan.id, "idea")

    taking.release_section(db, other, writing.plan, "idea", now=NOW)
    still = taking.writer_now(section, NOW + TAKEN_FOR - timedelta(seconds=1))
    over = taking.writer_now(section, NOW + TAKEN_FOR)
    writing.send(writing.owner, {"need": "A dryer"}, minute=60)
    longer = taking.writer_now(section, NOW + TAKEN_FOR)
    taking.release_section(db, writing.owner, writing.plan, "idea", now=NOW)

    assert (still, over, longer) == (writing.owner.id, None, writing.owner.id)
    assert taking.writer_now(section, NOW) is None

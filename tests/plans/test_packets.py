"""Saving what phones send: twice counts once, nobody's words are lost, strangers get nothing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import func, select

from lms.errors import NotFound, Refusal
from lms.plans import history_queries, packets, people, queries, turns
from lms.plans.history_models import PlanChange, PlanOperation, PlanQuestion, PlanVersion
from lms.plans.kinds import LONGEST, MOST_CHANGES, Cause, PlanRole
from lms.plans.models import PlanSection
from lms.trail.models import TrailEntry


@pytest.fixture
def writing(db, make):
    return Writing(db, make.user())


def count(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_one_answer_is_kept_with_its_stamp_and_its_history(db, writing):
    reply = writing.send(writing.owner, {"need": "A dryer"})

    section = queries.section_now(db, writing.plan.id, "idea")
    assert (section.answers, section.rev, section.template_version) == (
        {"need": "A dryer"},
        1,
        "t1",
    )
    assert section.stamps["need"] == [
        1,
        writing.owner.id.hex,
        str(writing.owner.id),
        NOW.isoformat(),
    ]
    change = db.scalars(select(PlanChange)).one()
    assert (change.path, change.value, change.rev) == ("need", "A dryer", 1)
    assert (reply.rev, reply.changed, list(reply.questions), writing.plan.rev) == (1, {}, [], 1)


def test_a_packet_sent_again_after_others_wrote_has_no_second_effect(db, writing):
    other, operation = writing.joined(), uuid.uuid4()
    writing.send(writing.owner, {"need": "A dryer"}, op_id=operation)
    writing.send(other, {"need": "Two dryers"}, base=1)

    again = writing.send(writing.owner, {"need": "A dryer"}, op_id=operation)

    assert (again.repeated, again.rev, again.changed) == (True, 2, {"need": "Two dryers"})
    assert list(again.questions) == []
    assert count(db, PlanChange) == 2


def test_other_words_under_the_same_op_id_are_another_packet(db, writing):
    operation = uuid.uuid4()
    writing.send(writing.owner, {"need": "A dryer"}, op_id=operation)

    reply = writing.send(writing.owner, {"need": "Two dryers"}, op_id=operation)

    assert (reply.repeated, reply.rev) == (False, 2)
    section = queries.section_now(db, writing.plan.id, "idea")
    assert section.answers == {"need": "Two dryers"}
    assert count(db, PlanOperation) == 2


def test_two_answers_to_one_question_wait_side_by_side(db, writing):
    other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer", "who": "We"})

    reply = writing.send(other, {"need": "A truck", "offer": "Drying"})

    question = db.scalars(select(PlanQuestion)).one()
    assert (question.theirs, question.mine, question.user_id) == ("A dryer", "A truck", other.id)
    assert (reply.rev, reply.raised, list(reply.questions)) == (2, 1, [question])
    assert reply.changed == {"need": "A dryer", "who": "We"}
    section = queries.section_now(db, writing.plan.id, "idea")
    assert section.answers == {"need": "A dryer", "who": "We", "offer": "Drying"}


def test_what_a_removed_person_still_sends_becomes_proposals_and_tells_nothing(db, writing):
    other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer"})
    people.remove_person(db, writing.owner, writing.plan, writing.place(other).id, now=NOW)

    reply = writing.send(other, {"need": "A truck", "who": "They"})

    assert (reply.proposed, reply.changed, list(reply.questions)) == (True, {}, [])
    found = history_queries.open_questions(db, writing.plan.id)
    assert {(one.path, one.mine, one.cause) for one in found} == {
        ("need", "A truck", Cause.PROPOSAL),
        ("who", "They", Cause.PROPOSAL),
    }
    assert queries.section_now(db, writing.plan.id, "idea").answers == {"need": "A dryer"}


@pytest.mark.parametrize("role", [PlanRole.COMMENTER, PlanRole.VIEWER])
def test_who_only_reads_or_comments_writes_nothing(db, writing, role):
    reader = writing.joined(role)

    with pytest.raises(Refusal) as no:
        writing.send(reader, {"need": "A truck"})

    assert no.value.status == 403
    assert count(db, PlanSection) == 0


def test_a_stranger_and_a_plan_that_is_gone_answer_that_there_is_nothing(db, writing, make):
    with pytest.raises(NotFound):
        writing.send(make.user(), {"need": "A truck"})
    with pytest.raises(NotFound):
        writing.send(writing.owner, {"need": "A truck"}, section="No section/")
    db.delete(writing.plan)
    with pytest.raises(NotFound):
        writing.send(writing.owner, {"need": "A truck"})


def test_an_answer_of_another_template_is_kept_where_it_belongs(db, writing):
    writing.send(writing.owner, {"future_question": "42", "rows_to_come/7f/name": "x"})

    assert queries.section_now(db, writing.plan.id, "idea").answers == {
        "future_question": "42",
        "rows_to_come/7f/name": "x",
    }


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"need": "x" * (LONGEST + 1), "who": "We"}, "need"),
        ({"../etc": "x"}, "../etc"),
        ({"": "x"}, ""),
        ({"a b": "x"}, "a b"),
        ({"n" * 201: "x"}, "n" * 201),
    ],
)
def test_an_answer_that_cannot_be_kept_has_its_sentence_and_nothing_is_kept(
    db, writing, changes, path
):
    with pytest.raises(packets.Unfit) as no:
        writing.send(writing.owner, changes)

    assert (no.value.status, list(no.value.errors)) == (422, [path])
    assert count(db, PlanSection) == 0


def test_ten_thousand_answers_at_once_are_refused(db, writing):
    with pytest.raises(Refusal) as no:
        writing.send(writing.owner, {f"p{number}": "x" for number in range(10_000)})

    assert (no.value.status, no.value.values) == (422, {"most": MOST_CHANGES})
    assert count(db, PlanOperation) == 0


def test_a_section_does_not_grow_without_end(db, writing, monkeypatch):
    monkeypatch.setattr(turns, "MOST_PATHS", 5)

    with pytest.raises(Refusal, match="This section is full"):
        writing.send(writing.owner, {f"p{number}": "x" for number in range(6)})


def test_control_characters_go_and_other_scripts_stay(db, writing):
    writing.send(writing.owner, {"need": "\x00Өвс\x07\r\nырыскы 하늘 👩‍👩‍👧 \ud800"})

    kept = queries.section_now(db, writing.plan.id, "idea").answers["need"]
    assert kept == "Өвс\nырыскы 하늘 👩‍👩‍👧"


def test_a_clock_that_runs_ahead_does_not_stop_the_next_answer(db, writing):
    writing.send(writing.owner, {"need": "1"}, minute=60 * 24 * 365)

    writing.send(writing.owner, {"need": "2"}, minute=60 * 24 * 365 + 1)

    assert queries.section_now(db, writing.plan.id, "idea").answers == {"need": "2"}


@pytest.mark.parametrize("op_id", ["", "x", "123", "g" * 32, "\x00"])
def test_a_packet_without_an_id_is_refused_with_a_sentence(op_id):
    with pytest.raises(Refusal) as no:
        packets.packet(op_id, "phone", "0", {}, at=NOW)

    assert no.value.status == 422


@pytest.mark.parametrize("device", ["", "a b", "x" * 65, "<b>"])
def test_a_device_without_a_name_is_refused(device):
    with pytest.raises(Refusal):
        packets.packet(str(uuid.uuid4()), device, "0", {}, at=NOW)


@pytest.mark.parametrize("rev", ["", "x", "-1", "9" * 30, "²"])
def test_a_rev_that_is_none_counts_as_the_beginning(rev):
    assert packets.packet(str(uuid.uuid4()), "phone", rev, {}, at=NOW).base_rev == 0


def test_a_page_that_sends_all_its_fields_changes_only_what_was_typed(db, writing):
    other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer", "who": "We"})
    writing.send(other, {"need": "Two dryers"}, base=1)
    before = history_queries.values_at(db, writing.plan.id, "idea", 1)

    typed = packets.typed(before, {"need": "A dryer ", "who": "All of us", "offer": ""})

    assert typed == {"who": "All of us"}
    assert writing.send(writing.owner, typed, base=1).raised == 0


def test_work_of_a_quarter_of_an_hour_is_one_version_and_one_note(db, writing):
    for minute in (0, 5, 14, 15, 20):
        writing.send(writing.owner, {"need": f"at {minute}"}, base=9, minute=minute)

    found = db.scalars(select(PlanVersion).order_by(PlanVersion.at)).all()
    assert [(one.section, one.revs, one.at - NOW) for one in found] == [
        ("idea", {"idea": 3}, timedelta(minutes=14)),
        ("idea", {"idea": 5}, timedelta(minutes=20)),
    ]
    notes = select(func.count()).where(TrailEntry.act == "plans.save_packet")
    assert db.scalar(notes) == 2


def test_any_old_state_can_be_rebuilt(db, writing):
    for number, need in enumerate(["one", "two", "", "four"]):
        writing.send(writing.owner, {"need": need, f"p{number}": "x"}, base=number)

    found = [
        history_queries.values_at(db, writing.plan.id, "idea", rev).get("need") for rev in range(5)
    ]

    assert found == [None, "one", "two", None, "four"]


def test_saving_one_answer_of_a_full_section_costs_thirteen_statements(db, writing, counting):
    writing.send(writing.owner, {f"rows/{n}/name": "x" * 40 for n in range(400)})
    db.flush()

    with counting() as statements:
        writing.send(writing.owner, {"need": "A dryer"}, base=1)
        db.flush()

    assert len(statements) == 13, statements

"""What several phones typed comes together: nothing dropped, nothing silently replaced."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from bench.phones import of_group
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.plans.kinds import Cause, Choice, Outcome
from lms.plans.merge import (
    Head,
    Merged,
    Packet,
    Question,
    answer,
    by_others,
    merge,
    propose,
)

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROW = "products/7f"


def sent(device: str, base: int, changes: dict[str, str], minute: int = 0) -> Packet:
    at = AT + timedelta(minutes=minute)
    return Packet(uuid.uuid4(), device, f"owner of {device}", base, changes, at)


def after(*packets: Packet) -> Merged:
    """The packets in their order; the questions are those that are still open."""
    merged = Merged(Head())
    waiting: list[Question] = []
    for packet in packets:
        merged = merge(merged.head, packet, waiting)
        closed = [one.question for one in merged.closed]
        waiting = [one for one in waiting if one not in closed] + list(merged.questions)
    return Merged(merged.head, merged.applied, tuple(waiting), merged.closed)


def test_different_fields_come_together_without_a_question():
    found = after(sent("a", 0, {"need": "A dryer"}), sent("b", 0, {"who": "30 families"}))

    assert found.head.values == {"need": "A dryer", "who": "30 families"}
    assert (found.head.rev, found.questions) == (2, ())


def test_the_same_field_becomes_a_question_and_what_stands_stays():
    found = after(sent("a", 0, {"price": "650"}), sent("b", 0, {"price": "700"}))

    assert found.head.values == {"price": "650"}
    assert [(one.path, one.theirs, one.mine, one.cause) for one in found.questions] == [
        ("price", "650", "700", Cause.BOTH_WROTE)
    ]


def test_the_same_value_from_two_is_no_question():
    found = after(sent("a", 0, {"price": "650"}), sent("b", 0, {"price": "650"}))

    assert (found.head.rev, found.questions) == (1, ())


def test_whoever_saw_the_newer_value_may_replace_it():
    found = after(sent("a", 0, {"price": "650"}), sent("b", 1, {"price": "700"}))

    assert (found.head.values, found.questions) == ({"price": "700"}, ())


def test_a_device_s_own_earlier_packets_do_not_count_against_it():
    found = after(*(sent("a", 0, {"price": text}, at) for at, text in enumerate("123")))

    assert (found.head.values, found.head.rev, found.questions) == ({"price": "3"}, 3, ())


def test_two_pages_of_one_person_are_two_devices():
    first, second = sent("a", 0, {"price": "650"}), sent("b", 0, {"price": "700"})

    found = after(first, Packet(second.op_id, "b", first.person, 0, second.changes, AT))

    assert len(found.questions) == 1


def test_an_own_packet_that_was_overtaken_is_remembered_and_does_not_stand():
    found = after(sent("a", 0, {"price": "2"}, 5), sent("a", 0, {"price": "1"}, 1))

    assert found.head.values == {"price": "2"}
    assert [(one.value, one.overtaken) for one in found.applied] == [("1", True)]


def test_emptying_what_another_changed_is_a_question_too():
    found = after(
        sent("a", 0, {"need": "A dryer"}),
        sent("b", 1, {"need": "Two dryers"}),
        sent("a", 1, {"need": ""}),
    )

    assert found.head.values == {"need": "Two dryers"}
    assert [one.mine for one in found.questions] == [""]


@pytest.mark.parametrize("base", [-1, 2, 10**9])
def test_a_revision_that_never_was_asks_and_replaces_nothing(base):
    found = after(sent("a", 0, {"price": "650"}), sent("b", base, {"price": "700", "who": "We"}))

    assert found.head.values == {"price": "650", "who": "We"}
    assert len(found.questions) == 1


def test_a_newer_word_takes_the_place_of_one_s_own_question():
    found = after(
        sent("a", 0, {"price": "650"}),
        sent("b", 0, {"price": "700"}, 1),
        sent("b", 0, {"price": "720"}, 2),
    )

    assert [one.mine for one in found.questions] == ["720"]
    assert [(one.question.mine, one.outcome) for one in found.closed] == [("700", Outcome.REPLACED)]


def test_the_same_word_again_asks_no_second_time():
    found = after(sent("a", 0, {"price": "650"}), *(sent("b", 0, {"price": "700"}),) * 2)

    assert len(found.questions) == 1


def test_a_question_closes_when_somebody_writes_what_it_waits_for():
    found = after(
        sent("a", 0, {"price": "650"}),
        sent("b", 0, {"price": "700"}),
        sent("a", 1, {"price": "700"}),
    )

    assert found.questions == ()
    assert [one.outcome for one in found.closed] == [Outcome.SAME]


def test_taking_away_a_row_that_another_just_edited_is_a_question():
    found = after(
        sent("a", 0, {f"{ROW}/name": "Kimchi"}),
        sent("b", 1, {f"{ROW}/price": "650"}),
        sent("a", 1, {f"{ROW}/_gone": "1"}),
    )

    assert found.head.values == {f"{ROW}/name": "Kimchi", f"{ROW}/price": "650"}
    assert [(one.path, one.mine, one.cause) for one in found.questions] == [
        (f"{ROW}/_gone", "1", Cause.ROW_GONE)
    ]


def test_editing_a_row_that_another_took_away_is_kept_and_a_question():
    found = after(
        sent("a", 0, {f"{ROW}/name": "Kimchi"}),
        sent("b", 1, {f"{ROW}/_gone": "1"}),
        sent("a", 1, {f"{ROW}/price": "650"}),
    )

    assert found.head.values[f"{ROW}/price"] == "650"
    assert [(one.path, one.mine, one.theirs) for one in found.questions] == [
        (f"{ROW}/_gone", "", "1")
    ]


def test_taking_away_one_s_own_row_asks_nothing_and_keeps_its_words():
    found = after(sent("a", 0, {f"{ROW}/name": "Kimchi"}), sent("a", 0, {f"{ROW}/_gone": "1"}))

    assert found.head.values == {f"{ROW}/name": "Kimchi", f"{ROW}/_gone": "1"}
    assert found.questions == ()


def test_the_place_of_a_row_is_nobody_s_words():
    found = after(sent("a", 0, {f"{ROW}/_at": "1"}), sent("b", 0, {f"{ROW}/_at": "2"}))

    assert (found.head.values[f"{ROW}/_at"], found.questions) == ("2", ())


@pytest.mark.parametrize(
    ("choice", "stands", "rev"),
    [
        (Choice.MINE, "By bus", 2),
        (Choice.THEIRS, "On foot", 1),
        (Choice.BOTH, "On foot\n\nBy bus", 2),
    ],
)
def test_a_question_is_answered_with_one_or_the_other_or_both(choice, stands, rev):
    asked = after(sent("a", 0, {"need": "On foot"}), sent("b", 0, {"need": "By bus"}))

    found = answer(asked.head, asked.questions[0], choice, sent("c", 0, {}), [])

    assert (found.head.values["need"], found.head.rev) == (stands, rev)
    assert [one.outcome.value for one in found.closed] == [choice.value]


def test_all_that_somebody_sends_who_was_taken_out_becomes_proposals():
    head = after(sent("a", 0, {"price": "650", "who": "We"})).head

    found = propose(head, sent("b", 1, {"price": "700", "who": "We", "need": "A dryer"}))

    assert found.head == head
    assert [(one.path, one.mine, one.cause) for one in found.questions] == [
        ("price", "700", Cause.PROPOSAL),
        ("need", "A dryer", Cause.PROPOSAL),
    ]


def test_the_phone_hears_what_others_wrote_and_what_they_emptied():
    head = after(
        sent("a", 0, {"price": "650", "who": "We"}),
        sent("b", 1, {"who": "", "need": "A dryer"}),
    ).head

    assert by_others(head, sent("a", 1, {})) == {"who": "", "need": "A dryer"}


@settings(max_examples=120)
@given(seed=st.integers(0, 10**9))
def test_three_phones_on_a_bad_line_lose_nothing_and_replace_nothing_unseen(seed):
    group = of_group(seed)

    assert (group.lost, group.unseen, group.twice, group.agree) == ([], [], [], True)

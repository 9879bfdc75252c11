"""The boxes of the daily review: when a card comes back, and which fit into today."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.questions import Kind, Question
from lms.quizzes.review.schedule import (
    SITTING_SECONDS,
    WAIT_DAYS,
    Place,
    Waiting,
    after,
    for_today,
    minutes,
    missed,
    missed_on,
    next_day,
    seconds,
    today_in,
)
from lms.quizzes.review.tickets import ReviewTicket, read_ticket, write_ticket

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))
BOXES = st.integers(1, 5)


@pytest.mark.parametrize(
    ("box", "right", "then"),
    [
        (1, True, Place(2, date(2026, 11, 24))),
        (2, True, Place(3, date(2026, 11, 26))),
        (3, True, Place(4, date(2026, 11, 30))),
        (4, True, Place(5, date(2026, 12, 8))),
        (5, True, Place(5, None)),
        (1, False, Place(1, date(2026, 11, 23))),
        (5, False, Place(1, date(2026, 11, 23))),
    ],
)
def test_a_card_goes_up_one_box_or_back_to_the_first(box, right, then):
    place = Place(box, TODAY)

    moved = after(place, right=right, today=TODAY)

    assert moved == then


@given(BOXES, DAYS)
def test_what_was_wrong_always_comes_back_tomorrow(box, today):
    moved = after(Place(box, today), right=False, today=today)

    assert moved == Place(1, today + timedelta(days=1)) == missed_on(today)


@given(st.lists(st.booleans(), max_size=30), DAYS)
def test_no_card_vanishes_before_it_was_right_five_times_running(answers, day):
    place, running = missed_on(day), 0

    for right in answers:
        if place.due_on is None:
            break
        place = after(place, right=right, today=place.due_on)
        running = running + 1 if right else 0
        assert (place.due_on is None) == (running == 5)
        assert place.box == min(running + 1, 5)


def test_each_wait_is_longer_than_the_one_before_it():
    waits = [WAIT_DAYS[box] for box in sorted(WAIT_DAYS)]

    assert waits == [1, 2, 4, 8, 16]


@st.composite
def waiting(draw: st.DrawFn) -> Waiting:
    name = draw(st.sampled_from("abcdefgh"))
    return Waiting(
        key=(draw(st.sampled_from(["m1", "m2"])), name),
        ids=frozenset({name}),
        box=draw(BOXES),
        due_on=TODAY + timedelta(days=draw(st.integers(-9, 3))),
        seconds=draw(st.sampled_from([45, 60, 90, 180, 400])),
    )


@given(st.lists(waiting(), max_size=12, unique_by=lambda card: card.key))
def test_a_day_holds_five_minutes_of_the_most_overdue(cards):
    due = [card for card in cards if card.due_on <= TODAY]

    chosen = for_today(cards, TODAY)

    assert bool(chosen) == bool(due)
    assert sum(card.seconds for card in chosen) <= SITTING_SECONDS or len(chosen) == 1
    assert chosen == sorted(chosen, key=lambda card: (card.due_on, card.box, card.key))
    assert chosen[:1] == sorted(due, key=lambda card: (card.due_on, card.box, card.key))[:1]
    assert len({id_ for card in chosen for id_ in card.ids}) == len(chosen)


def test_six_short_questions_fit_and_the_seventh_comes_another_day():
    cards = [Waiting(("m", str(n)), frozenset({str(n)}), 1, TODAY, 45) for n in range(9)]

    assert [card.key[1] for card in for_today(cards, TODAY)] == ["0", "1", "2", "3", "4", "5"]


def test_of_one_day_the_lowest_box_comes_first():
    def card(name: str, box: int, days: int) -> Waiting:
        return Waiting(("m", name), frozenset({name}), box, TODAY - timedelta(days=days), 45)

    chosen = for_today([card("a", 4, 0), card("b", 1, 0), card("c", 5, 3)], TODAY)

    assert [one.key[1] for one in chosen] == ["c", "b", "a"]


def test_every_kind_that_a_machine_marks_takes_its_time():
    kinds = [kind for kind in Kind if Question("q", kind, "?").marked]

    taken = {kind.value: seconds(Question("q", kind, "?")) for kind in kinds}

    assert taken == {
        "single": 45,
        "multiple": 60,
        "true_false": 45,
        "short": 60,
        "numeric": 90,
        "matching": 90,
        "ordering": 90,
        "gaps": 90,
        "mistake": 60,
        "case": 60,
    }


def test_a_case_takes_the_time_of_its_questions_too():
    parts = (Question("a", Kind.SINGLE, "?"), Question("b", Kind.NUMERIC, "?"))
    case = Question("c", Kind.CASE, "Lan sells soup.", parts=parts)

    assert seconds(case) == 195
    assert minutes([case, parts[0]]) == 4


def test_what_was_not_wholly_right_comes_back_and_an_essay_does_not():
    kinds = {"a": Kind.SINGLE, "b": Kind.SHORT, "c": Kind.SINGLE, "d": Kind.ESSAY, "e": Kind.SHORT}
    questions = [Question(id_, kind, "?") for id_, kind in kinds.items()]
    marks = {
        "a": {"earned": "1", "right": True, "given": "a"},
        "b": {"earned": "1/2", "right": False, "given": "x"},
        "c": {"earned": "0", "right": False, "given": None},
        "d": {"earned": "0", "right": False, "given": "words", "waits": True},
    }

    assert missed(questions, marks) == ["b", "c"]


@pytest.mark.parametrize(
    ("due", "next_on", "day"),
    [
        (3, date(2026, 11, 30), date(2026, 11, 23)),
        (0, date(2026, 11, 30), date(2026, 11, 30)),
        (0, None, None),
    ],
)
def test_what_did_not_fit_today_comes_tomorrow(due, next_on, day):
    assert next_day(due, next_on, today=TODAY) == day


def test_the_day_is_that_of_the_learner_s_clock():
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)

    days = [today_in(zone, late).day for zone in ("Asia/Seoul", "Asia/Ho_Chi_Minh", "Asia/Bishkek")]

    assert days == [23, 23, 22]


def test_a_ticket_is_read_back_and_a_forged_one_is_none():
    ticket = ReviewTicket(uuid.UUID(int=1), TODAY, "vi", (uuid.UUID(int=2), uuid.UUID(int=3)))
    text = write_ticket(ticket, "secret")

    assert read_ticket(text, "secret") == ticket
    assert read_ticket(text, "another secret") is None
    assert read_ticket(text[:-1] + ("A" if text[-1] != "A" else "B"), "secret") is None
    assert read_ticket("", "secret") is None


def test_options_stand_in_another_order_the_next_day():
    ticket = ReviewTicket(uuid.UUID(int=1), TODAY, "vi", ())
    tomorrow = ReviewTicket(uuid.UUID(int=1), TODAY + timedelta(days=1), "vi", ())

    assert ticket.seed("secret") == ticket.seed("secret")
    assert ticket.seed("secret") != tomorrow.seed("secret")

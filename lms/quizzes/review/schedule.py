"""When a missed question comes back, and which of them fit into today's five minutes. Pure.

The boxes are Sebastian Leitner's ("So lernt man lernen", Herder, Freiburg 1972): a card that is
known moves one box up, any other goes back to the first, and each box waits longer than the one
before it. Leitner gave five boxes and growing waits; days that double, as here, are the form in
which his boxes are commonly used today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lms.quizzes.questions import Kind, Question

WAIT_DAYS = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}
"""Box -> days until a card that came into it is asked again."""

FIRST_BOX, LAST_BOX = min(WAIT_DAYS), max(WAIT_DAYS)
SITTING_SECONDS = 300
"""The most that one day's questions take, five minutes."""

# Reading and answering on a phone, rounded up to quarters of a minute.
_SECONDS = {
    Kind.SINGLE: 45,
    Kind.MULTIPLE: 60,
    Kind.TRUE_FALSE: 45,
    Kind.SHORT: 60,
    Kind.NUMERIC: 90,
    Kind.MATCHING: 90,
    Kind.ORDERING: 90,
    Kind.GAPS: 90,
    Kind.MISTAKE: 60,
    Kind.CASE: 60,  # the text; its questions come on top
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card is: its box, 1 to 5, and the day it comes back; None: learned, it does not."""

    box: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that may be asked.

    key      orders cards that are alike in day and box
    ids      the form fields of its question are named by these; no two on a sheet may share one
    seconds  how long its question takes
    """

    key: tuple[str, str]
    ids: frozenset[str]
    box: int
    due_on: date
    seconds: int


def today_in(zone: str, now: datetime) -> date:
    """The day it is in a zone.

    >>> from datetime import UTC
    >>> today_in("Asia/Seoul", datetime(2026, 11, 22, 16, 0, tzinfo=UTC)).isoformat()
    '2026-11-23'
    """
    return now.astimezone(ZoneInfo(zone)).date()


def missed_on(day: date) -> Place:
    """Where a card goes whose question was missed that day: the first box, back tomorrow."""
    return Place(FIRST_BOX, day + timedelta(days=WAIT_DAYS[FIRST_BOX]))


def after(place: Place, *, right: bool, today: date) -> Place:
    """Where a card goes after its question was asked: up when right, else back to the first box.

    right  whether the answer was wholly right; one left open is not

    >>> from datetime import date
    >>> after(Place(2, date(2026, 11, 22)), right=True, today=date(2026, 11, 22))
    Place(box=3, due_on=datetime.date(2026, 11, 26))
    >>> after(Place(5, date(2026, 11, 22)), right=True, today=date(2026, 11, 22))
    Place(box=5, due_on=None)
    """
    if not right:
        return missed_on(today)
    if place.box == LAST_BOX:
        return Place(LAST_BOX, None)
    box = place.box + 1
    return Place(box, today + timedelta(days=WAIT_DAYS[box]))


def for_today(cards: Iterable[Waiting], today: date) -> list[Waiting]:
    """The cards to ask: the most overdue first, of those the lowest box, as many as fit.

    At least one when any is due, even where its question alone takes longer than five minutes.
    """
    due = sorted(
        (card for card in cards if card.due_on <= today),
        key=lambda card: (card.due_on, card.box, card.key),
    )
    chosen: list[Waiting] = []
    taken: frozenset[str] = frozenset()
    left = SITTING_SECONDS
    for card in due:
        if chosen and card.seconds > left:
            break
        if card.ids & taken:
            continue  # another module's question of the same name: it comes another day
        chosen.append(card)
        taken |= card.ids
        left -= card.seconds
    return chosen


def next_day(due: int, next_on: date | None, *, today: date) -> date | None:
    """When questions come next once today's are answered; None: there are none left.

    due      cards that are still due, for they did not fit into today
    next_on  the first day after today on which one is due
    """
    return today + timedelta(days=1) if due else next_on


def seconds(question: Question) -> int:
    """About how long it takes to read and answer a question on a phone."""
    return _SECONDS.get(question.kind, 0) + sum(seconds(part) for part in question.parts)


def minutes(questions: Iterable[Question]) -> int:
    """About how long they take, in whole minutes, rounded up."""
    return -(-sum(seconds(one) for one in questions) // 60)


def missed(questions: Sequence[Question], marks: Mapping[str, Any]) -> list[str]:
    """Ids of the questions of an attempt that come back: those that were not wholly right.

    marks  as in models.Attempt; a question that does not count is missing

    An essay is no question to which an answer can be remembered.
    """
    return [
        question.id
        for question in questions
        if question.marked and question.id in marks and not marks[question.id]["right"]
    ]

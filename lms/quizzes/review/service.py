"""Verbs of the daily review: start, stop, take in what was missed, note what was answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, literal, select, union_all, update
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.db import insert_into, insert_once
from lms.quizzes.models import Attempt, Purpose, ReviewCard, ReviewWish
from lms.quizzes.questions import Question
from lms.quizzes.review import schedule
from lms.quizzes.review.schedule import Place
from lms.quizzes.review.tickets import ReviewTicket

_COLUMNS = ("id", "user_id", "module_id", "question_id", "version_id", "box", "due_on", "at")
_CARDS: Any = ReviewCard.__table__


@dataclass(frozen=True)
class Missed:
    """The questions that somebody missed in one attempt.

    at  when the attempt was sent
    """

    module_id: str
    version_id: uuid.UUID
    questions: Sequence[str]
    at: datetime


def start(db: Session, learner: User, missed: Iterable[Missed], *, now: datetime) -> None:
    """Switch the review on; these questions are asked at once. On already: nothing changes."""
    if not insert_once(db, ReviewWish, user_id=learner.id, since=now):
        return
    today = schedule.today_in(learner.zone, now)
    for one in missed:
        _take_in(db, learner, one, Place(schedule.FIRST_BOX, today))


def stop(db: Session, learner: User) -> None:
    """Switch the review off; the cards stay where they are until the account goes."""
    db.execute(delete(ReviewWish).where(ReviewWish.user_id == learner.id))


def take_in(
    db: Session, learner: User, attempt: Attempt, questions: Sequence[Question], *, shown: bool
) -> None:
    """What was missed in a quiz comes back tomorrow; where the review is off, nothing does.

    questions  of the attempt
    shown      whether the learner is shown the key: else the review would give it away

    At most one statement.
    """
    if shown and attempt.purpose is Purpose.QUIZ:
        place = schedule.missed_on(schedule.today_in(learner.zone, attempt.submitted_at))
        _take_in(db, learner, missed_in(attempt, questions), place)


def missed_in(attempt: Attempt, questions: Sequence[Question]) -> Missed:
    """What somebody missed in an attempt, of these questions."""
    ids = schedule.missed(questions, attempt.marks)
    return Missed(attempt.module_id, attempt.version_id, ids, attempt.submitted_at)


def _take_in(db: Session, learner: User, missed: Missed, place: Place) -> None:
    """One INSERT ... SELECT for all cards: there is a row to select where there is a wish.

    A card that is there goes back to the first box, unless it was answered after the attempt. Its
    time stays: it tells when it was last answered in a review, and a new one has the wish's.
    """
    if not missed.questions:
        return
    table = ReviewWish.__table__.c
    rows = [
        select(
            literal(uuid.uuid4()),
            table.user_id,
            literal(missed.module_id),
            literal(question_id),
            literal(missed.version_id),
            literal(place.box),
            literal(place.due_on),
            table.since,
        ).where(table.user_id == learner.id)
        for question_id in missed.questions
    ]
    insert = insert_into(db, _CARDS).from_select(_COLUMNS, union_all(*rows))
    changed = {name: insert.excluded[name] for name in ("version_id", "box", "due_on")}
    db.execute(
        insert.on_conflict_do_update(
            index_elements=["user_id", "module_id", "question_id"],
            set_=changed,
            where=_CARDS.c.at <= missed.at,
        )
    )


_MOVE = (
    update(_CARDS)
    .where(_CARDS.c.id == bindparam("card"), _CARDS.c.due_on <= bindparam("day"))
    .values(box=bindparam("to_box"), due_on=bindparam("to_day"), at=bindparam("now"))
)


def answer_cards(
    db: Session,
    ticket: ReviewTicket,
    cards: Iterable[ReviewCard],
    right: Mapping[uuid.UUID, bool],
    *,
    today: date,
    now: datetime,
) -> None:
    """Move the cards of a sheet; one that was answered since the sheet was made stays.

    right  card id -> whether its answer was wholly right

    Whatever is answered on the sheet's day or later is due after that day, so a form that is sent
    twice, from two phones even, counts once.
    """
    moves = [
        {"card": card.id, "day": ticket.day, "to_box": to.box, "to_day": to.due_on, "now": now}
        for card in cards
        if card.id in right
        for to in [schedule.after(Place(card.box, card.due_on), right=right[card.id], today=today)]
    ]
    if moves:
        db.connection().execute(_MOVE, moves)

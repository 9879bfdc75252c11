"""Every SELECT about the daily review."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Uuid, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from lms.quizzes.models import Act, Attempt, Correction, Purpose, ReviewCard, ReviewWish
from lms.quizzes.review.schedule import today_in

MOST = 100
"""Cards that are looked at for one day; five minutes hold seven at most."""


@dataclass(frozen=True)
class ReviewStanding:
    """Where somebody stands with the daily review.

    since    when it was switched on; None: it is off
    cards    how many are kept, learned ones too
    last_at  when a card was last answered, or came in; None: there is no card
    due      how many are due today or were before
    next_on  the first day after today on which one is due; None: there is none
    """

    since: datetime | None
    cards: int
    last_at: datetime | None
    due: int
    next_on: date | None

    def done_on(self, day: date, zone: str) -> bool:
        """Whether that day's questions were answered; a card that came in has the wish's time."""
        if self.since is None or self.last_at is None or self.last_at <= self.since:
            return False
        return today_in(zone, self.last_at) == day


_ASKER = bindparam("user_id", type_=Uuid())
_TODAY = bindparam("today", type_=Date())
# Put together once: it is asked at every result.
_STANDING = select(
    select(ReviewWish.since).where(ReviewWish.user_id == _ASKER).scalar_subquery(),
    func.count(ReviewCard.id),
    func.max(ReviewCard.at, type_=ReviewCard.at.type),
    func.count(ReviewCard.id).filter(ReviewCard.due_on <= _TODAY),
    func.min(ReviewCard.due_on).filter(ReviewCard.due_on > _TODAY),
).where(ReviewCard.user_id == _ASKER)


def review_standing(db: Session, user_id: uuid.UUID, today: date) -> ReviewStanding:
    """One statement, whether the review is on or off."""
    row = db.execute(_STANDING, {"user_id": user_id, "today": today}).one()
    return ReviewStanding(*row)


def due_cards(db: Session, user_id: uuid.UUID, today: date) -> Sequence[ReviewCard]:
    """The cards that are due, the most overdue first, of those the lowest box; MOST at most."""
    return db.scalars(
        select(ReviewCard)
        .where(ReviewCard.user_id == user_id, ReviewCard.due_on <= today)
        .order_by(ReviewCard.due_on, ReviewCard.box, ReviewCard.module_id, ReviewCard.question_id)
        .limit(MOST)
    ).all()


def cards_of_sheet(
    db: Session, user_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> Sequence[ReviewCard]:
    """The cards of a sheet in its order, as they are now; only those of this person."""
    asked = select(ReviewCard).where(ReviewCard.user_id == user_id, ReviewCard.id.in_(ids))
    return sorted(db.scalars(asked), key=lambda card: ids.index(card.id))


def mended(db: Session, module_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """(version id as text, question id) of questions in which a mistake was found."""
    held: dict[tuple[str, str], Act] = {}
    rows = db.execute(
        select(Correction.versions, Correction.question_id, Correction.act)
        .where(Correction.module_id.in_(module_ids))
        .order_by(Correction.at, Correction.id)
    )
    for versions, question_id, act in rows:
        held |= {(version, question_id): act for version in versions}
    return frozenset(key for key, act in held.items() if act is not Act.RESTORE)


_LATER = aliased(Attempt)


def newest_attempts(db: Session, user_id: uuid.UUID) -> Sequence[Attempt]:
    """The newest attempt of somebody at each module's quiz, by module."""
    later = select(_LATER.id).where(
        _LATER.user_id == Attempt.user_id,
        _LATER.module_id == Attempt.module_id,
        _LATER.purpose == Attempt.purpose,
        _LATER.ordinal > Attempt.ordinal,
    )
    return db.scalars(
        select(Attempt)
        .where(Attempt.user_id == user_id, Attempt.purpose == Purpose.QUIZ, ~later.exists())
        .order_by(Attempt.module_id)
    ).all()


def passed_modules(db: Session, user_id: uuid.UUID) -> frozenset[str]:
    """The modules whose quiz somebody has passed in any attempt."""
    asked = select(Attempt.module_id).where(
        Attempt.user_id == user_id, Attempt.purpose == Purpose.QUIZ, Attempt.passed
    )
    return frozenset(db.scalars(asked.distinct()))


def wish_of(db: Session, user_id: uuid.UUID) -> ReviewWish | None:
    """Somebody's wish for a daily review; None: it is off."""
    return db.scalar(select(ReviewWish).where(ReviewWish.user_id == user_id))


def cards_of(db: Session, user_id: uuid.UUID) -> Sequence[ReviewCard]:
    """All cards of somebody, by module and question."""
    return db.scalars(
        select(ReviewCard)
        .where(ReviewCard.user_id == user_id)
        .order_by(ReviewCard.module_id, ReviewCard.question_id)
    ).all()

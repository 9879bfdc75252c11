"""What one learner may do at a quiz now: its rules, with the exceptions granted to this person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.quizzes import exception_queries
from lms.quizzes.models import Draft
from lms.quizzes.policy import (
    Door,
    Exceptions,
    Opening,
    Policy,
    ends_at,
    exceptions_of,
    is_late,
    opening,
    shows_answers,
)
from lms.quizzes.queries import AttemptSeen, QuizStanding
from lms.quizzes.versions import QuizVersion


@dataclass(frozen=True)
class Allowed:
    """What holds for the attempt to come.

    ends   when its time is over; None: it is not begun, or there is no limit
    """

    granted: Exceptions
    opening: Opening
    ends: datetime | None

    @property
    def is_open(self) -> bool:
        return self.opening.door is Door.OPEN

    def is_over(self, now: datetime) -> bool:
        """Whether the time is over, for a page that is opened now."""
        return self.ends is not None and now > self.ends

    def is_late(self, now: datetime) -> bool:
        """Whether answers that come now are too late, slow lines considered."""
        return is_late(self.ends, now=now)


def allowed(
    db: Session,
    user_id: uuid.UUID,
    standing: QuizStanding,
    policy: Policy,
    *,
    now: datetime,
    in_words: bool = False,
) -> Allowed:
    """What this person may do; exceptions are looked up only where they could change it.

    in_words  whether a page will say how many tries and how much time are left: then exceptions
              are looked up wherever there is a limit to either
    """
    bare = _put_together(standing, policy, Exceptions(), now)
    if bare.is_open and not bare.is_over(now) and not (in_words and _has_limits(policy)):
        return bare
    return _put_together(standing, policy, granted(db, user_id, standing.module_id, now=now), now)


def granted(db: Session, user_id: uuid.UUID, module_id: str, *, now: datetime) -> Exceptions:
    """What this person is granted today; one statement."""
    return exceptions_of(exception_queries.grants(db, user_id, module_id), now=now)


def _has_limits(policy: Policy) -> bool:
    return policy.attempts is not None or policy.minutes is not None


def _put_together(
    standing: QuizStanding, policy: Policy, exceptions: Exceptions, now: datetime
) -> Allowed:
    made = standing.next_ordinal
    door = opening(policy, made, standing.newest_at, exceptions, now=now)
    draft = standing.draft
    runs = draft is not None and draft.ends_at is not None
    if runs or (door.door is Door.USED_UP and draft is not None):
        # It was begun while it was allowed; an exception that has ended does not cut it off.
        door = Opening(Door.OPEN, left=None if door.left is None else max(1, door.left))
    return Allowed(exceptions, door, _ends(standing.draft, policy, exceptions))


def _ends(draft: Draft | None, policy: Policy, exceptions: Exceptions) -> datetime | None:
    """More time granted after the beginning counts; less than at the beginning it never becomes."""
    if draft is None or draft.ends_at is None:
        return None
    today = ends_at(policy, draft.began_at, exceptions)
    return max(draft.ends_at, today) if today else draft.ends_at


def answers_shown(
    seen: AttemptSeen, version: QuizVersion, exceptions: Exceptions, now: datetime
) -> bool:
    """Whether the page of an attempt shows right answers and feedback.

    exceptions  what the maker of the attempt is granted today
    """
    policy = version.policy
    left = opening(policy, seen.made, seen.newest_at, exceptions, now=now).left
    return shows_answers(policy, passed=seen.any_passed, left=left)

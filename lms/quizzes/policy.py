"""The rules of a quiz as data, and what they say of one learner's attempts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

GRACE_SECONDS = 60
"""How long after the time limit answers may still be under way on a slow line."""


class Purpose(StrEnum):
    """What a try is for: the quiz itself, or what somebody knew before the module."""

    QUIZ = "quiz"
    BEFORE = "before"


class Counts(StrEnum):
    """Which attempt's share is the result; a pass once given stays whichever counts."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"


class ShowAnswers(StrEnum):
    """When the key and the feedback are shown."""

    SENT = "sent"
    PASSED = "passed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one version's quiz; see courses.source_types.QuizRules for each.

    attempts, minutes, mastery  None where the rules set none
    """

    draw: int
    pass_share: Fraction
    pause_minutes: int = 0
    attempts: int | None = None
    counts: Counts = Counts.BEST
    minutes: int | None = None
    show_answers: ShowAnswers = ShowAnswers.SENT
    mastery: int | None = None
    shuffle: bool = True
    pre_test: bool = False
    draw_from: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What one person is granted beyond the rules today, all grants that hold put together."""

    more_attempts: int = 0
    more_minutes: int = 0
    no_pause: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """One exception; it holds until its end, or until it was ended before."""

    more_attempts: int
    more_minutes: int
    no_pause: bool
    until: datetime
    ended_at: datetime | None = None


class Door(StrEnum):
    """Whether another attempt may be begun now."""

    OPEN = "open"
    PAUSE = "pause"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether another attempt may be begun, and when the pause ends.

    left  attempts that may still be begun; None: as many as one likes
    """

    door: Door
    opens_at: datetime | None = None
    left: int | None = None


def policy_of(rules: Mapping[str, Any]) -> Policy:
    """The rules as a version's facts keep them; versions from before a rule have its default."""
    return Policy(
        draw=rules["draw"],
        pass_share=Fraction(Decimal(rules["pass"])),
        pause_minutes=rules["pause_minutes"],
        attempts=rules.get("attempts") or None,
        counts=Counts(rules.get("counts", Counts.BEST)),
        minutes=rules.get("minutes") or None,
        show_answers=ShowAnswers(rules.get("show_answers", ShowAnswers.SENT)),
        mastery=rules.get("mastery") or None,
        shuffle=rules.get("shuffle", True),
        pre_test=rules.get("pre_test", False),
        draw_from=tuple((tag, count) for tag, count in rules.get("draw_from", ())),
    )


def exceptions_of(grants: Iterable[Grant], *, now: datetime) -> Exceptions:
    """What holds now: attempts and minutes of several grants add up."""
    holding = [one for one in grants if now < one.until and one.ended_at is None]
    return Exceptions(
        more_attempts=sum(one.more_attempts for one in holding),
        more_minutes=sum(one.more_minutes for one in holding),
        no_pause=any(one.no_pause for one in holding),
    )


def opening(
    policy: Policy,
    made: int,
    newest_at: datetime | None,
    granted: Exceptions,
    *,
    now: datetime,
) -> Opening:
    """Whether somebody may begin another attempt.

    made       attempts sent so far
    newest_at  when the newest one was sent; None: there is none
    """
    left = None
    if policy.attempts is not None:
        left = max(0, policy.attempts + granted.more_attempts - made)
    if left == 0:
        return Opening(Door.USED_UP, left=0)
    opens = None
    if newest_at is not None and not granted.no_pause:
        opens = newest_at + timedelta(minutes=policy.pause_minutes)
    if opens is not None and opens > now:
        return Opening(Door.PAUSE, opens, left)
    return Opening(Door.OPEN, left=left)


def ends_at(policy: Policy, began_at: datetime, granted: Exceptions) -> datetime | None:
    """When the time of an attempt is over; None: there is no limit."""
    if policy.minutes is None:
        return None
    return began_at + timedelta(minutes=policy.minutes + granted.more_minutes)


def is_late(ends: datetime | None, *, now: datetime) -> bool:
    """Whether answers come after the time and the grace for slow lines."""
    return ends is not None and now > ends + timedelta(seconds=GRACE_SECONDS)


def passes(policy: Policy, share: Fraction, right: int) -> bool:
    """Whether a result passes: by its share of the marks, or by how many are wholly right.

    share  0 to 1
    right  questions that are wholly right

    Asking for m of n right ones is Kolibri's mastery model, here within one attempt.
    """
    if policy.mastery is not None:
        return right >= policy.mastery
    return share >= policy.pass_share


def counting_share(policy: Policy, shares: Sequence[float]) -> float | None:
    """The share that is the result of these attempts, oldest first; None when there is none."""
    if not shares:
        return None
    if policy.counts is Counts.LATEST:
        return shares[-1]
    return shares[0] if policy.counts is Counts.FIRST else max(shares)


def shows_answers(policy: Policy, *, passed: bool, left: int | None) -> bool:
    """Whether the key is shown to somebody who has sent an attempt.

    passed  whether any attempt of theirs has passed
    left    attempts that may still be begun; None: as many as one likes
    """
    if policy.show_answers is ShowAnswers.NEVER:
        return False
    return policy.show_answers is ShowAnswers.SENT or passed or left == 0

"""What a quiz page says before its questions: the rules in plain words, the clock, the saving."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import format_timedelta, gettext, ngettext

from lms.quizzes.policy import Counts, Opening, Policy, ShowAnswers
from lms.web.filters import day, minutes, num, time_of_day
from lms.words import N_

_COUNTS = {
    Counts.LATEST: N_("The result of your newest try counts."),
    Counts.FIRST: N_("The result of your first try counts."),
}
_SHOWN = {
    ShowAnswers.SENT: N_("All answers are explained once you have sent them."),
    ShowAnswers.PASSED: N_("The right answers are shown once you have passed."),
    ShowAnswers.NEVER: N_("You learn what was right and what was not; the key is not shown."),
}
_PASSED_OR_USED_UP = N_("The right answers are shown once you have passed, or have used every try.")
_OTHER_QUESTIONS = N_("Each time the questions are other ones.")
_CLOCK = N_("Once you begin you have %(time)s. What is saved by then counts.")
_CLOCK_RUNS = N_("What is saved when the time is over counts.")
_SAVE = N_("Save and go on later")
_SAVE_NOW = N_("Save now")
_BY_HAND = N_("To keep your answers, press “%(button)s” at the end. Go on later, on any phone.")
_BY_HAND_NOW = N_("To keep your answers, press “%(button)s” at the end, and press it often.")
_AS_YOU_GO = N_("Your answers are saved as you go. Go on later, on any phone.")
_AS_YOU_GO_NOW = N_("Your answers are saved as you go.")
_SIGNED_OUT = N_(
    "Not saved: you were signed out. Press “%(button)s” and sign in; your answers come along."
)


class Saving(NamedTuple):
    """What a page says about saving.

    by_hand, as_you_go  without a script, and with one that saves after each answer
    """

    button: str
    by_hand: str
    as_you_go: str
    signed_out: str


def needed(policy: Policy, count: int) -> int:
    """How many of so many questions are enough, rounded up."""
    if policy.mastery is not None:
        return min(policy.mastery, count)
    return math.ceil(policy.pass_share * count)


def lead(policy: Policy, count: int) -> str:
    """The first sentence: how many questions, and what is enough."""
    values = {"num": count, "needed": num(needed(policy, count))}
    if policy.mastery is not None:
        return str(
            ngettext(
                "One question; one wholly right answer is enough.",
                "%(num)s questions; %(needed)s wholly right ones are enough.",
                **values,
            )
        )
    return str(
        ngettext(
            "One question; one right answer is enough.",
            "%(num)s questions; %(needed)s right ones are enough.",
            **values,
        )
    )


def rules(policy: Policy, opening: Opening, more_minutes: int, *, runs: bool) -> list[str]:
    """The other rules, a sentence each; what everybody expects is not said.

    more_minutes  granted beyond the time limit
    runs          whether the time runs already
    """
    if runs:  # the others were said before the beginning
        return [gettext(_CLOCK_RUNS)]
    said = []
    if policy.minutes is not None:
        said.append(gettext(_CLOCK, time=minutes(policy.minutes + more_minutes)))
    if opening.left is not None:
        said.append(tries_left(opening.left))
        said += [gettext(_OTHER_QUESTIONS)] if opening.left > 1 else []
    if policy.counts in _COUNTS and opening.left != 1:
        said.append(gettext(_COUNTS[policy.counts]))
    said.append(_shown(policy))
    return said


def _shown(policy: Policy) -> str:
    if policy.show_answers is ShowAnswers.PASSED and policy.attempts is not None:
        return str(gettext(_PASSED_OR_USED_UP))
    return str(gettext(_SHOWN[policy.show_answers]))


def saving(*, runs: bool) -> Saving:
    """How answers are kept; runs: whether the time runs, so that later is too late."""
    button = str(gettext(_SAVE_NOW if runs else _SAVE))
    return Saving(
        button=button,
        by_hand=str(gettext(_BY_HAND_NOW if runs else _BY_HAND, button=button)),
        as_you_go=str(gettext(_AS_YOU_GO_NOW if runs else _AS_YOU_GO)),
        signed_out=str(gettext(_SIGNED_OUT, button=button)),
    )


def tries_left(left: int) -> str:
    """How often somebody may still send answers, 1 or more."""
    return str(
        ngettext(
            "You can send your answers once.",
            "You can send your answers %(num)s times.",
            left,
        )
    )


def saved_words(saved_at: datetime, now: datetime, zone: str) -> str:
    """When the answers were saved; with the date where it was another day in this zone."""
    place = ZoneInfo(zone)
    if saved_at.astimezone(place).date() == now.astimezone(place).date():
        return str(gettext(N_("Saved at %(time)s."), time=time_of_day(saved_at)))
    return str(
        gettext(
            N_("Saved on %(date)s at %(time)s."), date=day(saved_at), time=time_of_day(saved_at)
        )
    )


def wait_words(until: datetime, now: datetime) -> str:
    """A length of time in the reader's words, never less than what is left of a minute."""
    whole = math.ceil((until - now) / timedelta(minutes=1))
    return str(format_timedelta(whole * 60, granularity="minute", threshold=1.5))

"""What the page of a result says beside the answers: another try, earlier ones, what was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from lms.quizzes import queries, result_page
from lms.quizzes.allowed import answers_shown, granted
from lms.quizzes.policy import Door, Exceptions, Opening, Policy, ShowAnswers, opening
from lms.quizzes.queries import AttemptSeen
from lms.quizzes.results import earned_shown
from lms.quizzes.review.line import review_line
from lms.quizzes.rule_words import wait_words
from lms.quizzes.versions import QuizVersion
from lms.web.filters import num
from lms.web.languages import page_language
from lms.web.pages import Visit
from lms.words import N_

USED_UP = N_("You have used every try at these questions. Ask your trainer to open them again.")
WAIT = N_("You can check yourself again in %(time)s, with other questions.")
_AGAIN = N_("You can check yourself again, with other questions.")
_BEFORE = N_("Before the module: %(then)s of %(then_all)s. Now: %(now)s of %(now_all)s.")
_NEEDED = N_("You needed %(needed)s.")
_NEED = N_("You need %(needed)s.")
_WHOLLY_PAST = N_("You needed %(needed)s wholly right ones.")
_WHOLLY = N_("You need %(needed)s wholly right ones.")
_NEVER = N_("The right answers are not shown here, for these questions are asked again.")
_ONCE_PASSED = N_("The right answers are shown here once you have passed.")
_ONCE_PASSED_OR_USED_UP = N_(
    "The right answers are shown here once you have passed, or have used every try."
)


@dataclass(frozen=True)
class ShownTry:
    """One attempt in the list of one's own."""

    url: str
    at: datetime
    earned: Decimal
    possible: int
    passed: bool
    is_this: bool


def shown_result(visit: Visit, seen: AttemptSeen, version: QuizVersion) -> dict[str, Any]:
    """What templates/quizzes/result.html takes."""
    policy, attempt = version.policy, seen.attempt
    exceptions = _exceptions(visit, seen, policy)
    key = answers_shown(seen, version, exceptions, visit.now)
    door = opening(policy, seen.made, seen.newest_at, exceptions, now=visit.now)
    shown = result_page.result(visit.db, visit.user, attempt, version, page_language(), key=key)
    listed = queries.tries(visit.db, attempt.user_id, attempt.module_id)
    return result_page.with_again(shown, is_open=door.door is Door.OPEN) | {
        "needed_said": _needed_said(policy, shown),
        "again_said": again_said(door, visit.now),
        "before": _before(seen, shown),
        "key_when": None if key else _key_when(policy),
        "tries": shown_tries(listed, this=attempt.id),
        "review": review_line(visit, attempt, key=key),
    }


def again_said(door: Opening, now: datetime) -> str:
    """When another try is possible, in a sentence."""
    if door.opens_at is not None:
        return str(gettext(WAIT, time=wait_words(door.opens_at, now)))
    return str(gettext(USED_UP if door.door is Door.USED_UP else _AGAIN))


def shown_tries(listed: Sequence[queries.Try], *, this: object = None) -> list[ShownTry]:
    """A person's attempts as a page lists them; this: the id of the one it shows already."""
    return [
        ShownTry(
            url=result_page.address(one.id),
            at=one.submitted_at,
            earned=earned_shown(one.earned),
            possible=one.possible,
            passed=one.passed,
            is_this=one.id == this,
        )
        for one in listed
    ]


def _exceptions(visit: Visit, seen: AttemptSeen, policy: Policy) -> Exceptions:
    """Looked up only where they could change what the page says."""
    bare = opening(policy, seen.made, seen.newest_at, Exceptions(), now=visit.now)
    if bare.door is Door.OPEN and policy.attempts is None:
        return Exceptions()
    return granted(visit.db, visit.user.id, seen.attempt.module_id, now=visit.now)


def _needed_said(policy: Policy, shown: dict[str, Any]) -> str:
    """What is enough: so many marks, or so many questions wholly right."""
    if policy.mastery is not None:
        needed = num(min(policy.mastery, shown["possible"]))
        return str(gettext(_WHOLLY_PAST if shown["passed"] else _WHOLLY, needed=needed))
    needed = num(shown["needed"])
    return str(gettext(_NEEDED if shown["passed"] else _NEED, needed=needed))


def _before(seen: AttemptSeen, shown: dict[str, Any]) -> str | None:
    if seen.before is None:
        return None
    return str(
        gettext(
            _BEFORE,
            then=num(earned_shown(seen.before.earned)),
            then_all=num(seen.before.possible),
            now=num(shown["earned"]),
            now_all=num(shown["possible"]),
        )
    )


def _key_when(policy: Policy) -> str:
    if policy.show_answers is ShowAnswers.NEVER:
        return str(gettext(_NEVER))
    return str(gettext(_ONCE_PASSED if policy.attempts is None else _ONCE_PASSED_OR_USED_UP))

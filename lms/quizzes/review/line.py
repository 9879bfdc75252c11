"""One quiet line about the daily review, for the page of a result."""

from __future__ import annotations

from flask_babel import gettext

from lms.quizzes.models import Attempt
from lms.quizzes.review import queries, schedule
from lms.web.pages import Visit
from lms.words import N_

_OFFER = N_("Come back to these in a few days: daily review")
_READY = N_("Your daily review is ready: five minutes at most")


def review_line(visit: Visit, attempt: Attempt, *, key: bool) -> str | None:
    """The words of a link to the daily review; None: there is nothing to say. One statement.

    key  whether right answers are shown: what the learner may not see does not come back either

    Whoever wants the review reads of it on days on which it waits; others where they missed
    something.
    """
    zone = visit.user.zone
    today = schedule.today_in(zone, visit.now)
    standing = queries.review_standing(visit.db, visit.user.id, today)
    if standing.since is not None:
        waits = standing.due > 0 and not standing.done_on(today, zone)
        return str(gettext(_READY)) if waits else None
    missed = any(not mark["right"] for mark in attempt.marks.values())
    return str(gettext(_OFFER)) if missed and key else None

"""Doors of an attempt on its way: begin against the clock, save what is answered so far."""

from __future__ import annotations

import logging

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.quizzes import drafting, quiz_page, result_page
from lms.quizzes.answering import typed_in
from lms.quizzes.models import Draft
from lms.quizzes.policy import ends_at
from lms.quizzes.queries import QuizStanding
from lms.quizzes.quiz_page import Here
from lms.quizzes.sheets import Sheet
from lms.quizzes.views import (
    OTHER_SIGN_IN,
    SENT,
    first_attempt,
    known,
    not_yours,
    pages,
    quiz_standing,
    refuse_beyond_limit,
)
from lms.web.pages import Visit, signed_in
from lms.words import N_

log = logging.getLogger("lms.quizzes")

_SAVED = N_("Your answers are saved. Go on now, or later on any phone.")
_SAVED_CLOCK = N_("Your answers are saved. The time runs on.")
_OVER = N_("The time is over. What was saved by then counts.")
_NOT_BEGUN = N_("Open this page again and begin: the time does not run yet.")
_TOO_EARLY = N_("There is a pause before the next try. Open this page again to see how long.")


@pages.change("/learn/<module>/quiz/begin", load=quiz_standing, may=signed_in)
def begin_attempt(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    here = quiz_page.fresh(visit, standing)
    refuse_beyond_limit(visit, here)
    policy = here.version.policy
    if not here.allowed.is_open:
        raise Refusal(_TOO_EARLY)
    if policy.minutes is not None and standing.draft is None:
        ends = ends_at(policy, visit.now, here.allowed.granted)
        drafting.begin_attempt(visit.db, visit.user, here.sheet, ends_at=ends, now=visit.now)
    return redirect(quiz_page.quiz_url(standing.module_id))


@pages.change("/learn/<module>/quiz/save", load=quiz_standing, may=signed_in, keep=True)
def save_draft(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    """A script gets a sentence in JSON; a button pressed without one, the page with all saved."""
    here = quiz_page.ticketed(visit, standing)
    if here is None and not is_script():
        return not_yours(visit, standing)
    if here is None:
        raise Refusal(OTHER_SIGN_IN)
    if here.sheet.ticket.ordinal < standing.next_ordinal:
        return _sent_already(visit, here)
    refuse_beyond_limit(visit, here)
    out_of_time = _out_of_time(visit, here)
    if out_of_time and not is_script():
        return redirect(quiz_page.quiz_url(standing.module_id))  # where it is said, too
    if out_of_time:
        raise Refusal(out_of_time)
    return keep_typed_so_far(
        visit, here.sheet, standing.draft, quiz_page.quiz_url(standing.module_id)
    )


def keep_typed_so_far(
    visit: Visit, sheet: Sheet, draft: Draft | None, page_url: str
) -> ResponseReturnValue:
    """Save the posted fields of a sheet; a script says which questions changed.

    page_url  of the form, where the button leads back to
    """
    saved = drafting.save_draft(
        visit.db,
        visit.user,
        sheet,
        draft,
        typed_in(request.form.lists()),
        request.form.getlist("changed") if is_script() else None,
        now=visit.now,
    )
    if not is_script():
        flash(gettext(_SAVED_CLOCK if saved.ends_at else _SAVED), "done")
        return redirect(page_url)
    return {"ok": True, "saved": quiz_page.saved_line(visit, saved)}


def is_script() -> bool:
    """Whether a script asks, which wants JSON."""
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return wanted == "application/json"


def _sent_already(visit: Visit, here: Here) -> ResponseReturnValue:
    """A page that stayed open in another window, or an old form sent once more."""
    log.warning("saving after sending was refused", extra=known(visit, here))
    address = result_page.address(first_attempt(visit, here.sheet).id)
    if is_script():
        return {"ok": False, "status": 409, "message": gettext(SENT), "url": address}, 409
    flash(gettext(SENT), "warning")
    return redirect(address)


def _out_of_time(visit: Visit, here: Here) -> str:
    """Why the clock keeps anything from being saved; "" when it does not."""
    if here.version.policy.minutes is None:
        return ""
    if here.standing.draft is None:
        return _NOT_BEGUN
    if here.allowed.is_late(visit.now):
        log.warning("saving after the time was over was refused", extra=known(visit, here))
        return _OVER
    return ""

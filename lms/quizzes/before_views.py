"""Doors of what somebody knows before a module: one try that passes nothing and blocks nothing."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.quizzes import before_page, draft_queries, result_page, service
from lms.quizzes.answering import read_answers, typed_in
from lms.quizzes.draft_queries import BeforeStanding
from lms.quizzes.draft_views import is_script, keep_typed_so_far
from lms.quizzes.views import NOT_YOURS, OTHER_SIGN_IN, SENT, pages, tell_forged
from lms.web.pages import Visit, signed_in
from lms.words import N_

_BEGUN = N_("You have begun this module already. Check yourself at its end.")


def _standing(visit: Visit, module: str) -> BeforeStanding | None:
    return draft_queries.before_standing(visit.db, visit.user.id, module)


def _to_send(visit: Visit, module: str) -> BeforeStanding | None:
    return draft_queries.before_standing(visit.db, visit.user.id, module, sending=True)


@pages.show("/before/<module>/", load=_standing, may=signed_in)
def show_before(visit: Visit, standing: BeforeStanding) -> ResponseReturnValue:
    version = before_page.version_for(visit, standing)
    elsewhere = _elsewhere(standing)
    if elsewhere is not None:
        return elsewhere
    return before_page.opened(visit, version, standing.draft)


@pages.change("/before/<module>/", load=_to_send, may=signed_in, keep=True)
def submit_before(visit: Visit, standing: BeforeStanding) -> ResponseReturnValue:
    found = before_page.ticketed(visit, standing)
    if found is None:
        return _not_yours(visit, standing)
    elsewhere = _elsewhere(standing)
    if elsewhere is not None:
        return elsewhere
    version, sheet = found
    typed = typed_in(request.form.lists())
    reading = read_answers(sheet.questions, typed)
    if reading.faults or reading.is_empty:
        return before_page.back(version, sheet, typed, reading), 422
    tell_forged(visit, sheet, typed)
    attempt = service.submit_before(
        visit.db, visit.user, sheet, standing.draft, reading.answers, now=visit.now
    )
    return redirect(result_page.address(attempt.id))


@pages.change("/before/<module>/save", load=_standing, may=signed_in, keep=True)
def save_before(visit: Visit, standing: BeforeStanding) -> ResponseReturnValue:
    found = before_page.ticketed(visit, standing)
    if is_script():
        _refuse_script(standing, is_theirs=found is not None)
    if found is None:
        return _not_yours(visit, standing)
    address = f"/before/{standing.module_id}/"
    return _elsewhere(standing) or keep_typed_so_far(visit, found[1], standing.draft, address)


def _refuse_script(standing: BeforeStanding, *, is_theirs: bool) -> None:
    """Raise a Refusal where a page led elsewhere would help no script."""
    if standing.attempt_id is not None or standing.is_begun:
        raise Refusal(SENT if standing.attempt_id else _BEGUN)
    if not is_theirs:
        raise Refusal(OTHER_SIGN_IN)


def _not_yours(visit: Visit, standing: BeforeStanding) -> ResponseReturnValue:
    """The questions of whoever is signed in, with what was typed where it fits."""
    version = before_page.version_for(visit, standing)
    elsewhere = _elsewhere(standing)
    if elsewhere is not None:
        return elsewhere
    flash(gettext(NOT_YOURS), "warning")
    sheet = before_page.fresh_sheet(visit, version, standing.draft)
    return before_page.back(version, sheet, typed_in(request.form.lists())), 409


def _elsewhere(standing: BeforeStanding) -> ResponseReturnValue | None:
    """To what came out, or to the module that is begun; None: it may be tried now."""
    if standing.attempt_id is not None:
        return redirect(result_page.address(standing.attempt_id))
    if standing.is_begun:
        flash(gettext(_BEGUN), "info")
        return redirect(f"/learn/{standing.module_id}/")
    return None

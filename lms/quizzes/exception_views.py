"""Doors of trainers: their front page, and exceptions from the rules of a quiz for one person."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts import queries as account_queries
from lms.accounts.models import User
from lms.accounts.names import keys_of
from lms.accounts.rules import teach
from lms.courses import queries as course_queries
from lms.courses.facts import ModuleFacts, module_facts
from lms.courses.models import ModuleVersion
from lms.quizzes import excepting, exception_queries
from lms.quizzes.excepting import Granted
from lms.quizzes.exception_forms import ExceptionForm
from lms.quizzes.models import Allowance
from lms.quizzes.policy import policy_of
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("exceptions", __name__)

_NOBODY = N_("Nobody here has this name. Ask the learner how they sign in.")
_SEVERAL = N_(
    "Several people have this name or number. Write the phone number with its country code."
)
_GRANTED = N_("The exception is granted.")
_ENDED = N_("The exception has ended.")


@pages.show("/teach/", may=teach)
def show_teaching(_visit: Visit) -> ResponseReturnValue:
    desks = [
        (
            "/teach/essays/",
            gettext(N_("Texts to mark")),
            gettext(N_("Free answers that wait for a reader.")),
        ),
        (
            "/teach/quizzes/",
            gettext(N_("Exceptions")),
            gettext(N_("More tries, more time or no pause for one person.")),
        ),
    ]
    return render_template("teach/index.html", desks=desks)


@pages.show("/teach/quizzes/", may=teach)
def show_quizzes(visit: Visit) -> ResponseReturnValue:
    versions = exception_queries.published_versions(visit.db)
    rows = [(_facts(version), policy_of(version.facts["quiz"])) for version in versions]
    return render_template("teach/quizzes.html", rows=rows)


def _module(visit: Visit, module: str) -> ModuleVersion | None:
    if "\0" in module:
        return None  # PostgreSQL refuses to look for it
    return course_queries.published_version(visit.db, module)


_ADDRESS = "/teach/quizzes/<module>/exceptions/"


@pages.show(_ADDRESS, load=_module, may=teach)
def show_exceptions(visit: Visit, version: ModuleVersion) -> ResponseReturnValue:
    until = (visit.now + timedelta(days=14)).astimezone(ZoneInfo(visit.user.zone)).date()
    form = ExceptionForm(formdata=None, until=until.isoformat())
    return _page(visit, version, form)


@pages.change(_ADDRESS, load=_module, may=teach, keep=True)
def grant_exception(visit: Visit, version: ModuleVersion) -> ResponseReturnValue:
    form = ExceptionForm()
    good = form.validate()
    learner = _named(visit, form)
    today = visit.now.astimezone(ZoneInfo((learner or visit.user).zone)).date()
    if not good or learner is None or form.is_past(today):
        return _page(visit, version, form), 422
    day = form.until.day()
    assert day is not None
    excepting.grant_exception(
        visit.db,
        visit.user,
        learner,
        version.module_id,
        Granted(form.attempts, form.minutes, bool(form.no_pause.data)),
        until=excepting.end_of(day, learner.zone),
        reason=form.reason.data,
        now=visit.now,
    )
    flash(gettext(_GRANTED), "done")
    return redirect(_address(version.module_id))


def _exception(visit: Visit, module: str, allowance_id: uuid.UUID) -> Allowance | None:
    found = exception_queries.exception(visit.db, allowance_id)
    return found if found is not None and found.module_id == module else None


@pages.change(f"{_ADDRESS}<uuid:allowance_id>/end", load=_exception, may=teach)
def end_exception(visit: Visit, exception: Allowance) -> ResponseReturnValue:
    excepting.end_exception(visit.db, visit.user, exception, now=visit.now)
    flash(gettext(_ENDED), "done")
    return redirect(_address(exception.module_id))


def _named(visit: Visit, form: ExceptionForm) -> User | None:
    """The one person of the name that was typed; else a fault beside the field."""
    if not form.username.data:
        return None
    keys = keys_of(form.username.data, visit.user.country.value)
    found = account_queries.people_named(visit.db, keys)
    if len(found) == 1:
        return found[0]
    form.say("username", _SEVERAL if found else _NOBODY)
    return None


def _page(visit: Visit, version: ModuleVersion, form: ExceptionForm) -> str:
    listed = exception_queries.exceptions_at(visit.db, version.module_id)
    exceptions = {
        "module": _facts(version),
        "policy": policy_of(version.facts["quiz"]),
        "action": _address(version.module_id),
        "rows": [_row(one, username, visit.now) for one, username in listed],
        "most": exception_queries.MOST_SHOWN,
    }
    return render_template("teach/exceptions.html", exceptions=exceptions, form=form)


def _row(one: Allowance, username: str, now: datetime) -> dict[str, Any]:
    holds = one.ended_at is None and now < one.until
    return {
        "username": username,
        "more_attempts": one.more_attempts,
        "more_minutes": one.more_minutes,
        "no_pause": one.no_pause,
        # The last moment of its last day, so that the day is said and not the one after.
        "until": (one.ended_at or one.until - timedelta(seconds=1)),
        "reason": one.reason,
        "end_action": f"{_address(one.module_id)}{one.id}/end" if holds else None,
    }


def _address(module_id: str) -> str:
    return f"/teach/quizzes/{module_id}/exceptions/"


def _facts(version: ModuleVersion) -> ModuleFacts:
    lang = page_language()
    return module_facts(version.module_id, version.id, version.number, version.facts, lang)

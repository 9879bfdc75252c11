"""Doors of advice: whom a plan asks, the end of a request, and who asks me."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts import queries as account_queries
from lms.accounts.models import User
from lms.accounts.names import keys_of
from lms.errors import Refusal
from lms.plans import advice_page, advice_queries, advising, queries, rules
from lms.plans.addresses import page_url, plan_url
from lms.plans.countries import template_of
from lms.plans.models import Plan
from lms.plans.ready_forms import ANYBODY, AdviceForm
from lms.web.languages import page_language
from lms.web.limits import limiter
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("plan_advice", __name__)

# Whoever asks learns whether somebody has this name: nobody asks that often.
ASK = "30 per minute; 120 per hour"
_NOBODY = N_("Nobody here has this name. Ask them how they sign in.")
_SEVERAL = N_(
    "Several people have this name or number. Write the phone number with its country code."
)
_WHO = N_("Write the user name of the person you ask.")


@dataclass(frozen=True)
class Request:
    """A request for advice in its plan."""

    plan: Plan
    advice_id: uuid.UUID


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_people(visit.db, plan_id)


def _request(visit: Visit, plan_id: uuid.UUID, advice_id: uuid.UUID) -> Request | None:
    plan = _plan(visit, plan_id)
    return Request(plan, advice_id) if plan else None


@pages.show("/plans/asked/", may=signed_in)
def show_asked(visit: Visit) -> ResponseReturnValue:
    found = advice_queries.open_requests(visit.db, visit.user)
    shown = advice_page.requests_shown(found, page_language())
    return render_template("plans/asked.html", requests=shown)


@pages.show("/plans/<uuid:plan_id>/advice/", load=_plan, may=rules.see_plan, hide=True)
def show_advice(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _page(visit, plan, _form(plan, fresh=True))


@pages.change(
    "/plans/<uuid:plan_id>/advice/", load=_plan, may=rules.edit_plan, hide=True, keep=True
)
@limiter.limit(ASK)
def ask_advice(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = _form(plan)
    adviser = _named(visit, form) if form.validate() else None
    if form.errors:
        return _page(visit, plan, form), 422
    known = {key for key, _ in form.sections.choices}
    try:
        advising.ask_advice(
            visit.db,
            visit.user,
            plan,
            adviser=adviser,
            sections=[key for key in form.sections.data or [] if key in known],
            text=form.text.data,
            advice_id=_uuid(form.advice_id.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("whom" if adviser is None else "username", no.message, **no.values)
        return _page(visit, plan, form), no.status
    flash(gettext(N_("You have asked. Comments will stand beside your answers.")), "done")
    return redirect(page_url(plan.id, "advice"))


@pages.change(
    "/plans/<uuid:plan_id>/advice/<uuid:advice_id>/end",
    load=_request,
    may=rules.comment_place,
    hide=True,
)
def end_advice(visit: Visit, asked: Request) -> ResponseReturnValue:
    writes = rules.edit_plan(visit.user, asked.plan)
    advising.end_advice(visit.db, visit.user, asked.plan, asked.advice_id, now=visit.now)
    flash(gettext(N_("The request has ended.")), "done")
    return redirect(page_url(asked.plan.id, "advice") if writes else "/plans/asked/")


def _page(visit: Visit, plan: Plan, form: AdviceForm) -> str:
    found = advice_queries.requests_of(visit.db, plan.id)
    counts = advice_queries.open_comments(visit.db, plan.id)
    return render_template(
        "plans/advice.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        requests=advice_page.own_requests(plan, found, page_language()),
        talks=advice_page.talks(plan, counts, page_language()),
        form=form if rules.edit_plan(visit.user, plan) else None,
        can_end=_can_end(visit, plan),
    )


def _can_end(visit: Visit, plan: Plan) -> Callable[[advice_page.Asked], bool]:
    writes = rules.edit_plan(visit.user, plan)
    mine = {one.id for one in plan.advice if one.adviser_id == visit.user.id}
    return lambda one: writes or one.id in mine


def _form(plan: Plan, *, fresh: bool = False) -> AdviceForm:
    made: dict[str, Any] = (
        {"formdata": None, "whom": ANYBODY, "advice_id": str(uuid.uuid4())} if fresh else {}
    )
    form = AdviceForm(**made)
    language = page_language()
    form.sections.choices = [
        (one.key, one.title.in_language(language)) for one in template_of(plan).sections
    ]
    return form


def _named(visit: Visit, form: AdviceForm) -> User | None:
    """Who is asked; None for any trainer, or with a fault beside the field."""
    if form.whom.data == ANYBODY:
        return None
    if not form.username.data:
        form.say("username", _WHO)
        return None
    keys = keys_of(form.username.data, visit.user.country.value)
    found = account_queries.people_named(visit.db, keys)
    if len(found) == 1:
        return found[0]
    form.say("username", _SEVERAL if found else _NOBODY)
    return None


def _uuid(text: Any) -> uuid.UUID:
    """The id that the page made; another one when it is no id."""
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()

"""Doors of plans: the list, and the home of a plan with its name and its end."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts.kinds import Country
from lms.errors import Refusal
from lms.plans import history_queries, home_page, queries, rules, service
from lms.plans.addresses import plan_url
from lms.plans.forms import DeleteForm, StartForm, TitleForm
from lms.plans.models import Plan
from lms.plans.section_around import saving_strip
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("plans", __name__)
LIST = "/plans/"


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


@pages.show("/plans/", may=signed_in)
def show_plans(visit: Visit) -> ResponseReturnValue:
    form = StartForm(formdata=None, country=visit.user.country.value, plan_id=str(uuid.uuid4()))
    return _list_page(visit, form)


@pages.change("/plans/", may=signed_in, keep=True)
def start_plan(visit: Visit) -> ResponseReturnValue:
    form = StartForm()
    if not form.validate():
        return _list_page(visit, form), 422
    try:
        plan = service.start_plan(
            visit.db,
            visit.user,
            title=form.title.data,
            country=Country(form.country.data),
            plan_id=_uuid(form.plan_id.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("title", no.message, **no.values)
        return _list_page(visit, form), no.status
    return redirect(plan_url(plan.id))


@pages.show("/plans/<uuid:plan_id>/", load=_plan, may=rules.see_plan, hide=True)
def show_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _home_page(visit, plan)


@pages.change("/plans/<uuid:plan_id>/rename", load=_plan, may=rules.own_plan, hide=True)
def rename_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = TitleForm()
    if not form.validate():
        return _home_page(visit, plan, rename=form), 422
    service.rename_plan(visit.db, visit.user, plan, form.title.data, now=visit.now)
    flash(gettext(N_("Saved.")), "done")
    return redirect(plan_url(plan.id))


@pages.change("/plans/<uuid:plan_id>/delete", load=_plan, may=rules.own_plan, hide=True)
def delete_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = DeleteForm()
    if not form.validate():
        return _home_page(visit, plan, delete=form), 422
    service.delete_plan(visit.db, visit.user, plan, now=visit.now)
    flash(gettext(N_("The plan is deleted.")), "done")
    return redirect(LIST)


def _list_page(visit: Visit, form: StartForm) -> str:
    plans = [home_page.card(plan) for plan in queries.plans_of(visit.db, visit.user)]
    return render_template("plans/plans.html", plans=plans, form=form, action=LIST)


def _home_page(
    visit: Visit, plan: Plan, *, rename: TitleForm | None = None, delete: DeleteForm | None = None
) -> str:
    writes = rules.edit_plan(visit.user, plan)
    waiting = history_queries.open_questions(visit.db, plan.id) if writes else ()
    return render_template(
        "plans/plan.html",
        plan=home_page.home(
            plan, waiting=len(waiting), language=page_language(), now=visit.now, writes=writes
        ),
        saving=saving_strip(visit, plan, waiting) if writes else None,
        can_own=rules.own_plan(visit.user, plan),
        rename=rename or TitleForm(formdata=None, title=plan.title),
        delete=delete or DeleteForm(formdata=None),
    )


def _uuid(text: Any) -> uuid.UUID:
    """The id that the page made; another one when it is no id."""
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()

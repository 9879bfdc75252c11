"""Doors of plans: the list, the home of a plan, its sections, its PDF."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import paths
from lms.accounts.kinds import Country
from lms.errors import Refusal
from lms.plans import home_parts, queries, rules, section_parts, sections, service
from lms.plans.addresses import plan_url, section_url
from lms.plans.document import plan_pdf
from lms.plans.forms import DeleteForm, SectionForm, StartForm, TitleForm, asking, filled
from lms.plans.models import Plan, PlanSection
from lms.plans.printing import plan_sheet
from lms.plans.questions import Section
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("plans", __name__)
LIST = "/plans/"


@dataclass(frozen=True)
class Place:
    """A section of a plan, and what is saved of it; None: nothing yet."""

    plan: Plan
    section: Section
    saved: PlanSection | None


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


def _place(visit: Visit, plan_id: uuid.UUID, section: str) -> Place | None:
    plan, found = _plan(visit, plan_id), sections.section_at(section)
    if plan is None or found is None:
        return None
    saved = next((one for one in plan.sections if one.key == found.key), None)
    return Place(plan, found, saved)


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


@pages.change("/plans/<uuid:plan_id>/rename", load=_plan, may=rules.edit_plan, hide=True)
def rename_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = TitleForm()
    if not form.validate():
        return _home_page(visit, plan, rename=form), 422
    service.rename_plan(visit.db, visit.user, plan, form.title.data, now=visit.now)
    flash(gettext(N_("Saved.")), "done")
    return redirect(plan_url(plan.id))


@pages.change("/plans/<uuid:plan_id>/delete", load=_plan, may=rules.edit_plan, hide=True)
def delete_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = DeleteForm()
    if not form.validate():
        return _home_page(visit, plan, delete=form), 422
    service.delete_plan(visit.db, visit.user, plan, now=visit.now)
    flash(gettext(N_("The plan is deleted.")), "done")
    return redirect(LIST)


@pages.show("/plans/<uuid:plan_id>/plan.pdf", load=_plan, may=rules.see_plan, hide=True)
def show_pdf(visit: Visit, plan: Plan) -> ResponseReturnValue:
    sheet = plan_sheet(plan, visit.user.display_name)
    content = plan_pdf(sheet, fonts=paths.FONTS, timestamp=plan.updated_at)
    return content, {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="plan.pdf"',
        "Cache-Control": "no-store",
    }


@pages.show("/plans/<uuid:plan_id>/<section>/", load=_place, may=rules.see_section, hide=True)
def show_section(visit: Visit, place: Place) -> ResponseReturnValue:
    kept, rev = (place.saved.answers, place.saved.rev) if place.saved else ({}, 0)
    return _section_page(visit, place, filled(place.section, place.plan.currency, kept, rev))


@pages.change(
    "/plans/<uuid:plan_id>/<section>/",
    load=_place,
    may=rules.edit_section,
    hide=True,
    keep=True,
)
def save_section(visit: Visit, place: Place) -> ResponseReturnValue:
    form = asking(place.section, place.plan.currency)
    if not form.validate():
        return _section_page(visit, place, form), 422
    try:
        service.save_section(
            visit.db,
            visit.user,
            place.plan,
            place.section.key,
            form.answers(),
            base_rev=form.seen_rev,
            now=visit.now,
        )
    except service.Stale as stale:
        form.base_rev.data = str(stale.rev)
        return _section_page(visit, place, form, stale), stale.status
    flash(gettext(N_("Saved.")), "done")
    following = sections.after(place.section)
    if place.section.figures or following is None:
        return redirect(plan_url(place.plan.id))
    return redirect(section_url(place.plan.id, following))


def _list_page(visit: Visit, form: StartForm) -> str:
    plans = [home_parts.card(plan) for plan in queries.plans_of(visit.db, visit.user)]
    return render_template("plans/plans.html", plans=plans, form=form, action=LIST)


def _home_page(
    visit: Visit, plan: Plan, *, rename: TitleForm | None = None, delete: DeleteForm | None = None
) -> str:
    return render_template(
        "plans/plan.html",
        plan=home_parts.home(plan),
        can_edit=rules.edit_plan(visit.user, plan),
        rename=rename or TitleForm(formdata=None, title=plan.title),
        delete=delete or DeleteForm(formdata=None),
    )


def _section_page(
    visit: Visit, place: Place, form: SectionForm, stale: service.Stale | None = None
) -> str:
    page = section_parts.section_page(
        place.plan,
        place.section,
        form,
        saved_at=place.saved.saved_at if place.saved else None,
        standing=stale.newer if stale else None,
    )
    return render_template(
        "plans/section.html",
        plan={"title": place.plan.title, "url": plan_url(place.plan.id)},
        section=page,
        form=form,
        can_edit=rules.edit_section(visit.user, place),
        stale=gettext(stale.message) if stale else None,
    )


def _uuid(text: Any) -> uuid.UUID:
    """The id that the page made; another one when it is no id."""
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()

"""Doors of a plan's history: its versions, two of them side by side, one brought back, changes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.errors import NotFound, Refusal
from lms.plans import change_queries, history_queries, queries, rules, versions
from lms.plans.addresses import page_url, plan_url
from lms.plans.answers import by_section
from lms.plans.changes_told import MOST_SHOWN, Teller
from lms.plans.countries import template_of
from lms.plans.history_forms import VersionForm
from lms.plans.history_models import PlanVersion
from lms.plans.models import Plan
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_history", __name__)
NOW = "now"


@dataclass(frozen=True)
class Past:
    """A version of a plan."""

    plan: Plan
    version: PlanVersion


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


def _past(visit: Visit, plan_id: uuid.UUID, version_id: uuid.UUID) -> Past | None:
    plan = queries.plan_with_people(visit.db, plan_id)
    version = history_queries.version(visit.db, plan_id, version_id)
    return Past(plan, version) if plan and version else None


@pages.show("/plans/<uuid:plan_id>/history/", load=_plan, may=rules.see_plan, hide=True)
def show_history(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _page(visit, plan)


@pages.change("/plans/<uuid:plan_id>/history/", load=_plan, may=rules.edit_plan, hide=True)
def name_version(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = VersionForm()
    if not form.validate():
        return _page(visit, plan, form), 422
    try:
        versions.name_version(
            visit.db,
            visit.user,
            plan,
            form.name.data,
            version_id=_id(form.version_id.data) or uuid.uuid4(),
            now=visit.now,
        )
    except Refusal as no:
        form.say("name", no.message, **no.values)
        return _page(visit, plan, form), no.status
    flash(gettext(N_("The plan as it stands now has a name. You can come back to it.")), "done")
    return redirect(page_url(plan.id, "history"))


@pages.show("/plans/<uuid:plan_id>/history/compare/", load=_plan, may=rules.see_plan, hide=True)
def compare_versions(visit: Visit, plan: Plan) -> ResponseReturnValue:
    older = _version(visit, plan, request.args.get("old", ""))
    newer = _version(visit, plan, request.args.get("new", NOW))
    if older is None:
        older, newer = newer, None
    if older and newer and older.at > newer.at:
        older, newer = newer, older
    is_same = older is None or (newer is not None and newer.id == older.id)
    found = () if is_same or older is None else versions.compare(visit.db, plan, older, newer)
    names = _both(visit, plan, older, newer) if found else by_section(plan.sections)
    teller = Teller(plan, template_of(plan), names, page_language())
    return render_template(
        "plans/compare.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        history_url=page_url(plan.id, "history"),
        older=_line(teller, older) if older else None,
        newer=_line(teller, newer) if newer else None,
        is_same=is_same,
        sections=teller.changes(found),
        more=max(0, teller.count(found) - MOST_SHOWN),
        back_url=_back_url(visit, plan, older, newer) if found else "",
    )


@pages.change(
    "/plans/<uuid:plan_id>/history/<uuid:version_id>/back",
    load=_past,
    may=rules.edit_section,
    hide=True,
)
def bring_back(visit: Visit, past: Past) -> ResponseReturnValue:
    wanted = set(request.form.getlist("section"))
    compare = f"{page_url(past.plan.id, 'history')}compare/?old={past.version.id}"
    if not wanted:
        flash(gettext(N_("Choose at least one section.")), "warning")
        return redirect(compare)
    count = versions.bring_back(
        visit.db, visit.user, past.plan, past.version, sections=wanted, now=visit.now
    )
    said = ngettext(
        "%(num)s answer is as it was. The plan as it stood before is kept as a version.",
        "%(num)s answers are as they were. The plan as it stood before is kept as a version.",
        count,
    )
    flash(said if count else gettext(N_("Nothing had changed.")), "done")
    return redirect(page_url(past.plan.id, "history"))


@pages.show("/plans/<uuid:plan_id>/history/changes/", load=_plan, may=rules.see_plan, hide=True)
def show_changes(visit: Visit, plan: Plan) -> ResponseReturnValue:
    found = change_queries.changes(visit.db, plan.id, before=_id(request.args.get("before")))
    teller = Teller(plan, template_of(plan), by_section(plan.sections), page_language())
    is_full = len(found) == change_queries.MOST_CHANGES
    return render_template(
        "plans/changes.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        history_url=page_url(plan.id, "history"),
        changes=[teller.written(one) for one in found],
        older_url=f"?before={found[-1].id}" if is_full else "",
    )


def _page(visit: Visit, plan: Plan, form: VersionForm | None = None) -> str:
    found = history_queries.versions(visit.db, plan.id, before=_moment(request.args.get("before")))
    teller = Teller(plan, template_of(plan), by_section(plan.sections), page_language())
    fresh = VersionForm(formdata=None, version_id=str(uuid.uuid4()))
    is_full = len(found) == history_queries.MOST_VERSIONS
    return render_template(
        "plans/history.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        url=page_url(plan.id, "history"),
        versions=[_line(teller, one) for one in found],
        older_url=f"?before={found[-1].at.isoformat().replace('+', '%2B')}" if is_full else "",
        form=(form or fresh) if rules.edit_plan(visit.user, plan) else None,
    )


def _line(teller: Teller, one: PlanVersion) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "name": teller.version(one),
        "is_named": bool(one.name),
        "by": teller.writer(one.user_id),
        "at": one.at,
        "url": teller.compare_url(one),
    }


def _version(visit: Visit, plan: Plan, typed: str) -> PlanVersion | None:
    """A version of this plan; None: the plan as it stands now.

    raises  NotFound for what is no version of this plan
    """
    if typed in (NOW, ""):
        return None
    wanted = _id(typed)
    found = history_queries.version(visit.db, plan.id, wanted) if wanted else None
    if found is None:
        raise NotFound()
    return found


def _both(
    visit: Visit, plan: Plan, older: PlanVersion | None, newer: PlanVersion | None
) -> dict[str, dict[str, str]]:
    """The answers of both, so that rows which only one of them has are called by their name."""
    merged: dict[str, dict[str, str]] = {}
    for one in (older, newer):
        answers = (
            history_queries.answers_at(visit.db, plan.id, one.revs)
            if one is not None
            else by_section(plan.sections)
        )
        for key, values in answers.items():
            merged.setdefault(key, {}).update(values)
    return merged


def _back_url(
    visit: Visit, plan: Plan, older: PlanVersion | None, newer: PlanVersion | None
) -> str:
    """Where an older version is brought back; "" where that cannot be asked for here."""
    if older is None or newer is not None or not rules.edit_plan(visit.user, plan):
        return ""
    return f"{page_url(plan.id, 'history')}{older.id}/back"


def _id(typed: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None


def _moment(typed: str | None) -> datetime | None:
    """A moment of an address; None when it is none, or says no time zone."""
    try:
        found = datetime.fromisoformat(typed or "")
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):  # the first and the last day have no UTC everywhere
        return None

"""Doors of "I am writing this": the mark on a section, and taking it away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.plans import queries, rules, taking
from lms.plans.addresses import section_url
from lms.plans.countries import template_of
from lms.plans.models import Plan
from lms.plans.template import Section
from lms.web.pages import Pages, Visit

pages = Pages("plan_taking", __name__)


@dataclass(frozen=True)
class Place:
    """A section of a plan."""

    plan: Plan
    section: Section


def _place(visit: Visit, plan_id: uuid.UUID, section: str) -> Place | None:
    plan = queries.plan_with_people(visit.db, plan_id)
    if plan is None:
        return None
    found = next((one for one in template_of(plan).sections if one.key == section), None)
    return Place(plan, found) if found else None


@pages.change(
    "/plans/<uuid:plan_id>/<section>/take", load=_place, may=rules.edit_section, hide=True
)
def take_section(visit: Visit, place: Place) -> ResponseReturnValue:
    try:
        taking.take_section(visit.db, visit.user, place.plan, place.section.key, now=visit.now)
    except Refusal as no:
        flash(gettext(no.message, **no.values), "warning")
    return redirect(section_url(place.plan.id, place.section))


@pages.change(
    "/plans/<uuid:plan_id>/<section>/release", load=_place, may=rules.edit_section, hide=True
)
def release_section(visit: Visit, place: Place) -> ResponseReturnValue:
    taking.release_section(visit.db, visit.user, place.plan, place.section.key, now=visit.now)
    return redirect(section_url(place.plan.id, place.section))

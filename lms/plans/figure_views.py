"""The door "Does it carry?": a plan's figures in sentences, drawings and tables, and what if."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms.plans import queries, rules
from lms.plans.addresses import page_url, plan_url
from lms.plans.answers import by_section
from lms.plans.coach.what_if import changed
from lms.plans.copied import still_copied
from lms.plans.countries import template_of
from lms.plans.drawings.of_plan import drawings_of
from lms.plans.drawings.speech import Speech
from lms.plans.figures_told import explained, sentences
from lms.plans.finance.compute import compute
from lms.plans.findings_told import findings_told, missing_told, notes_told
from lms.plans.models import Plan
from lms.plans.papers.figure_tables import figure_tables
from lms.plans.papers.from_plan import Written, speech_of
from lms.plans.papers.section_parts import Telling, member_names
from lms.plans.reckoning import Reckoning, reckon
from lms.plans.what_if_told import beside, keys_on, switches
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit

pages = Pages("plan_figures", __name__)


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


@pages.show("/plans/<uuid:plan_id>/figures/", load=_plan, may=rules.see_plan, hide=True)
def show_figures(visit: Visit, plan: Plan) -> ResponseReturnValue:
    template, kept = template_of(plan), by_section(plan.sections)
    language = page_language()
    found = reckon(kept, template, currency=plan.currency, title=plan.title, language=language)
    written = Written(plan.title, template, kept, found.inputs, found.results)
    speech = speech_of(written, language)
    return render_template(
        "plans/figures.html",
        plan={"title": plan.title, "url": plan_url(plan.id), "currency": plan.currency},
        figures=_figures(found, written, speech),
        action=page_url(plan.id, "figures"),
        missing=missing_told(found.expanded.missing, template, plan.id, speech),
        faults=found.faults,
        notes=notes_told(found.expanded.notes, template, plan.id, speech),
        findings=findings_told(found.findings, kept, template, plan.id, speech),
        copied=still_copied(plan.sections),
        can_edit=rules.edit_plan(visit.user, plan),
    )


def _figures(found: Reckoning, written: Written, speech: Speech) -> dict[str, Any] | None:
    """What can be shown as soon as the figures can be made; with the switches of the address."""
    if found.inputs is None or found.results is None:
        return None
    on = keys_on(request.args.getlist("what"))
    inputs = changed(found.inputs, on)
    results = compute(inputs) if on else found.results
    telling = Telling(written.template, written.answers, speech)
    return {
        "sentences": sentences(results, speech),
        "drawings": drawings_of(results, speech),
        "groups": explained(inputs, results, speech),
        "tables": figure_tables(inputs, results, speech, member_names(telling)),
        "switches": switches(on, speech),
        "on": [one.title for one in switches(on, speech) if one.is_on],
        "beside": beside(found.results, results, speech) if on else (),
    }

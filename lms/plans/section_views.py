"""Doors of one section of a plan: read it, write it, and save it field by field."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.plans import (
    history_queries,
    packets,
    queries,
    rules,
    saving,
    section_form,
    section_sending,
)
from lms.plans.addresses import plan_url, section_url
from lms.plans.answers import by_section
from lms.plans.comment_parts import comments_of
from lms.plans.countries import template_of
from lms.plans.kinds import MOST_CHANGES
from lms.plans.models import Plan
from lms.plans.section_around import (
    is_mine,
    others_of,
    pairs_read,
    saving_strip,
    taken_sentence,
    waits_of,
)
from lms.plans.section_page import Maker
from lms.plans.section_sending import base_rev, typed_at
from lms.plans.template import Section, Template
from lms.plans.typed_answers import Fault
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_sections", __name__)


@dataclass(frozen=True)
class Place:
    """A section of a plan with what its country asks there."""

    plan: Plan
    template: Template
    section: Section

    @property
    def rev(self) -> int:
        """The revision of what is kept; 0 when nothing is."""
        return next((one.rev for one in self.plan.sections if one.key == self.section.key), 0)


def _place(visit: Visit, plan_id: uuid.UUID, section: str) -> Place | None:
    plan = queries.plan_with_sections(visit.db, plan_id)
    if plan is None:
        return None
    template = template_of(plan)
    found = next((one for one in template.sections if one.key == section), None)
    return Place(plan, template, found) if found else None


@pages.show("/plans/<uuid:plan_id>/<section>/", load=_place, may=rules.see_section, hide=True)
def show_section(visit: Visit, place: Place) -> ResponseReturnValue:
    if not rules.edit_section(visit.user, place):
        return _read_page(visit, place)
    return _form_page(visit, place)


@pages.change(
    "/plans/<uuid:plan_id>/<section>/",
    load=_place,
    may=rules.send_section,
    hide=True,
    keep=True,
)
def save_section(visit: Visit, place: Place) -> ResponseReturnValue:
    if not rules.edit_section(visit.user, place):
        return section_sending.propose(visit, place.plan, place.section, place.template)
    if request.form.get("part"):
        return _save_part(visit, place)
    sent = section_form.read_form(request.form, place.section, **_habits(place))
    if request.form.get("add"):
        return _form_page(visit, place, sent, add=request.form["add"])
    sent = section_form.within_rows(sent, place.section, _kept(place))
    if sent.wrong:
        return _form_page(visit, place, sent), 422
    before = history_queries.values_at(visit.db, place.plan.id, place.section.key, base_rev())
    changes = packets.typed(before, section_form.without_unknown(sent.changes, before))
    try:
        reply = _save(visit, place, changes, visit.now)
    except packets.Unfit as no:
        wrong = {path: Fault(text, _texts(values)) for path, (text, values) in no.errors.items()}
        return _form_page(visit, place, section_form.Sent(sent.typed, {}, wrong)), no.status
    if reply.proposed:  # taken out of the plan a moment ago
        return section_sending.goodbye()
    if reply.raised:
        flash(gettext(N_("Two of you wrote different things. Both are kept: choose one.")), "info")
        return redirect(f"{plan_url(place.plan.id)}questions/")
    flash(gettext(N_("Saved for your group.")), "done")
    return redirect(_next_url(place))


def _save_part(visit: Visit, place: Place) -> ResponseReturnValue:
    """What a script sends: some answers, each of which is saved or told what is wrong with it."""
    paths = request.form.getlist("changed")[: MOST_CHANGES + 1]
    sent = section_form.read_part(request.form, paths, place.section, **_habits(place))
    sent = section_form.within_rows(sent, place.section, _kept(place))
    changes = section_form.without_unknown(sent.changes, _kept(place))
    try:
        reply = _save(visit, place, changes, typed_at(visit.now))
    except Refusal as no:
        return jsonify(ok=False, message=gettext(no.message, **no.values)), no.status
    if reply.proposed:
        return section_sending.goodbye()
    maker = _maker(place, kept={**by_section(place.plan.sections), **_standing(reply, place)})
    # Where two wrote different things, the answer that stands is shown and mine is asked about.
    shown = {**{path: value for path, value in changes.items() if value}, **reply.changed}
    waits = waits_of(place.plan, place.section, reply.questions, page_language())
    return jsonify(
        ok=True,
        rev=reply.rev,
        answers={path: _pairs(place, path, value) for path, value in shown.items()},
        readings=_readings(maker, place, shown),
        wrong={path: gettext(fault.sentence, **fault.values) for path, fault in sent.wrong.items()},
        questions=_open(visit, place, reply.questions),
        question_at=waits,
    )


def _save(visit: Visit, place: Place, changes: Mapping[str, str], at: datetime) -> saving.Reply:
    return section_sending.send(
        visit, place.plan, place.section.key, changes, template=place.template, at=at
    )


def _form_page(
    visit: Visit, place: Place, sent: section_form.Sent | None = None, *, add: str = ""
) -> str:
    language = page_language()
    questions = history_queries.open_questions(visit.db, place.plan.id)
    waits = waits_of(place.plan, place.section, questions, language)
    wrong = _sentences(sent) if sent else {}
    maker = _maker(place, typed=sent.typed if sent else None, wrong=wrong, waits=waits)
    labels = {path: _label(place, path, language) for path in wrong}
    return render_template(
        "plans/section.html",
        plan={"title": place.plan.title, "url": plan_url(place.plan.id)},
        section=_head(place, language),
        parts=maker.parts(more={add: section_form.new_row_id()} if add else None),
        hidden=_hidden(place, sent),
        faults=[(path, labels[path], text) for path, text in wrong.items()],
        saving=saving_strip(visit, place.plan, questions),
        taken=taken_sentence(visit, place.plan, place.section),
        mine=is_mine(visit, place.plan, place.section),
        others=others_of(place.section, maker.values),
        comments=comments_of(visit, place.plan, place.section),
        **maker.signs(),
    )


def _read_page(visit: Visit, place: Place) -> str:
    language = page_language()
    kept = by_section(place.plan.sections)
    single, tables = pairs_read(place.template, place.section, kept, place.plan.currency, language)
    return render_template(
        "plans/section_read.html",
        plan={"title": place.plan.title, "url": plan_url(place.plan.id)},
        section=_head(place, language),
        pairs=single,
        tables=tables,
        comments=comments_of(visit, place.plan, place.section),
    )


def _head(place: Place, language: str) -> dict[str, Any]:
    sections = place.template.sections
    number = sections.index(place.section) + 1
    return {
        "number": number,
        "of": len(sections),
        "title": place.section.title.in_language(language),
        "why": place.section.why.in_language(language),
        "minutes": place.section.minutes,
        "action": section_url(place.plan.id, place.section),
        "has_next": number < len(sections),
    }


def _hidden(place: Place, sent: section_form.Sent | None) -> list[tuple[str, str]]:
    """A form that comes back keeps its names, so that it still counts as the same device."""
    fresh = {"op_id": str(uuid.uuid4()), "device_id": uuid.uuid4().hex, "base_rev": str(place.rev)}
    if sent is not None:
        fresh |= {
            name: (sent.typed.get(name) or [fresh[name]])[0] for name in ("device_id", "base_rev")
        }
    return list(fresh.items())


def _maker(
    place: Place,
    *,
    kept: Mapping[str, Mapping[str, str]] | None = None,
    typed: Any = None,
    wrong: Mapping[str, str] | None = None,
    waits: Mapping[str, str] | None = None,
) -> Maker:
    return Maker(
        place.template,
        place.section,
        by_section(place.plan.sections) if kept is None else kept,
        page_language(),
        place.plan.currency,
        typed,
        wrong or {},
        waits or {},
    )


def _readings(maker: Maker, place: Place, shown: Mapping[str, str]) -> dict[str, str]:
    return {
        path: maker.reading(place.section.field_at(path), value) for path, value in shown.items()
    }


def _standing(reply: saving.Reply, place: Place) -> dict[str, Mapping[str, str]]:
    return {place.section.key: {**_kept(place), **reply.changed}}


def _kept(place: Place) -> Mapping[str, str]:
    return by_section(place.plan.sections).get(place.section.key, {})


def _pairs(place: Place, path: str, value: str) -> list[tuple[str, str]]:
    asked = place.section.field_at(path)
    return section_form.pairs(asked, path, value, language=page_language())


def _open(visit: Visit, place: Place, here: Any) -> int:
    """How many questions wait in the whole plan."""
    return len(here) + sum(
        one.section != place.section.key
        for one in history_queries.open_questions(visit.db, place.plan.id)
    )


def _habits(place: Place) -> dict[str, str]:
    return {"language": page_language(), "currency": place.plan.currency}


def _sentences(sent: section_form.Sent) -> dict[str, str]:
    return {path: gettext(fault.sentence, **fault.values) for path, fault in sent.wrong.items()}


def _label(place: Place, path: str, language: str) -> str:
    asked = place.section.field_at(path)
    return asked.question.in_language(language) if asked else path


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _next_url(place: Place) -> str:
    following = place.template.sections[place.template.sections.index(place.section) + 1 :]
    return section_url(place.plan.id, following[0]) if following else plan_url(place.plan.id)

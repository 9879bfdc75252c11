"""What a form of answers sends becomes a packet; who is no longer in the plan is told so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.plans import history_queries, packets, saving, section_form
from lms.plans.kinds import MOST_CHANGES
from lms.plans.models import Plan
from lms.plans.template import Section, Template
from lms.web.languages import page_language
from lms.web.pages import Visit
from lms.words import N_

LEFT = N_("You are no longer in this plan. What you wrote was sent to its owner.")
LEFT_IN_PART = N_(
    "You are no longer in this plan. Its owner was sent what could be read of what you wrote."
)


def send(
    visit: Visit,
    plan: Plan,
    key: str,
    changes: Mapping[str, str],
    *,
    template: Template,
    at: datetime,
) -> saving.Reply:
    """Save these answers under the names that the form carries.

    at      when they were typed
    raises  as saving.save_packet and packets.packet
    """
    packet = packets.packet(
        request.form.get("op_id", ""),
        request.form.get("device_id", ""),
        request.form.get("base_rev", ""),
        changes,
        at=at,
    )
    return saving.save_packet(
        visit.db,
        visit.user,
        plan,
        key,
        packet,
        template_version=template.version,
        now=visit.now,
    )


def base_rev() -> int:
    """The revision that the page was made from; 0 for what is no number."""
    typed = request.form.get("base_rev", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def typed_at(now: datetime) -> datetime:
    """When the phone says it was typed; its clock may be wrong, so never later than now."""
    typed = request.form.get("typed_at", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 15):
        return now
    return min(now, datetime.fromtimestamp(int(typed) / 1000, UTC))


def propose(visit: Visit, plan: Plan, section: Section, template: Template) -> ResponseReturnValue:
    """Keep what somebody sends who was taken out of the plan, and tell them nothing of it."""
    habits = {"language": page_language(), "currency": plan.currency}
    is_part = bool(request.form.get("part"))
    if is_part:
        paths = request.form.getlist("changed")[: MOST_CHANGES + 1]
        sent = section_form.read_part(request.form, paths, section, **habits)
        changes, at = sent.changes, typed_at(visit.now)
    else:
        sent = section_form.read_form(request.form, section, **habits)
        before = history_queries.values_at(visit.db, plan.id, section.key, base_rev())
        changes, at = packets.typed(before, sent.changes), visit.now
    try:
        send(visit, plan, section.key, changes, template=template, at=at)
    except Refusal as no:
        if not is_part:
            raise
        return jsonify(ok=False, message=gettext(no.message, **no.values)), no.status
    return goodbye(
        {path: gettext(fault.sentence, **fault.values) for path, fault in sent.wrong.items()}
    )


def goodbye(wrong: Mapping[str, str] | None = None) -> ResponseReturnValue:
    """One answer to whatever was sent; a script learns that its packet has come.

    wrong  sentences about words that could not be read, by path; they were not sent
    """
    said = gettext(LEFT_IN_PART if wrong else LEFT)
    if not request.form.get("part"):
        flash(said, "info")
        return redirect("/plans/")
    return jsonify(
        ok=True,
        rev=base_rev(),
        answers={},
        readings={},
        wrong=dict(wrong or {}),
        questions=0,
        question_at={},
        message=said,
    )

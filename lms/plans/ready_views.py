"""Doors of the check list: explain what was found, agree, freeze."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from lms import paths
from lms.errors import Refusal
from lms.plans import (
    agreeing,
    agreement_queries,
    freezing,
    history_queries,
    packets,
    queries,
    rules,
)
from lms.plans.addresses import page_url, plan_url
from lms.plans.agreed_members import Founder
from lms.plans.countries import template_of
from lms.plans.models import Plan, PlanPerson
from lms.plans.ready_forms import MOST_WORDS, AgreeForm, RecordForm
from lms.plans.ready_page import CheckList, copies
from lms.plans.samples import EXPLANATIONS
from lms.plans.section_around import saving_strip
from lms.plans.section_sending import base_rev, send
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_ready", __name__)

_LONG = N_("Write at most %(most)s characters. You have written %(count)s.")


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


@pages.show("/plans/<uuid:plan_id>/ready/", load=_plan, may=rules.see_plan, hide=True)
def show_ready(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _page(visit, plan)


@pages.change(
    "/plans/<uuid:plan_id>/ready/explain", load=_plan, may=rules.edit_plan, hide=True, keep=True
)
def explain_findings(visit: Visit, plan: Plan) -> ResponseReturnValue:
    listed = _check_list(visit, plan).explained()
    typed = {one.id: request.form[one.id] for one in listed if one.id in request.form}
    wrong = {
        key: gettext(_LONG, most=MOST_WORDS, count=len(text))
        for key, text in typed.items()
        if len(text) > MOST_WORDS
    }
    if wrong:
        return _page(visit, plan, typed=typed, wrong=wrong), 422
    before = history_queries.values_at(visit.db, plan.id, EXPLANATIONS, base_rev())
    changes = packets.typed(before, typed)
    template = template_of(plan)
    reply = send(visit, plan, EXPLANATIONS, changes, template=template, at=visit.now)
    if reply.raised:
        flash(gettext(N_("Two of you wrote different things. Both are kept: choose one.")), "info")
        return redirect(page_url(plan.id, "questions"))
    flash(gettext(N_("Saved for your group.")), "done")
    return _back(plan)


@pages.change("/plans/<uuid:plan_id>/ready/agree", load=_plan, may=rules.be_in_plan, hide=True)
def agree(visit: Visit, plan: Plan) -> ResponseReturnValue:
    checked = _check_list(visit, plan)
    form = _agree_form(checked, _person(visit, plan), fresh=False)
    if form is None:
        return _back(plan)
    if not form.validate():
        return _page(visit, plan, agree_form=form), 422
    try:
        agreeing.agree(
            visit.db,
            visit.user,
            plan,
            member=form.member.data,
            digest=_seen(),
            now=visit.now,
        )
    except Refusal as no:
        return _refused(visit, plan, no)
    flash(gettext(N_("You have agreed to the plan as it reads now.")), "done")
    return _back(plan)


@pages.change(
    "/plans/<uuid:plan_id>/ready/record", load=_plan, may=rules.edit_plan, hide=True, keep=True
)
def record_agreement(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = _record_form(_check_list(visit, plan), plan, fresh=False)
    if form is None:
        return _back(plan)
    if not form.validate():
        return _page(visit, plan, record_form=form), 422
    try:
        agreeing.record_agreement(
            visit.db,
            visit.user,
            plan,
            member=form.member.data,
            proof=form.proof.data,
            digest=_seen(),
            now=visit.now,
        )
    except Refusal as no:
        return _refused(visit, plan, no)
    flash(gettext(N_("Written down.")), "done")
    return _back(plan)


@pages.change("/plans/<uuid:plan_id>/ready/freeze", load=_plan, may=rules.own_plan, hide=True)
def freeze(visit: Visit, plan: Plan) -> ResponseReturnValue:
    try:
        copy = freezing.freeze(
            visit.db,
            visit.user,
            plan,
            digest=_seen(),
            language=page_language(),
            fonts=paths.FONTS,
            now=visit.now,
        )
    except Refusal as no:
        return _refused(visit, plan, no)
    flash(gettext(N_("Frozen. This copy never changes; your plan may go on.")), "done")
    return redirect(f"{page_url(plan.id, 'frozen')}{copy.number}/")


def _refused(visit: Visit, plan: Plan, no: Refusal) -> ResponseReturnValue:
    """The page as it stands now, with the sentence on top; nothing was changed."""
    return _page(visit, plan, refused=gettext(no.message, **no.values)), no.status


def _seen() -> str:
    """The hash of the text that was read; a form with a fault keeps what its reader had seen."""
    return request.form.get("digest", "")


def _back(plan: Plan) -> Response:
    return redirect(page_url(plan.id, "ready"))


def _check_list(visit: Visit, plan: Plan) -> CheckList:
    signed = agreement_queries.agreements(visit.db, plan.id)
    return CheckList(plan, signed, page_language())


def _page(
    visit: Visit,
    plan: Plan,
    *,
    refused: str = "",
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    agree_form: AgreeForm | None = None,
    record_form: RecordForm | None = None,
) -> str:
    checked = _check_list(visit, plan)
    person, writes = _person(visit, plan), rules.edit_plan(visit.user, plan)
    questions = history_queries.open_questions(visit.db, plan.id) if writes else ()
    frozen = agreement_queries.frozen_copies(visit.db, plan.id)
    return render_template(
        "plans/ready.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        refused=refused,
        check=checked,
        explained=checked.explained(typed, wrong),
        hidden=_hidden(plan),
        again=_again(visit, checked, person),
        me=checked.standing.founder(person.member_row) if person else None,
        agree_form=agree_form or (_agree_form(checked, person) if person else None),
        record_form=(record_form or _record_form(checked, plan)) if writes else None,
        digest=_seen() if agree_form or record_form else checked.standing.digest,
        can_freeze=rules.own_plan(visit.user, plan),
        copies=copies(plan, frozen),
        can_write=writes,
        waiting=len(questions),
        saving=saving_strip(visit, plan, questions) if writes else None,
    )


def _hidden(plan: Plan) -> list[tuple[str, str]]:
    rev = next((one.rev for one in plan.sections if one.key == EXPLANATIONS), 0)
    return [
        ("op_id", str(uuid.uuid4())),
        ("device_id", uuid.uuid4().hex),
        ("base_rev", str(rev)),
    ]


def _again(visit: Visit, checked: CheckList, person: PlanPerson | None) -> dict[str, Any] | None:
    """What changed since the reader's own agreement, or the last one that was overtaken."""
    mine = checked.standing.founder(person.member_row) if person else None
    since = mine.before if mine and mine.now is None else None
    since = since or checked.standing.last_before()
    if since is None:
        return None
    before = history_queries.answers_at(visit.db, checked.plan.id, since.revs)
    count, sections = checked.changes(before)
    people = len(checked.standing.again)
    return {"at": since.at, "answers": count, "people": people, "sections": sections}


def _person(visit: Visit, plan: Plan) -> PlanPerson | None:
    here = (one for one in plan.people if one.removed_at is None)
    return next((one for one in here if one.user_id == visit.user.id), None)


def _agree_form(
    checked: CheckList, person: PlanPerson | None, *, fresh: bool = True
) -> AgreeForm | None:
    """None when this person has agreed already, or every member is somebody else."""
    if person is None:
        return None
    mine = checked.standing.founder(person.member_row)
    if mine is not None and mine.now is not None and mine.now.by_id == person.user_id:
        return None
    taken = agreeing.rows_with_account(checked.plan.people)
    free = [one for one in checked.standing.founders if one.row not in taken]
    offered = [mine] if mine else free
    if not offered:
        return None
    form = AgreeForm(formdata=None) if fresh else AgreeForm()
    form.member.choices = [(one.row, _called(checked, one)) for one in offered]
    if mine is not None and fresh:
        form.member.data = mine.row
    return form


def _record_form(checked: CheckList, plan: Plan, *, fresh: bool = True) -> RecordForm | None:
    """None when everybody has agreed or agrees on their own phone."""
    taken = agreeing.rows_with_account(plan.people)
    open_ones = [
        one for one in checked.standing.founders if one.now is None and one.row not in taken
    ]
    if not open_ones:
        return None
    form = RecordForm(formdata=None) if fresh else RecordForm()
    form.member.choices = [(one.row, one.name) for one in open_ones]
    return form


def _called(checked: CheckList, founder: Founder) -> str:
    share = checked.share(founder)
    return f"{founder.name} – {share}" if share else founder.name

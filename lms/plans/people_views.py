"""Doors of who is in a plan: the list, invitations, roles, leaving; and of joining by a link."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.plans import group_queries, invitation_queries, inviting, people, queries, rules
from lms.plans.addresses import page_url, plan_url
from lms.plans.kinds import PlanRole
from lms.plans.models import Plan
from lms.plans.people_forms import NONE, InviteForm, LeaveForm, RoleForm
from lms.plans.people_page import ROLE_WORDS, free_members, member_row_of, people_rows
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_people", __name__)
GROUP = "group"  # "people" is the section in which the founders are described


@dataclass(frozen=True)
class Place:
    """Somebody in a plan, or an invitation into it, by its id."""

    plan: Plan
    id: uuid.UUID


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


def _place(visit: Visit, plan_id: uuid.UUID, person_id: uuid.UUID) -> Place | None:
    plan = _plan(visit, plan_id)
    return Place(plan, person_id) if plan else None


def _offer(visit: Visit, plan_id: uuid.UUID, invitation_id: uuid.UUID) -> Place | None:
    return _place(visit, plan_id, invitation_id)


@pages.show("/plans/<uuid:plan_id>/group/", load=_plan, may=rules.see_plan, hide=True)
def show_people(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _page(visit, plan)


@pages.change("/plans/<uuid:plan_id>/group/invite", load=_plan, may=rules.own_plan, hide=True)
def invite(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = InviteForm()
    hands_over = request.form.get("role") == PlanRole.OWNER and _is_typed(visit, plan)
    if not hands_over and not form.validate():
        return _page(visit, plan, invite=form), 422
    try:
        invitation, token = inviting.invite(
            visit.db,
            visit.user,
            plan,
            name=form.name.data or "",
            role=PlanRole.OWNER if hands_over else PlanRole(form.role.data),
            places=1 if hands_over else int(form.places.data or 1),
            now=visit.now,
        )
    except Refusal as no:
        form.say("role", no.message, **no.values)
        return _page(visit, plan, invite=form), no.status
    visit.db.flush()  # the list on this answer holds the new invitation too
    link = f"{_site()}/plans/join/{token}/"
    made = {
        "link": link,
        "qr": inviting.link_qr(link),
        "role": gettext(ROLE_WORDS[invitation.role]),
        "expires_at": invitation.expires_at,
        "places": invitation.places,
        "hands_over": hands_over,
    }
    answer = make_response(_page(visit, plan, made=made))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.change(
    "/plans/<uuid:plan_id>/group/withdraw/<uuid:invitation_id>",
    load=_offer,
    may=rules.own_place,
    hide=True,
)
def withdraw(visit: Visit, place: Place) -> ResponseReturnValue:
    inviting.withdraw_invitation(visit.db, visit.user, place.plan, place.id, now=visit.now)
    return _back(place.plan, N_("The invitation is over. Nobody can join with it any more."))


@pages.change(
    "/plans/<uuid:plan_id>/group/<uuid:person_id>/role", load=_place, may=rules.own_place, hide=True
)
def change_role(visit: Visit, place: Place) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return _page(visit, place.plan, fault=" ".join(form.role.errors)), 422
    role = PlanRole(form.role.data)
    return _done(
        visit,
        place.plan,
        lambda: people.change_role(visit.db, visit.user, place.plan, place.id, role, now=visit.now),
        N_("Saved."),
    )


@pages.change(
    "/plans/<uuid:plan_id>/group/<uuid:person_id>/remove",
    load=_place,
    may=rules.own_place,
    hide=True,
)
def remove_person(visit: Visit, place: Place) -> ResponseReturnValue:
    return _done(
        visit,
        place.plan,
        lambda: people.remove_person(visit.db, visit.user, place.plan, place.id, now=visit.now),
        N_("They are out of the plan. What they wrote stays."),
    )


@pages.change(
    "/plans/<uuid:plan_id>/group/<uuid:person_id>/member",
    load=_place,
    may=rules.be_in_place,
    hide=True,
)
def link_member(visit: Visit, place: Place) -> ResponseReturnValue:
    row = member_row_of(request.form.get("member_row", NONE), place.plan, page_language())
    return _done(
        visit,
        place.plan,
        lambda: people.link_member(visit.db, visit.user, place.plan, place.id, row, now=visit.now),
        N_("Saved."),
    )


@pages.change("/plans/<uuid:plan_id>/group/leave", load=_plan, may=rules.be_in_plan, hide=True)
def leave_plan(visit: Visit, plan: Plan) -> ResponseReturnValue:
    form = LeaveForm()
    if not form.validate():
        return _page(visit, plan, leave=form), 422
    try:
        people.leave_plan(visit.db, visit.user, plan, now=visit.now)
    except Refusal as no:
        form.say("sure", no.message, **no.values)
        return _page(visit, plan, leave=form), no.status
    flash(gettext(N_("You have left the plan. What you wrote stays with the group.")), "done")
    return redirect("/plans/")


def _done(visit: Visit, plan: Plan, act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do it and come back with a sentence; a no of the verb stands on the page."""
    try:
        act()
    except Refusal as no:
        if no.status == 404:
            raise
        return _page(visit, plan, fault=gettext(no.message, **no.values)), no.status
    return _back(plan, said)


def _back(plan: Plan, said: str) -> ResponseReturnValue:
    flash(gettext(said), "done")
    return redirect(page_url(plan.id, GROUP))


def _page(
    visit: Visit,
    plan: Plan,
    *,
    invite: InviteForm | None = None,
    leave: LeaveForm | None = None,
    made: dict[str, Any] | None = None,
    fault: str = "",
) -> str:
    owns, language = rules.own_plan(visit.user, plan), page_language()
    wrote = group_queries.last_wrote(visit.db, plan.id)
    given = invitation_queries.open_invitations(visit.db, plan.id, visit.now) if owns else ()
    return render_template(
        "plans/people.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        url=page_url(plan.id, GROUP),
        people=people_rows(plan, visit.user, wrote, language),
        free=free_members(plan, language),
        roles=[(value, label) for value, label, *_ in RoleForm(formdata=None).role.iter_choices()],
        invitations=[_invitation(one, plan) for one in given],
        invite=(invite or InviteForm(formdata=None, role="editor", places=Decimal(1)))
        if owns
        else None,
        leave=leave or LeaveForm(formdata=None),
        can_leave=rules.be_in_plan(visit.user, plan) and not owns,
        typed=owns and _is_typed(visit, plan),
        made=made,
        fault=fault,
    )


def _invitation(one: Any, plan: Plan) -> dict[str, Any]:
    return {
        "name": one.name,
        "role": gettext(ROLE_WORDS[one.role]),
        "places": one.places,
        "expires_at": one.expires_at,
        "url": f"{page_url(plan.id, GROUP)}withdraw/{one.id}",
    }


def _is_typed(visit: Visit, plan: Plan) -> bool:
    """Whether the reader typed this plan in for a group that has not taken it over yet."""
    return any(
        one.user_id == visit.user.id and one.typist and one.role is PlanRole.OWNER
        for one in plan.people
    )


def _site() -> str:
    public: str = current_app.extensions["lms.settings"].public_url
    return (public or request.host_url).rstrip("/")

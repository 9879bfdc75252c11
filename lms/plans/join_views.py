"""Doors of joining a plan by a link: whose plan it is, which role, which member one is."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from lms.errors import NotFound, Refusal
from lms.plans import invitation_queries, inviting, queries, rules
from lms.plans.addresses import plan_url
from lms.plans.kinds import PlanRole
from lms.plans.models import Plan, PlanInvitation
from lms.plans.people_forms import NONE, OWNER_TOO
from lms.plans.people_page import free_members, member_row_of
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("plan_joining", __name__)
NOWHERE = N_("This link leads to no plan. Compare it with the one you got, or ask for a new one.")
_ROLE_LINES = dict(OWNER_TOO) | {PlanRole.OWNER: N_("Owner: the plan is yours from then on")}


@pages.show("/plans/join/<token>/", may=signed_in)
def show_invitation(visit: Visit, token: str) -> ResponseReturnValue:
    invitation, plan = _invited(visit, token)
    if inviting.is_open(invitation, visit.now) or rules.be_in_plan(visit.user, plan):
        return _page(visit, token, invitation, plan)
    return _page(visit, token, invitation, plan, fault=gettext(inviting.OVER)), 410


@pages.change("/plans/join/<token>/", may=signed_in, keep=True)
def join_plan(visit: Visit, token: str) -> ResponseReturnValue:
    invitation, plan = _invited(visit, token)
    row = member_row_of(request.form.get("member_row", NONE), plan, page_language())
    was_in = rules.be_in_plan(visit.user, plan)
    try:
        inviting.accept_invitation(visit.db, visit.user, token, member_row=row, now=visit.now)
    except Refusal as no:
        fault = gettext(no.message, **no.values)
        return _page(visit, token, invitation, plan, fault=fault), no.status
    said = N_("You are in this plan already.") if was_in else N_("You are in. Here is the plan.")
    flash(gettext(said), "done")
    return redirect(plan_url(plan.id))


def _invited(visit: Visit, token: str) -> tuple[PlanInvitation, Plan]:
    found = invitation_queries.by_token_hash(visit.db, inviting.token_hash(token))
    plan = queries.plan_with_sections(visit.db, found.plan_id) if found else None
    if found is None or plan is None:
        raise NotFound(NOWHERE)
    return found, plan


def _page(
    visit: Visit, token: str, invitation: PlanInvitation, plan: Plan, *, fault: str = ""
) -> Response:
    is_in = rules.be_in_plan(visit.user, plan)
    owner = next((one.name for one in plan.people if one.role is PlanRole.OWNER), "")
    answer = make_response(
        render_template(
            "plans/join.html",
            plan={"title": plan.title, "url": plan_url(plan.id)} if not fault or is_in else None,
            owner=owner,
            role=gettext(_ROLE_LINES[invitation.role]),
            expires_at=invitation.expires_at,
            members=() if is_in or fault else free_members(plan, page_language()),
            is_in=is_in and not _takes_over(visit, invitation, plan),
            fault=fault,
            action=f"/plans/join/{token}/",
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _takes_over(visit: Visit, invitation: PlanInvitation, plan: Plan) -> bool:
    """Whether somebody in the plan would become its owner by this link."""
    return (
        invitation.role is PlanRole.OWNER
        and inviting.is_open(invitation, visit.now)
        and not rules.own_plan(visit.user, plan)
    )

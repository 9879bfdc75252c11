"""Verbs of invitations: a link, or a square to scan in class, that lets others into a plan."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import invitation_queries, people, queries, turns
from lms.plans.kinds import INVITED_FOR, MOST_INVITATIONS, MOST_PEOPLE, PlanRole
from lms.plans.models import NAME, Plan, PlanInvitation, PlanPerson
from lms.trail import service as trail
from lms.words import N_

OVER = N_("This invitation is over. Ask for a new one.")
NOT_OWNER = N_("An invitation cannot make somebody the owner.")
MANY = N_("There are %(most)s open invitations. Withdraw one before you make another.")


def invite(
    db: Session,
    actor: User,
    plan: Plan,
    *,
    name: str,
    role: PlanRole,
    places: int = 1,
    now: datetime,
) -> tuple[PlanInvitation, str]:
    """An invitation and the token of its link, which only its hash remembers from here on.

    name    for whom, as a reminder; "" for a class
    role    OWNER only from who typed the plan in for a group: whoever joins first takes it over
    places  how many may join with it, 1 to 30
    """
    there = people.as_owner(db, actor, plan)
    if role is PlanRole.OWNER and not any(one.typist and one.user_id == actor.id for one in there):
        raise Refusal(NOT_OWNER)
    if len(invitation_queries.open_invitations(db, plan.id, now)) >= MOST_INVITATIONS:
        raise Refusal(MANY, most=MOST_INVITATIONS)
    token = secrets.token_urlsafe(24)
    invitation = PlanInvitation(
        id=uuid.uuid4(),
        plan_id=plan.id,
        token_hash=token_hash(token),
        name=name[:NAME],
        role=role,
        places=1 if role is PlanRole.OWNER else min(max(places, 1), MOST_PEOPLE),
        made_by=actor.id,
        made_at=now,
        expires_at=now + INVITED_FOR,
    )
    db.add(invitation)
    trail.note(db, actor, "plans.invite", plan, now=now, role=role.value, places=places)
    return invitation, token


def withdraw_invitation(
    db: Session, actor: User, plan: Plan, invitation_id: uuid.UUID, *, now: datetime
) -> None:
    """End an invitation before its time; twice changes nothing."""
    people.as_owner(db, actor, plan)
    invitation = invitation_queries.invitation(db, plan.id, invitation_id)
    if invitation is None:
        raise NotFound()
    if invitation.withdrawn_at is not None:
        return
    invitation.withdrawn_at = now
    trail.note(db, actor, "plans.withdraw_invitation", plan, now=now)


def accept_invitation(
    db: Session, actor: User, token: str, *, member_row: str | None = None, now: datetime
) -> PlanPerson:
    """Join the plan of an invitation; who is in it already stays as they are.

    member_row  the row of "Our people" that the actor is; None: none, or not yet said
    raises      NotFound for a link that leads nowhere, Refusal 409 when the invitation is over
    """
    found = invitation_queries.by_token_hash(db, token_hash(token))
    if found is None:
        raise NotFound()
    plan = found.plan
    turns.take_turn(db, plan)
    there = queries.people_now(db, plan.id)
    invitation = invitation_queries.invitation(db, plan.id, found.id)
    person = next((one for one in there if one.user_id == actor.id), None)
    is_in = person is not None and person.removed_at is None
    hands_over = invitation is not None and invitation.role is PlanRole.OWNER
    if person is not None and is_in and (not hands_over or person.role is PlanRole.OWNER):
        return person
    if invitation is None or not is_open(invitation, now) or _is_older(invitation, person):
        raise Refusal(OVER)
    if not is_in:
        person = _come_in(db, actor, plan, person, there, invitation.role, now)
        people.link(there, person, member_row)
    assert person is not None  # who was not in the plan has come in
    if hands_over:
        people.take_over(db, plan, there, person, now)
    invitation.places -= 1
    trail.note(db, actor, "plans.accept_invitation", plan, now=now)
    return person


def _come_in(
    db: Session,
    actor: User,
    plan: Plan,
    person: PlanPerson | None,
    there: Sequence[PlanPerson],
    role: PlanRole,
    now: datetime,
) -> PlanPerson:
    people.has_room(there)
    if person is None:
        person = PlanPerson(plan_id=plan.id, user_id=actor.id)
        db.add(person)
    person.name = actor.display_name[:NAME]
    person.role = PlanRole.EDITOR if role is PlanRole.OWNER else role
    person.joined_at, person.removed_at = now, None
    return person


def is_open(invitation: PlanInvitation, now: datetime) -> bool:
    """Whether somebody may still join with it."""
    return invitation.withdrawn_at is None and invitation.places > 0 and now < invitation.expires_at


def token_hash(token: str) -> str:
    """How the token of a link is kept; 192 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def link_qr(address: str) -> str:
    """The link as a square to scan: an SVG as a data URI."""
    import segno  # noqa: PLC0415 - needed only where a link is shown

    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#ffffff"))


def _is_older(invitation: PlanInvitation, person: PlanPerson | None) -> bool:
    # Who was taken out does not come back with the link that let them in.
    return (
        person is not None
        and person.removed_at is not None
        and (invitation.made_at <= person.removed_at)
    )

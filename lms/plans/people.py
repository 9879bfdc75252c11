"""Verbs about who is in a plan: roles, going and being sent away; there is always one owner."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import queries, turns
from lms.plans.kinds import MOST_PEOPLE, WRITES, PlanRole
from lms.plans.models import NAME, Plan, PlanPerson
from lms.trail import service as trail
from lms.words import N_

ONLY_OWNER = N_("Only the owner of this plan can do that.")
OWNER_STAYS = N_("A plan needs an owner. Make somebody else the owner first, or delete the plan.")
NO_ACCOUNT = N_("This person has no account here yet. Invite them first.")
FULL = N_("There are %(most)s people in this plan. Take somebody out before you add another.")
GIVEN = N_("Somebody of the group has taken this plan over already. Ask them to invite you.")
TAKEN_ROW = N_("Somebody else has said that this is them. Look at the list again.")


def people_in_turn(db: Session, actor: User, plan: Plan) -> Sequence[PlanPerson]:
    """All who are or were in the plan, while nobody else can change that.

    raises  NotFound when the actor is not in the plan
    """
    turns.take_turn(db, plan)
    people = queries.people_now(db, plan.id)
    if _place_of(people, actor) is None:
        raise NotFound()
    return people


def as_owner(db: Session, actor: User, plan: Plan) -> Sequence[PlanPerson]:
    """Like people_in_turn, for the owner alone.

    raises  Refusal 403 for anybody else
    """
    people = people_in_turn(db, actor, plan)
    place = _place_of(people, actor)
    if place is None or place.role is not PlanRole.OWNER:
        raise Refusal(ONLY_OWNER, status=403)
    return people


def change_role(
    db: Session, actor: User, plan: Plan, person_id: uuid.UUID, role: PlanRole, *, now: datetime
) -> None:
    """Give somebody another role; who makes another the owner stays as one who writes.

    raises  Refusal when the plan would have no owner
    """
    people = as_owner(db, actor, plan)
    person = _living(people, person_id)
    if person.role is role:
        return
    if person.role is PlanRole.OWNER:
        raise Refusal(OWNER_STAYS)
    if role is PlanRole.OWNER:
        owner = next(one for one in people if one.role is PlanRole.OWNER)
        hand_over(db, plan, owner, person)
    else:
        _needs_account(person, role)
        person.role = role
    trail.note(db, actor, "plans.change_role", plan, now=now, role=role.value)


def hand_over(db: Session, plan: Plan, owner: PlanPerson, heir: PlanPerson) -> None:
    """Make somebody else the owner.

    raises  Refusal when they have no account
    """
    if heir.user_id is None:
        raise Refusal(NO_ACCOUNT)
    owner.role = PlanRole.EDITOR
    db.flush()  # there is never more than one owner, not even between two statements
    heir.role = PlanRole.OWNER
    plan.owner_id = heir.user_id


def take_over(
    db: Session, plan: Plan, people: Sequence[PlanPerson], heir: PlanPerson, now: datetime
) -> None:
    """Give a plan that somebody typed in from paper to its group; who typed it goes.

    raises  Refusal when the plan has been given to somebody already
    """
    owner = next(one for one in people if one.role is PlanRole.OWNER)
    if not owner.typist:
        raise Refusal(GIVEN)
    db.flush()  # the heir is in the plan before the plan is theirs
    hand_over(db, plan, owner, heir)
    owner.removed_at = now
    owner.member_row = None


def add_person(
    db: Session, actor: User, plan: Plan, name: str, *, person_id: uuid.UUID, now: datetime
) -> PlanPerson:
    """Add somebody without an account, such as family at home, by name.

    person_id  made by the page, so that a form sent twice adds one person
    """
    people = as_owner(db, actor, plan)
    there = next((one for one in people if one.id == person_id), None)
    if there is not None:
        return there
    has_room(people)
    person = PlanPerson(
        id=person_id, plan_id=plan.id, name=name[:NAME], role=PlanRole.VIEWER, joined_at=now
    )
    db.add(person)
    trail.note(db, actor, "plans.add_person", plan, now=now)
    return person


def has_room(people: Sequence[PlanPerson]) -> None:
    """raises  Refusal when as many people are in the plan as a plan may have."""
    if sum(one.removed_at is None for one in people) >= MOST_PEOPLE:
        raise Refusal(FULL, most=MOST_PEOPLE)


def link_member(
    db: Session,
    actor: User,
    plan: Plan,
    person_id: uuid.UUID,
    member_row: str | None,
    *,
    now: datetime,
) -> None:
    """Say which row of "Our people" somebody is: each for themselves, the owner for all.

    member_row  the row's id; None: none of them
    """
    people = people_in_turn(db, actor, plan)
    person = _living(people, person_id)
    place = _place_of(people, actor)
    if person is not place and (place is None or place.role is not PlanRole.OWNER):
        raise Refusal(ONLY_OWNER, status=403)
    link(people, person, member_row)
    trail.note(db, actor, "plans.link_member", plan, now=now)


def link(people: Sequence[PlanPerson], person: PlanPerson, member_row: str | None) -> None:
    """raises  Refusal when somebody else is that row."""
    if member_row and any(one.member_row == member_row and one is not person for one in people):
        raise Refusal(TAKEN_ROW)
    person.member_row = member_row or None


def remove_person(
    db: Session, actor: User, plan: Plan, person_id: uuid.UUID, *, now: datetime
) -> None:
    """Take somebody out; what their phone still sends comes to the owner as proposals.

    raises  Refusal for the owner
    """
    person = _living(as_owner(db, actor, plan), person_id)
    _let_go(db, person, now)
    trail.note(db, actor, "plans.remove_person", plan, now=now)


def leave_plan(db: Session, actor: User, plan: Plan, *, now: datetime) -> None:
    """Leave a plan; what one wrote stays with the group.

    raises  Refusal for the owner, who makes somebody else the owner first
    """
    person = _place_of(people_in_turn(db, actor, plan), actor)
    assert person is not None  # people_in_turn looked
    _let_go(db, person, now)
    trail.note(db, actor, "plans.leave_plan", plan, now=now)


def next_owner(people: Sequence[PlanPerson]) -> PlanPerson | None:
    """Who follows when the owner's account goes: the first who writes; None: nobody does."""
    writing = [
        one
        for one in people
        if one.role in WRITES - {PlanRole.OWNER} and one.user_id and one.removed_at is None
    ]
    return min(writing, key=lambda one: (one.joined_at, one.id), default=None)


def _let_go(db: Session, person: PlanPerson, now: datetime) -> None:
    if person.role is PlanRole.OWNER:
        raise Refusal(OWNER_STAYS)
    if person.user_id is None:
        db.delete(person)  # without an account nothing can still come from them
        return
    person.removed_at = now
    person.member_row = None


def _place_of(people: Sequence[PlanPerson], user: User) -> PlanPerson | None:
    return next((p for p in people if p.user_id == user.id and p.removed_at is None), None)


def _living(people: Sequence[PlanPerson], person_id: uuid.UUID) -> PlanPerson:
    for person in people:
        if person.id == person_id and person.removed_at is None:
            return person
    raise NotFound()


def _needs_account(person: PlanPerson, role: PlanRole) -> None:
    if person.user_id is None and role is not PlanRole.VIEWER:
        raise Refusal(NO_ACCOUNT)

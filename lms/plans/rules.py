"""Who may read, comment and write in a plan: its people by their roles, and open advisers.

A plan comes with its people and its advice loaded (`queries.plan_with_people` or more).
"""

from __future__ import annotations

from typing import Any

from lms.accounts.rules import teach
from lms.plans.kinds import COMMENTS, WRITES, AdviceState, PlanRole


def role_in(user: Any, plan: Any) -> PlanRole | None:
    """The role somebody has in a plan; None when it is none of theirs any more."""
    if user is None:
        return None
    return next(
        (one.role for one in plan.people if one.user_id == user.id and one.removed_at is None),
        None,
    )


def advises(user: Any, plan: Any) -> bool:
    """Whether somebody was asked for advice and the request is open; "any trainer" asks all."""
    if user is None:
        return False
    return any(
        one.state is AdviceState.OPEN
        and (one.adviser_id == user.id or (one.adviser_id is None and teach(user)))
        for one in plan.advice
    )


def see_plan(user: Any, plan: Any) -> bool:
    """Read a plan, its figures and history, and print it."""
    return role_in(user, plan) is not None or advises(user, plan)


def comment_plan(user: Any, plan: Any) -> bool:
    """Write beside an answer; advisers may, and type nothing into the plan."""
    return role_in(user, plan) in COMMENTS or advises(user, plan)


def edit_plan(user: Any, plan: Any) -> bool:
    """Answer, settle questions, name and bring back versions, ask for advice."""
    return role_in(user, plan) in WRITES


def own_plan(user: Any, plan: Any) -> bool:
    """Rename and delete a plan, and say who is in it."""
    return role_in(user, plan) is PlanRole.OWNER


def be_in_plan(user: Any, plan: Any) -> bool:
    """Leave a plan, agree to it: whoever has a role in it."""
    return role_in(user, plan) is not None


def see_section(user: Any, place: Any) -> bool:
    """Read a section: whoever may read its plan."""
    return see_plan(user, place.plan)


def comment_section(user: Any, place: Any) -> bool:
    """Write beside a section's answers: whoever may comment its plan."""
    return comment_plan(user, place.plan)


def edit_section(user: Any, place: Any) -> bool:
    """Answer a section: whoever may edit its plan."""
    return edit_plan(user, place.plan)


def own_place(user: Any, place: Any) -> bool:
    """Change somebody's place in a plan, end an invitation: the owner of its plan."""
    return own_plan(user, place.plan)


def be_in_place(user: Any, place: Any) -> bool:
    """Say which member somebody is: whoever is in the plan; others than oneself only the owner."""
    return be_in_plan(user, place.plan)


def see_place(user: Any, place: Any) -> bool:
    """Read what hangs on a plan, such as a frozen copy: whoever may read the plan."""
    return see_plan(user, place.plan)


def comment_place(user: Any, place: Any) -> bool:
    """End a request for advice: whoever may comment its plan; the verb looks closer."""
    return comment_plan(user, place.plan)


def send_section(user: Any, place: Any) -> bool:
    """Send what a phone holds: also who was taken out meanwhile; it becomes proposals."""
    return user is not None and any(
        one.user_id == user.id and one.role in WRITES for one in place.plan.people
    )

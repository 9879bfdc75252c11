"""Who may read and write a plan: its owner, and nobody else yet."""

from __future__ import annotations

from typing import Any


def see_plan(user: Any, plan: Any) -> bool:
    """Read a plan and print it."""
    return user is not None and plan.owner_id == user.id


def edit_plan(user: Any, plan: Any) -> bool:
    """Answer, rename and delete."""
    return user is not None and plan.owner_id == user.id


def see_section(user: Any, place: Any) -> bool:
    """Read a section: whoever may read its plan."""
    return see_plan(user, place.plan)


def edit_section(user: Any, place: Any) -> bool:
    """Answer a section: whoever may edit its plan."""
    return edit_plan(user, place.plan)

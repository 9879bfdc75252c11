"""Who may see what came out of an attempt."""

from __future__ import annotations

from typing import Any

from lms.accounts.rules import teach, write_courses


def own_attempt(user: Any, seen: Any) -> bool:
    """See one's own attempt; nobody else's exists."""
    return user is not None and seen.attempt.user_id == user.id


def mark_essay(user: Any, essay: Any) -> bool:
    """Mark what somebody else wrote; nobody marks their own answer."""
    return teach(user) and essay.user_id != user.id


def see_analysis(user: Any, _version: object = None) -> bool:
    """See how the questions do: figures without names."""
    return write_courses(user) or teach(user)

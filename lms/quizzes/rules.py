"""Who may see what came out of an attempt."""

from __future__ import annotations

from typing import Any


def own_attempt(user: Any, seen: Any) -> bool:
    """See one's own attempt; nobody else's exists."""
    return user is not None and seen.attempt.user_id == user.id

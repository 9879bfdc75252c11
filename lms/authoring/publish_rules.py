"""Rules of reviewing: authoring.rules asked of anything that names its module."""

from __future__ import annotations

from typing import Any

from lms.authoring import rules


def review_module(user: Any, thing: Any) -> bool:
    """Approve a draft, send it back, write a note."""
    return rules.may_review(user, thing.module_id)


def settle_note(user: Any, note: Any) -> bool:
    """Say that a note is settled: whoever may change the file, and reviewers."""
    return rules.may_save(user, note.module_id, note.path) or review_module(user, note)

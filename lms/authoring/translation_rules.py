"""Rules of the doors of translation: authoring.rules asked of the thing that a door has loaded."""

from __future__ import annotations

from typing import Any

from lms.authoring import rules


def translate(user: Any, desk: Any) -> bool:
    """Change the files of one language of a module."""
    return user is not None and rules.may_translate(user, desk.module_id, desk.language)


def see_changes(user: Any, subject: Any) -> bool:
    """See what an author's changes ask of translators."""
    return rules.may_see(user, subject.module_id)


def forgive_changes(user: Any, subject: Any) -> bool:
    """Say that a change does not matter to translations."""
    return rules.may_edit(user, subject.module_id)

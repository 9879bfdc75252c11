"""Rules of the doors of translation: authoring.rules asked of the thing that a door has loaded."""

from __future__ import annotations

from typing import Any

from lms.authoring import desk_rules, rules
from lms.authoring.translation_queries import COURSE


def translate(user: Any, desk: Any) -> bool:
    """Change the files of one language of a module."""
    return user is not None and rules.may_translate(user, desk.module_id, desk.language)


def write_texts(user: Any, desk: Any) -> bool:
    """Save them. The course's own files have no draft: learners get them at once, so an author
    of the course saves them, and a translator hands a file over."""
    if desk.module_id == COURSE:
        return desk_rules.edit_course(user)
    return translate(user, desk)


def see_changes(user: Any, subject: Any) -> bool:
    """See what an author's changes ask of translators."""
    return rules.may_see(user, subject.module_id)


def forgive_changes(user: Any, subject: Any) -> bool:
    """Say that a change does not matter to translations."""
    if subject.module_id == COURSE:
        return desk_rules.edit_course(user)
    return rules.may_edit(user, subject.module_id)

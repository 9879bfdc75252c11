"""Rules of the desk's doors: authoring.rules asked of the thing that a door has loaded."""

from __future__ import annotations

from typing import Any

from lms.accounts.kinds import Role
from lms.accounts.rules import has_role
from lms.authoring import rules


def see_module(user: Any, opened: Any) -> bool:
    """See a module on the desk: whoever may do anything with it."""
    return user is not None and rules.may_see(user, opened.module_id)


def edit_module(user: Any, opened: Any) -> bool:
    """Change the lessons, the facts and the pictures of a module."""
    return rules.may_edit(user, opened.module_id)


def save_file(user: Any, at: Any) -> bool:
    """Change one file: authors any of the module, translators those of their language."""
    return rules.may_save(user, at.module_id, at.path)


def open_draft(user: Any, opened: Any) -> bool:
    """Begin a draft: who may change anything in it, a translator one language of it."""
    return rules.may_edit(user, opened.module_id) or any(
        grant.role is Role.TRANSLATOR and grant.scope.partition(":")[0] in ("", opened.module_id)
        for grant in (user.grants if user is not None else ())
    )


def edit_course(user: Any, _thing: object = None) -> bool:
    """Change what belongs to the whole course: authors of all modules."""
    return has_role(user, Role.AUTHOR) or has_role(user, Role.ADMIN)

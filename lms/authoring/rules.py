"""Who may change, review and translate: a grant is for everything, a module, or a language of one.

A scope is "" (everything), a module's id, or "<module>:<language>".
"""

from __future__ import annotations

from typing import Any

from lms.accounts.kinds import Role
from lms.accounts.rules import has_role


def may_edit(user: Any, module_id: str) -> bool:
    """Change a draft, publish it, bring an older version back."""
    return has_role(user, Role.AUTHOR, module_id) or has_role(user, Role.ADMIN)


def may_review(user: Any, module_id: str) -> bool:
    """Approve a draft or send it back with notes."""
    return may_edit(user, module_id) or has_role(user, Role.REVIEWER, module_id)


def may_translate(user: Any, module_id: str, language: str) -> bool:
    """Change the files of one language of a draft."""
    return may_edit(user, module_id) or any(
        has_role(user, Role.TRANSLATOR, scope) for scope in (module_id, f"{module_id}:{language}")
    )


def may_save(user: Any, module_id: str, path: str) -> bool:
    """Change one file of a draft: authors any, translators those of their language."""
    language, _, file = path.partition("/")
    return may_edit(user, module_id) or bool(file) and may_translate(user, module_id, language)


def may_see(user: Any, module_id: str) -> bool:
    """See a draft: whoever may do anything with it."""
    return any(
        grant.role is Role.ADMIN
        or (grant.role in _WORKERS and grant.scope.partition(":")[0] in ("", module_id))
        for grant in (user.grants if user is not None else ())
    )


def modules_seen(user: Any) -> frozenset[str] | None:
    """The ids of the modules for which `may_see` holds; None: it holds for all."""
    grants = user.grants if user is not None else ()
    scopes = {one.scope.partition(":")[0] for one in grants if one.role in _WORKERS}
    is_admin = any(one.role is Role.ADMIN for one in grants)
    return None if is_admin or "" in scopes else frozenset(scopes)


def answer_report(user: Any, found: Any) -> bool:
    """Answer a reported mistake: whoever works on that module."""
    return may_see(user, found.MistakeReport.module_id)


def see_desk(user: Any, _thing: object = None) -> bool:
    """Open the authors' desk; what stands on it depends on `may_see`."""
    return user is not None and any(
        grant.role is Role.ADMIN or grant.role in _WORKERS for grant in user.grants
    )


_WORKERS = (Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR)

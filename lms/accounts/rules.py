"""Who may: roles are grants with a scope; a rule asks for one."""

from __future__ import annotations

from typing import Any

from lms.accounts.kinds import Role


def has_role(user: Any, role: Role, scope: str = "") -> bool:
    """Whether somebody holds a role everywhere or for the given scope; a stranger holds none."""
    if user is None:
        return False
    return any(grant.role is role and grant.scope in ("", scope) for grant in user.grants)


def teach(user: Any, _thing: object = None) -> bool:
    """See trainer notes."""
    return has_role(user, Role.TRAINER) or has_role(user, Role.ADMIN)


def write_courses(user: Any, _thing: object = None) -> bool:
    """Look after questions: how they do, and what is done about a mistake in one."""
    return has_role(user, Role.AUTHOR) or has_role(user, Role.ADMIN)


def work_on_texts(user: Any, _thing: object = None) -> bool:
    """Open the desk on which courses are written, reviewed and translated, all or some of them."""
    workers = (Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR, Role.ADMIN)
    return user is not None and any(grant.role in workers for grant in user.grants)


def administer(user: Any, _thing: object = None) -> bool:
    """Withdraw certificates and look after the platform."""
    return has_role(user, Role.ADMIN)


def own_login(user: Any, login: Any) -> bool:
    """End one's own sign-in on a device."""
    return user is not None and login.user_id == user.id

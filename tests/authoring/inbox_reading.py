"""Reads the authors' inbox, and makes people who work on a part of the course."""

from __future__ import annotations

import re

from factories import NOW

from lms.accounts.kinds import Role
from lms.accounts.models import Grant

INBOX = "/author/inbox/"


def worker(make, role: Role, scope: str):
    """Somebody with a role for something only."""
    user = make.user()
    user.grants.append(Grant(role=role, scope=scope, given_at=NOW))
    make.db.flush()
    return user


def rows_of(page) -> list[str]:
    """The words of each row of the list."""
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def rows_link(page) -> str:
    return re.findall(r'<th scope="row"><a href="([^"]*)"', page.text)[0]

"""A page of translations as a translator fills it in: reads its fields, changes some, sends all."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries
from lms.authoring.file_queries import pointers
from lms.authoring.models import ModuleDraft
from lms.authoring.noting import note_course, note_published

VI = "/author/modules/first-steps/translate/vi/"
FILE = f"{VI}en/01-write-it-down.md"
SENTENCE = "Every evening Lan counts the money from her tea stall."
MENDED = "Every night Lan counts the money from her tea stall."
THEIRS = "Mỗi tối, Lan đếm tiền bán hàng ở quán trà."
VI_FILE = "vi/01-write-it-down.md"
NEW = "Mỗi đêm, Lan đếm tiền bán hàng ở quán trà."
_AREA = re.compile(r'<textarea [^>]*name="(t-[^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
_MARK = re.compile(r'<input type="hidden" name="(s-[^"]+)" value="([^"]*)">')


def fields(text: str) -> dict[str, str]:
    """The fields of a page as a browser would send them untouched."""
    found = {
        name: html.unescape(value).replace("\n", "\r\n") for name, value in _AREA.findall(text)
    }
    return found | dict(_MARK.findall(text))


def name_of(sent: dict[str, str], words: str) -> str:
    """The field that holds these words."""
    return next(name for name, value in sent.items() if name.startswith("t-") and words in value)


def typed(text: str, old: str, new: str) -> dict[str, str]:
    """The fields with some words exchanged in one of them."""
    sent = fields(text)
    name = name_of(sent, old)
    return sent | {name: sent[name].replace(old, new)}


def states(text: str) -> dict[str, int]:
    """How many texts of a page are in which state."""
    found: dict[str, int] = {}
    for state in re.findall(r'<section class="text-card (\w+)"', text):
        found[state] = found.get(state, 0) + 1
    return found


def get(browser: Any, address: str = FILE) -> str:
    """A page that must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.text)


@pytest.fixture
def noted(desk, db):
    """The small course as `lms courses load` leaves it, with a draft of the first module."""
    note_published(db, {}, pointers(db), now=NOW)
    note_course(db, None, now=NOW)
    db.commit()
    return desk


@pytest.fixture
def at(browse, make, db):
    """at(scope) is the browser of somebody who translates that."""

    def open_for(scope: str):
        user = make.user()
        user.grants.append(Grant(role=Role.TRANSLATOR, scope=scope, given_at=NOW))
        db.commit()
        return browse(user)

    return open_for


@pytest.fixture
def vi(noted, at):
    """The browser of somebody who translates the first module into Vietnamese."""
    return at("first-steps:vi")


def in_draft(db, path: str = VI_FILE) -> str:
    """A file of the draft as it stands in the database."""
    draft = db.scalars(select(ModuleDraft).execution_options(populate_existing=True)).one()
    return queries.contents(db, {path: draft.files[path]})[path].decode()

"""What tests of forms need: a known PIN, and the hidden fields that a page's forms carry."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from argon2 import PasswordHasher

PIN = "274913"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN_HASH = QUICK.hash(PIN)
TOKEN = re.compile(r'type="hidden" name="csrf_token" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def token_of(page: Any) -> str:
    """The token that a page's forms carry."""
    found = TOKEN.search(page.text)
    assert found, "the page carries no token"
    return found.group(1)


def hidden_of(page: Any) -> dict[str, str]:
    """The hidden fields of a page, as a browser would send them."""
    return {unescape(name): unescape(value) for name, value in HIDDEN.findall(page.text)}

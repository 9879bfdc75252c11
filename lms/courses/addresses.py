"""Which addresses a text may point to, judged the way a browser would read them."""

from __future__ import annotations

import html
import re

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
TERM_ADDRESS = re.compile(r"term:([a-z0-9-]{2,60})")

# Browsers drop or skip some of these inside an address; a scheme hidden behind them counts.
_SKIPPED = re.compile(
    "[\x00-\x20\x7f-\xa0\xad`\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)


def scheme_of(address: str) -> str | None:
    """What stands before the first colon, in lower case; None for a path, a fragment or a query.

    >>> scheme_of("/a?b=c:d") is None
    True
    >>> scheme_of("Java&Tab;Script:alert(1)")
    'javascript'
    """
    head, colon, _ = _as_browsers_read(address).partition(":")
    if not colon or any(mark in head for mark in "/?#"):
        return None
    return head.lower()


def is_allowed(address: str) -> bool:
    """May a link point there: http, https, mailto, tel, or an address without a scheme."""
    scheme = scheme_of(address)
    return scheme is None or scheme in SCHEMES


def is_external(address: str) -> bool:
    """Does the address name another host: by scheme, or by two slashes of either kind."""
    if scheme_of(address) is not None:
        return True
    return _as_browsers_read(address).replace("\\", "/").startswith("//")


def term_key(address: str) -> str | None:
    """The glossary key of an address such as term:budget; None when it is another address."""
    match = TERM_ADDRESS.fullmatch(address)
    return match[1] if match else None


def _as_browsers_read(address: str) -> str:
    for _ in range(3):
        address = html.unescape(address)
    return _SKIPPED.sub("", address)

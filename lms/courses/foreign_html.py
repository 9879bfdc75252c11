"""HTML that other programs wrote into question files: made as small as our own, and as safe.

Pure. What the house has no use for is dropped and its words stay; the second wall of
courses.markdown has the last look at every text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any
from unicodedata import category

from bleach.sanitizer import Cleaner

from lms.courses.addresses import SCHEMES, is_allowed
from lms.courses.bleach_walker import LinearWalker
from lms.courses.markdown import clean

LONGEST = 200_000

# fmt: off
_IN_LINE = frozenset({"a", "b", "br", "code", "em", "i", "img", "strong", "sup"})
_BLOCKS = frozenset({
    "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
})
# fmt: on
_KEPT = {"a": ("href", "title", "rel"), "img": ("src", "alt"), "ol": ("start",), "th": ("scope",)}
_UNREAD = re.compile(r"<(script|style|title|textarea|select)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_SAME = {"b": "strong", "i": "em", "div": "p"} | {f"h{n}": "p" for n in range(1, 7)}
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-z]+)=(?:\"([^\"]*)\"|'([^']*)')")
_SIGN = re.compile(r"&#[0-9a-fA-FxX]+;?|[^\t\n\r -\ud7ff\ue000-\uffff]")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|\u00a0)*</p>")
_TABLE = re.compile(r"<table>(?:(?!<table>).)*?</table>", re.S)  # the innermost
_REL = ' rel="noopener noreferrer"'
_REGION = r'<div class="table" role="group" tabindex="0" aria-label="Table">\g<0></div>'


def from_html(html: str, *, media: Callable[[str], str], in_line: bool = False) -> str:
    """The safe HTML of a text.

    media    gives the address of a picture from its source as written; "" leaves its words only
    in_line  without blocks, for a text that stands within a line
    raises   ValueError when the text is over 200,000 signs

    >>> from_html("<div>How <b>much</b>?<script>x()</script></div>", media=lambda _: "")
    '<p>How <strong>much</strong>?</p>'
    >>> from_html("<p>One</p><p onclick='x()'>two</p>", media=lambda _: "", in_line=True)
    'One<br>two'
    """
    if len(html) > LONGEST:
        raise ValueError(f"longer than {LONGEST} signs")
    plain = _UNREAD.sub("", _SIGN.sub(_readable, html))
    known = _walled(plain, _IN_LINE | _BLOCKS)
    own = _TAG.sub(lambda tag: _own_tag(tag, media), known)
    tidy = _EMPTY.sub("", clean(own)).strip()  # the parser closes what our names left open
    return _one_line(tidy) if in_line else _TABLE.sub(_REGION, tidy)


def _readable(sign: re.Match[str]) -> str:
    """Signs that no page may hold go, also where a number stands for them."""
    read = unescape(sign[0])
    return "" if category(read[:1] or "\0") in ("Cc", "Cs", "Cn") else sign[0]


def _walled(html: str, tags: frozenset[str]) -> str:
    cleaner = Cleaner(tags=tags, attributes=_keeps, protocols=SCHEMES, strip=True)
    cleaner.walker = LinearWalker  # type: ignore[assignment]
    return cleaner.clean(html)


def _keeps(tag: str, name: str, value: Any) -> bool:
    """Addresses of pictures may be anything here: `media` knows ours, and gives no other."""
    return name in _KEPT.get(tag, ()) and (name != "href" or is_allowed(str(value)))


def _own_tag(tag: re.Match[str], media: Callable[[str], str]) -> str:
    closing, name, rest = tag.groups()
    if name == "img":
        given = {found[1]: unescape(found[2] or found[3] or "") for found in _pairs(rest)}
        alt, address = given.get("alt", ""), media(given.get("src", ""))
        if not address:
            return escape(alt)
        return f'<img src="{escape(address)}" alt="{escape(alt)}" loading="lazy">'
    if name == "a" and rest:
        rest = re.sub(r" rel=(\"[^\"]*\"|'[^']*')", "", rest) + _REL
    return f"<{closing}{_SAME.get(name, name)}{rest}>"


def _pairs(rest: str) -> list[re.Match[str]]:
    return list(_ATTRIBUTE.finditer(rest))


def _one_line(html: str) -> str:
    """Where a block ends, a line ends."""
    broken = re.sub(r"</(?:p|li|tr|dt|dd|pre|blockquote)>|<hr>", r"\g<0><br>", html)
    line = _walled(broken, _IN_LINE)
    return re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", re.sub(r"\s*<br>(?:\s|<br>)*", "<br>", line))

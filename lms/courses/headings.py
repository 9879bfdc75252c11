"""The headings of a text and their ids, which are made of their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from lms.courses.parser import visible_text

_NOT_IN_SLUG = re.compile(r"[^\w\s-]+")
_GAPS = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class Heading:
    """A heading of a rendered text; level 2 to 6."""

    level: int
    text: str
    id: str


def headings_of(tokens: Sequence[Token]) -> list[Heading]:
    """The headings of a parsed text, as its page has them."""
    slugs = Slugs()
    return [
        slugs.heading(tokens, at) for at, token in enumerate(tokens) if token.type == "heading_open"
    ]


class Slugs:
    """Gives each heading of a text an id of its own."""

    def __init__(self) -> None:
        self._asked: dict[str, int] = {}  # slug to how often it was asked for

    def heading(self, tokens: Sequence[Token], at: int, prefix: str = "") -> Heading:
        """The heading that opens here."""
        text = visible_text(tokens[at + 1]).strip()
        return Heading(max(2, int(tokens[at].tag[1])), text, f"{prefix}h-{self._free(text)}")

    def _free(self, text: str) -> str:
        slug = _GAPS.sub("-", _NOT_IN_SLUG.sub("", text.lower())).strip("-") or "part"
        free, number = slug, self._asked.get(slug, 0) + 1
        while number > 1 and (free := f"{slug}-{number}") in self._asked:
            number += 1
        self._asked[slug] = number
        self._asked.setdefault(free, 1)
        return free

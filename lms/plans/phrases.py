"""Short sentences for those who comment plans, read from a file. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lms.plans.kinds import CommentKind
from lms.plans.template import Texts
from lms.plans.template_reading import FOLDER

FILE = FOLDER / "phrases.toml"


@dataclass(frozen=True)
class Phrase:
    """One sentence to begin a comment with; kind: what such a comment is for."""

    key: str
    kind: CommentKind
    text: Texts


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrases of the house, read once."""
    return read_phrases(FILE)


def read_phrases(path: Path) -> tuple[Phrase, ...]:
    """The phrases of a file, in its order.

    raises  KeyError or ValueError for one without key, kind or English words
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    found = tuple(
        Phrase(one["key"], CommentKind(one["kind"]), Texts(one["text"])) for one in raw["phrase"]
    )
    if len({one.key for one in found}) != len(found):
        raise ValueError("Two phrases have the same key.")
    for one in found:
        one.text.in_language("en")
    return found

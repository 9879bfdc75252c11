"""The notes in GIFT comments, such as [tag:slot-1], which say what GIFT itself has no sign for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lms.quizzes.formats.gift_text import hold_note

KEYS = (
    *("id", "tag", "unit", "kind", "case", "reason", "criterion", "match", "order"),
    *("right", "partial", "wrong", "general", "ids", "right-ids", "reason-ids", "criterion-ids"),
    *("kept", "file"),
)
_START = re.compile(rf"\[({'|'.join(KEYS)}):")
_VALUE = re.compile(r"[^\]\\\n]*+(?:\\.[^\]\\\n]*+)*+")
_ESCAPED = re.compile(r"\\([\]\\])")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one question: the values of each key in order, still escaped."""

    values: Mapping[str, list[str]]

    def words(self, key: str) -> list[str]:
        r"""Values that are names: \] and \\ stand for ] and \.

        >>> read_notes("// [tag:slot-1] [tag:outcome-2]").words("tag")
        ['slot-1', 'outcome-2']
        """
        found = (_ESCAPED.sub(r"\1", value).strip() for value in self.values.get(key, ()))
        return [value for value in found if value]

    def word(self, key: str) -> str:
        """The first value that is a name; empty when there is none."""
        return next(iter(self.words(key)), "")

    def texts(self, key: str) -> list[str]:
        """Values that are texts, held: escaped as answers are, and ] as well."""
        return [hold_note(value) for value in self.values.get(key, ())]


def read_notes(comment: str) -> Notes:
    """The notes in the comment lines of a question; other words in them are for people only.

    A note that is not closed on its line is none, and nothing behind it on that line: so each
    sign is looked at once.
    """
    found: dict[str, list[str]] = {}
    at = 0
    while start := _START.search(comment, at):
        value = _VALUE.match(comment, start.end())
        text = value[0] if value else ""
        at = start.end() + len(text)
        if text.strip() and comment.startswith("]", at):
            found.setdefault(start[1], []).append(text)
    return Notes(found)


def note(key: str, value: str) -> str:
    """A name as `Notes.words` reads it back; control signs become spaces."""
    printable = re.sub(r"[\x00-\x1f]", " ", value)
    escaped = re.sub(r"[\]\\]", r"\\\g<0>", printable)
    return f"[{key}:{escaped}]"

"""What Moodle has no place for, in an element <sse> of a question that Moodle reads over.

It holds a JSON object: field of `to_json` -> {"of": sum, "is": value}. The sum is that of the same
field as Moodle's own elements give it. Where somebody has changed those by hand it no longer fits,
and what they wrote counts. A value of null takes the field away.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lms.quizzes.formats.as_json import from_json, to_json
from lms.quizzes.formats.moodle_xml_texts import LeftOutError
from lms.quizzes.formats.moodle_xml_tree import Node
from lms.quizzes.questions import Question
from lms.words import N_

NAME = "sse"
_FILES = "files"


def extras_node(question: Question, read: Question) -> Node | None:
    """The element that makes the question from the one Moodle's elements give; None if equal."""
    if question == read:
        return None
    ours, theirs = _fields(question), _fields(read)
    extras = {
        key: {"of": _sum(theirs.get(key)), "is": ours.get(key)}
        for key in sorted({*ours, *theirs})
        if _sum(ours.get(key)) != _sum(theirs.get(key))
    }
    return Node(NAME, json.dumps(extras, ensure_ascii=False)) if extras else None


def with_extras(question: Question, node: Node) -> Question:
    """The question with the fields of its <sse> element; raises LeftOutError if it is damaged."""
    found = node.first(NAME)
    if found is None:
        return question
    fields = _fields(question)
    try:
        extras = json.loads(found.text, parse_float=Decimal)
        for key, one in extras.items():
            if _sum(fields.get(key)) == one["of"]:
                fields[key] = one["is"]
        names = fields.pop(_FILES, None) or ()
        files = {file.name: file for file in question.files}
        made = from_json({key: value for key, value in fields.items() if value is not None})
        return replace(made, files=tuple(files[name] for name in names), line=question.line)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise LeftOutError(
            N_("%(id)s: its element <sse> is damaged; take the element out, or write it anew.")
        ) from None


def _fields(question: Question) -> dict[str, Any]:
    """Its JSON; of the files only the names in their order, for the rest stands in the texts."""
    fields = to_json(replace(question, files=(), line=0))
    return fields | {_FILES: [file.name for file in question.files] or None}


def _sum(value: object) -> str:
    """Short, and the same for equal values: a change by hand is to be seen, not an attack."""
    written = json.dumps(value, default=str)
    return format(zlib.crc32(written.encode()), "08x")

"""The text of a unit as a person reads and types it, and back as its file writes it. Pure."""

from __future__ import annotations

import re

from lms.authoring.translation_units import Form, TextUnit, UnitKind
from lms.quizzes.formats.gift_text import escape, free, hold, hold_note
from lms.quizzes.questions import FORMATS

# What a reader would take for a weight, a comment or the mark of a format, see gift_lines.
_MISTAKABLE = re.compile(rf"%|//|\[(?:{'|'.join(FORMATS)})\]")
_BARE_COLON = re.compile(r"(?<![\\:]):(?!:)")
_ONE_COLON = re.compile(r"(?<!\\:)(?<!\\)\\:(?!\\:)")
_BEFORE_AN_ARROW = re.compile(r"/(?:accepted\.[^/]*|pairs\.[^/]*\.left)$")
_IN_A_NAME = re.compile(r"[\]\\]")
_ESCAPED_IN_A_NAME = re.compile(r"\\([\]\\])")


def readable(unit: TextUnit, text: str) -> str:
    r"""A text of this unit without the signs that only its file needs: of GIFT without escapes.

    >>> readable(TextUnit("a/text", UnitKind.QUESTION, "", 1, Form.GIFT), r"1 + 1 \= 2")
    '1 + 1 = 2'
    """
    if unit.kind is UnitKind.UNIT:
        return _ESCAPED_IN_A_NAME.sub(r"\1", text)
    if unit.form is Form.GIFT:
        return free(hold(text))
    return free(hold_note(text)) if unit.form is Form.GIFT_NOTE else text


def as_written(unit: TextUnit, text: str, like: str = "") -> str:
    r"""A readable text as the file of this unit writes it; `readable` gives it back.

    like  a text of the file or of its twin: a colon stays bare where it is bare there

    >>> as_written(TextUnit("a/text", UnitKind.QUESTION, "", 1, Form.GIFT), "1 + 1 = 2")
    '1 + 1 \\= 2'
    """
    if unit.form not in (Form.GIFT, Form.GIFT_NOTE):
        return text
    if unit.kind is UnitKind.UNIT:
        return _IN_A_NAME.sub(r"\\\g<0>", text.strip())
    text = text.strip()
    written = ("\\n" if _MISTAKABLE.match(text) else "") + escape(text)
    if _BARE_COLON.search(like):
        written = _ONE_COLON.sub(":", written)
    if _BEFORE_AN_ARROW.search(unit.key):
        written = written.replace("->", "-\\>")
    return written.replace("]", "\\]") if unit.form is Form.GIFT_NOTE else written

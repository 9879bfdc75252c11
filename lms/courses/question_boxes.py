"""The rule of the parser for `::: question`: its lines stay as they were typed, for they are GIFT.

The token is a `self_check`: its content are the lines between the marks; meta["closed"] says
whether the mark at the end was found.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

QUESTION = "question"

_OPENS = re.compile(r"(:{3,})[ \t]*(question(?:[ \t].*)?)")
_MARK = re.compile(r"(:{3,})[ \t]*(.*)")


def question_boxes(parser: MarkdownIt) -> None:
    """Switch the rule on; before fences, so that nothing inside a box is read as Markdown."""
    alt = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "self_check", _question_box, {"alt": alt})


def _question_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    opening = _OPENS.fullmatch(_line(state, start).rstrip())
    if opening is None:
        return False
    if silent:
        return True
    last, is_closed = _end(state, start + 1, end, len(opening[1]))
    state.line = last + is_closed
    token = state.push("self_check", "", 0)
    token.block = True
    token.info = opening[2]
    token.content = state.getLines(start + 1, last, state.sCount[start], True)
    token.map = [start, state.line]
    token.meta["closed"] = is_closed
    return True


def _end(state: StateBlock, first: int, end: int, colons: int) -> tuple[int, bool]:
    """The line behind the box's last one, and whether the mark that closes it stands there.

    A box that is not closed ends with its question: GIFT has no empty lines inside. So the rest
    of the lesson can still be read.
    """
    at = first
    while at < end and (state.isEmpty(at) or state.sCount[at] >= state.blkIndent):
        mark = _MARK.fullmatch(_line(state, at).rstrip())
        if mark is not None and mark[2]:  # another box begins
            break
        if mark is not None and len(mark[1]) >= colons:
            return at, True
        at += 1
    return next((empty for empty in range(first, at) if state.isEmpty(empty)), at), False


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]

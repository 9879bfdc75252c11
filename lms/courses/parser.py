"""The Markdown that lessons are written in: which parts are switched on, and the tokens of a text.

No raw HTML, no request to other hosts. Rendering stands in markdown.py.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from lms.courses.addresses import is_allowed, term_key
from lms.courses.question_boxes import question_boxes
from lms.web.last_used import LastUsed
from lms.words import N_

MAX_BYTES = 200_000
LESSON_KINDS = ("note", "tip", "example", "activity")
KINDS = (*LESSON_KINDS, "lesson")
# A shorter text is parsed as fast as it is found; of longer ones a hundred would fill the memory.
KEPT = range(400, 20_000)
MOST_KEPT = 100  # texts: a module in six languages has some fifty

_parsed = LastUsed(most=MOST_KEPT)

_SURROGATE = re.compile("[\ud800-\udfff]")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_NEWLINES = re.compile(r"\r\n?")


class CourseMarkdown(MarkdownIt):
    """CommonMark whose links lead only to allowed addresses and to glossary terms."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser calls it by this name
        """Refused links stay in the text as they were typed, where an author sees them."""
        return term_key(url) is not None or is_allowed(url)


def parse(text: str) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text and what the parser noted beside them (footnotes, references).

    Both are kept for the next who asks: nobody changes them.

    raises  ValueError when the text is over 200 kB
    """
    if len(text) in KEPT:
        return _parsed.get(text, lambda: _parse(text))
    return _parse(text)


def _parse(text: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {}
    tokens = _parser().parse(tidy(text), env)
    for at, token in enumerate(tokens):
        if token.type == "inline" and _opens_an_item(tokens, at):
            _mark_task(tokens[at - 2], token)
    return tokens, env


def tidy(text: str) -> str:
    """The text in NFC with LF, without NUL and lone surrogates.

    raises  ValueError when the text is over 200 kB as UTF-8
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ValueError(N_("The text is longer than 200 kB."))
    text = _SURROGATE.sub("\ufffd", text).replace("\x00", "\ufffd")
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", text))


def opening_tokens(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that begin the blocks a text is made of: block 1 is the first, and so on.

    A list, a table, a box is one block; the footnotes are the last. A page has one element for
    each of them, which is what static/js/courses/place.js counts.
    """
    found = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            found.append(token)
        if token.type == "footnote_block_open":  # what stands in it has no level of its own
            break
    return found


def count_blocks(text: str) -> int:
    r"""How many blocks a text is made of.

    raises  ValueError when the text is over 200 kB

    >>> count_blocks("Words.\n\n## More\n\n- one\n- two\n")
    3
    """
    return len(opening_tokens(parse(text)[0]))


def visible_text(token: Token) -> str:
    """What a reader sees of an inline token, without markup, pictures and footnote marks."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def kind_and_title(info: str) -> tuple[str, str]:
    """The kind of a container and the rest of its first line.

    >>> kind_and_title(" example Thu's first pay slip ")
    ('example', "Thu's first pay slip")
    """
    kind, *title = info.split(maxsplit=1)[:2] or [""]
    return kind, title[0].strip() if title else ""


_kept = threading.local()


def _parser() -> CourseMarkdown:
    # One for each thread: the finder of bare links keeps its place in itself while it works.
    parser: CourseMarkdown | None = getattr(_kept, "parser", None)
    if parser is None:
        parser = _kept.parser = _new_parser()
    return parser


def _new_parser() -> CourseMarkdown:
    parser = CourseMarkdown("commonmark", {"html": False, "linkify": True, "maxNesting": 20})
    parser.enable(["table", "linkify"])
    # "thu.an" is more often a missing space than a host; "//" is a comment more often than one.
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False, "fuzzy_ip": False, "fuzzy_email": True})
    parser.linkify.add("//", None)
    parser.use(footnote_plugin, inline=False)
    parser.use(deflist_plugin)
    parser.use(container_plugin, "box", validate=_names_a_kind)
    parser.use(question_boxes)
    return parser


def _names_a_kind(params: str, _markup: str) -> bool:
    return kind_and_title(params)[0] in KINDS


def _opens_an_item(tokens: list[Token], at: int) -> bool:
    return (
        at >= 2
        and tokens[at - 1].type == "paragraph_open"
        and tokens[at - 2].type == "list_item_open"
    )


def _mark_task(item: Token, inline: Token) -> None:
    """Turn "[ ] words" into a box for ticking, drawn as a character: it is for paper or eyes."""
    first = inline.children[0] if inline.children else None
    match = _TASK.match(inline.content)
    if not match or first is None or first.type != "text" or not first.content.startswith("["):
        return
    item.attrSet("class", "task")
    item.meta["done"] = match[1] != " "
    first.content = first.content[3:].lstrip()

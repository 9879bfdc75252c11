"""Whether one text, a lesson or trainer notes, is written as the course format asks."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from lms.courses.addresses import is_external, scheme_of, term_key
from lms.courses.faults import Findings
from lms.courses.headings import headings_of
from lms.courses.markdown import count_words
from lms.courses.parser import KINDS, kind_and_title, parse
from lms.courses.self_checks import Reader
from lms.courses.source_types import LessonSource
from lms.words import N_

MOST_WORDS, MANY_WORDS, FEW_WORDS = 900, 700, 250
# Vietnamese writes a space between syllables: the same text counts about a third more "words".
_LONGER = {"vi": 1.35}

_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_LOST_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_MARKER = re.compile(r"\s*(:{3,})\s*(\S*)")
_CLOSING = re.compile(r"[\s>]*:{3,}\s*")
_LEADS_NOWHERE = N_("The link %(address)s leads nowhere; use a full address or one from /.")
_NOT_CLOSED = N_("The box %(kind)s, or one before it, is not closed with :::.")


@dataclass(frozen=True)
class Surroundings:
    """What a text may refer to: glossary keys of its language, pictures, lessons of its module.

    read_check  None leaves the questions in the text unchecked
    """

    terms: Collection[str]
    media: Collection[str]
    lesson_ids: Collection[str]
    is_trainer: bool = False
    read_check: Reader | None = None


@dataclass(frozen=True)
class _Text:
    source: LessonSource
    around: Surroundings
    findings: Findings
    lines: list[str]
    anchors: frozenset[str]

    def fault(self, line: int, template: str, **values: object) -> None:
        self.findings.fault(self.source.path, line, template, **values)

    def warning(self, line: int, template: str, **values: object) -> None:
        self.findings.warning(self.source.path, line, template, **values)

    def line(self, token: Token, needle: str = "") -> int:
        """The line of the file on which a block begins, or on which it says the needle."""
        start, end = token.map or (0, 1)
        for at in range(start, min(end, len(self.lines))):
            if needle and needle in self.lines[at]:
                return at + self.source.body_line
        return start + self.source.body_line


def check_text(source: LessonSource, around: Surroundings, findings: Findings) -> None:
    """Note everything that is wrong in one lesson or in trainer notes."""
    try:
        tokens, env = parse(source.body)
    except ValueError:
        findings.fault(source.path, 1, N_("The text is longer than 200 kB."))
        return
    anchors = frozenset(heading.id for heading in headings_of(tokens))
    text = _Text(source, around, findings, source.body.split("\n"), anchors)
    _check_headings(text, tokens)
    _check_boxes(text, tokens)
    _check_questions(text, tokens)
    for token in tokens:
        if token.type == "inline":
            _check_inline(text, token)
    _check_repeated_terms(text, tokens)
    _check_footnotes(text, env)
    if not around.is_trainer:
        _check_length(text, count_words(tokens))


def _check_headings(text: _Text, tokens: list[Token]) -> None:
    last = 1
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, line = int(token.tag[1]), text.line(token)
        if level == 1:
            text.fault(line, N_("Begin headings with ##; the page has the title already."))
        elif level > 3:
            text.fault(line, N_("Use headings with ## and ### only."))
        elif level > last + 1:
            text.fault(line, N_("A heading with ### needs one with ## before it."))
        if not tokens[at + 1].content.strip():
            text.fault(line, N_("The heading has no words."))
        last = level


def _check_boxes(text: _Text, tokens: list[Token]) -> None:
    closed: set[int] = set()
    for token in tokens:
        if token.type != "container_box_open":
            continue
        kind, title = kind_and_title(token.info)
        line = text.line(token)
        # The parser gives a ::: to the outermost box that can take it; no two boxes share one.
        end = token.map[1] if token.map else 0
        if end in closed or not any(map(_CLOSING.fullmatch, text.lines[end : end + 1])):
            text.fault(line, _NOT_CLOSED, kind=kind)
        closed.add(end)
        if kind == "lesson":
            _check_lesson_box(text, line, title)


def _check_lesson_box(text: _Text, line: int, lesson_id: str) -> None:
    if not text.around.is_trainer:
        text.fault(line, N_("A lesson box belongs into trainer notes only."))
    elif lesson_id not in text.around.lesson_ids:
        text.fault(line, N_('There is no lesson "%(id)s" in this module.'), id=lesson_id)


def _check_questions(text: _Text, tokens: list[Token]) -> None:
    for token in tokens:
        if token.type != "self_check":
            continue
        line = text.line(token)
        if not token.meta["closed"]:
            text.fault(line, _NOT_CLOSED, kind=kind_and_title(token.info)[0])
        elif text.around.is_trainer:
            text.fault(line, N_("Questions may stand in lessons only."))
        elif text.around.read_check is not None:
            for at, sentence in text.around.read_check(token.content)[1]:
                text.fault(line + max(at, 1), "%(sentence)s", sentence=sentence)


def _check_inline(text: _Text, token: Token) -> None:
    for at, one in enumerate(token.content.split("\n")):
        match = _MARKER.match(one)
        if match:
            line = text.line(token) + at
            _check_marker(text, line, match[2])
    for child in token.children or ():
        if child.type == "link_open":
            _check_link(text, token, str(child.attrs.get("href", "")))
        elif child.type == "image":
            _check_image(text, token, child)
        elif child.type == "text":
            _check_plain(text, token, child.content)


def _check_marker(text: _Text, line: int, kind: str) -> None:
    if kind and kind not in KINDS:
        text.fault(line, N_("There is no box %(kind)s."), kind=kind)
    else:
        text.fault(line, N_("This ::: opens and closes no box."))


def _check_link(text: _Text, token: Token, address: str) -> None:
    key = term_key(address)
    line = text.line(token, address)
    if key is not None:
        if key not in text.around.terms:
            text.fault(line, N_('The glossary has no "%(key)s".'), key=key)
    elif address.startswith("#"):
        if address[1:] not in text.anchors:
            text.warning(line, N_("The link %(address)s leads to no heading."), address=address)
    elif not is_external(address) and not address.startswith("/"):
        text.fault(line, _LEADS_NOWHERE, address=address)
    elif scheme_of(address) == "http":
        text.warning(line, N_("The link %(address)s is not https."), address=address)


def _check_image(text: _Text, token: Token, image: Token) -> None:
    address = str(image.attrs.get("src", ""))
    line = text.line(token, address)
    folder, _, name = address.partition("/")
    if folder != "media" or "/" in name:
        text.fault(line, N_("The picture %(address)s is not from media/."), address=address)
    elif name not in text.around.media:
        text.fault(line, N_("There is no picture %(address)s."), address=address)
    if not image.content.strip():
        text.fault(line, N_("The picture %(address)s has no description."), address=address)


def _check_plain(text: _Text, token: Token, words: str) -> None:
    html = _HTML.search(words)
    if html:
        line = text.line(token, html[0])
        text.warning(line, N_("%(tag)s will be shown as text; HTML is not used."), tag=html[0])
    if "](" in words:
        line = text.line(token, "](")
        text.fault(line, N_("This link cannot be read, or its address is not allowed."))
    lost = _LOST_NOTE.search(words)
    if lost:
        line = text.line(token, lost[0])
        text.fault(line, N_("The footnote %(label)s has no text."), label=lost[0])


def _check_repeated_terms(text: _Text, tokens: list[Token]) -> None:
    seen: set[str] = set()
    for token in tokens:
        for child in token.children or ():
            key = term_key(str(child.attrs.get("href", "")))
            if key is not None and key in seen and not text.around.is_trainer:
                line = text.line(token, f"term:{key}")
                text.warning(line, N_('"%(key)s" is linked before; link it once.'), key=key)
            seen.add(key or "")


def _check_footnotes(text: _Text, env: dict[str, Any]) -> None:
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number >= 0:
            continue
        mark = f"[^{label.removeprefix(':')}]:"
        line = next((at for at, one in enumerate(text.lines) if mark in one), 0)
        template = N_("The footnote %(label)s is used nowhere.")
        text.warning(line + text.source.body_line, template, label=mark.rstrip(":"))


def _check_length(text: _Text, words: int) -> None:
    line = text.source.body_line
    words = round(words / _LONGER.get(text.source.path.split("/")[-2], 1))
    if words > MOST_WORDS:
        template = N_("The lesson has %(words)s words; at most %(most)s fit one sitting.")
        text.fault(line, template, words=words, most=MOST_WORDS)
    elif words > MANY_WORDS:
        text.warning(line, N_("The lesson is long: %(words)s words."), words=words)
    elif words < FEW_WORDS:
        text.warning(line, N_("The lesson is short: %(words)s words."), words=words)

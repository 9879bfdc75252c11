"""From tokens to HTML: headings with ids, boxes, tables, pictures, terms and footnotes.

What comes out goes through bleach in markdown.py before anyone sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from lms.courses.addresses import is_external, term_key
from lms.courses.headings import Heading, Slugs
from lms.courses.parser import CourseMarkdown, kind_and_title
from lms.words import N_

# What the renderer itself says, by key; a page passes them in the language of the text.
KIND_NAMES: Mapping[str, str] = {
    "note": N_("Note"),
    "tip": N_("Tip"),
    "example": N_("Example"),
    "activity": N_("Activity"),
    "lesson": N_("Lesson"),
    "question": N_("Try it"),
    "right": N_("Right."),
    "wrong": N_("Not this one."),
    "why": N_("Why"),
    "answer": N_("See the answer"),
    "answers": N_("Answers"),
    "table": N_("Table"),
    "footnotes": N_("Footnotes"),
    "footnote": N_("Footnote %(number)s"),
    "back": N_("Back to footnote %(number)s in the text"),
}

PIECE_TOKENS = 300

_MEDIA_NAME = re.compile(r"media/([\w.-]+)")


class CourseRenderer(RendererHTML):
    """Renders one text; a rule is a method named after the token, as the parser asks."""

    def __init__(
        self,
        *,
        media: Callable[[str], str] | None,
        names: Mapping[str, str],
        lesson_titles: Mapping[str, str],
        prefix: str,
    ) -> None:
        super().__init__()
        self._media = media
        self._names = names
        self._lesson_titles = lesson_titles
        self._prefix = prefix
        self._slugs = Slugs()
        self._references: set[str] = set()
        self.headings: list[Heading] = []
        self.term_keys: list[str] = []
        self.images: list[str] = []
        self.links: list[str] = []
        self.questions: list[tuple[str, str]] = []  # (first line, lines inside)

    def pieces(self, tokens: Sequence[Token], env: EnvType) -> Iterator[str]:
        """The HTML of a whole text in pieces of whole blocks.

        In pieces, for bleach looks through all the neighbours of each block it meets.
        """
        options = CourseMarkdown("commonmark").options
        start = 0
        for at, token in enumerate(tokens, start=1):
            is_whole = token.level == 0 and token.nesting <= 0
            if at == len(tokens) or (is_whole and at - start >= PIECE_TOKENS):
                yield self.render(tokens[start:at], options, env)
                start = at

    # Headings: the page has the only h1, so a text begins at h2.

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        heading = self._slugs.heading(tokens, idx, self._prefix)
        level, name = heading.level, heading.id
        self.headings.append(heading)
        # Its own id stays with the words of the heading; the block's number stands inside it.
        number = f"<span{_anchor(tokens[idx])}></span>" if "id" in tokens[idx].attrs else ""
        return f'<h{level} id="{escape(name)}">{number}'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"</h{max(2, int(tokens[idx].tag[1]))}>\n"

    # Boxes: the kind's name is printed, so that it is said by word and not by colour alone.

    def container_box_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        kind, title = kind_and_title(tokens[idx].info)
        lesson = ""
        if kind == "lesson":
            lesson = f' data-lesson="{escape(title)}"'
            title = self._lesson_titles.get(title, title)
        anchor = _anchor(tokens[idx])
        parts = [f'<div{anchor} class="box box-{kind}" data-kind="{kind}"{lesson}>']
        parts.append(f'<p class="box-kind">{escape(self._names[kind])}</p>')
        if title:
            parts.append(f'<p class="box-title">{escape(title)}</p>')
        return "\n".join(parts) + "\n"

    def container_box_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</div>\n"

    def self_check(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A place that markdown.render fills when bleach is done: it lets no control through."""
        self.questions.append((tokens[idx].info, tokens[idx].content))
        return f'<div{_anchor(tokens[idx])} data-kind="check-{len(self.questions) - 1}"></div>\n'

    # Tables scroll sideways on a phone: the frame takes the keyboard and has a name for it.

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        name = self.headings[-1].text if self.headings else ""
        label = escape(name or self._names["table"])
        return (
            f'<div{_anchor(tokens[idx])} class="table" role="group" tabindex="0"'
            f' aria-label="{label}">\n<table>\n'
        )

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A corner without words is no header; screen readers would read it out for every cell.
        empty = not tokens[idx + 1].content.strip()
        return f"<td{_align(tokens[idx])}>" if empty else f'<th scope="col"{_align(tokens[idx])}>'

    def th_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</th>\n" if tokens[idx - 1].content.strip() else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_align(tokens[idx])}>"

    # Paragraphs, tasks and pictures.

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        children = tokens[idx + 1].children or []
        box = self._task_box(tokens[idx - 1]) if idx else ""
        if len(children) == 1 and children[0].type == "image":
            tokens, idx = _with(tokens, idx, "class", "picture")
        return self.renderToken(tokens, idx, options, env) + box

    def _task_box(self, item: Token) -> str:
        if item.type != "list_item_open" or "done" not in item.meta:
            return ""
        sign = "\u2611" if item.meta["done"] else "\u2610"
        return f'<span class="task-box" aria-hidden="true">{sign}</span> '

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source = str(token.attrs.get("src", ""))
        alt = self.renderInlineAsText(token.children or [], options, env)
        self.images.append(source)
        if is_external(source):
            return self._instead_of_image(tokens[:idx], source, alt)
        address = self._address_of(source)
        if address is None:
            return escape(alt)
        title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        return f'<img src="{escape(address)}" alt="{escape(alt)}"{title} loading="lazy">'

    def _address_of(self, source: str) -> str | None:
        if self._media is None or not source.startswith("media/"):
            return source
        name = _MEDIA_NAME.fullmatch(unquote(source))
        return self._media(name[1]) if name else None

    def _instead_of_image(self, before: Sequence[Token], source: str, alt: str) -> str:
        words = escape(alt or source)
        opened = sum(one.nesting for one in before if one.type in ("link_open", "link_close"))
        if opened or term_key(source) is not None:
            return words
        return f'<a href="{escape(source)}" rel="noopener noreferrer">{words}</a>'

    # Links.

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        address = str(token.attrs.get("href", ""))
        key = term_key(address)
        if key is not None:
            self.term_keys.append(key)
            return f'<a class="term" href="#term-{key}">'
        self.links.append(address)
        if is_external(address):
            tokens, idx = _with(tokens, idx, "rel", "noopener noreferrer")
        return self.renderToken(tokens, idx, options, env)

    # Footnotes: every mark and every way back has its own id and a spoken name.

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        number, name = self._reference(tokens[idx].meta)
        self._references.add(name)
        label = escape(self._names["footnote"].replace("%(number)s", str(number)))
        return (
            f'<sup class="footnote-ref"><a href="#{self._prefix}fn-{number}" id="{name}"'
            f' aria-label="{label}">{number}</a></sup>'
        )

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = escape(self._names["footnotes"])
        return f'<div{_anchor(tokens[idx])} class="footnotes">\n<ol aria-label="{label}">\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f'<li id="{self._prefix}fn-{self._reference(tokens[idx].meta)[0]}">'

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        number, name = self._reference(tokens[idx].meta)
        if name not in self._references:  # the mark stood in a picture's description
            return ""
        label = escape(self._names["back"].replace("%(number)s", str(number)))
        return f' <a class="footnote-back" href="#{name}" aria-label="{label}">\u21a9\ufe0e</a>'

    def _reference(self, meta: Mapping[str, Any]) -> tuple[int, str]:
        number, turn = int(meta["id"]) + 1, int(meta.get("subId", 0))
        again = f"-{turn + 1}" if turn > 0 else ""
        return number, f"{self._prefix}fnref-{number}{again}"


def _with(tokens: Sequence[Token], at: int, name: str, value: str) -> tuple[list[Token], int]:
    """A token with one more attribute among its neighbours, which decide how it is written.

    Those that were parsed stay as they are: others read them, too.
    """
    token = tokens[at].copy(attrs={**tokens[at].attrs, name: value})
    before = tokens[at - 1 : at] if at else []
    return [*before, token, *tokens[at + 1 : at + 2]], len(before)


def _anchor(token: Token) -> str:
    """The number of a block as its id, where markdown.render gave it one."""
    return f' id="{escape(str(token.attrs["id"]))}"' if "id" in token.attrs else ""


def _align(token: Token) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="align-{side}"' if side in ("left", "center", "right") else ""

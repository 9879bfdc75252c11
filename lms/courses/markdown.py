"""HTML from people: Markdown in, safe HTML out; the only place whose output may precede |safe.

Two walls: the parser makes no raw HTML, and bleach lets only known tags, attributes, classes and
addresses through. Nothing depends on style attributes, and no picture comes from another host.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bleach.sanitizer import Cleaner
from markdown_it.token import Token

from lms.courses.addresses import SCHEMES, is_allowed, is_external
from lms.courses.bleach_walker import LinearWalker
from lms.courses.front_matter import split_front_matter
from lms.courses.headings import Heading
from lms.courses.parser import (
    KEPT,
    MOST_KEPT,
    kind_and_title,
    opening_tokens,
    parse,
    visible_text,
)
from lms.courses.renderer import KIND_NAMES, CourseRenderer
from lms.courses.self_checks import Reader, box_html, read_box
from lms.web.last_used import LastUsed

__all__ = ["KIND_NAMES", "Heading", "Rendered", "render", "split_front_matter", "to_html"]

# fmt: off
TAGS = frozenset({
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
    "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})
# fmt: on
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "rel", "aria-label"}),
    "img": frozenset({"src", "alt", "title", "loading"}),
    "ol": frozenset({"start", "aria-label"}),
    "div": frozenset({"role", "tabindex", "aria-label", "data-kind", "data-lesson"}),
    "span": frozenset({"aria-hidden"}),
    "th": frozenset({"scope"}),
}
_CLASS = re.compile(
    r"term|picture|table|task|task-box|box|box-[a-z]+|footnotes|footnote-ref|footnote-back"
    r"|align-(?:left|center|right)|language-[\w+#.-]+"
)
_ID = re.compile(r"[\w-]+")
# Where the renderer met a question; no author can write this, for < is never left in their words.
_QUESTION = re.compile(r'<div(?: id="([\w-]+)")? data-kind="check-(\d+)"></div>\n')
# Cleaning takes longest, so it is done once for all pages that a text stands on. What they differ
# in is put in afterwards, where this stands: nobody can write it, for nobody knows it.
_MARK = f"m{secrets.token_hex(8)}-"
_PICTURE = re.compile(rf'src="{_MARK}([\w.-]+)"')
_NUMBER = re.compile(rf'<span id="{_MARK}b-\d+"></span>| id="{_MARK}b-\d+"')
_cleaned = LastUsed(most=MOST_KEPT)


@dataclass(frozen=True)
class Rendered:
    """A text as a page needs it.

    headings   in order, h2 to h6
    term_keys  glossary keys linked, each once, in order of first use
    images     sources as written, in order
    links      addresses as written, in order; terms are not among them
    words      of running text and tables, without footnotes, pictures' descriptions, questions
    """

    html: str
    headings: tuple[Heading, ...]
    term_keys: tuple[str, ...]
    images: tuple[str, ...]
    links: tuple[str, ...]
    words: int


def to_html(
    text: str, *, media: Callable[[str], str] | None = None, read_check: Reader | None = None
) -> str:
    """The safe HTML of a text; see render."""
    return render(text, media=media, read_check=read_check).html


def render(
    text: str,
    *,
    media: Callable[[str], str] | None = None,
    kind_names: Mapping[str, str] | None = None,
    lesson_titles: Mapping[str, str] | None = None,
    prefix: str = "",
    read_check: Reader | None = None,
    controls: bool = False,
    numbered: bool = False,
) -> Rendered:
    """The safe HTML of a text and what is in it.

    media          gives the address of a picture from its name ("x.svg" for media/x.svg);
                   None leaves the address as written
    kind_names     the words of KIND_NAMES in the language of the text; missing ones are English
    lesson_titles  lesson ids to titles, for the lesson boxes of trainer notes
    prefix         before every id, when several texts stand on one page
    read_check     reads the questions in the text; without it they are shown as they were typed
    controls       the answers of questions can be opened; else their options are a plain list
    numbered       the blocks of the text get the ids b-1, b-2 ...
    raises         ValueError when the text is over 200 kB
    """
    names = {**KIND_NAMES, **(kind_names or {})}
    made = _clean_page(text, names, lesson_titles or {}, has_media=media is not None)
    html = made.page.html if numbered else _NUMBER.sub("", made.page.html)
    if media is not None:
        address_of = media
        html = _PICTURE.sub(lambda place: _source(address_of(place[1])), html)

    def question(place: re.Match[str]) -> str:
        box = read_box(*made.questions[int(place[2])], read_check)
        return box_html(box, names, controls=controls, anchor=place[1] or "")

    return replace(
        made.page,
        html=_QUESTION.sub(question, html.replace(_MARK, prefix)),
        headings=tuple(
            replace(one, id=one.id.replace(_MARK, prefix)) for one in made.page.headings
        ),
    )


@dataclass(frozen=True)
class _Cleaned:
    """A text behind both walls: _MARK is where addresses of pictures and prefixes will stand.

    questions  (first line, lines inside), in the order of their places
    """

    page: Rendered
    questions: tuple[tuple[str, str], ...]


def _clean_page(
    text: str, names: Mapping[str, str], lesson_titles: Mapping[str, str], *, has_media: bool
) -> _Cleaned:
    def build() -> _Cleaned:
        return _new_page(text, names, lesson_titles, has_media=has_media)

    if len(text) not in KEPT:
        return build()
    key = (text, tuple(names.items()), tuple(lesson_titles.items()), has_media)
    return _cleaned.get(key, build)


def _new_page(
    text: str, names: Mapping[str, str], lesson_titles: Mapping[str, str], *, has_media: bool
) -> _Cleaned:
    tokens, env = parse(text)
    renderer = CourseRenderer(
        media=(lambda name: f"{_MARK}{name}") if has_media else None,
        names=names,
        lesson_titles=lesson_titles,
        prefix=_MARK,
    )
    pieces = renderer.pieces(_numbered(tokens), env)
    page = Rendered(
        html="".join(clean(piece) for piece in pieces),
        headings=tuple(renderer.headings),
        term_keys=tuple(dict.fromkeys(renderer.term_keys)),
        images=tuple(renderer.images),
        links=tuple(renderer.links),
        words=count_words(tokens),
    )
    return _Cleaned(page, tuple(renderer.questions))


def _numbered(tokens: list[Token]) -> list[Token]:
    """The tokens with numbers on those that begin a block; the parsed ones stay as they are."""
    numbers = {id(token): at for at, token in enumerate(opening_tokens(tokens), start=1)}
    return [
        token.copy(attrs={**token.attrs, "id": f"{_MARK}b-{numbers[id(token)]}"})
        if id(token) in numbers
        else token
        for token in tokens
    ]


def _source(address: str) -> str:
    return "" if is_external(address) else f'src="{escape(address)}"'


def clean(html: str) -> str:
    """The second wall: only known tags, attributes, classes and addresses; the rest is text."""
    # A new one each time: a Cleaner keeps the parser's state and is not safe between threads.
    cleaner = Cleaner(tags=TAGS, attributes=_keeps, protocols=SCHEMES)
    cleaner.walker = LinearWalker  # type: ignore[assignment]
    return cleaner.clean(html)


def count_words(tokens: list[Token]) -> int:
    """Words between spaces, outside footnotes; the same count for English and Vietnamese."""
    count = 0
    in_notes = False
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            in_notes = token.nesting == 1
        elif not in_notes:
            count += len(_words_of(token).split())
    return count


def _words_of(token: Token) -> str:
    if token.type == "inline":
        return visible_text(token)
    if token.type in ("fence", "code_block"):
        return token.content
    if token.type == "container_box_open":
        return kind_and_title(token.info)[1]
    return ""


def _keeps(tag: str, name: str, value: Any) -> bool:
    """Whether bleach keeps an attribute; addresses are judged here, for bleach takes "x:1"."""
    value = str(value)
    if name == "class":
        return all(_CLASS.fullmatch(one) for one in value.split())
    if name == "id":
        return _ID.fullmatch(value) is not None
    if name not in _ATTRIBUTES.get(tag, frozenset()):
        return False
    if name == "href":
        return is_allowed(value)
    if name == "src":
        return not is_external(value)
    return True

"""The texts of questions as HTML: stem and rest, a text within a line, running text with marks.

Pure. "markdown" becomes HTML through courses.markdown, "html" is made safe by
courses.foreign_html and the same wall; all others are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from lms.courses.foreign_html import from_html
from lms.courses.markdown import render
from lms.quizzes.questions import Format

Pictures = tuple[tuple[str, str], ...]
MARKED_UP: tuple[Format, ...] = ("markdown", "html")

_INSIDE_A_FILE = "@@PLUGINFILE@@/"
_BESIDE_LESSONS = "media/"
_IMAGE = re.compile(r"<img\b[^>]*>")
_OPENED = re.compile(r"<(?!br\b|img\b)[a-z]")
_BLOCK = re.compile(r"<(?:p|ul|ol|dl|table|div|blockquote|pre|hr|h[1-6])\b")
_MARK = re.compile(r"\[\[([0-9a-z]{1,3})\]\]")
# What stands for a mark while its text becomes HTML: signs that no text of ours holds otherwise.
_HELD = re.compile("\uf8f0([0-9a-z]{1,3})\uf8f1")
_HOLDERS = str.maketrans("", "", "\uf8f0\uf8f1")
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True)
class Piece:
    """A stretch of running text and the mark behind it; the last piece may have no mark.

    html  may open an element that a later piece closes
    """

    html: Markup
    mark: str


@lru_cache(maxsize=2000)
def stem_and_more(text: str, format_: Format, pictures: Pictures = ()) -> tuple[str, Markup]:
    """The first paragraph as plain text, and the rest as HTML, with the pictures of the first.

    pictures  (name, address) of each picture that may be shown

    >>> stem_and_more("How much?\\n\\nA < B", "plain")
    ('How much?', Markup('<p>A &lt; B</p>'))
    >>> stem_and_more("How *much*?\\n\\n- 1 kg", "markdown")[0]
    'How much?'
    >>> stem_and_more("How <i>much</i>?<p>One</p>", "html")
    ('How much?', Markup('<p>One</p>'))
    """
    if format_ not in MARKED_UP:
        first_one, *others = _paragraphs(text) or [""]
        return " ".join(first_one.split()), Markup("").join(map(_paragraph, others))
    html = _html(text, format_, pictures)
    opening, rest = _opening(html)
    stem = _words(opening)
    if not stem and format_ == "markdown":
        return " ".join(text.partition("\n")[0].split()), Markup(html)  # noqa: S704 - made safe
    shown = "".join(_IMAGE.findall(opening))
    return stem, Markup(f"<p>{shown}</p>{rest}" if shown else rest)  # noqa: S704 - made safe


@lru_cache(maxsize=500)
def running_text(
    text: str, format_: Format, pictures: Pictures, marks: tuple[str, ...]
) -> tuple[str, tuple[Piece, ...]]:
    """The stem, and the text in pieces, each of which ends where one of the marks stood.

    marks    what may stand between double brackets; the first of each counts
    returns  the stem, "" when a mark stands in the first paragraph, which then opens the pieces;
             a mark that the text lacks comes at its end

    >>> running_text("Fill in.\\n\\nA [[1]] b", "plain", (), ("1",))
    ('Fill in.', (Piece(html=Markup('<p>A '), mark='1'), Piece(html=Markup(' b</p>'), mark='')))
    """
    held = _hold(text, marks)
    stem, more = stem_and_more(held, format_, pictures)
    html = str(more)
    if _HELD.search(stem):
        stem, html = "", _whole(held, format_, pictures)
    # A mark inside a tag, such as the words of a picture, is no place for an input.
    html = _TAG.sub(lambda tag: _HELD.sub("", tag[0]), html)
    parts = _HELD.split(html)
    shown, found = parts[::2], parts[1::2]
    lost = [mark for mark in marks if mark not in found]
    pieces = zip([*shown, *[""] * len(lost)], [*found, *lost, ""], strict=True)
    return stem, tuple(Piece(Markup(part), mark) for part, mark in pieces)  # noqa: S704 - made safe


@lru_cache(maxsize=8000)
def in_line(text: str, format_: Format, pictures: Pictures = ()) -> Markup:
    """A text that stands within a line: an option, feedback.

    >>> in_line("1 < 2", "moodle"), in_line("*one* < 2", "markdown")
    (Markup('1 &lt; 2'), Markup('<em>one</em> &lt; 2'))
    """
    if format_ == "html":
        html = from_html(text, media=_addresses(pictures), in_line=True)
        return Markup(html)  # noqa: S704 - made by courses.foreign_html
    if format_ == "markdown":
        html = _html(text, format_, pictures).strip()
        inner = html.removeprefix("<p>").removesuffix("</p>")
        if len(inner) == len(html) - len("<p></p>") and "<p>" not in inner:
            return Markup(inner)  # noqa: S704 - made by courses.markdown
    return lines(text)


def in_words(text: str, format_: Format) -> str:
    """A text as words only, for a list to choose from.

    >>> in_words("1 < 2", "plain"), in_words("<b>one</b> &lt; 2<br>", "html")
    ('1 < 2', 'one < 2')
    """
    return _words(in_line(text, format_)) if format_ in MARKED_UP else text


def lines(text: str) -> Markup:
    """Escaped text, with a break where the text has one."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _hold(text: str, marks: tuple[str, ...]) -> str:
    """The text with a holder for the first of each mark."""
    left = set(marks)

    def held(mark: re.Match[str]) -> str:
        if mark[1] not in left:
            return mark[0]
        left.discard(mark[1])
        return f"\uf8f0{mark[1]}\uf8f1"

    return _MARK.sub(held, text.translate(_HOLDERS))


def _whole(text: str, format_: Format, pictures: Pictures) -> str:
    if format_ in MARKED_UP:
        html = _html(text, format_, pictures)
        return html if _BLOCK.match(html) else f"<p>{_opening(html)[0]}</p>{_opening(html)[1]}"
    return str(Markup("").join(map(_paragraph, _paragraphs(text))))


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(lines(text))


def _opening(html: str) -> tuple[str, str]:
    """What stands in the first paragraph, and what follows; nothing when a list comes first."""
    if html.startswith("<p>"):
        first_one, _, rest = html.removeprefix("<p>").partition("</p>")
        return first_one, rest.strip()
    block = _BLOCK.search(html)
    at = block.start() if block else len(html)
    if len(_OPENED.findall(html[:at])) != html.count("</", 0, at):
        return "", html  # the block stands inside bold words or a link: it cannot be cut off
    return html[:at].strip(), html[at:].strip()


def _words(html: str) -> str:
    spaced = Markup(html.replace("<br>", " "))  # noqa: S704 - only its words are taken
    return spaced.striptags()


def _html(text: str, format_: Format, pictures: Pictures) -> str:
    media = _addresses(pictures)
    if format_ == "html":
        return from_html(text, media=media)
    return render(text.replace(_INSIDE_A_FILE, _BESIDE_LESSONS), media=media).html


def _addresses(pictures: Pictures) -> Callable[[str], str]:
    """The address of a picture from its name; "" when there is none of that name."""
    known = dict(pictures)
    return lambda name: known.get(
        name.removeprefix(_INSIDE_A_FILE).removeprefix(_BESIDE_LESSONS), ""
    )

"""A module to take along without a network: a PDF to print, or one HTML file to keep."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from lms.courses.markdown import render
from lms.courses.self_checks import Reader
from lms.courses.typst_markup import typst_markup
from lms.pdf import compile_pdf


class PackLesson(NamedTuple):
    """One lesson: its id, title, minutes, and its Markdown without front matter."""

    id: str
    title: str
    minutes: int
    body: str


class PackTerm(NamedTuple):
    """One word of the glossary; the key is what lessons link to with term:key."""

    key: str
    word: str
    meaning: str


@dataclass(frozen=True)
class PackWords:
    """The pack's own words in the language of the module, translated by the caller.

    version       the line that says which version this is: "Version 1.2"
    kind_names    the words of markdown.KIND_NAMES
    show_minutes  writes a length: "12 minutes"
    """

    contents: str
    outcomes: str
    glossary: str
    version: str
    kind_names: Mapping[str, str]
    show_minutes: Callable[[int], str]


@dataclass(frozen=True)
class ModulePack:
    """One module in one language, whole; media are SVG or WebP by name ("map.svg").

    read_check  reads the questions inside lessons
    """

    language: str
    code: str
    title: str
    summary: str
    words: PackWords
    outcomes: tuple[str, ...] = ()
    lessons: tuple[PackLesson, ...] = ()
    terms: tuple[PackTerm, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    read_check: Reader | None = None


def module_pdf(pack: ModulePack, *, fonts: Path, timestamp: datetime) -> bytes:
    """The module as tagged A4 pages; the same pack and timestamp give the same bytes."""
    words = pack.words
    data = {
        "language": pack.language,
        "code": pack.code,
        "title": pack.title,
        "summary": pack.summary,
        "version": words.version,
        "outcomes": pack.outcomes,
        "lessons": [
            {"title": one.title, "length": words.show_minutes(one.minutes)} for one in pack.lessons
        ],
        "terms": [(one.word, one.meaning) for one in pack.terms],
        "words": {
            "contents": words.contents,
            "outcomes": words.outcomes,
            "glossary": words.glossary,
        },
    }
    source = "\n".join(
        [handout_source(), "#opening", *_printed_lessons(pack), "#glossary"],
    )
    media = {f"media/{name}": content for name, content in pack.media.items()}
    return compile_pdf(source, data, fonts=fonts, timestamp=timestamp, files=media)


def _printed_lessons(pack: ModulePack) -> list[str]:
    return [
        f"#lesson({at})\n"
        + typst_markup(
            lesson.body,
            kind_names=pack.words.kind_names,
            media=pack.media.keys(),
            prefix=f"lesson-{at}-",
            read_check=pack.read_check,
        )
        for at, lesson in enumerate(pack.lessons, start=1)
    ]


def module_page(pack: ModulePack, *, css: str) -> bytes:
    """The module as one HTML file that opens from a phone's folder and asks nobody for anything.

    css  stands inside the file, so it may name no other file; page_css() is made for it
    """
    title = escape(f"{pack.code} {pack.title}")
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(pack.language)}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>\n<style>\n{css}\n</style>\n</head>\n<body>",
        _page_header(pack),
        "<main>",
        *(_page_lesson(pack, at) for at in range(1, len(pack.lessons) + 1)),
        _page_glossary(pack),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _page_header(pack: ModulePack) -> str:
    words = pack.words
    outcomes = "".join(f"<li>{escape(one)}</li>" for one in pack.outcomes)
    contents = "".join(
        f'<li><a href="#lesson-{at}">{escape(one.title)}</a>'
        f" <small>{escape(words.show_minutes(one.minutes))}</small></li>"
        for at, one in enumerate(pack.lessons, start=1)
    )
    glossary = f'<p><a href="#glossary">{escape(words.glossary)}</a></p>' if pack.terms else ""
    return (
        f"<header>\n<p><small>{escape(pack.code)} · {escape(words.version)}</small></p>\n"
        f"<h1>{escape(pack.title)}</h1>\n<p>{escape(pack.summary)}</p>\n"
        + _section(words.outcomes, f"<ul>{outcomes}</ul>" if outcomes else "")
        + f'<nav aria-label="{escape(words.contents)}">\n'
        + _section(words.contents, f"<ol>{contents}</ol>" if contents else "")
        + f"{glossary}</nav>\n</header>"
    )


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{body}\n" if body else ""


def _page_lesson(pack: ModulePack, at: int) -> str:
    lesson = pack.lessons[at - 1]
    html = render(
        lesson.body,
        media=_MEDIA.__add__,
        kind_names=pack.words.kind_names,
        prefix=f"l{at}-",
        read_check=pack.read_check,
        controls=True,
    ).html
    return (
        f'<article id="lesson-{at}">\n<h2>{at}. {escape(lesson.title)}</h2>\n'
        f"<p><small>{escape(pack.words.show_minutes(lesson.minutes))}</small></p>\n"
        f"{_carried_along(html, pack)}</article>"
    )


def _page_glossary(pack: ModulePack) -> str:
    if not pack.terms:
        return ""
    entries = "\n".join(
        f'<dt id="term-{escape(one.key)}">{escape(one.word)}</dt><dd>{escape(one.meaning)}</dd>'
        for one in pack.terms
    )
    title = escape(pack.words.glossary)
    return f'<section id="glossary">\n<h2>{title}</h2>\n<dl>\n{entries}\n</dl>\n</section>'


# A tag as bleach writes it: values in double quotes, in which a > may stand.
_TAG = re.compile(r'<(img|a)\b((?:\s[\w-]+="[^"]*")*)>')
_HEADING = re.compile(r"(</?h)([2-6])\b")
_MEDIA = "media/"  # where pictures stand until they are carried along
_SRC = re.compile(r'\ssrc="(?:media/)?([^"]*)"')
_ALT = re.compile(r'\salt="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')


def _carried_along(html: str, pack: ModulePack) -> str:
    """Pictures move into the text; a link to what is not in this file is left as plain words.

    Headings go one level down, for here each lesson's title is an h2. The text is already safe,
    and the wall that made it so lets no data: address through: this is why pictures are put in
    afterwards, and only pictures of this pack.
    """
    keys = {one.key for one in pack.terms}

    def tag(match: re.Match[str]) -> str:
        if match[1] == "img":
            return _picture(match[0], pack.media)
        address = _HREF.search(match[2])
        kept = address is not None and (
            address[1].startswith(("http:", "https:", "mailto:", "tel:"))
            or (address[1].startswith("#") and not address[1].startswith("#term-"))
            or address[1].removeprefix("#term-") in keys
        )
        return match[0] if kept else f"<a{_HREF.sub('', match[2])}>"

    return _TAG.sub(tag, _HEADING.sub(_one_level_down, html))


def _one_level_down(heading: re.Match[str]) -> str:
    return f"{heading[1]}{min(6, int(heading[2]) + 1)}"


def _picture(tag: str, media: Mapping[str, bytes]) -> str:
    source, spoken = _SRC.search(tag), _ALT.search(tag)
    if source is None or source[1] not in media:
        return spoken[1] if spoken else ""
    kind = "svg+xml" if source[1].endswith(".svg") else source[1].rpartition(".")[2]
    content = b64encode(media[source[1]]).decode()
    return _SRC.sub(f' src="data:image/{kind};base64,{content}"', tag)


@cache
def page_css() -> str:
    """Style for module_page that needs no other file: light and dark, phone and paper."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


@cache
def handout_source() -> str:
    """The typst source that lies beside this module."""
    return Path(__file__).with_suffix(".typ").read_text(encoding="utf-8")

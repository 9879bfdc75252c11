"""The pieces a text is translated in, and whether two languages have the same ones in step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from markdown_it.token import Token

from lms.courses.faults import Level
from lms.courses.parser import kind_and_title, parse, visible_text
from lms.courses.self_checks import Reader, fingerprint, read_box
from lms.words import N_


@dataclass(frozen=True)
class Unit:
    """One block of a text.

    kind     what it is, in words: "heading 2", "list item", "table of 3 x 2", "box example",
             "question m01-a (single, +--)"
    line     of the file, counted from 1
    text     its Markdown; "" for a block that only holds others
    links    addresses and terms linked, sorted; images, their sources; notes, footnote labels
    numbers  as in numbers_in
    """

    kind: str
    line: int
    text: str = ""
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """How a translation differs from the source, on a line of the translation's file."""

    line: int
    level: Level
    template: str
    values: dict[str, object]


_NAMES = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "bullet list",
    "ordered_list_open": "numbered list",
    "list_item_open": "list item",
    "blockquote_open": "quote",
    "dl_open": "definition list",
    "dt_open": "word defined",
    "dd_open": "definition",
    "th_open": "cell",
    "td_open": "cell",
    "fence": "code",
    "code_block": "code",
    "hr": "line across",
    "footnote_open": "footnote",
    "bullet_list_close": "end of list",
    "ordered_list_close": "end of list",
    "blockquote_close": "end of quote",
    "dl_close": "end of list",
    "container_box_close": "end of box",
}

_RAW = ("fence", "code_block", "self_check")

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\s\u00a0\u2009\u202f]\d{3})+(?![\d])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def units(body: str, first_line: int = 1, *, read_check: Reader | None = None) -> tuple[Unit, ...]:
    """The blocks of a text in order.

    first_line  the line of the file on which the body begins
    read_check  reads a question, which is one block: its id and its key are its kind
    raises      ValueError when the text is over 200 kB
    """
    tokens, _ = parse(body)
    found: list[Unit] = []
    line = first_line
    for at, token in enumerate(tokens):
        line = token.map[0] + first_line if token.map else line
        kind = _kind(tokens, at, read_check)
        if kind:
            text = token.content if token.type in _RAW else ""
            found.append(Unit(kind, line, text))
        elif token.type == "inline" and found:
            found[-1] = replace(_filled(found[-1], token), line=line)
    return tuple(found)


def differences(source: Sequence[Unit], other: Sequence[Unit]) -> list[Difference]:
    """What keeps a translation from being in step with its source.

    The first block out of step ends the comparison, for all after it would be out of step too.
    """
    found: list[Difference] = []
    last = other[-1].line if other else 1
    for there, here in zip_longest(source, other):
        if there is None or here is None or there.kind != here.kind:
            found.append(_out_of_step(there, here, last))
            return found
        found.extend(_within(there, here))
    return found


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text, sorted, written one way whatever the language writes.

    >>> numbers_in("1,000 VND at 8.5 %") == numbers_in("8,5 % of 1.000 VND")
    True
    >>> numbers_in("1 500 000 and 07")
    ('1500000', '7')
    """
    found = []

    def take(match: re.Match[str]) -> str:
        found.append(re.sub(r"\D", "", match[0]).lstrip("0") or "0")
        return " "

    rest = _GROUPED.sub(take, text)
    for match in _NUMBER.finditer(rest):
        whole, _, part = match[0].replace(",", ".").partition(".")
        found.append((whole.lstrip("0") or "0") + (f".{part}" if part else ""))
    return tuple(sorted(found))


def _kind(tokens: list[Token], at: int, read_check: Reader | None) -> str:
    token = tokens[at]
    if token.type == "self_check":
        return fingerprint(read_box(token.info, token.content, read_check).check)
    if token.type == "heading_open":
        return f"heading {token.tag[1]}"
    if token.type == "table_open":
        return _table_kind(tokens, at)
    if token.type == "container_box_open":
        kind, title = kind_and_title(token.info)
        # A lesson box names the lesson it is about; other titles are translated.
        named = f" {title}" if kind == "lesson" else " with a title" if title else ""
        return f"box {kind}{named}"
    return _NAMES.get(token.type, "")


def _table_kind(tokens: list[Token], at: int) -> str:
    rows = columns = 0
    for token in tokens[at:]:
        if token.type == "table_close":
            break
        rows += token.type == "tr_open"
        columns += token.type == "th_open"
    return f"table of {rows} x {columns}"


def _filled(unit: Unit, inline: Token) -> Unit:
    links, images, notes = [], [], []
    for child in inline.children or ():
        if child.type == "link_open":
            links.append(str(child.attrs.get("href", "")))
        elif child.type == "image":
            images.append(str(child.attrs.get("src", "")))
        elif child.type == "footnote_ref":
            notes.append(str(child.meta.get("label", "")))
    return replace(
        unit,
        text=inline.content,
        links=tuple(sorted(links)),
        images=tuple(sorted(images)),
        notes=tuple(sorted(notes)),
        numbers=numbers_in(visible_text(inline)),
    )


def _out_of_step(there: Unit | None, here: Unit | None, last: int) -> Difference:
    if here is None:
        assert there is not None
        template = N_("The text ends here; the source goes on (line %(line)s): %(kind)s.")
        return Difference(last, "fault", template, {"kind": there.kind, "line": there.line})
    if there is None:
        template = N_("Here: %(kind)s; the source has ended.")
        return Difference(here.line, "fault", template, {"kind": here.kind})
    template = N_("Here: %(kind)s; in the source (line %(line)s): %(other)s.")
    values: dict[str, object] = {"kind": here.kind, "other": there.kind, "line": there.line}
    return Difference(here.line, "fault", template, values)


def _within(there: Unit, here: Unit) -> Iterator[Difference]:
    pairs: list[tuple[tuple[str, ...], tuple[str, ...], Level, str]] = [
        (there.images, here.images, "fault", _PICTURES),
        (there.links, here.links, "fault", _LINKS),
        (there.notes, here.notes, "fault", _NOTES),
        (there.numbers, here.numbers, "warning", _NUMBERS),
    ]
    for wanted, given, level, template in pairs:
        if wanted != given:
            values: dict[str, object] = {
                "here": ", ".join(given) or "-",
                "there": ", ".join(wanted) or "-",
                "line": there.line,
            }
            yield Difference(here.line, level, template, values)


_PICTURES = N_("The pictures differ: %(here)s here, %(there)s in the source (line %(line)s).")
_LINKS = N_("The links differ: %(here)s here, %(there)s in the source (line %(line)s).")
_NOTES = N_("The footnotes differ: %(here)s here, %(there)s in the source (line %(line)s).")
_NUMBERS = N_("The numbers differ: %(here)s here, %(there)s in the source (line %(line)s).")

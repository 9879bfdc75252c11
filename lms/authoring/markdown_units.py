"""The texts of a lesson or of trainer notes: paragraphs, cells, titles of boxes, questions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import yaml
from markdown_it.token import Token

from lms.authoring.gift_units import gift_units
from lms.authoring.source_lines import Place, SourceLine, Stretch, lines_of
from lms.authoring.translation_units import Form, TextUnit, UnitKind, in_order, text_at
from lms.courses.front_matter import FrontMatter, split_front_matter
from lms.courses.parser import kind_and_title, parse, tidy

_NAMES_A_LESSON = "lesson"  # the title of such a box is an id
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r".*?#{1,6}[ \t]+")
_KINDS = {
    "heading_open": UnitKind.HEADING,
    "th_open": UnitKind.CELL,
    "td_open": UnitKind.CELL,
    "dt_open": UnitKind.TERM,
    "dd_open": UnitKind.DEFINITION,
    "list_item_open": UnitKind.ITEM,
    "blockquote_open": UnitKind.QUOTE,
    "footnote_open": UnitKind.NOTE,
}
_CELLS = ("th_open", "td_open")


def lesson_units(text: str) -> tuple[TextUnit, ...]:
    """The texts of a lesson or of trainer notes in order, the title first.

    raises  ValueError when the text is over 200 kB
    """
    front = split_front_matter(text)
    offset = len(text) - len(front.body)
    lines = lines_of(front.body, offset, front.body_line)
    walk = _Walk(text, lines, starts=[line.start for line in lines])
    walk.through(parse(front.body)[0])
    return in_order([*_title(text, front), *walk.found])


def _title(text: str, front: FrontMatter) -> Iterator[TextUnit]:
    """The title of the front matter, on however many lines."""
    title = front.values.get("title")
    if not isinstance(title, str) or not title.strip():
        return
    start = text.index("---") + 3
    start += re.match(r"[ \t]*(?:\r\n?|\n)", text[start:]).end()  # type: ignore[union-attr]
    source = text[start : len(text) - len(front.body)]
    node = next(one for one in yaml.compose_all(source, Loader=yaml.SafeLoader))
    for key, value in node.value:
        if key.value == "title":
            place = start + value.start_mark.index, start + value.end_mark.index
            line = front.lines.get("title", 1)
            yield TextUnit("title", UnitKind.TITLE, title, line, Form.YAML, (place,))


@dataclass
class _Walk:
    """Goes through the tokens of a text and finds where in the file each of its texts stands.

    open   the tokens that are open, outermost first
    block  the number of the block; inner, how many texts of it were met
    cells  where the texts of the row's cells stand, those still to come
    """

    text: str
    lines: Sequence[SourceLine]
    found: list[TextUnit] = field(default_factory=list)
    starts: Sequence[int] = ()
    open: list[Token] = field(default_factory=list)
    block: int = 0
    inner: int = 0
    note: str = ""
    cells: list[tuple[Place, ...]] = field(default_factory=list)

    def through(self, tokens: Sequence[Token]) -> None:
        """Find all; raises nothing."""
        for at, token in enumerate(tokens):
            self._count(token)
            if token.type == "tr_open":
                self.cells = self._row(tokens, at)
            elif token.type == "inline":
                self._inline(token)
            elif token.map and token.type in ("container_box_open", "self_check"):
                self._box(token, token.map[0])
            elif token.map and token.type in ("fence", "code_block"):
                self._code(token, token.map[0] + (token.type == "fence"))

    def _count(self, token: Token) -> None:
        if token.type == "footnote_open":
            self.note, self.inner = f"note-{token.meta.get('label', '')}", 0
        if token.nesting == -1:
            self.open[-1:] = []  # a footnote that is defined twice closes what it never opened
        elif token.level == 0 and not self.note:  # as opening_tokens counts for learners' pages
            self.block += 1
            self.inner = 0
        if token.nesting == 1:
            self.open.append(token)

    def _inline(self, token: Token) -> None:
        self.inner += 1
        if self.open and self.open[-1].type in _CELLS:
            places = self.cells.pop(0) if self.cells else ()
        elif self.open and self.open[-1].type == "heading_open" and self.open[-1].markup[0] == "#":
            places = self._heading(token)
        else:
            places = self._paragraph(token)
        if places:
            kinds = (_KINDS[one.type] for one in reversed(self.open) if one.type in _KINDS)
            self._keep(self._key(), next(kinds, UnitKind.PARAGRAPH), places)

    def _key(self) -> str:
        if self.note:
            return f"{self.note}.{self.inner}"
        alone = self.inner == 1 and len(self.open) == 1 and self.open[0].type in _ALONE
        return f"b{self.block}" if alone else f"b{self.block}.{self.inner}"

    def _keep(self, key: str, kind: UnitKind, places: tuple[Place, ...]) -> None:
        line = self.lines[bisect_right(self.starts, places[0][0]) - 1].number
        text = text_at(self.text, places)
        self.found.append(TextUnit(key, kind, text, line, Form.MARKDOWN, places, self.block))

    def _paragraph(self, token: Token) -> tuple[Place, ...]:
        """Each line of a paragraph ends its line of the file; an empty text has no place."""
        contents = [content.strip() for content in token.content.split("\n")]
        if not token.map or not contents[0]:
            return ()
        lines = self.lines[token.map[0] :]
        while lines and _indent(lines[0], contents[0]) is None:  # spaces that the parser knows not
            lines = lines[1:]
        places = []
        for line, content in zip(lines, contents, strict=False):
            start = _indent(line, content) if content else len(line.text)
            if start is None:
                return ()
            places.append((line.start + start, line.start + len(line.text)))
        if not places:
            return ()
        begin, end = places[-1]
        return (*places[:-1], (begin, begin + len(self.text[begin:end].rstrip())))

    def _heading(self, token: Token) -> tuple[Place, ...]:
        """What stands between the signs of a heading."""
        line = self.lines[token.map[0] if token.map else 0]
        marks = _HEADING.match(line.text)
        content = token.content.strip()
        if marks is None or not content:
            return ()
        start = len(line.text) - len(line.text[marks.end() :].lstrip())
        for end in range(len(line.text), start, -1):
            if tidy(line.text[start:end]) == content:
                return ((line.start + start, line.start + end),)
        return ()

    def _row(self, tokens: Sequence[Token], at: int) -> list[tuple[Place, ...]]:
        """The cells of a row of a table; those that it leaves out have no place."""
        contents = []
        line = self.lines[0]
        for token in tokens[at:]:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                contents.append(token.content)
                line = self.lines[token.map[0] if token.map else 0]
        ends = [bar.start() for bar in _BAR.finditer(line.text)]
        pieces = list(zip([0, *(end + 1 for end in ends)], [*ends, len(line.text)], strict=True))
        for skipped in (1, 0):  # in front of the first bar stands nothing, or the first cell
            cells = pieces[skipped:]
            found = [_cell(line, *piece) for piece in cells[: len(contents)]]
            if skipped == 0 and found:
                found[0] = _cell_at_the_start(line, pieces[0], contents[0])
            found += [()] * (len(contents) - len(found))
            if all(map(self._is_cell, found, contents)):
                return found
        return [()] * len(contents)

    def _is_cell(self, places: tuple[Place, ...], content: str) -> bool:
        return _as_parsed(text_at(self.text, places)) == content

    def _box(self, token: Token, first: int) -> None:
        kind, title = kind_and_title(token.info)
        line = self.lines[first]
        if title and kind != _NAMES_A_LESSON:
            start = _indent(line, title)
            if start is not None:
                place = line.start + start, line.start + len(line.text.rstrip())
                self.inner += 1
                is_inside = len(self.open) > (token.nesting == 1)
                key = f"{self._key()}.title" if is_inside else f"b{self.block}.title"
                self._keep(key, UnitKind.BOX_TITLE, (place,))
        if token.type == "self_check" and token.content:
            written = token.content.removesuffix("\n").split("\n")
            lines = self.lines[first + 1 : first + 1 + len(written)]
            cut = [
                line.behind(_margin(line, one)) for line, one in zip(lines, written, strict=True)
            ]
            self.found += (replace(one, block=self.block) for one in gift_units(self.text, cut))

    def _code(self, token: Token, first: int) -> None:
        self.inner += 1
        contents = token.content.removesuffix("\n").split("\n")
        lines = self.lines[first : first + len(contents)]
        if not token.content.strip() or len(lines) < len(contents):
            return
        cut = [line.behind(_margin(line, one)) for line, one in zip(lines, contents, strict=True)]
        stretch = Stretch(cut)
        places = stretch.places(0, len(stretch.text))
        self._keep(f"b{self.block}.{self.inner}", UnitKind.CODE, places)


_ALONE = ("paragraph_open", "heading_open")


def _indent(line: SourceLine, content: str) -> int | None:
    """How many signs of a line stand in front of the text that ends it; None when none ends it.

    The parser has put the text into NFC; what stands in front of it are marks, which are in it.
    """
    whole = tidy(line.text).rstrip()
    return len(whole) - len(content) if whole.endswith(content) else None


def _margin(line: SourceLine, content: str) -> int:
    found = _indent(line, content.rstrip())
    if found is None or not content.strip():
        return min(len(line.text) - len(line.text.lstrip()), len(line.text))
    return found


def _cell(line: SourceLine, start: int, end: int) -> tuple[Place, ...]:
    text = line.text[start:end]
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    return ((line.start + start + left, line.start + start + right),) if left < right else ()


def _cell_at_the_start(line: SourceLine, piece: Place, content: str) -> tuple[Place, ...]:
    """The first cell of a row without a bar in front, behind the marks of a list or quote."""
    for start, end in _cell(line, *piece):
        for at in range(start, end):
            if _as_parsed(line.text[at - line.start : end - line.start]) == content:
                return ((at, end),)
    return ()


def _as_parsed(cell: str) -> str:
    return tidy(cell).replace("\\|", "|")

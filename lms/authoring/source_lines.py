"""Where texts stand in a file: its lines with their offsets, and stretches of them. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

_LINE_END = re.compile(r"\r\n?|\n")

Place = tuple[int, int]  # offsets in the file: the first sign, and the one behind the last


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a file, or the end of one.

    number  in the file, from 1
    start   the offset of its first sign in the file
    text    without its line end
    """

    number: int
    start: int
    text: str

    def behind(self, signs: int) -> SourceLine:
        """The line without its first signs."""
        return SourceLine(self.number, self.start + signs, self.text[signs:])


class Stretch:
    """Some lines read as one text, and the way back from its offsets to those of the file."""

    def __init__(self, lines: Iterable[SourceLine]) -> None:
        self.lines = list(lines)
        self.text = "\n".join(line.text for line in self.lines)
        lengths = (len(line.text) + 1 for line in self.lines)
        self._starts = [0, *accumulate(lengths)][: len(self.lines)]

    def line_at(self, offset: int) -> SourceLine:
        """The line that holds this offset of the text."""
        return self.lines[bisect_right(self._starts, offset) - 1]

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where a part of the text stands in the file, line by line."""
        return tuple(self._places(start, end))

    def _places(self, start: int, end: int) -> Iterator[Place]:
        first, last = (bisect_right(self._starts, offset) - 1 for offset in (start, end))
        for at in range(first, last + 1):
            line, begin = self.lines[at], self._starts[at]
            left = max(start - begin, 0)
            right = min(end - begin, len(line.text))
            yield line.start + left, line.start + right


def lines_of(text: str, start: int = 0, number: int = 1) -> list[SourceLine]:
    r"""The lines of a text that begins at this offset and on this line of its file.

    >>> [(line.number, line.start, line.text) for line in lines_of("a\r\nb\n")]
    [(1, 0, 'a'), (2, 3, 'b'), (3, 5, '')]
    """
    found: list[SourceLine] = []
    at = 0
    for end in _LINE_END.finditer(text):
        found.append(SourceLine(number + len(found), start + at, text[at : end.start()]))
        at = end.end()
    return [*found, SourceLine(number + len(found), start + at, text[at:])]

"""Which characters a font can print, read from its own table. Pure but for opening the file."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path


@cache
def characters(font: Path) -> frozenset[int]:
    """The code points an OpenType font has a glyph for.

    raises  ValueError when the font has no table of the whole of Unicode (cmap format 12)

    Source: OpenType specification, "cmap: Character to Glyph Index Mapping Table".
    """
    content = font.read_bytes()
    start = _cmap(content)
    (count,) = struct.unpack_from(">H", content, start + 2)
    for at in range(count):
        (offset,) = struct.unpack_from(">L", content, start + 4 + 8 * at + 4)
        if struct.unpack_from(">H", content, start + offset) == (12,):
            return frozenset(_format_12(content, start + offset))
    raise ValueError(f"{font.name} has no table of the whole of Unicode")


def _cmap(content: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for at in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * at)
        if tag == b"cmap":
            return int(offset)
    raise ValueError("this is no font")


def _format_12(content: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack_from(">L", content, start + 12)
    found: set[int] = set()
    for at in range(groups):
        first, last, _ = struct.unpack_from(">LLL", content, start + 16 + 12 * at)
        found.update(range(first, last + 1))
    return found

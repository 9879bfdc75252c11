"""Pages that are the same for everybody but for a few holes: rendered and compressed once.

A page is rendered without any person, with marks where personal parts belong. What lies between
the marks is compressed once and kept; for each answer only the few personal bytes are compressed
and the pieces are joined to one gzip stream: DEFLATE blocks that end on a byte boundary (a full
flush, RFC 1951) may stand behind each other, and the checksum at the end (RFC 1952) is taken over
the joined text. What one person's page holds is never kept, so it cannot reach another.
"""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import Response, request

from lms.web.static_files import takes

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"  # an empty last block
# Drawn anew for each start of the house, so that no author can write a mark into a lesson.
_OURS = secrets.token_hex(8)
_MARK = re.compile(f"\ue000{_OURS}([a-z_]+)\ue001")


def mark(name: str) -> str:
    """The mark of a hole, which nothing that people wrote can hold."""
    return f"\ue000{_OURS}{name}\ue001"


@dataclass(frozen=True)
class KeptPage:
    """The pieces of a page in order: shared ones as (plain, deflated), holes by their name."""

    pieces: tuple[tuple[bytes, bytes] | str, ...]

    @property
    def holes(self) -> frozenset[str]:
        """The names of the personal parts."""
        return frozenset(piece for piece in self.pieces if isinstance(piece, str))


Holes = Mapping[str, "str | KeptPage"]


def keep(html: str) -> KeptPage:
    """Cut a rendered page at its marks and compress what lies between them."""
    pieces: list[tuple[bytes, bytes] | str] = []
    for index, part in enumerate(_MARK.split(html)):
        if index % 2:
            pieces.append(part)
        elif part:
            plain = part.encode()
            pieces.append((plain, deflate(plain, 9)))
    return KeptPage(tuple(pieces))


def deflate(plain: bytes, level: int) -> bytes:
    """Raw DEFLATE blocks that end on a byte boundary and are not the last of a stream."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)


@lru_cache(maxsize=2048)
def _deflate_small(plain: bytes) -> bytes:
    # Keyed by the bytes themselves, so a piece can only be found by who would send the same.
    return deflate(plain, 6)


def fill(page: KeptPage, holes: Holes) -> tuple[bytes, bytes]:
    """The page with its holes filled: (plain, gzip). A hole may be filled by another kept page.

    raises  KeyError when a hole is not given
    """
    plain: list[bytes] = []
    packed: list[bytes] = [_HEADER]
    for text, deflated in _pieces(page, holes):
        plain.append(text)
        packed.append(deflated)
    whole = b"".join(plain)
    packed.append(_END)
    packed.append(struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF))
    return whole, b"".join(packed)


def _pieces(page: KeptPage, holes: Holes) -> Iterator[tuple[bytes, bytes]]:
    for piece in page.pieces:
        if not isinstance(piece, str):
            yield piece
            continue
        filling = holes[piece]
        if isinstance(filling, KeptPage):
            yield from _pieces(filling, holes)
        elif filling:
            text = filling.encode()
            yield text, _deflate_small(text)


def answer(page: KeptPage, holes: Holes) -> Response:
    """The filled page as a response, gzipped where the reader takes it."""
    whole, packed = fill(page, holes)
    if takes(request.headers.get("Accept-Encoding", ""), "gzip"):
        response = Response(packed, mimetype="text/html")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(whole, mimetype="text/html")
    response.vary.add("Accept-Encoding")
    return response

"""Static files under an address that changes with their content, kept compressed in memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache, lru_cache

import brotli
from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from lms.paths import STATIC

# One style sheet for a reader (one round trip), several small files for us.
SHEETS = ("tokens", "base", "layout", "forms", "components", "quiz", "drawings", "print")
SITE_SHEET = "css/site.css"  # made of SHEETS
# The same for the scripts of one page: each in braces, so that their names do not meet.
SCRIPTS = {"js/quizzes/page.js": ("js/quizzes/save.js", "js/quizzes/quiz.js")}
_TEXT = {"image/svg+xml", "application/json", "application/manifest+json"}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Kept:
    """A file as it is sent: plain, gzip and br; text only is compressed."""

    kind: str
    plain: bytes
    gzip: bytes | None
    br: bytes | None


@lru_cache(maxsize=1)
def _files() -> tuple[str, ...]:
    """The files by name, without the fonts of printed papers."""
    found = (path.relative_to(STATIC) for path in STATIC.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in found if "fonts" not in path.parts))


@lru_cache(maxsize=1)
def release() -> str:
    """Ten characters that change whenever a static file changes (fonts are not served)."""
    digest = hashlib.sha256()
    for name in _files():
        digest.update(name.encode() + b"\0" + (STATIC / name).read_bytes())
    return digest.hexdigest()[:10]


def static_url(name: str) -> str:
    """The address of a static file of this release."""
    return f"/static/{release()}/{name}"


@cache
def _kept(name: str) -> Kept:
    return pack_text(_read(name), mimetypes.guess_type(name)[0] or "application/octet-stream")


def pack_text(plain: bytes, kind: str) -> Kept:
    """Keep a file for sending; only text gains from being compressed."""
    if not kind.startswith("text/") and kind not in _TEXT:
        return Kept(kind, plain, None, None)
    return Kept(kind, plain, gzip.compress(plain, 9, mtime=0), brotli.compress(plain, quality=11))


def _read(name: str) -> bytes:
    if name in SCRIPTS:
        return b"".join(b"{\n%s}\n" % (STATIC / part).read_bytes() for part in SCRIPTS[name])
    if name != SITE_SHEET:
        return (STATIC / name).read_bytes()
    parts = [STATIC / "css" / f"{sheet}.css" for sheet in SHEETS]
    return b"\n".join(part.read_bytes() for part in parts if part.is_file())


def serve(release: str, name: str) -> ResponseReturnValue:
    """Answer a static file as asked for; an old release gets today's file."""
    # Only names of ours reach disk and memory: nobody can ask for a path or push a file out.
    if name != SITE_SHEET and name not in SCRIPTS and name not in _files():
        abort(404)
    return encoded(_kept(name), cache=_FOREVER)


def encoded(kept: Kept, *, cache: str) -> Response:
    """The kept file in the best encoding the client takes."""
    accepted = request.headers.get("Accept-Encoding", "")
    body, encoding = kept.plain, ""
    if kept.br is not None and takes(accepted, "br"):
        body, encoding = kept.br, "br"
    elif kept.gzip is not None and takes(accepted, "gzip"):
        body, encoding = kept.gzip, "gzip"
    response = Response(body, mimetype=kept.kind)
    response.headers["Cache-Control"] = cache
    if kept.gzip is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response


@lru_cache(maxsize=512)
def takes(accepted: str, encoding: str) -> bool:
    """Whether an Accept-Encoding header allows an encoding (q=0 forbids it).

    >>> takes("gzip;q=0, br", "gzip"), takes("gzip, br;q=0.5", "br")
    (False, True)
    >>> takes("*;q=0, gzip", "gzip"), takes("*", "br")
    (True, True)
    """
    parts = (part.partition(";") for part in accepted.lower().split(","))
    qualities = {name.strip(): quality.replace(" ", "") for name, _, quality in parts}
    quality = qualities.get(encoding, qualities.get("*", "q=0"))
    return quality not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}

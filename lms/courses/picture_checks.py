"""Whether a picture may be shown: its kind, its size, and for a drawing that it only draws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from lms.words import N_

MAX_BYTES = 40_000

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(svg|webp|png|jpg)")
_STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "webp": b"RIFF"}

# fmt: off
_ELEMENTS = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "defs", "title", "desc", "linearGradient", "radialGradient", "stop", "clipPath",
    "mask", "use", "symbol", "marker", "pattern",
})
# fmt: on
_SVG = "http://www.w3.org/2000/svg"
_ELSEWHERE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ANY_TEXT = frozenset({"id", "class", "aria-label", "aria-labelledby", "lang"})

Finding = tuple[int, str, Mapping[str, object]]


def check_picture(name: str, data: bytes) -> list[Finding]:
    """(line, sentence, values) of everything that forbids a picture; empty for a good one."""
    match = _NAME.fullmatch(name)
    if match is None:
        wanted = N_("A picture is named in a-z, 0-9 and -, and ends in .svg, .webp, .png or .jpg.")
        return [(1, wanted, {})]
    found: list[Finding] = []
    if len(data) > MAX_BYTES:
        size = {"size": -(-len(data) // 1000)}
        found.append((1, N_("The picture has %(size)s kB; at most 40 kB are allowed."), size))
    kind = match[1]
    if kind == "svg":
        return found + _check_drawing(data)
    is_webp = kind != "webp" or data[8:12] == b"WEBP"
    if not data.startswith(_STARTS[kind]) or not is_webp:
        found.append((1, N_("The picture is not what its name says."), {}))
    return found


class _Refused(Exception):  # noqa: N818 - ends the parser, nobody sees it
    """The drawing declares a document type, by which a small file can grow without end."""


def _check_drawing(data: bytes) -> list[Finding]:
    drawing = _Drawing()
    try:
        drawing.parser.Parse(data, True)
    except _Refused:
        pass
    except (expat.ExpatError, ValueError):
        drawing.note(N_("The drawing is not well-formed XML."))
    return drawing.found


class _Drawing:
    """Goes through a drawing once and notes what is more than drawing."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self._at_root = True
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ProcessingInstructionHandler = self._refuse

    def note(self, template: str, **values: object) -> None:
        self.found.append((self.parser.CurrentLineNumber, template, values))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        if self._at_root:
            self._at_root = False
            self._check_root(namespace, element, attributes)
        if namespace != _SVG or element not in _ELEMENTS:
            self.note(N_("The element %(name)s is not allowed in a drawing."), name=element)
        for key, value in attributes.items():
            if not _is_harmless(key.rpartition(" ")[2], value):
                self.note(N_("The attribute %(name)s is not allowed in a drawing."), name=key)

    def _check_root(self, namespace: str, element: str, attributes: dict[str, str]) -> None:
        if element != "svg" or namespace != _SVG:
            self.note(N_('A drawing begins with <svg xmlns="http://www.w3.org/2000/svg">.'))
        elif not {"viewBox", "width", "height"} <= set(attributes):
            self.note(N_("A drawing needs viewBox, width and height; the page jumps without."))

    def _refuse(self, *_: object) -> None:
        self.note(N_("A drawing must not have a DOCTYPE, an ENTITY or a stylesheet."))
        raise _Refused


def _is_harmless(name: str, value: str) -> bool:
    if name.lower().startswith("on") or name == "style":
        return False
    if name in ("href", "src"):
        return value.startswith("#")
    return name in _ANY_TEXT or not _ELSEWHERE.search(value)

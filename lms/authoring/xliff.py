"""Reads and writes XLIFF 1.2, the format of translators' tools, without knowing what a course is.

No document type declaration is taken, so there are no entities to expand and none to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.parsers import expat

from lms.words import N_

MAX_BYTES = 20_000_000
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

_DEEPEST = 40
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOO_LONG = N_("The file is larger than 20 MB.")
_BROKEN = N_("This is not readable as XML from here on: %(reason)s.")
_REFUSED = N_("A document type or an entity is declared; take the declaration out.")
_STRANGE = N_("This is no XLIFF 1.2: it begins with <%(name)s>.")
_TOO_DEEP = N_("Elements stand inside each other too deep to be meant.")
_NAMELESS = N_("A text has no id.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in two languages.

    original  names the file that it is from, key the text in it
    source, target  as people read them; target is "" where there is none yet
    state     of the translation, a word of XLIFF such as needs-translation; "" for none
    notes     for people
    line      of the XLIFF file, from 1; 0 for one that was not read
    """

    original: str
    key: str
    source: str
    target: str
    state: str = ""
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


class UnreadableError(ValueError):
    """A file that cannot be read on: the line, and a sentence to translate with its values."""

    def __init__(self, line: int, template: str, **values: object) -> None:
        super().__init__(template % values)
        self.line = line
        self.template = template
        self.values = values


def write_xliff(entries: Iterable[Entry], source: str, target: str) -> bytes:
    """An XLIFF file with all entries, those of one original behind each other.

    source, target  the languages
    """
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    bodies: dict[str, ET.Element] = {}
    for entry in entries:
        if entry.original not in bodies:
            about = {
                "original": entry.original,
                "source-language": source,
                "target-language": target,
                "datatype": "plaintext",
            }
            bodies[entry.original] = ET.SubElement(ET.SubElement(root, "file", about), "body")
        _add(bodies[entry.original], entry)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def writable(text: str) -> str:
    """The text with a question mark in a diamond for each sign that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def read_xliff(content: bytes) -> tuple[str, list[Entry]]:
    """The language translated into, "" when none is named, and all entries in order.

    raises  UnreadableError where the file stops being well formed, is not in the encoding that
            it names, declares a document type or is no XLIFF 1.2
    """
    if len(content) > MAX_BYTES:
        raise UnreadableError(1, _TOO_LONG)
    builder = _Builder()
    builder.read(content)
    return builder.language, builder.entries


def _add(body: ET.Element, entry: Entry) -> None:
    unit = ET.SubElement(body, "trans-unit", {"id": entry.key, "xml:space": "preserve"})
    ET.SubElement(unit, "source").text = writable(entry.source)
    state = {"state": entry.state} if entry.state else {}
    ET.SubElement(unit, "target", state).text = writable(entry.target) or None
    for note in entry.notes:
        ET.SubElement(unit, "note").text = writable(note)


class _Builder:
    """Takes expat's events; keeps the entry that is open."""

    def __init__(self) -> None:
        self.language = ""
        self.entries: list[Entry] = []
        self._path: list[str] = []
        self._original = ""
        self._unit: dict[str, str] | None = None
        self._line = 0
        self._texts: dict[str, list[str]] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise UnreadableError(error.lineno, _BROKEN, reason=reason) from None
        except UnreadableError:
            raise
        except (ValueError, LookupError) as error:  # an encoding that Python has no table for
            raise UnreadableError(1, _BROKEN, reason=error) from None

    def _refuse(self, *_: object) -> None:
        raise UnreadableError(self._parser.CurrentLineNumber, _REFUSED)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise UnreadableError(self._parser.CurrentLineNumber, _TOO_DEEP)
        if len(self._path) == 1:
            self._begin(name, attributes)
        elif name == "file":
            self._original = attributes.get("original", "")
            self.language = attributes.get("target-language", self.language)
        elif name == "trans-unit":
            self._line = self._parser.CurrentLineNumber
            if not attributes.get("id"):
                raise UnreadableError(self._line, _NAMELESS)
            self._unit = {"key": attributes["id"]}
            self._texts = {"source": [], "target": [], "note": []}
        elif name == "target" and self._unit is not None and self._holder() == "target":
            self._unit["state"] = attributes.get("state", "")
        elif name == "note" and self._holder() == "note":
            self._texts["note"].append("")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name != "xliff" or not attributes.get("version", "").startswith("1."):
            raise UnreadableError(self._parser.CurrentLineNumber, _STRANGE, name=name[:50])

    def _end(self, name: str) -> None:
        self._path.pop()
        if name.rpartition(":")[2] == "trans-unit" and self._unit is not None:
            self.entries.append(self._entry(self._unit))
            self._unit = None

    def _entry(self, unit: dict[str, str]) -> Entry:
        source, target = ("".join(self._texts[one]) for one in ("source", "target"))
        notes: Sequence[str] = self._texts["note"]
        state = unit.get("state", "")
        return Entry(
            self._original, unit["key"], source, target, state, tuple(notes), line=self._line
        )

    def _characters(self, text: str) -> None:
        holder = self._holder()
        if holder == "note":
            self._texts["note"][-1] += text
        elif holder:
            self._texts[holder].append(text)

    def _holder(self) -> str:
        """The part of the entry that is being read; "" in others, such as older translations."""
        if self._unit is None or "trans-unit" not in self._path:
            return ""
        inside = self._path[self._path.index("trans-unit") + 1 :]
        return inside[0] if inside and inside[0] in self._texts else ""

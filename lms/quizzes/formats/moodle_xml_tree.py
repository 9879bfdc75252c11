"""XML below what a question means: one question's elements at a time, within bounds, and back.

No document type declaration is taken, so there are no entities to expand and none to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from lms.quizzes.questions import Fault
from lms.words import N_

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
_DEEPEST = 40
_MOST_ELEMENTS = 20_000
_SPACE = " \t\r\n"
_BROKEN = N_("This is not readable as XML from here on: %(reason)s.")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_QUOTES = _ESCAPE | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


@dataclass(slots=True)
class Node:
    """An element: its attributes, its own text without space around it, the elements inside."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    line: int = 0

    def all(self, name: str) -> list[Node]:
        """The elements of this name directly inside, in their order."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Node | None:
        """The first element of this name directly inside."""
        return next((child for child in self.children if child.name == name), None)

    def value(self, name: str, default: str = "") -> str:
        """The text of the first element of this name, or of the <text> in it."""
        found = self.first(name)
        if found is None:
            return default
        return (found.first("text") or found).text


class UnreadableError(Exception):
    """A document that cannot be read on, with the line and why."""

    def __init__(self, line: int, message: str, **values: object) -> None:
        super().__init__(message)
        self.fault = Fault(line, message, values)


def question_nodes(content: bytes) -> Iterator[Node]:
    """Each <question> of a document as soon as it is complete.

    Raises UnreadableError where the document stops being well formed, goes beyond the bounds,
    declares a document type or turns out to be something else.
    """
    builder = _Builder()
    for start in range(0, len(content), _CHUNK):
        builder.feed(content[start : start + _CHUNK])
        yield from builder.taken()
    builder.feed(b"", last=True)
    yield from builder.taken()


def node_of(source: str) -> Node | None:
    """The single element that a text is the XML of; None when it is no such text."""
    builder = _Builder(root=None)
    try:
        builder.feed(source.encode("utf-8", "surrogatepass"), last=True)
    except UnreadableError:
        return None
    return next(iter(builder.taken()), None)


class _Builder:
    """Takes expat's events; keeps only the question that is open and those not yet taken."""

    def __init__(self, root: str | None = "quiz") -> None:
        self._root = root
        self._open: list[tuple[Node, list[str]]] = []
        self._depth = 0
        self._elements = 0
        self._fed = 0
        self._done: list[Node] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read on; raises UnreadableError."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise UnreadableError(error.lineno, _BROKEN, reason=reason) from None
        except (ValueError, LookupError) as error:  # an encoding that Python has no table for
            raise UnreadableError(1, _BROKEN, reason=error) from None
        self._fed += len(chunk)
        if self._fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG and not last:
            self._fail(N_("A single tag or comment is too long to be meant."))

    def taken(self) -> list[Node]:
        """The questions that became complete since the last time."""
        done, self._done = self._done, []
        return done

    def _fail(self, message: str, **values: object) -> None:
        raise UnreadableError(self._parser.CurrentLineNumber, message, **values)

    def _refuse(self, *_: object) -> None:
        self._fail(N_("A document type or an entity is declared; take the declaration out."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(N_("Elements stand inside each other too deep to be meant."))
        if not self._open and not self._begins(name):
            return
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            self._fail(N_("A question has too many elements to be meant."))
        node = Node(name, "", attributes, [], self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1][0].children.append(node)
        self._open.append((node, []))

    def _begins(self, name: str) -> bool:
        """Whether a question begins here; what stands beside the questions is read over."""
        if self._root is None or (name == "question" and self._depth <= 2):
            return True
        if self._depth == 1 and name != self._root:
            self._fail(N_("This is no Moodle XML: it begins with <%(name)s>."), name=name[:50])
        return False

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        node, pieces = self._open.pop()
        node.text = "".join(pieces).strip(_SPACE)
        if not self._open:
            self._elements = 0
            self._done.append(node)

    def _characters(self, characters: str) -> None:
        if self._open:
            self._open[-1][1].append(characters)


def is_name(text: str) -> bool:
    """Whether a text can be the name of an element."""
    return _NAME.fullmatch(text) is not None


def is_writable(text: str) -> bool:
    """Whether XML 1.0 can hold every sign of a text; most control signs it cannot."""
    return _UNWRITABLE.search(text) is None


def render(node: Node, indent: int = 0) -> str:
    """The element as XML, indented, with a line break behind it.

    >>> print(render(Node("a", children=[Node("text", "1 < 2", {"format": "html"})])), end="")
    <a>
      <text format="html">1 &lt; 2</text>
    </a>
    """
    space = "  " * indent
    attributes = "".join(
        f' {name}="{value.translate(_IN_QUOTES)}"' for name, value in node.attributes.items()
    )
    text = node.text.translate(_ESCAPE)
    if not node.children:
        return f"{space}<{node.name}{attributes}>{text}</{node.name}>\n"
    inside = "".join(render(child, indent + 1) for child in node.children)
    return f"{space}<{node.name}{attributes}>{text}\n{inside}{space}</{node.name}>\n"

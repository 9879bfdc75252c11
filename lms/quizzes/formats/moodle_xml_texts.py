"""The texts of one question in Moodle XML: their formats, and the files that stand in them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from urllib.parse import quote

from lms.quizzes.formats.moodle_xml_tree import Node
from lms.quizzes.questions import EmbeddedFile, Format, Question
from lms.words import N_

FORMAT_NAMES: dict[Format, str] = {
    "html": "html",
    "moodle": "moodle_auto_format",
    "plain": "plain_text",
    "markdown": "markdown",
}
_FORMATS = {name: format_ for format_, name in FORMAT_NAMES.items()}
_UNFIT_PART = re.compile(r"\.{0,2}|.*[\x00-\x1f\x7f\\].*", re.DOTALL)
_LONGEST_NAME = 255


class LeftOutError(Exception):
    """A question that cannot be taken over, with the sentence that says why.

    The sentence names the question as %(id)s, which the reader fills in.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Texts:
    """Takes the texts of one question and remembers their formats and files on the way."""

    def __init__(self, question: Node) -> None:
        asked = question.first("questiontext")
        self.format: Format = _format(asked, "html")
        self.formats: list[tuple[str, Format]] = []
        self._files: dict[str, bytes] = {}

    @property
    def files(self) -> tuple[EmbeddedFile, ...]:
        """The files of all texts taken so far."""
        return tuple(EmbeddedFile(name, content) for name, content in self._files.items())

    def take(self, node: Node | None, path: str) -> str:
        """The text of an element; empty when there is none. Raises LeftOutError."""
        if node is None:
            return ""
        text = text_of(node)
        for file in node.all("file"):
            text = self._file(file, text)
        format_ = _format(node, self.format)
        if text and format_ != self.format:
            self.formats.append((path, format_))
        return text

    def keep_file(self, name: str, encoded: str) -> str:
        """Remember a file under its name, or one like it when another file is called so."""
        if len(name) > _LONGEST_NAME or any(map(_UNFIT_PART.fullmatch, name.split("/"))):
            raise LeftOutError(N_("%(id)s: the name of the file %(file)s is unfit."), file=name)
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            raise LeftOutError(N_("%(id)s: the file %(file)s is no base64."), file=name) from None
        place, free = 1, name
        while self._files.get(free, content) != content:
            place += 1
            free = f"{place}-{name}"
        self._files[free] = content
        return free

    def _file(self, node: Node, text: str) -> str:
        """The text in which the file is called as it is kept."""
        if node.attributes.get("encoding", "base64") != "base64":
            name = node.attributes.get("name", "")
            raise LeftOutError(N_("%(id)s: the file %(file)s is no base64."), file=name)
        folder = node.attributes.get("path", "/").strip("/")
        name = f"{folder}/{node.attributes.get('name', '')}".lstrip("/")
        kept = self.keep_file(name, node.text)
        if kept != name:
            for one in references(name):
                text = text.replace(one, references(kept)[0])
        return text


def text_of(node: Node) -> str:
    """What stands in its <text>, or in itself when it has none. Raises LeftOutError."""
    found = node.first("text") or node
    if found.name == "text" and found.children:
        raise LeftOutError(
            N_("%(id)s: there are tags in a text; write &lt; for the sign that opens one.")
        )
    return found.text


def _format(node: Node | None, default: Format) -> Format:
    """As Moodle: an unknown name is HTML."""
    name = "" if node is None else node.attributes.get("format", "").strip()
    if name == "wiki_like":
        raise LeftOutError(N_("%(id)s: its texts are in Moodle's old wiki format."))
    return _FORMATS.get(name, "html") if name else default


def references(name: str) -> tuple[str, str]:
    """How a text names a file: in an address, and as some people write it."""
    return f"@@PLUGINFILE@@/{quote(name)}", f"@@PLUGINFILE@@/{name}"


def text_node(question: Question, name: str, text: str, path: str) -> Node:
    """An element with a text, its format, and the files it names.

    The text of the question also holds the files that no other text names.
    """
    format_ = question.format if path == "text" else question.format_of(path)
    node = Node(name, attributes={"format": FORMAT_NAMES[format_]})
    node.children.append(Node("text", text))
    named = [file for file in question.files if _names(text, file)]
    if path == "text":
        others = _other_texts(question)
        named = [
            file
            for file in question.files
            if file in named or not any(_names(one, file) for one in others)
        ]
    node.children += map(_file_node, named)
    return node


def _names(text: str, file: EmbeddedFile) -> bool:
    return any(one in text for one in references(file.name))


def _other_texts(question: Question) -> Iterable[str]:
    """The texts beside the question's own that this writer gives their own files."""
    yield question.feedback
    yield from (question.right_feedback, question.partial_feedback, question.wrong_feedback)
    for choice in question.choices:
        yield from (choice.text, choice.feedback)
    yield from (one.feedback for one in question.accepted)
    yield from (one.feedback for one in question.numbers)
    yield from (pair.left for pair in question.pairs)
    yield from (item.text for item in question.items)


def _file_node(file: EmbeddedFile) -> Node:
    folder, _, name = file.name.rpartition("/")
    path = f"/{folder}/" if folder else "/"
    attributes = {"name": name, "path": path, "encoding": "base64"}
    return Node("file", base64.b64encode(file.content).decode("ascii"), attributes)

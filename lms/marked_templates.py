"""Which sentences a template marks for translation, and words in it that nobody can translate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

from lms.marked_python import FORMATTED, IN_PIECES, NOTE, Id, Mark, Slip

MARKS = {"_": 1, "gettext": 1, "ngettext": 2}
BARE = "words stand outside a mark: %s"

# In a page these are no words: comments, marked sentences, the class of a layout (block "shape"),
# tags of Jinja and what they print.
_NOT_WORDS = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?\bendtrans\s*-?%\}|\{% block shape %\}.*?\{% endblock %\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|&\w+;",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r"""\b(?:alt|aria-label|title|placeholder)\s*=\s*"([^"]*)\"""")
_WORD = re.compile(r"[^\W\d_][\w'’-]*(?:[ ,]+[\w'’-]+)*")


def _environment() -> Environment:
    """Reads templates as the application does (lms/app.py), so that sentences come out the same."""
    made = Environment(  # noqa: S701 - templates are read here, never rendered
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    return made


_JINJA = _environment()


def marks(text: str) -> list[Mark]:
    """The sentences that a template marks, in their order; raises TemplateSyntaxError.

    >>> [mark.id for mark in marks("{% trans n=count %}{{ n }} left.{% endtrans %}")]
    ['%(n)s left.']
    """
    notes = _notes(text)
    found = []
    for call, count in _calls(text):
        words = [a.value for a in call.args[:count] if isinstance(a, nodes.Const)]
        if len(words) == count and all(isinstance(word, str) for word in words):
            id_: Id = words[0] if count == 1 else (words[0], words[1])
            found.append(Mark(call.lineno, id_, notes.get(call.lineno, "")))
    return found


def slips(text: str) -> list[Slip]:
    """Sentences in pieces, values put in outside the mark, and words with no mark at all."""
    found = [
        Slip(call.lineno, why)
        for call, count in _calls(text)
        for argument in call.args[:count]
        if (why := _inside(argument))
    ]
    for node in _JINJA.parse(text).find_all((nodes.Concat, nodes.Add, nodes.Mod, nodes.Filter)):
        if why := _around(node):
            found.append(Slip(node.lineno, why))
    found += [Slip(line, BARE % words) for line, words in _bare_words(text)]
    return sorted(found, key=lambda slip: slip.line)


def _calls(text: str) -> Iterator[tuple[nodes.Call, int]]:
    for call in _JINJA.parse(text).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            yield call, MARKS[call.node.name]


def _inside(argument: nodes.Node) -> str:
    if isinstance(argument, nodes.Concat | nodes.Add):
        return IN_PIECES
    is_format = isinstance(argument, nodes.Filter) and argument.name == "format"
    return FORMATTED if is_format or isinstance(argument, nodes.Mod) else ""


def _around(node: nodes.Node) -> str:
    if isinstance(node, nodes.Concat):
        return IN_PIECES if any(_marks_words(one) for one in node.nodes) else ""
    if isinstance(node, nodes.Add):
        return IN_PIECES if _marks_words(node.left) or _marks_words(node.right) else ""
    if isinstance(node, nodes.Mod):
        return FORMATTED if _marks_words(node.left) else ""
    assert isinstance(node, nodes.Filter)
    return FORMATTED if node.name == "format" and _marks_words(node.node) else ""


def _marks_words(node: nodes.Node | None) -> bool:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name in MARKS
        and any(isinstance(argument, nodes.Const) for argument in node.args)
    )


def _bare_words(text: str) -> Iterator[tuple[int, str]]:
    page = _NOT_WORDS.sub(_blank, text)
    for spoken in _SPOKEN.finditer(page):
        if word := _WORD.search(spoken[1]):
            yield _line(page, spoken.start()), word[0]
    printed = _TAG.sub(_blank, page)
    for word in _WORD.finditer(printed):
        yield _line(printed, word.start()), word[0]


def _blank(match: re.Match[str]) -> str:
    # A sign that is no letter: what stands on both sides of a tag is not one word.
    return "\n" * match[0].count("\n") or "\x00"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _notes(text: str) -> dict[int, str]:
    """What stands in {# NOTE ... #}, by its last line and the line below it."""
    found: dict[int, str] = {}
    for line, kind, value in _JINJA.lex(text):
        said = " ".join(value.split())
        if kind == "comment" and said.startswith(NOTE):
            last = line + value.count("\n")
            found |= {last: said, last + 1: said}
    return found

"""Which sentences a Python file marks for translation, and marks no translator could work with."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

# Which arguments are sentences: one, or the singular and the plural.
MARKS: dict[str, tuple[int, ...]] = {
    "_": (0,),
    "N_": (0,),
    "_l": (0,),
    "gettext": (0,),
    "lazy_gettext": (0,),
    "ngettext": (0, 1),
    "lazy_ngettext": (0, 1),
    "translate": (1,),
    "translate_count": (1, 2),
}
# What these are given is read by people, so a sentence in them is marked.
SAID_TO_PEOPLE = frozenset({"Refusal", "NotFound", "ValidationError", "StopValidation", "flash"})
NOTE = "NOTE"

Id = str | tuple[str, str]


@dataclass(frozen=True)
class Mark:
    """A sentence in its place; note is what its translator should know, "" for nothing."""

    line: int
    id: Id
    note: str = ""


@dataclass(frozen=True)
class Slip:
    """Something in a file that keeps a sentence from being translated well."""

    line: int
    sentence: str


IN_PIECES = "a sentence is put together from pieces; mark it whole, with named values"
F_STRING = "an f-string cannot be translated; give named values instead"
FORMATTED = "values are put in before or outside the translation; give them to it by name"
UNMARKED = "a sentence for people is not marked for translation"


def marks(text: str) -> list[Mark]:
    """The sentences that a file marks, in their order; raises SyntaxError.

    >>> marks('print(_("One"), ngettext("%(num)s hour", "%(num)s hours", n))')[1].id
    ('%(num)s hour', '%(num)s hours')
    """
    tree = ast.parse(text)
    notes = _notes(text)
    found = []
    for call, name in _calls(tree):
        words = [_constant(call, at) for at in MARKS[name]]
        if words and all(words):
            id_: Id = str(words[0]) if len(words) == 1 else (str(words[0]), str(words[1]))
            found.append(Mark(call.lineno, id_, notes.get(call.lineno, "")))
    return found


def slips(text: str) -> list[Slip]:
    """Marks that lead nowhere: pieces, f-strings, values put in too early; raises SyntaxError.

    >>> [slip.sentence == IN_PIECES for slip in slips('_("Dear " + name)')]
    [True]
    """
    tree = ast.parse(text)
    found = [
        Slip(argument.lineno, why)
        for call, name in _calls(tree)
        for argument in (_argument(call, at) for at in MARKS[name])
        if argument is not None and (why := _inside(argument))
    ]
    for node in ast.walk(tree):
        if (why := _around(node)) or (why := _unmarked(node)):
            found.append(Slip(getattr(node, "lineno", 1), why))
    return sorted(found, key=lambda slip: slip.line)


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            yield call, call.func.id


def _argument(call: ast.Call, at: int) -> ast.expr | None:
    return call.args[at] if at < len(call.args) else None


def _constant(call: ast.Call, at: int) -> str | None:
    argument = _argument(call, at)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def _inside(argument: ast.expr) -> str:
    if isinstance(argument, ast.JoinedStr):
        return F_STRING
    if isinstance(argument, ast.BinOp):
        return FORMATTED if isinstance(argument.op, ast.Mod) else IN_PIECES
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return {"format": FORMATTED, "join": IN_PIECES}.get(argument.func.attr, "")
    return ""


def _around(node: ast.AST) -> str:
    """Why the answer of a mark on a sentence is misused here, "" when it is not."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _marks_words(node.left):
        return FORMATTED
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return IN_PIECES if _marks_words(node.left) or _marks_words(node.right) else ""
    if isinstance(node, ast.Attribute) and node.attr == "format" and _marks_words(node.value):
        return FORMATTED
    if isinstance(node, ast.FormattedValue) and _marks_words(node.value):
        return IN_PIECES
    return ""


def _marks_words(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    places = MARKS.get(node.func.id, ())
    if any(_constant(node, at) for at in places):
        return True
    return any(_marks_words(one) for at in places if (one := _argument(node, at)))


def _unmarked(node: ast.AST) -> str:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return ""
    words = _constant(node, 0) if node.func.id in SAID_TO_PEOPLE else None
    return UNMARKED if words and " " in words.strip() else ""


def _notes(text: str) -> dict[int, str]:
    """What stands in `# NOTE` comments, by the line below them."""
    found: dict[int, str] = {}
    comments = {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and token.line.lstrip().startswith("#")
    }
    for line, comment in comments.items():
        if comment.startswith(NOTE):
            said = [comment]
            while (line := line + 1) in comments:
                said.append(comments[line])
            found[line] = " ".join(said)
    return found

"""The texts of a course file that are translated one by one, and the file with some exchanged."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import yaml

from lms.authoring.source_lines import Place
from lms.words import N_


class UnitKind(StrEnum):
    """What a text is in its file."""

    TITLE = "title"
    SUMMARY = "summary"
    OUTCOME = "outcome"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "list item"
    CELL = "table cell"
    QUOTE = "quote"
    TERM = "word defined"
    DEFINITION = "definition"
    NOTE = "footnote"
    CODE = "code"
    BOX_TITLE = "box title"
    QUESTION = "question"
    OPTION = "option"
    FEEDBACK = "feedback"
    LEFT = "left side"
    RIGHT = "right side"
    ORDERED = "item to order"
    ACCEPTED = "accepted answer"
    REASON = "reason"
    CRITERION = "criterion"
    UNIT = "unit of a number"
    WORD = "glossary word"
    MEANING = "meaning"
    TEXT = "text"


class Form(StrEnum):
    """How a text is written in its file."""

    MARKDOWN = "markdown"
    GIFT = "gift"
    GIFT_NOTE = "note in gift"
    TOML = "toml"
    YAML = "yaml"


@dataclass(frozen=True, slots=True)
class TextUnit:
    """One text to translate.

    key     names it in its file, and its twin in the file of another language: "b12" the text of
            block 12, "b4.3" the third of block 4, "b4.title" the title of a box, "note-1.1",
            "m01-a/choices.b.feedback", "title", "outcomes/2", "budget/meaning"
    text    as the file writes it in Markdown or GIFT; in TOML and YAML without quotes and escapes
    line    of the file, from 1
    places  where each line of the text stands in the file
    block   the number of its block in a lesson, as in the address #b-12; 0 elsewhere
    """

    key: str
    kind: UnitKind
    text: str
    line: int
    form: Form = Form.MARKDOWN
    places: tuple[Place, ...] = field(default=(), repr=False)
    block: int = 0

    @property
    def group(self) -> str:
        """What its key belongs to, such as a question; "" for running text."""
        return self.key.rpartition("/")[0]


Reader = Callable[[str], tuple[TextUnit, ...]]  # the text of a file -> its units in order


@dataclass(frozen=True, slots=True)
class UnitFault:
    """Why a text cannot stand at this key: a sentence to translate, and its values."""

    key: str
    line: int
    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template % self.values


class UnfitError(ValueError):
    """Texts that a file cannot take; the file stays as it was."""

    def __init__(self, faults: Sequence[UnitFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


# What no file and no database keeps, and XML neither.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_A_MARK = re.compile(r"[^>\t]")

_UNKNOWN = N_("There is no such text in the file: %(key)s.")
_EMPTY = N_("The text is empty.")
_SIGNS = N_("The text has signs that no file can hold.")
_IN_A_QUESTION = N_(
    "This text would change the question. Write \\ in front of : # = { } ~ and leave no empty line."
)
_BREAKS = {
    Form.MARKDOWN: N_(
        "This text would change the blocks of the file. Write it as one block, without empty "
        "lines and without the signs of a heading, list or box, and keep its footnotes."
    ),
    Form.GIFT: _IN_A_QUESTION,
    Form.GIFT_NOTE: _IN_A_QUESTION,
    Form.TOML: N_("This text cannot be written into the file."),
    Form.YAML: N_("This text cannot be written into the file."),
}


def rebuild(text: str, changes: Mapping[str, str], read: Reader) -> str:
    """The file with these texts in place of those at their keys; all else stays as it is.

    Texts are written in NFC, without space around them. `read` gives each of them back at its
    key, and all others as they were.

    raises  UnfitError for a key that the file lacks and for a text that would change more than
            itself; all such texts are named
    """
    units = read(text)
    known = {unit.key: unit for unit in units}
    faults = [UnitFault(key, 1, _UNKNOWN, {"key": key}) for key in changes if key not in known]
    wanted = {
        key: fitted(known[key], new)
        for key, new in changes.items()
        if key in known and new != known[key].text
    }
    faults += [_fault(known[key], _EMPTY) for key, new in wanted.items() if not new]
    faults += [_fault(known[key], _SIGNS) for key, new in wanted.items() if _UNFIT.search(new)]
    if faults:
        raise UnfitError(faults)
    broken = _culprits(text, units, wanted, read) if wanted else []
    if broken:
        raise UnfitError([_fault(known[key], _BREAKS[known[key].form]) for key in broken])
    return _exchanged(text, units, wanted)


def fitted(unit: TextUnit, text: str) -> str:
    """A text in the form in which this unit is kept: NFC, LF, without space around it."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if unit.kind is UnitKind.CODE:
        return text.strip("\n")
    if unit.form is Form.MARKDOWN:
        text = "\n".join(line.lstrip() for line in text.split("\n"))
    return text.strip()


def in_order(units: Iterable[TextUnit]) -> tuple[TextUnit, ...]:
    """Units by their places in the file, each with a key of its own."""
    seen: Counter[str] = Counter()
    found = []
    for unit in sorted(units, key=lambda unit: unit.places):
        seen[unit.key] += 1
        again = seen[unit.key]
        found.append(unit if again == 1 else replace(unit, key=f"{unit.key}~{again}"))
    return tuple(found)


def text_at(text: str, places: Iterable[Place]) -> str:
    """What stands at these places of a file, a line for each."""
    return "\n".join(text[start:end] for start, end in places)


def _exchanged(text: str, units: Sequence[TextUnit], wanted: Mapping[str, str]) -> str:
    edits = [
        edit
        for unit in units
        if unit.key in wanted
        for edit in _edits(text, unit, wanted[unit.key])
    ]
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _edits(text: str, unit: TextUnit, new: str) -> Iterator[tuple[int, int, str]]:
    """What to write over which part of the file; what stands in front of its lines is kept."""
    if unit.form in (Form.TOML, Form.YAML):
        write = _yaml if unit.form is Form.YAML else _quoted
        yield *unit.places[0], write(new)
        return
    lines = new.split("\n")
    last = len(unit.places) - 1
    for at, (start, end) in enumerate(unit.places):
        if at >= len(lines):  # the line goes, with the line end in front of it
            yield unit.places[at - 1][1], end, ""
        elif at == last:
            yield start, end, ("\n" + _margin(text, unit)).join(lines[at:])
        else:
            yield start, end, lines[at]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _margin(text: str, unit: TextUnit) -> str:
    """What stands in front of a line that goes on with the one in which the unit begins."""
    if unit.form is not Form.MARKDOWN:
        return ""
    start = unit.places[0][0]
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return _NOT_A_MARK.sub(" ", text[begin:start])


def _yaml(text: str) -> str:
    """A value of the front matter: in quotes where it would be read as something else."""
    try:
        is_plain = yaml.safe_load(f"title: {text}\n") == {"title": text}
    except (yaml.YAMLError, ValueError):
        is_plain = False
    return text if is_plain and "\n" not in text else json.dumps(text, ensure_ascii=False)


def _is_read_back(
    units: Sequence[TextUnit], wanted: Mapping[str, str], read: Reader, built: str
) -> bool:
    try:
        now = [(unit.key, unit.kind, unit.text) for unit in read(built)]
    except ValueError:
        return False
    return now == [(unit.key, unit.kind, wanted.get(unit.key, unit.text)) for unit in units]


def _culprits(
    text: str, units: Sequence[TextUnit], wanted: Mapping[str, str], read: Reader
) -> list[str]:
    """The keys of those that the file cannot take; all, when it is only together.

    Halves are tried, for to read a file three hundred times takes seconds.
    """
    if _is_read_back(units, wanted, read, _exchanged(text, units, wanted)):
        return []
    keys = list(wanted)
    if len(keys) == 1:
        return keys
    middle = len(keys) // 2
    found = []
    for half in (keys[:middle], keys[middle:]):
        found += _culprits(text, units, {key: wanted[key] for key in half}, read)
    return found or keys


def _fault(unit: TextUnit, template: str) -> UnitFault:
    return UnitFault(unit.key, unit.line, template)

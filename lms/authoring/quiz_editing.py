"""Where each question stands in a GIFT file; puts another in its place and leaves the rest alone.

Pure. A file is cut at its empty lines, as the reader does it (quizzes.formats.gift_text.blocks).
What the reader says of the other questions must be the same afterwards, else nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_notes import KEYS
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Fault, Question
from lms.words import N_

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NOTED = re.compile(rf"\[(?:{'|'.join(KEYS)}):")
_SPREADS = N_(
    "With this text the file would be read otherwise in another place. Leave no empty line inside "
    "a question, and begin no line with $CATEGORY."
)
_ONE = N_("Write one question here; a case together with its questions.")


@dataclass(frozen=True)
class Block:
    """The lines between two empty lines of a file.

    start, end  places in the text; the end is behind the last line's break
    line        the number that the reader has for its question; 0: it holds comments only
    """

    start: int
    end: int
    line: int


class UnfitError(ValueError):
    """A question that cannot be put into the file, with the faults that say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = tuple(faults)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a file in order."""
    found: list[Block] = []
    start, line = -1, 0
    number = at = 0
    for number, (at, end, bare) in enumerate(_lines(text), 1):
        if not bare:
            if start >= 0:
                found.append(Block(start, at, line))
            start, line = -1, 0
            continue
        start = at if start < 0 else start
        is_note = bare.startswith("//") or (not line and bare.startswith("$CATEGORY:"))
        line = line or (0 if is_note else number)
        at = end
    return [*found, Block(start, len(text), line)] if start >= 0 else found


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, bare line) of each line."""
    at = 0
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None
        bare = match[0].removeprefix("\ufeff") if at == 0 else match[0]
        yield at, match.end(), bare.strip()
        at = match.end()


def written(text: str, question: Question) -> str:
    """The lines of a question as the file has them, with LF; a case with its questions."""
    parts = [text[one.start : one.end].strip("\r\n\ufeff") for one in _own(text, question)]
    return "\n\n".join(parts).replace("\r\n", "\n").replace("\r", "\n") + "\n"


def _own(text: str, question: Question) -> list[Block]:
    lines = {question.line, *(part.line for part in question.parts)}
    return [block for block in blocks_of(text) if block.line in lines]


def put(text: str, old: Question | None, new: Question) -> str:
    """The file with this question in place of another one; None: behind all others.

    Comments in front of the old one that are no notes stay. Raises UnfitError when GIFT cannot
    hold the question, or when another one would be read otherwise.
    """
    try:
        made = write_gift([replace(new, category="")])
    except ValueError:
        fault = Fault(new.line, N_("%(id)s cannot be written as GIFT like this."), {"id": new.id})
        raise UnfitError([fault]) from None
    return _placed(text, old, made, keeps=True)


def put_typed(text: str, old: Question | None, typed: str) -> tuple[str, Question]:
    """The file with a question as it was typed as GIFT, and what the reader makes of it.

    Lines of the faults are those of what was typed. Raises UnfitError, as `put` does.
    """
    typed = typed.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    questions, faults = read_gift(typed)
    if faults:
        raise UnfitError(faults)
    if len(questions) != 1:
        raise UnfitError([Fault(1, _ONE)])
    question = replace(questions[0], category=old.category if old else "")
    return _placed(text, old, typed, keeps=False), question


def take_out(text: str, question: Question) -> str:
    """The file without a question; a case goes with its questions."""
    whole = text
    for block in reversed(_own(text, question)):
        kept = _kept(text[block.start : block.end], comments=False)
        behind = "" if kept else _break_at(text, block.end)
        text = text[: block.start] + kept + text[block.end + len(behind) :]
    _check_others(whole, text, question.id, ())
    return text


def _placed(text: str, old: Question | None, made: str, *, keeps: bool) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    made = made.replace("\n", end)
    ids = [one.id for one in read_gift(made)[0]]
    own = _own(text, old) if old else []
    if not own:
        gap = end if text.strip("\ufeff \t\r\n") else ""
        placed = text + ("" if not gap or text.endswith(("\n", "\r")) else end) + gap + made
        _check_others(text, placed, "", ids)
        return placed
    placed = text
    for block in reversed(own[1:]):
        behind = _break_at(placed, block.end)
        placed = placed[: block.start] + placed[block.end + len(behind) :]
    first = own[0]
    before = text[first.start : first.end]
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    kept = _kept(before.removeprefix("\ufeff"), comments=True) if keeps else ""
    if not before.endswith(("\n", "\r")) and first.end == len(text):
        made = made.removesuffix(end)  # the file ended without a line break; so it stays
    placed = placed[: first.start] + mark + kept + made + placed[first.end :]
    assert old is not None
    _check_others(text, placed, old.id, ids)
    return placed


def _kept(block: str, *, comments: bool) -> str:
    """Lines of a block that do not belong to its question: its category, comments for people."""
    found, begun = [], False
    for start, end, bare in _lines(block):
        is_comment = bare.startswith("//")
        is_category = not begun and bare.startswith("$CATEGORY:")
        if is_category or (is_comment and comments and not _NOTED.search(bare)):
            found.append(block[start:end])
        begun = begun or not (is_comment or is_category)
    return "".join(found)


def _break_at(text: str, at: int) -> str:
    """The empty line that stands there, so that taking a block out leaves no double gap."""
    match = _LINE.match(text, at)
    return match[0] if match and not match[0].strip() else ""


def _check_others(before: str, after: str, old_id: str, new_ids: Iterable[str]) -> None:
    """Raises UnfitError when any other question, or how many faults there are, would change."""
    was, is_now = read_gift(before), read_gift(after)
    gone = {old_id, *new_ids}
    others = [[one for one in found if one.id not in gone] for found in (was[0], is_now[0])]
    if others[0] != others[1] or len(is_now[1]) > len(was[1]):
        raise UnfitError([Fault(1, _SPREADS)])

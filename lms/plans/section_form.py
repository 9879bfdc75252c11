"""What the form of a section sent: words as they were typed, answers as they are kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lms.plans import typed_answers
from lms.plans.answers import AT, GONE, UNKNOWN, Values, rows
from lms.plans.template import Field, Kind, Rows, Section
from lms.plans.typed_answers import Fault
from lms.web.forms import clean
from lms.words import N_

MONTHS = range(1, 13)
_TWELVE = (Kind.SEASON, Kind.TWELVE)
TICKED = "1"
NORMAL = "2"
TOO_MANY_ROWS = N_("This table takes %(most)s rows. Take one out first.")


class Posted(Protocol):
    """The fields of a form by name, such as werkzeug's."""

    def keys(self) -> Iterable[str]: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Sent:
    """A form that came in.

    typed    name -> the words as they were typed, to be shown again
    changes  path -> answer as it is kept; "" is emptied
    wrong    path -> what is wrong with the words; such a path is not in `changes`
    """

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Fault] = field(default_factory=dict)


def read_form(posted: Posted, section: Section, *, language: str, currency: str) -> Sent:
    """All answers of a page that sends every field it shows; other rows stay as they are."""
    typed = _cleaned(posted)
    paths = [
        path
        for asked in section.parts
        for path in _paths(asked, typed)
        if path in typed or _may_be_off(section, path)
    ]
    sent = _read(typed, paths, section, language, currency)
    return replace(sent, changes=_rows_begun(section, sent.changes))


def read_part(
    posted: Posted, paths: Sequence[str], section: Section, *, language: str, currency: str
) -> Sent:
    """The answers that a script names as changed; a named one without words is emptied.

    What this template does not ask is kept as it came: the page may be an older or newer one.
    """
    typed = _cleaned(posted)
    return _read(typed, paths, section, language, currency)


def _cleaned(posted: Posted) -> dict[str, list[str]]:
    names = posted.keys()
    return {name: [clean(words) for words in posted.getlist(name)] for name in names}


def names_of(field_asked: Field | None, path: str) -> list[str]:
    """The names of the inputs in which an answer stands."""
    if field_asked is not None and field_asked.kind in _TWELVE:
        return [f"{path}/{month}" for month in MONTHS]
    return [path]


def pairs(asked: Field | None, path: str, kept: str, *, language: str) -> list[tuple[str, str]]:
    """An answer as the inputs of a form hold it: (name, text); ticks that are off are left out."""
    if asked is None:
        is_tick = path.startswith(f"{UNKNOWN}/") or path.endswith(f"/{GONE}")
        return [(path, kept)] if kept or not is_tick else []
    if asked.kind is Kind.MANY:
        return [(path, key) for key in kept.split(",") if key]
    if asked.kind is Kind.SEASON:
        return list(zip(names_of(asked, path), kept.split(","), strict=False)) if kept else []
    if asked.kind is Kind.TWELVE:
        cells = typed_answers.twelve_typed(kept, language)
        return list(zip(names_of(asked, path), cells, strict=True))
    return [(path, typed_answers.typed_again(asked, kept, language))]


def rows_posted(table: Rows, names: Iterable[str]) -> list[str]:
    """The ids of the rows of a table that a form showed, in the order of the form."""
    found = (name.split("/") for name in names if name.startswith(f"{table.key}/"))
    ids = [parts[1] for parts in found if len(parts) == 3 and parts[2] == AT and parts[1]]
    return list(dict.fromkeys(ids))


def _may_be_off(section: Section, path: str) -> bool:
    """Whether a browser sends nothing for an answer that was taken away; words always come."""
    asked = section.field_at(path)
    if asked is None:
        return not path.endswith(f"/{AT}")
    return asked.kind in (Kind.MANY, Kind.SEASON, Kind.TWELVE)


def new_row_id() -> str:
    """The id of a row that a page without script offers."""
    return str(uuid.uuid4())


def _paths(asked: Field | Rows, typed: Mapping[str, Sequence[str]]) -> list[str]:
    if isinstance(asked, Field):
        return [asked.key, f"{UNKNOWN}/{asked.key}"]
    inner = [column.key for column in asked.fields]
    return [
        asked.path(row_id, key)
        for row_id in rows_posted(asked, typed)
        for key in (*inner, AT, GONE)
    ] + [f"{UNKNOWN}/{asked.key}"]


def _read(
    typed: Mapping[str, Sequence[str]],
    paths: Sequence[str],
    section: Section,
    language: str,
    currency: str,
) -> Sent:
    changes: dict[str, str] = {}
    wrong: dict[str, Fault] = {}
    for path in paths:
        asked = section.field_at(path)
        words = _words(asked, path, typed)
        if asked is None:
            changes[path] = words
            continue
        read = typed_answers.read_answer(asked, words, language, currency)
        if isinstance(read, Fault):
            wrong[path] = read
        else:
            changes[path] = read
    return Sent(typed, changes, wrong)


def _words(asked: Field | None, path: str, typed: Mapping[str, Sequence[str]]) -> str:
    """What was typed into the inputs of one answer, as one text."""
    if asked is not None and asked.kind is Kind.MANY:
        return ",".join(typed.get(path, ()))
    cells = [(typed.get(name) or [""])[0].strip() for name in names_of(asked, path)]
    if asked is None or asked.kind not in _TWELVE:
        return cells[0]
    if not any(cells):
        return ""
    if asked.kind is Kind.SEASON:  # a month that nobody tapped is like any other
        return ",".join(cell or NORMAL for cell in cells)
    return typed_answers.BETWEEN.join(cells)


def _rows_begun(section: Section, changes: Mapping[str, str]) -> dict[str, str]:
    """Without the places of rows in which nothing was written: an empty row is no row."""
    written = {
        path.rpartition("/")[0]
        for path, value in changes.items()
        if value and section.field_at(path) is not None
    }
    return {
        path: value
        for path, value in changes.items()
        if not (path.endswith(f"/{AT}") and path.rpartition("/")[0] not in written)
    }


def within_rows(sent: Sent, section: Section, kept: Values) -> Sent:
    """The form without rows that a table has no room for; each of their answers is told so.

    kept  the answers as they stand; rows that are there already stay, however many they are
    """
    crowded: dict[str, Fault] = {}
    for table in section.tables():
        there = {row_id for row_id, _ in rows(kept, table.key)}
        wanted = [row_id for row_id, _ in rows({**kept, **sent.changes}, table.key)]
        new = [row_id for row_id in wanted if row_id not in there]
        room = max(0, table.most - (len(wanted) - len(new)))
        for row_id in new[room:]:
            fault = Fault(TOO_MANY_ROWS, {"most": str(table.most)})
            mine = f"{table.key}/{row_id}/"
            crowded |= {path: fault for path in sent.changes if path.startswith(mine)}
    changes = {path: value for path, value in sent.changes.items() if path not in crowded}
    return replace(sent, changes=changes, wrong={**sent.wrong, **crowded})


def without_unknown(changes: Mapping[str, str], values: Values) -> dict[str, str]:
    """An answer that is there ends its "I don't know yet"; the tick alone needs no answer."""
    ended = {
        f"{UNKNOWN}/{path}": ""
        for path, value in changes.items()
        if value and (values.get(f"{UNKNOWN}/{path}") or changes.get(f"{UNKNOWN}/{path}"))
    }
    return {**changes, **ended}

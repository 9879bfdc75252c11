"""What the page of a file in two languages shows: each text, its state, checks and words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from lms.authoring.differences import words
from lms.authoring.pairs import Pair
from lms.authoring.readable_texts import readable
from lms.authoring.steps import State, UnitStep
from lms.authoring.translating import Desk
from lms.authoring.translation_lists import address, shown
from lms.authoring.typed_texts import Typed, field_names, mark_of, shown_text
from lms.authoring.unit_checks import unit_checks
from lms.authoring.unit_words import KIND_WORDS, STATE_WORDS

OPEN = (State.STALE, State.MISSING, State.SURPLUS)
_ICONS = {
    State.CURRENT: ("done", "check"),
    State.CONFIRMED: ("done", "check"),
    State.STALE: ("look", "warning"),
    State.MISSING: ("look", "circle"),
    State.SURPLUS: ("look", "info"),
}
_MOST_WORDS = 12  # of the glossary beside one text


@dataclass(frozen=True)
class Glossary:
    """Words of the source language with those of another one.

    words  the word in lower case -> (as it is written, in the other language or "")
    """

    words: Mapping[str, tuple[str, str]]
    pattern: re.Pattern[str] | None

    def found_in(self, text: str) -> list[tuple[str, str]]:
        """The words that a text has, in its order, each once."""
        if self.pattern is None:
            return []
        keys = dict.fromkeys(match.casefold() for match in self.pattern.findall(text))
        return [self.words[key] for key in keys if key in self.words][:_MOST_WORDS]


def glossary_of(desk: Desk) -> Glossary:
    """The glossary of the course in both languages; an unreadable one has no words."""
    source, target = (_terms(desk, one) for one in (desk.subject.source, desk.language))
    found = {
        word.casefold(): (word, target.get(key, ""))
        for key, word in source.items()
        if len(word) > 1
    }
    if not found:
        return Glossary({}, None)
    longest_first = sorted(found, key=len, reverse=True)
    pattern = rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"
    return Glossary(found, re.compile(pattern, re.IGNORECASE))


def page(
    desk: Desk,
    pair: Pair,
    *,
    open_only: bool,
    typed: Typed | None = None,
    faults: Mapping[str, str] | None = None,
    may_save: bool = True,
) -> dict[str, Any]:
    """A file text by text, as templates/authoring/translate_file.html takes it.

    open_only  whether only what is stale, missing or surplus is shown
    typed      what was typed and is not written yet
    faults     key of the source's text -> why it was not written
    may_save   whether this person may write; else there are no fields
    """
    typed, faults = typed or Typed(), faults or {}
    names = field_names(pair.steps) if may_save else {}
    glossary = glossary_of(desk)
    units = [
        _unit(one, place, names, glossary, typed, faults)
        for place, one in enumerate(pair.steps, 1)
        if not open_only or one.state in OPEN or (one.source and one.source.key in typed.kept)
    ]
    _link_open(units)
    url = address(desk.module_id, desk.language, pair.path)
    return {
        "module_url": address(desk.module_id, desk.language),
        "title": desk.subject.title(desk.subject.source),
        "code": desk.subject.code,
        "path": pair.path,
        "url": url,
        "action": f"{url}?show=open" if open_only else url,
        "open_only": open_only,
        "source": desk.subject.source,
        "language": desk.language,
        "is_odd": pair.is_odd,
        "counts": shown(pair.counts),
        "units": units,
        "first": next((one["id"] for one in units if one["is_open"]), ""),
        "homeless": typed.homeless,
        "may_save": may_save,
        "is_course": desk.subject.course is not None,
    }


def _unit(
    one: UnitStep,
    place: int,
    names: Mapping[str, str],
    glossary: Glossary,
    typed: Typed,
    faults: Mapping[str, str],
) -> dict[str, Any]:
    unit = one.source or one.target
    assert unit is not None
    key = one.source.key if one.source else ""
    source = readable(one.source, one.source.text) if one.source else ""
    now = shown_text(one)
    kind, icon = _ICONS[one.state]
    return {
        "id": f"u{place}",
        "name": names.get(key, ""),
        "key": unit.key,
        "kind": gettext(KIND_WORDS[unit.kind]),
        "state": one.state.value,
        "state_kind": kind,
        "icon": icon,
        "state_word": gettext(STATE_WORDS[one.state]),
        "is_open": one.state in OPEN,
        "source": source,
        "pieces": words(readable(unit, one.old_text), source) if one.old_text else (),
        "text": typed.kept.get(key, now),
        "mark": mark_of(now),
        "rows": _rows(source, now),
        "theirs": now if key in typed.conflicts else None,
        "fault": faults.get(key, ""),
        "checks": _checks(one),
        "terms": glossary.found_in(source),
    }


def _link_open(units: Iterable[dict[str, Any]]) -> None:
    """Tell each open text which one is next."""
    last: dict[str, Any] | None = None
    for one in units:
        one["next"] = ""
        if one["is_open"]:
            if last is not None:
                last["next"] = one["id"]
            last = one


def _checks(one: UnitStep) -> list[str]:
    if one.source is None or one.target is None:
        return []
    return [
        gettext(found.template, **found.values) for found in unit_checks(one.source, one.target)
    ]


def _rows(*texts: str) -> int:
    """How many lines of a text area hold the longer text; two to twelve."""
    lines = max(sum(1 + len(line) // 48 for line in text.split("\n")) for text in texts)
    return min(12, max(2, lines))


def _terms(desk: Desk, language: str) -> dict[str, str]:
    content = desk.contents.get(desk.subject.glossary.get(language, ""), b"")
    try:
        table = tomllib.loads(content.decode())
    except ValueError:
        return {}
    return {
        key: term["word"]
        for key, term in table.items()
        if isinstance(term, dict) and isinstance(term.get("word"), str)
    }

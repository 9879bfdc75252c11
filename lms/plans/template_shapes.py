"""Takes the tables of a template file apart: what is missing, wrong or unknown is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.plans.template import FALL_BACK, Texts

LANGUAGES = ("en", "vi")  # every text is written in these; more may stand beside them

_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


class TemplateError(Exception):
    """A template file that cannot be used.

    faults  one line for each fault: "file: key: what is wrong"
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass
class Table:
    """A table that is being read; finish() names the keys that nobody asked for."""

    file: str
    place: str
    values: Mapping[str, Any]
    faults: list[str]
    asked: set[str] = field(default_factory=set)

    def fault(self, key: str, sentence: str) -> None:
        """Note what is wrong with a key."""
        place = ".".join(part for part in (self.place, key) if part)
        self.faults.append(f"{self.file}: {place}: {sentence}")

    def take(self, key: str, kind: type | tuple[type, ...], what: str, *, needed: bool) -> Any:
        """The value of a key when it is of the kind; None with a fault otherwise."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if needed:
                self.fault(key, "is missing")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"must be {what}")
            return None
        return value

    def text(self, key: str, *, needed: bool = True) -> str | None:
        """A text that is not empty; None when it is missing."""
        value = self.take(key, str, "a text", needed=needed)
        if value is not None and not value.strip():
            self.fault(key, "is empty")
            return None
        return None if value is None else str(value)

    def key(self, key: str = "key") -> str:
        """A key of small letters, digits and _; "" with a fault otherwise."""
        value = self.text(key) or ""
        if value and not _KEY.fullmatch(value):
            self.fault(key, f'"{value}" must be small letters, digits and _')
        return value

    def whole(self, key: str, otherwise: int | None = None) -> int:
        """A whole number from 0; needed when there is nothing else to take."""
        value = self.take(key, int, "a whole number", needed=otherwise is None)
        if value is not None and value < 0:
            self.fault(key, "must not be below 0")
        return int(value) if value is not None else otherwise or 0

    def number(self, key: str) -> Decimal | None:
        """A number; None when it is missing."""
        value = self.take(key, (int, Decimal), "a number", needed=False)
        return None if value is None else Decimal(value)

    def truth(self, key: str, *, needed: bool = False) -> bool:
        """true or false; false when it is missing."""
        return bool(self.take(key, bool, "true or false", needed=needed))

    def texts(self, key: str, *, needed: bool = True) -> Texts | None:
        """A text in every language; None when it is missing or a language is."""
        value = self.take(key, dict, "a text in each language", needed=needed)
        if value is None:
            return None
        for language, text in value.items():
            if not isinstance(text, str) or not text.strip():
                self.fault(f"{key}.{language}", "must be a text that is not empty")
                return None
        for language in LANGUAGES:
            if language not in value:
                self.fault(f"{key}.{language}", "is missing")
        return Texts(dict(value)) if FALL_BACK in value else None

    def sentence(self, key: str) -> Texts:
        """A text in every language that must be there; a fault and "" otherwise."""
        return self.texts(key) or Texts({FALL_BACK: ""})

    def table(self, key: str) -> Table:
        """A table within; an empty one with a fault when it is missing."""
        value = self.take(key, dict, "a table", needed=True) or {}
        return Table(self.file, self._within(key), value, self.faults)

    def tables(self, key: str, *, needed: bool = True) -> list[Table]:
        """A list of tables, each to be finished by whoever reads it."""
        values = self.take(key, list, "a list of tables", needed=needed) or []
        found = []
        for at, value in enumerate(values):
            if not isinstance(value, dict):
                self.fault(f"{key}[{at}]", "must be a table")
                continue
            name = value.get("key") or at
            found.append(Table(self.file, self._within(f"{key}[{name}]"), value, self.faults))
        return found

    def finish(self) -> None:
        """Name the keys that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                self.fault(key, "is not known here")

    def _within(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key


def check_unique(table: Table, what: str, keys: Iterable[str]) -> None:
    """Two things of one list may not share a key."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            table.fault(what, f'"{key}" stands here twice')
        seen.add(key)

"""Takes a TOML file apart key by key: what is missing, of the wrong kind or unknown is a finding
on the line where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.courses.faults import Findings
from lms.words import N_

SLUG = re.compile(r"[a-z0-9-]{2,60}")

_AT_LINE = re.compile(r"at line (\d+)")


@dataclass
class Table:
    """A table of a TOML file that is being read; finish() names the keys nobody asked for."""

    findings: Findings
    path: str
    source: str
    values: dict[str, Any]
    section: str = ""
    asked: set[str] = field(default_factory=set)

    def line(self, key: str = "") -> int:
        """Where a key stands, or the head of this table; 1 when it cannot be told."""
        in_section, head = self.section == "", 1
        for number, line in enumerate(self.source.split("\n"), start=1):
            if line.lstrip().startswith("["):
                name = line.strip().strip("[] \t").split("]")[0].strip("\"' ")
                in_section = name == self.section
                if in_section:
                    head = number
                if key and name == f"{self.section}.{key}".lstrip("."):
                    return number
            elif key and in_section and _names(line, key):
                return number
        return head

    def fault(self, key: str, template: str, **values: object) -> None:
        """Note a fault on the line of a key."""
        self.findings.fault(self.path, self.line(key), template, key=key, **values)

    def text(self, key: str) -> str:
        """A text that is not empty; "" with a fault otherwise."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self.fault(key, N_("%(key)s must be a text that is not empty."))
        return ""

    def slug(self, key: str) -> str:
        """An id; "" with a fault otherwise."""
        value = self.text(key)
        if value and not SLUG.fullmatch(value):
            self.fault(key, N_("%(key)s must be 2 to 60 of a-z, 0-9 and -."))
            return ""
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number between two limits; the lower one with a fault otherwise."""
        value = self._take(key)
        if type(value) is int and least <= value <= most:
            return value
        if value is not None:
            template = N_("%(key)s must be a whole number from %(least)s to %(most)s.")
            self.fault(key, template, least=least, most=most)
        return least

    def share(self, key: str) -> Decimal:
        """A fraction over 0 and up to 1; 1 with a fault otherwise."""
        value = self._take(key)
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite() and 0 < number <= 1:
                return number
        if value is not None:
            self.fault(key, N_("%(key)s must be a number over 0 and up to 1, such as 0.7."))
        return Decimal(1)

    def truth(self, key: str) -> bool:
        """true or false; False with a fault otherwise."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, N_("%(key)s must be true or false."))
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty with a fault otherwise."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.fault(key, N_("%(key)s must be a list of texts."))
            return ()
        for one in sorted({one for one in value if value.count(one) > 1}):
            self.fault(key, N_('%(key)s lists "%(value)s" twice.'), value=one)
        return tuple(dict.fromkeys(value))

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of ids; those that are none are left out with a fault."""
        values = self.texts(key)
        for one in values:
            if not SLUG.fullmatch(one):
                template = N_('%(key)s: "%(value)s" must be 2 to 60 of a-z, 0-9 and -.')
                self.fault(key, template, value=one)
        return tuple(one for one in values if SLUG.fullmatch(one))

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of a few words; the first with a fault otherwise."""
        value = self.text(key)
        if value in allowed:
            return value
        if value:
            self.fault(key, N_("%(key)s must be one of: %(allowed)s."), allowed=", ".join(allowed))
        return allowed[0]

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Some of a few words, at least one; others are left out with a fault."""
        values = self.texts(key)
        if not values or not set(values) <= set(allowed):
            template = N_("%(key)s must be a list of some of: %(allowed)s.")
            self.fault(key, template, allowed=", ".join(allowed))
        return tuple(one for one in values if one in allowed)

    def table(self, key: str) -> Table:
        """The table of that name; an empty one with a fault otherwise."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self.fault(key, N_("%(key)s must be a table: [%(key)s]."))
        values = value if isinstance(value, dict) else {}
        section = f"{self.section}.{key}".lstrip(".")
        return Table(self.findings, self.path, self.source, values, section)

    def by_language(self, key: str, languages: Sequence[str]) -> dict[str, str]:
        """A table with one text for each language."""
        if key not in self.values:
            self._take(key)
            return {}
        table = self.table(key)
        texts = {language: table.text(language) for language in languages}
        table.finish()
        return texts

    def finish(self) -> None:
        """Name every key that was never asked for."""
        for key in self.values:
            if key not in self.asked:
                self.fault(key, N_('"%(key)s" is not known here.'))

    def _take(self, key: str) -> Any:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None and self.section:
            template = N_("%(key)s is missing in [%(section)s].")
            values = {"key": key, "section": self.section}
            self.findings.fault(self.path, self.line(), template, **values)
        elif value is None:
            self.findings.fault(self.path, 1, N_("%(key)s is missing."), key=key)
        return value


def read_table(path: str, source: str, findings: Findings) -> Table | None:
    """The top table of a TOML text; None with a fault when it cannot be read."""
    try:
        values = tomllib.loads(source, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        match = _AT_LINE.search(str(error))
        line = int(match[1]) if match else source.count("\n") + 1
        findings.fault(path, line, N_("This is not TOML: %(reason)s"), reason=str(error)[:200])
        return None
    return Table(findings, path, source, values)


def _names(line: str, key: str) -> bool:
    head, equals, _ = line.partition("=")
    return bool(equals) and head.strip().split(".")[0].strip("\"' ") == key

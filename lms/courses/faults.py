"""What is wrong in course files: one sentence with its file and line, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["fault", "warning"]


@dataclass(frozen=True)
class Fault:
    """One finding; a course with a finding of level "fault" is not loaded.

    path      relative to the course's folder, with /; "." is the folder itself
    line      counted from 1; 1 when the finding is about the whole file
    template  a whole sentence marked with N_, with named values such as %(key)s
    values    what the named values stand for
    """

    path: str
    line: int
    template: str
    level: Level = "fault"
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The English sentence, its values filled in."""
        return self.template % self.values

    def __str__(self) -> str:
        mark = "warning: " if self.level == "warning" else ""
        return f"{self.path}:{self.line}: {mark}{self.message}"


class Findings:
    """Collects faults and warnings while files are read and checked."""

    def __init__(self, found: Iterable[Fault] = ()) -> None:
        self._found: list[Fault] = list(found)

    def fault(self, path: str, line: int, template: str, /, **values: object) -> None:
        """Note something that keeps the course from being loaded."""
        self._found.append(Fault(path, line, template, "fault", values))

    def warning(self, path: str, line: int, template: str, /, **values: object) -> None:
        """Note something a careful author would mend, but that harms nobody."""
        self._found.append(Fault(path, line, template, "warning", values))

    def sorted(self) -> list[Fault]:
        """All findings by file and line, the same one only once."""
        unique = {(one.path, one.line, one.message): one for one in self._found}
        return [unique[key] for key in sorted(unique)]

"""What differs between two states of a plan. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Difference:
    """One answer that is not the same in both; "" where it is not answered."""

    section: str
    path: str
    before: str
    after: str


def differences(before: Answers, after: Answers) -> tuple[Difference, ...]:
    """All answers that differ, by section and path.

    >>> differences({"idea": {"need": "A dryer"}}, {"idea": {"need": "A dryer", "who": "We"}})
    (Difference(section='idea', path='who', before='', after='We'),)
    """
    return tuple(
        Difference(section, path, old.get(path, ""), new.get(path, ""))
        for section in sorted({*before, *after})
        for old, new in [(before.get(section, {}), after.get(section, {}))]
        for path in sorted({*old, *new})
        if old.get(path, "") != new.get(path, "")
    )

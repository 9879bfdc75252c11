"""Which state may follow which: the check every verb with a lifecycle makes first."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from lms.errors import Refusal
from lms.words import N_

S = TypeVar("S", bound=StrEnum)


def check(table: Mapping[S, frozenset[S]], old: S, new: S) -> None:
    """Refuse a step that the table does not hold.

    table   for each state the states that may follow it
    raises  Refusal 409 when `new` may not follow `old`
    """
    if new not in table.get(old, frozenset()):
        raise Refusal(N_("This has already been changed by somebody. Look at the page again."))

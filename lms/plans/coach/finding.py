"""What the coach says: findings with their place, their amounts and the ways out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lms.plans.template import Texts


class Level(StrEnum):
    """How much a finding weighs.

    stop  the plan cannot be sent
    warn  it can be sent with a written explanation, which the committee reads
    tip   only the writers see it
    """

    STOP = "stop"
    WARN = "warn"
    TIP = "tip"


class Money(NamedTuple):
    """An amount in the plan's currency."""

    amount: Decimal


class Month(NamedTuple):
    """A month of a year, "2027-01"."""

    month: str


# Texts are words of the template, shown in the reader's language; str is what people typed.
Value = Money | Month | Texts | Decimal | int | str


@dataclass(frozen=True)
class Said:
    """A sentence marked for translation with its named values."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)


def say(message: str, **values: Value) -> Said:
    """A sentence with its values by name."""
    return Said(message, values)


@dataclass(frozen=True)
class Found:
    """What a check saw, before its id and level are added.

    section, path  the answer to open, or a table; path "" is the section itself
    limit          the limit of the call or country that it goes by; "" where none
    """

    section: str
    path: str
    said: Said
    ways_out: tuple[Said, ...] = ()
    limit: str = ""


@dataclass(frozen=True)
class Finding:
    """A found trouble in plain words; message and values as in `Said`.

    section, path  as in `Found`
    limit          key of the limit (`Template.defaults`) that the finding goes by; "" where none
    by_example     whether that limit only stands for what a call or an office will say
    """

    id: str
    level: Level
    section: str
    path: str
    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    ways_out: tuple[Said, ...] = ()
    limit: str = ""
    by_example: bool = False

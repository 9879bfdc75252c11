"""How a figure was made: a sentence marked for translation, and the amounts that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from lms.plans.finance.agreement import plain
from lms.plans.finance.inputs import Inputs
from lms.plans.finance.results import Results


class Money(NamedTuple):
    """An amount of the plan's currency."""

    amount: Decimal


class Percent(NamedTuple):
    """Per cent, 12 for 12 %."""

    percent: Decimal


class Sum(NamedTuple):
    """Amounts of money that are added up, in the order in which the plan has them."""

    parts: tuple[Decimal, ...]


class Number(NamedTuple):
    """A number without a currency: units, minutes, months, people."""

    number: Decimal | int


Value = Money | Percent | Sum | Number


def per_cent(fraction: Decimal) -> Percent:
    """A fraction in per cent, without zeros at the end.

    >>> per_cent(Decimal("0.150"))
    Percent(percent=Decimal('15'))
    """
    return Percent(Decimal(plain(fraction * 100)))


@dataclass(frozen=True)
class Made:
    """A sentence with %(name)s for each of the values."""

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A figure that someone asks about; key is what stands for the star of its path, or ""."""

    inputs: Inputs
    results: Results
    key: str = ""

    @property
    def place(self) -> int:
        """The key as a place in a list."""
        return int(self.key)

    def found(self, path: str) -> Any:
        """What stands at a path of the results, or with "inputs." of the inputs; * is the key.

        raises  KeyError, IndexError, ValueError or AttributeError where there is no such thing
        """
        steps = [self.key if step == "*" else step for step in path.split(".")]
        found: Any = self.results
        if steps[0] == "inputs":
            found, steps = self.inputs, steps[1:]
        for step in steps:
            found = _within(found, step)
        return found

    def value(self, path: str) -> Value:
        """The same with what it is: money, per cent, or a number."""
        found = self.found(path)
        if path.endswith("_pct"):
            return Percent(found)
        return Money(found) if isinstance(found, Decimal) else Number(found)


def _within(found: Any, step: str) -> Any:
    if isinstance(found, Mapping):
        return found[step]
    return found[int(step)] if isinstance(found, tuple) else getattr(found, step)


Maker = Callable[[Asked], Made]


def made_of(sentence: str, **values: str | Callable[[Asked], Value]) -> Maker:
    """A maker for a sentence whose values are paths (see `Asked.value`) or are worked out."""

    def make(asked: Asked) -> Made:
        return Made(
            sentence,
            {
                name: asked.value(one) if isinstance(one, str) else one(asked)
                for name, one in values.items()
            },
        )

    return make


def told(
    made: Made,
    translated: Callable[[str], str],
    money: Callable[[Decimal], str],
    number: Callable[[Decimal | int], str],
) -> str:
    """The sentence with its values written as the reader writes them.

    translated  of a message its translation, with the same %(name)s
    money       an amount with its currency; number: digits alone

    >>> made = Made("%(a)s of %(b)s", {"a": Percent(Decimal(5)), "b": Sum((Decimal(1),))})
    >>> told(made, str, lambda amount: f"{amount} VND", str)
    '5 % of 1 VND'
    """

    def one(value: Value) -> str:
        if isinstance(value, Sum):
            return " + ".join(money(part) for part in value.parts) or money(Decimal(0))
        if isinstance(value, Money):
            return money(value.amount)
        if isinstance(value, Percent):
            return f"{number(value.percent)} %"
        return number(value.number)

    return translated(made.sentence) % {name: one(value) for name, value in made.values.items()}

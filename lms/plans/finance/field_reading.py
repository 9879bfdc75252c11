"""Single fields of foreign JSON, each either what it should be or a fault that names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

from lms.plans.finance.currency import to_step
from lms.plans.finance.inputs import ZERO

MOST = Decimal(10) ** 15  # far above any money; keeps all products of three within the precision
MOST_DECIMALS = 20
MOST_ROWS = 1000
_NUMBERS = (int, Decimal)
T = TypeVar("T")


class Fields:
    """One object of the JSON; what it lacks or has wrongly goes into `faults`, with its path.

    A read that failed gives 0, "" or nothing, which nobody sees: faults end the reading.
    """

    def __init__(self, raw: Any, path: str, faults: list[str], step: Decimal = Decimal(1)) -> None:
        self.path, self.faults, self.step = path, faults, step
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self.is_object = isinstance(raw, Mapping)
        if not self.is_object:
            faults.append(f"{path}: must be an object")

    def __contains__(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def fault(self, key: str, sentence: str) -> None:
        """Note what is wrong with a field."""
        if self.is_object:  # one fault is enough for what is no object at all
            self.faults.append(f"{self.path}.{key}: {sentence}")

    def text(self, key: str, *, needed: bool = True) -> str:
        """Words; needed: there must be some."""
        value = self.raw.get(key, None if needed else "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(key, "must be a text" + (" that is not empty" if needed else ""))
            return ""
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self.raw.get(key)
        if isinstance(value, str) and value in choices:
            return value
        self.fault(key, f"must be one of {', '.join(filter(None, choices))}")
        return choices[0]

    def yes(self, key: str, *, needed: bool = False) -> bool:
        """True or false; false where it is absent and may be."""
        value = self.raw.get(key, None if needed else False)
        if not isinstance(value, bool):
            self.fault(key, "must be true or false")
            return False
        return value

    def number(self, key: str, most: Decimal = MOST) -> Decimal:
        """An exact number from 0 to the most."""
        return self._number(self.raw.get(key), key, most)

    def share(self, key: str) -> Decimal:
        """A part of a whole."""
        return self.number(key, Decimal(1))

    def money(self, key: str, *, absent: Decimal | None = None) -> Decimal:
        """An amount, rounded half up to the currency's precision (C02).

        absent  what counts where there is no such field; None: there must be one
        """
        if absent is not None and key not in self.raw:
            return absent
        return self._money(self.raw.get(key), key)

    def whole(self, key: str, least: int, most: int, *, absent: int | None = None) -> int:
        """A whole number within limits."""
        if absent is not None and key not in self.raw:
            return absent
        value = self.raw.get(key)
        if _is_number(value) and least <= value <= most and value == int(value):
            return int(value)
        self.fault(key, f"must be a whole number from {least} to {most}")
        return least

    def numbers(self, key: str, count: int) -> tuple[Decimal, ...]:
        """So many numbers >= 0."""
        return self._many(key, count, self._number)

    def amounts(self, key: str, count: int) -> tuple[Decimal, ...]:
        """So many amounts of money; a single number stands for the same amount each time."""
        if not isinstance(self.raw.get(key), list):
            return (self.money(key),) * count
        return self._many(key, count, self._money)

    def shares(self, key: str) -> tuple[Decimal, ...]:
        """Parts that sum to 1, at least one."""
        value = self.raw.get(key)
        if not isinstance(value, list) or not 0 < len(value) <= 60:
            self.fault(key, "must be a list of 1 to 60 shares that sum to 1")
            return (Decimal(1),)
        before = len(self.faults)
        parts = self._many(key, len(value), lambda v, k: self._number(v, k, Decimal(1)))
        if len(self.faults) == before and sum(parts) != 1:
            self.fault(key, f"must sum to 1, not to {sum(parts):f}")
        return parts

    def object(self, key: str) -> Fields:
        """What is within a field."""
        faults = self.faults if self.is_object else []  # one fault is enough, see `fault`
        return Fields(self.raw.get(key), f"{self.path}.{key}", faults, self.step)

    def each(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The objects of a list, which may be empty but not absent."""
        value = self.raw.get(key)
        if not isinstance(value, list) or len(value) > MOST_ROWS:
            self.fault(key, f"must be a list of at most {MOST_ROWS} objects; [] means none")
            return ()
        return tuple(
            read(Fields(one, f"{self.path}.{key}[{at}]", self.faults, self.step))
            for at, one in enumerate(value)
        )

    def _many(
        self, key: str, count: int, read: Callable[[Any, str], Decimal]
    ) -> tuple[Decimal, ...]:
        value = self.raw.get(key)
        if not isinstance(value, list) or len(value) != count:
            self.fault(key, f"must be a list of {count} numbers")
            return (ZERO,) * count
        return tuple(read(one, f"{key}[{at}]") for at, one in enumerate(value))

    def _number(self, value: Any, key: str, most: Decimal = MOST) -> Decimal:
        if not _is_number(value) or value < 0:
            self.fault(key, "must be a number >= 0")
        elif value > most:
            self.fault(key, f"must be a number >= 0 and at most {most:f}")
        else:
            exact = Decimal(value)
            exponent = exact.as_tuple().exponent
            if isinstance(exponent, int) and exponent >= -MOST_DECIMALS:
                return exact
            self.fault(key, f"must have at most {MOST_DECIMALS} decimals")
        return ZERO

    def _money(self, value: Any, key: str) -> Decimal:
        exact = self._number(value, key)
        amount = to_step(exact, self.step)
        if exact and not amount:
            self.fault(key, f"must be 0 or at least {self.step / 2:f}, for less is rounded to 0")
        return amount


def _is_number(value: Any) -> TypeGuard[int | Decimal]:
    """True of an exact, finite number; a float comes from JSON that was not read exactly."""
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return False
    return not isinstance(value, Decimal) or value.is_finite()

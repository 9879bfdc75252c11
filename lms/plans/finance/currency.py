"""Which money a plan counts in, and its smallest amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

CURRENCY_OF: Mapping[str, str] = MappingProxyType({"vn": "VND", "mn": "MNT", "kg": "KGS"})
ELSEWHERE = "KRW"  # whoever plans for another country still earns in Korea

# A som has tyiyn, and a bun for 12.50 som would be costed wrongly without them (plan.md, A.4).
_STEPS: Mapping[str, Decimal] = MappingProxyType(
    {"VND": Decimal(1), "MNT": Decimal(1), "KRW": Decimal(1), "KGS": Decimal("0.01")}
)


def currency_of(country: str) -> str:
    """The currency code of a country code; KRW where it is none of ours.

    >>> currency_of("mn"), currency_of("other")
    ('MNT', 'KRW')
    """
    return CURRENCY_OF.get(country, ELSEWHERE)


def step_of(currency: str) -> Decimal:
    """The smallest amount that lines of a plan are rounded to.

    raises  KeyError for a currency that no plan counts in
    """
    return _STEPS[currency]


def to_step(amount: Decimal, step: Decimal) -> Decimal:
    """An amount at the currency's precision, halves away from zero (convention C02).

    >>> to_step(Decimal("0.5"), Decimal(1)), to_step(Decimal("-2.005"), Decimal("0.01"))
    (Decimal('1'), Decimal('-2.01'))
    """
    return amount.quantize(step, ROUND_HALF_UP)

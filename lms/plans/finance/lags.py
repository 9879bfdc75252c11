"""Money that moves later than its cause: what customers pay and what suppliers are paid."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.inputs import PERIODS, ZERO, Row, SupplierTerms

AT_ONCE: Row = (Decimal(1),)


def spread(row: Row, shares: Row, step: Decimal) -> Row:
    """When a row of amounts is paid, by the shares for 0, 1, 2 ... months later (C13, C14).

    Each share but the last is rounded half up to the step; the last is what is left, so that
    nothing is lost. What falls after month 12 is not in the row.

    >>> spread((Decimal(5),) + (Decimal(0),) * 12, (Decimal("0.3"), Decimal("0.7")), Decimal(1))[:3]
    (Decimal('2'), Decimal('3'), Decimal('0'))
    """
    if len(shares) == 1:
        return row
    *first, _ = shares
    paid = [ZERO] * (PERIODS + len(shares))
    for period, amount in enumerate(row):
        if amount:
            left = amount
            for lag, share in enumerate(first):
                part = to_step(amount * share, step)
                paid[period + lag] += part
                left -= part
            paid[period + len(first)] += left
    return tuple(paid[:PERIODS])


def paid_by_group(
    purchases: Mapping[str, Row], terms: tuple[SupplierTerms, ...], step: Decimal
) -> dict[str, Row]:
    """What is paid for each group's purchases; at once for a group without terms (C14)."""
    shares = {one.name: one.shares for one in terms}
    return {name: spread(row, shares.get(name, AT_ONCE), step) for name, row in purchases.items()}

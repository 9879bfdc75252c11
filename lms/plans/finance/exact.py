"""Sums on rows of thirteen periods, and the few places where a division is rounded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation
from itertools import accumulate

from lms.plans.finance.inputs import PERIODS, ZERO, Row

# Inputs have at most 36 digits, so every product is exact; a quotient is as good as exact.
EXACT = Context(prec=100, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero])
NOTHING: Row = (ZERO,) * PERIODS
_HUNDREDTH = Decimal("0.01")


def added(rows: Iterable[Row]) -> Row:
    """The sum of rows, period by period; nothing in each period when there are no rows.

    >>> added([])[12], added([(Decimal(1),) * 13, (Decimal(2),) * 13])[12]
    (Decimal('0'), Decimal('3'))
    """
    many = list(rows)
    if len(many) < 2:
        return many[0] if many else NOTHING
    return tuple(sum(column, ZERO) for column in zip(*many, strict=True))


def less(row: Row, *others: Row) -> Row:
    """A row without others, period by period."""
    for other in others:
        row = tuple(a - b for a, b in zip(row, other, strict=True))
    return row


def running(row: Row) -> Row:
    """The sum of all periods so far.

    >>> running((Decimal(1), Decimal(2), Decimal(-1)))
    (Decimal('1'), Decimal('3'), Decimal('2'))
    """
    return tuple(accumulate(row))


def only_in(period: int, amount: Decimal) -> Row:
    """An amount in one period and nothing in the others."""
    return (*NOTHING[:period], amount, *NOTHING[period + 1 :])


def total(row: Iterable[Decimal]) -> Decimal:
    """The sum; 0 of nothing."""
    return sum(row, ZERO)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A part of a whole in per cent, two decimals, half up; None when there is no whole.

    >>> percent(Decimal(-3298), Decimal(28000)), percent(Decimal(1), Decimal(0))
    (Decimal('-11.78'), None)
    """
    return (part * 100 / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None


def ceiling(numerator: Decimal, denominator: Decimal, step: Decimal) -> Decimal:
    """A quotient of numbers >= 0, rounded up to the step, without a rounding in between.

    >>> ceiling(Decimal(10), Decimal(3), Decimal("0.01"))
    Decimal('3.34')
    """
    steps, rest = divmod(numerator, denominator * step)
    return ((steps + (1 if rest else 0)) * step).quantize(step, ROUND_CEILING)

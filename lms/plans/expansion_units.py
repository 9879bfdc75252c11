"""From a normal month to twelve months of units: seasons, a slow start, goods kept in stock.

Units of month m = normal month x season of m x start of m, where

- season: a quiet month weighs 1/2, a normal one 1, a busy one 3/2; each weight is multiplied by
  12 / (sum of the twelve weights), so the mean of the twelve months stays the normal month;
- start: in the k-th month of sales k/6 ("half a year") or k/12 ("a year"), never more than 1;
  1 at once ("fast");
- each product is sold in whole pieces: the year's total is rounded half up, and the pieces that
  rounding down leaves over go to the months with the largest fractions, earlier months first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from types import MappingProxyType

MONTHS = 12
FLAT = (2,) * MONTHS
_WEIGHT: Mapping[int, Fraction] = MappingProxyType(
    {1: Fraction(1, 2), 2: Fraction(1), 3: Fraction(3, 2)}
)
_GROWS_FOR: Mapping[str, int] = MappingProxyType({"fast": 1, "half": 6, "year": 12})


def season_factors(levels: Sequence[int], opens_in: int) -> tuple[Fraction, ...]:
    """What each month of the plan is multiplied by; the mean of the twelve is 1.

    levels    January to December: 1 quiet, 2 normal, 3 busy
    opens_in  the calendar month that is month 1, 1 to 12

    >>> [str(one) for one in season_factors((3, 1) + (2,) * 10, opens_in=2)][-2:]
    ['1', '3/2']
    """
    weights = [_WEIGHT[level] for level in levels]
    turned = weights[opens_in - 1 :] + weights[: opens_in - 1]
    return tuple(weight * MONTHS / sum(weights) for weight in turned)


def units_of_year(
    normal: Decimal, factors: Sequence[Fraction], *, first: int, start: str
) -> tuple[Decimal, ...]:
    """Whole units sold in months 1 to 12.

    normal   units of a normal month, >= 0
    factors  of season_factors
    first    month of the first sale, 1 to 12
    start    "fast", "half" or "year"

    >>> [int(n) for n in units_of_year(Decimal(60), (Fraction(1),) * 12, first=1, start="half")]
    [10, 20, 30, 40, 50, 60, 60, 60, 60, 60, 60, 60]
    """
    grows = _GROWS_FOR[start]
    exact = [
        Fraction(normal) * factors[month - 1] * _grown(month - first + 1, grows)
        for month in range(1, MONTHS + 1)
    ]
    return tuple(Decimal(units) for units in whole_parts(exact))


def _grown(month_of_sales: int, grows: int) -> Fraction:
    return min(Fraction(1), max(Fraction(0), Fraction(month_of_sales, grows)))


def whole_parts(exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers whose sum is that of the exact parts, rounded half up (largest remainder).

    >>> whole_parts([Fraction(5, 4), Fraction(5, 4), Fraction(3, 2)])
    [1, 1, 2]
    """
    floors = [part.numerator // part.denominator for part in exact]
    doubled = 2 * sum(exact, Fraction(0)) + 1
    over = doubled.numerator // (2 * doubled.denominator) - sum(floors)
    largest = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in largest[:over]:
        floors[at] += 1
    return floors


def units_made(sold: Sequence[Decimal], stock_months: Decimal) -> tuple[Decimal, ...]:
    """Units made in months 1 to 12, so that a stock stands at the end of each month.

    stock_months  how many of the coming months' sales lie in stock, 0 to 6; after month 12 each
                  month sells as month 12

    In a decline less is made, but never less than nothing: goods are not sold back.

    >>> [int(n) for n in units_made([Decimal(n) for n in (10, 20, 5) + (5,) * 9], Decimal(1))][:4]
    [30, 5, 5, 5]
    """
    stock, made = Decimal(0), []
    for month, units in enumerate(sold):
        wanted = _coming(sold, month, stock_months)
        now = max(Decimal(0), units + wanted - stock)
        made.append(now)
        stock += now - units
    return tuple(made)


def _coming(sold: Sequence[Decimal], month: int, months: Decimal) -> Decimal:
    """Sales of the months after this one (counted from 0), rounded up to whole units."""
    whole = int(months)
    later = [sold[min(month + ahead, MONTHS - 1)] for ahead in range(1, whole + 2)]
    wanted = sum(later[:whole], Decimal(0)) + later[whole] * (months - whole)
    return wanted.to_integral_value(ROUND_CEILING)

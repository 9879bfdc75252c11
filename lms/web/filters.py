"""How templates print dates, numbers, sizes and money in the reader's habit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask_babel import ngettext
from flask_login import current_user

from lms.web.languages import page_language

# CLDR gives MNT and KGS two digits; nobody prices in hundredths there (ecosystem.md, money).
_NO_DIGITS = frozenset({"VND", "KRW", "MNT", "KGS"})


def minutes(count: int) -> str:
    """A length of time in words; two hours and more in whole hours."""
    if count >= 120:
        hours = (count + 30) // 60
        return str(ngettext("%(num)s hour", "%(num)s hours", hours))
    return str(ngettext("%(num)s minute", "%(num)s minutes", count))


def kilobytes(count: int) -> str:
    """A size in kB (1,000 bytes), rounded up: a promise about prepaid data."""
    return f"{num(max(1, -(-count // 1000)))} kB"


def day(value: date | datetime) -> str:
    """A date in the reader's habit, the month in letters; of a moment, the date where they live."""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(getattr(current_user, "zone", "Asia/Seoul")))
    return str(format_date(value, format="long", locale=page_language()))


def time_of_day(value: datetime) -> str:
    """The time of a moment where its reader lives, as 21:14."""
    zone = ZoneInfo(getattr(current_user, "zone", "Asia/Seoul"))
    return value.astimezone(zone).strftime("%H:%M")


def num(value: Decimal | int) -> str:
    """A number with the reader's grouping and decimal sign, as many digits as it has."""
    locale = page_language()
    if isinstance(value, int):
        return str(format_decimal(value, locale=locale))
    digits = max(0, -int(value.normalize().as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=locale))


def percent(fraction: Decimal | float) -> str:
    """A fraction of 1 as whole percent, in the reader's habit ("40%", "40 %")."""
    whole = Decimal(str(fraction)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(format_percent(whole, locale=page_language()))


def money(value: Decimal | int, currency: str) -> str:
    """An amount with its currency code behind it, whole units where nobody prices in hundredths."""
    whole = currency in _NO_DIGITS
    amount = Decimal(value).quantize(Decimal(1) if whole else Decimal("0.01"), ROUND_HALF_UP)
    pattern = "#,##0" if whole else "#,##0.00"
    return f"{format_decimal(amount, format=pattern, locale=page_language())} {currency}"


FILTERS: dict[str, Callable[..., Any]] = {
    "minutes": minutes,
    "kb": kilobytes,
    "date": day,
    "time": time_of_day,
    "num": num,
    "percent": percent,
    "money": money,
}

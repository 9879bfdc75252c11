"""Kept answers as a reader sees them: amounts with their currency and in words, months by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_skeleton, get_month_names
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_name,
)

from lms.plans.finance.currency import step_of
from lms.plans.template import Field, Kind
from lms.plans.typed_numbers import written

_MANY = 1_000_000  # the name of a currency behind millions is that for many
_THOUSAND = 1000


def shown(
    asked: Field,
    kept: str,
    language: str,
    currency: str,
    rows: Mapping[str, str] | None = None,
) -> str:
    """A kept answer for reading, "" when there is none.

    currency  the plan's money
    rows      names of rows by their id, for answers that name one
    """
    if not kept:
        return ""
    match asked.kind:
        case Kind.MONEY:
            return amount(Decimal(kept), asked.currency or currency, language)
        case Kind.PERCENT:
            return f"{written(Decimal(kept), language)} %"
        case Kind.NUMBER | Kind.COUNT:
            unit = f" {asked.unit.in_language(language)}" if asked.unit else ""
            return written(Decimal(kept), language) + unit
        case Kind.CHOICE | Kind.YESNO | Kind.MANY:
            return _chosen(asked, kept, language)
        case Kind.ROW:
            return (rows or {}).get(kept, "")
        case _:
            return _over_months(asked, kept, language)


def amount(value: Decimal, currency: str, language: str) -> str:
    """An exact amount with the sign of its currency where the language puts it.

    >>> amount(Decimal(14628000), "VND", "en"), amount(Decimal("12.5"), "KGS", "ru")
    ('₫14,628,000', '12,50\\xa0KGS')
    """
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    whole = value == value.to_integral_value()
    digits = "0" if whole else "0." + "0" * max(2, -int(value.normalize().as_tuple().exponent))
    return str(
        format_currency(
            value,
            currency,
            format=pattern.replace("0.00", digits),
            locale=language,
            currency_digits=False,
            decimal_quantization=False,
        )
    )


def in_words(value: Decimal, currency: str, language: str) -> str:
    """An amount read back: all its digits, then its size in words; below a thousand the digits.

    A zero too many is seen in words and not in digits.

    >>> in_words(Decimal(14628000), "VND", "en"), in_words(Decimal(14628000), "VND", "vi")
    ('₫14,628,000 – 14.6 million Vietnamese dong', '14.628.000\\xa0₫ – 14,6 triệu đồng Việt Nam')
    """
    exact = amount(value, currency, language)
    if abs(value) < _THOUSAND:
        return exact
    name = get_currency_name(currency, count=_MANY, locale=language)
    return f"{exact} – {_compact(value, language)} {name}"


def _compact(value: Decimal, language: str) -> str:
    # Korean has no long form in CLDR: its short one (만, 억) is what people say.
    long = "long" in Locale.parse(language).compact_decimal_formats
    kind: Literal["long", "short"] = "long" if long else "short"
    # 999,960 is a million in words, never "1000 thousand".
    unit = Decimal(_THOUSAND) ** ((len(str(int(abs(value)))) - 1) // 3)
    if abs(round(value / unit, 1)) >= _THOUSAND:
        value = (unit * _THOUSAND).copy_sign(value)
    text = format_compact_decimal(value, format_type=kind, locale=language, fraction_digits=1)
    return str(text).replace("\xa0", " ")


@dataclass(frozen=True)
class Converted:
    """Won in the money of the plan.

    won   amount in KRW
    rate  what one won is worth
    on    the day of the rate, in the person's own words
    """

    won: Decimal
    rate: Decimal
    on: str
    amount: Decimal


def converted(won: Decimal, rate: Decimal, on: str, currency: str) -> Converted:
    """Savings in won at a stated rate, rounded half up to the smallest amount of the plan's money.

    >>> converted(Decimal(8_000_000), Decimal("18.25"), "12 March 2027", "VND").amount
    Decimal('146000000')
    """
    return Converted(won, rate, on, (won * rate).quantize(step_of(currency), ROUND_HALF_UP))


def _chosen(asked: Field, kept: str, language: str) -> str:
    keys = kept.split(",")
    texts = [choice.text.in_language(language) for choice in asked.choices if choice.key in keys]
    return "; ".join(texts)


def _over_months(asked: Field, kept: str, language: str) -> str:
    if asked.kind is Kind.MONTH:
        day = date(int(kept[:4]), int(kept[5:7]), 1)
        return str(format_skeleton("yMMMM", day, locale=language))
    if asked.kind is Kind.TWELVE:
        numbers = [format_decimal(part, locale=language) if part else "–" for part in _parts(kept)]
        return " · ".join(numbers)
    if asked.kind is Kind.SEASON:
        return _season(asked, _parts(kept), language)
    return kept


def _parts(kept: str) -> list[str]:
    return kept.split(",")


def _season(asked: Field, levels: list[str], language: str) -> str:
    """The busy and the quiet months by name; a year without any says what all months are."""
    names = get_month_names("abbreviated", context="stand-alone", locale=language)
    found = []
    for choice in asked.choices:
        months = [names[at] for at, level in enumerate(levels, 1) if level == choice.key]
        if months and (choice.key != "2" or len(months) == 12):
            found.append(f"{choice.text.in_language(language)}: {', '.join(months)}")
    return "; ".join(found)

"""Numbers of a plan as they are kept and shown again, so that saving twice changes nothing."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from lms.web.numbers import read_number


def stored(value: Decimal) -> str:
    """A number as it is kept: plain digits and a point, equal numbers in equal words.

    >>> stored(Decimal("12.50")), stored(Decimal("1E+3")), stored(Decimal("-0"))
    ('12.5', '1000', '0')
    """
    return format(value.normalize(), "f") if value else "0"


def written(value: Decimal, language: str) -> str:
    """A number in a reader's habit, such that `read_number` gives the same number again.

    >>> written(Decimal("1234.5"), "vi"), written(Decimal("1.125"), "en")
    ('1.234,5', '1.1250')
    """
    digits = max(0, -int(value.normalize().as_tuple().exponent))
    text = _formatted(value, digits, language)
    # Three digits behind one sign would be read as thousands; a fourth says what is meant.
    return text if read_number(text) == value else _formatted(value, digits + 1, language)


def _formatted(value: Decimal, digits: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=language, decimal_quantization=False))

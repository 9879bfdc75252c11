"""Numbers as people of six languages type them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_BOTH = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*([.,])\d+")


def read_number(text: str) -> Decimal:
    """Read a number with any of the grouping and decimal signs of our six languages.

    One sign with exactly three digits behind it groups thousands ("1.234" and "1,234" are 1234):
    that is how money is written here; the amount is shown back to the person who typed it.
    Nothing is grouped behind a zero, so "0,125" is an eighth.
    raises  InvalidOperation when the text is no number, or has more than 18 digits

    >>> [str(read_number(t)) for t in ("12 000", "12.000", "12,5", "1.234.567,50", "0,125", "-3")]
    ['12000', '12000', '12.5', '1234567.50', '0.125', '-3']
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    plain = _SPACES.sub("", plain)
    digits = sum(c.isdigit() for c in plain)
    if not 0 < digits <= 18:
        raise InvalidOperation
    both = _BOTH.fullmatch(plain)
    if both and both.group(1) != both.group(2):
        plain = plain.replace(both.group(1), "").replace(both.group(2), ".")
    elif _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    elif _PLAIN.fullmatch(plain):
        plain = plain.replace(",", ".")
    else:
        raise InvalidOperation
    return Decimal(plain)

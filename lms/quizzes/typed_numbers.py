"""Numbers as people type them in six languages: text in, every number it can mean out."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_LONGEST_TEXT = 60
_MOST_DIGITS = 25  # sums and pages keep 28; nobody means more
_MINUS = dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2012\u2013\u2014\ufe63"), "-")
_APOSTROPHE = dict.fromkeys(map(ord, "\u2019\u2018\u02bc`"), "'")
_SIGNED = re.compile(r"([+-]?)\s*([0-9.,' ]*[0-9])[.,]?")
_PLAIN = re.compile(r"([0-9]*)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
# What people write for the currencies of the course beside the three letters.
_ALSO = {
    "vnd": ("₫", "đồng", "dong", "đ"),
    "krw": ("₩", "won", "원"),
    "mnt": ("₮", "төгрөг"),
    "kgs": ("сом", "som"),
    "rub": ("₽", "руб.", "руб"),
    "usd": ("us$", "$"),
}


def readings(text: str, unit: str = "") -> list[Decimal]:
    """Every number a typed text can mean, likeliest first; empty when it is no number.

    A text such as 1.234 can be one and a bit or more than a thousand, by the reader's language.

    >>> readings("1.234")
    [Decimal('1.234'), Decimal('1234')]
    >>> readings("11 500 VND", "VND"), readings("\u22121'000,5"), readings("twelve")
    ([Decimal('11500')], [Decimal('-1000.5')], [])
    """
    if len(text) > _LONGEST_TEXT:
        return []
    found = _SIGNED.fullmatch(_without_unit(_simple(text), _simple(unit)))
    if not found:
        return []
    sign, body = found[1], found[2]
    if sum(one.isdecimal() for one in body) > _MOST_DIGITS:
        return []
    numbers = [sign + number for number in (_as_plain(body), _as_grouped(body)) if number]
    return [Decimal(number) for number in dict.fromkeys(numbers)]


def _simple(text: str) -> str:
    """Full-width and other digits as 0 to 9, one kind of minus, apostrophe and space."""
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHE)).translate(_MINUS)
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return unicodedata.normalize("NFC", " ".join("".join(digits).casefold().split()))


def _without_unit(text: str, unit: str) -> str:
    """The text without its unit, or a percent sign, behind the number or before it."""
    names = [name for name in (unit, *map(_simple, _ALSO.get(unit, ())), "%") if name]
    for name in names:
        if text.endswith(name):
            return text.removesuffix(name).strip()
        if text.startswith(name):
            return text.removeprefix(name).strip()
    return text


def _as_plain(body: str) -> str:
    found = _PLAIN.fullmatch(body)
    return f"{found[1] or 0}.{found[2] or 0}" if found and found[2] else found[1] if found else ""


def _as_grouped(body: str) -> str:
    """The number with its thousands apart; the decimal sign is another one than theirs."""
    found = _GROUPED.fullmatch(body)
    if not found or found[3] == found[2]:
        return ""
    whole = found[1].replace(found[2], "")
    return f"{whole}.{found[4]}" if found[4] else whole

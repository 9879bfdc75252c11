"""What people type becomes an answer as it is kept, one kind after the other, and never changes
silently: what cannot be read is a fault with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from lms.plans.finance.currency import step_of
from lms.plans.template import Field, Kind
from lms.plans.typed_numbers import stored, written
from lms.web.numbers import read_number
from lms.words import N_

FIRST_YEAR, LAST_YEAR = 2020, 2060
BETWEEN = ";"  # between twelve numbers as they are typed: a comma may stand inside a number

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.\s]\s*(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{4})")
_ROW = re.compile(r"[0-9A-Za-z-]{1,64}")
_CANONICAL_TWELVE = re.compile(r"(\d+(\.\d+)?)?(,(\d+(\.\d+)?)?){11}")

NO_NUMBER = N_("Write a number, such as 12000 or 12,5.")
OUT_OF_RANGE = N_("Write a number from %(least)s to %(most)s.")
NOT_WHOLE = N_("Write a whole number.")
TOO_FINE = N_("Write at most %(places)s digits behind the comma.")
TOO_LONG = N_("Write at most %(most)s characters. You have written %(count)s.")
NO_CHOICE = N_("Choose one of the answers.")
NO_MONTH = N_("Write a month and a year, such as 01/2027.")
NO_SEASON = N_("Choose quiet, normal or busy for each of the twelve months.")
NO_TWELVE = N_("Write twelve numbers, one for each month.")


@dataclass(frozen=True)
class Fault:
    """Why something typed is no answer: a sentence marked for translation, with its values.

    values  texts, numbers already in the reader's habit
    """

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)


def read_answer(asked: Field, typed: str, language: str, currency: str) -> str | Fault:
    """The answer as it is kept, or what is wrong with it; "" means not answered.

    typed     one text: several choices with commas; twelve numbers with ";" or on lines
    language  of the reader, for the numbers in a fault
    currency  the plan's money
    """
    words = typed.strip()
    if not words:
        return ""
    return _READ[asked.kind](_Typed(asked, words, language, currency))


def places_of(asked: Field, currency: str) -> int:
    """How many digits behind the decimal sign an answer may have.

    Money has those of its currency; the price of a small quantity may be finer (C02).
    """
    if asked.kind is not Kind.MONEY or asked.places:
        return asked.places
    return -int(step_of(asked.currency or currency).as_tuple().exponent)


def typed_again(asked: Field, kept: str, language: str) -> str:
    """A kept answer as it stands in its field; `read_answer` makes the same of it again."""
    if asked.kind.is_number and kept:
        return written(Decimal(kept), language)
    if asked.kind is Kind.TWELVE and kept:
        return f"{BETWEEN} ".join(twelve_typed(kept, language))
    return kept


def twelve_typed(kept: str, language: str) -> list[str]:
    """Twelve fields for a table of months, "" where nothing is written yet.

    >>> twelve_typed("1200,,3.5,,,,,,,,,", "vi")[:3]
    ['1.200', '', '3,5']
    """
    parts = kept.split(",") if kept else []
    cells = [written(Decimal(part), language) if part else "" for part in parts]
    return (cells + [""] * 12)[:12]


@dataclass(frozen=True)
class _Typed:
    asked: Field
    words: str
    language: str
    currency: str


def _text(typed: _Typed) -> str | Fault:
    words = typed.words
    if typed.asked.kind is Kind.LINE:
        words = " ".join(words.split())
    if len(words) > typed.asked.most:
        most, count = Decimal(typed.asked.most), Decimal(len(words))
        values = {"most": written(most, typed.language), "count": written(count, typed.language)}
        return Fault(TOO_LONG, values)
    return words


def _number(typed: _Typed) -> str | Fault:
    words = typed.words
    if typed.asked.kind is Kind.PERCENT:
        words = words.removesuffix("%").strip()
    return _one_number(typed, words)


def _one_number(typed: _Typed, words: str) -> str | Fault:
    try:
        value = read_number(words)
    except InvalidOperation:
        return Fault(NO_NUMBER)
    least, most = typed.asked.least, typed.asked.most
    if not least <= value <= most:
        limits = {"least": written(least, typed.language), "most": written(most, typed.language)}
        return Fault(OUT_OF_RANGE, limits)
    places = _places(typed)
    if value != round(value, places):
        return Fault(TOO_FINE, {"places": str(places)}) if places else Fault(NOT_WHOLE)
    return stored(value)


def _places(typed: _Typed) -> int:
    # A table of months holds pieces or money; both have their two decimals at most.
    return 2 if typed.asked.kind is Kind.TWELVE else places_of(typed.asked, typed.currency)


def _month(typed: _Typed) -> str | Fault:
    if match := _YEAR_FIRST.fullmatch(typed.words):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_FIRST.fullmatch(typed.words):
        month, year = int(match[1]), int(match[2])
    else:
        return Fault(NO_MONTH)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return Fault(NO_MONTH)
    return f"{year:04}-{month:02}"


def _choice(typed: _Typed) -> str | Fault:
    known = any(choice.key == typed.words for choice in typed.asked.choices)
    return typed.words if known else Fault(NO_CHOICE)


def _many(typed: _Typed) -> str | Fault:
    chosen = {part.strip() for part in typed.words.split(",")} - {""}
    known = [choice.key for choice in typed.asked.choices]
    if chosen - set(known):
        return Fault(NO_CHOICE)
    return ",".join(key for key in known if key in chosen)


def _season(typed: _Typed) -> str | Fault:
    levels = [part.strip() for part in typed.words.split(",")]
    if len(levels) != 12 or set(levels) - {"1", "2", "3"}:
        return Fault(NO_SEASON)
    return ",".join(levels)


def _twelve(typed: _Typed) -> str | Fault:
    """Twelve numbers, some of which may still be missing; none at all is no answer."""
    plain = "".join(typed.words.split())
    if _CANONICAL_TWELVE.fullmatch(plain):
        cells = plain.split(",")
    else:
        cells = [cell.strip() for cell in re.split(rf"[{BETWEEN}\n]", typed.words)]
    if len(cells) != 12:
        return Fault(NO_TWELVE)
    kept = []
    for cell in cells:
        value = _one_number(typed, cell) if cell else ""
        if isinstance(value, Fault):
            return value
        kept.append(value)
    return ",".join(kept) if any(kept) else ""


def _row(typed: _Typed) -> str | Fault:
    return typed.words if _ROW.fullmatch(typed.words) else Fault(NO_CHOICE)


_READ: Mapping[Kind, Callable[[_Typed], str | Fault]] = MappingProxyType(
    {
        Kind.LINE: _text,
        Kind.TEXT: _text,
        Kind.MONEY: _number,
        Kind.NUMBER: _number,
        Kind.COUNT: _number,
        Kind.PERCENT: _number,
        Kind.MONTH: _month,
        Kind.CHOICE: _choice,
        Kind.MANY: _many,
        Kind.YESNO: _choice,
        Kind.SEASON: _season,
        Kind.TWELVE: _twelve,
        Kind.ROW: _row,
    }
)

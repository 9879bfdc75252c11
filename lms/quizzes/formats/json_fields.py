"""Reads the values of our JSON one by one; each error is a sentence that names the field."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from lms.quizzes.questions import FORMATS, EmbeddedFile, Format

_LONGEST_NUMBER = 100
# What neither a database nor XML can hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_text(values: Mapping[Any, Any], key: str, *, needed: bool = False) -> str:
    """A text, empty when there is none."""
    value = values.get(key, "")
    if not isinstance(value, str) or (needed and not value):
        raise ValueError(f"{key} must be a text.")
    if _UNFIT.search(value):
        raise ValueError(f"{key} holds a control sign, which cannot be kept.")
    return value


def read_yes(values: Mapping[Any, Any], key: str) -> bool:
    """True or false, which it is when there is nothing."""
    value = values.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{key} must be true or false.")
    return value


def read_whole(values: Mapping[Any, Any], key: str, usual: int | None = None) -> int:
    """A whole number; None for `usual` means that it must be there."""
    value = values.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{key} must be a whole number.")
    return value


def read_texts(values: Mapping[Any, Any], key: str) -> tuple[str, ...]:
    """A list of texts, empty when there is none."""
    value = values.get(key, ())
    if not is_list(value) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{key} must be a list of texts.")
    return tuple(read_text({key: one}, key) for one in value)


def read_objects(values: Mapping[Any, Any], key: str) -> Sequence[Mapping[Any, Any]]:
    """A list of objects with at least one in it."""
    found = values.get(key)
    if not is_list(found) or not found or not all(isinstance(one, Mapping) for one in found):
        raise ValueError(f"{key} must be a list of objects.")
    return [one for one in found if isinstance(one, Mapping)]


def read_pairs(values: Mapping[Any, Any], key: str) -> tuple[tuple[str, str], ...]:
    """An object of texts as pairs, or a list of pairs where a name comes twice."""
    found = values.get(key, {})
    if is_list(found) and all(is_list(pair) and len(pair) == 2 for pair in found):
        return tuple(
            (name, value) for name, value in (read_texts({key: one}, key) for one in found)
        )
    if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found):
        raise ValueError(f"{key} must be an object of texts.")
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError(f"{key} must be an object of texts.")
    return tuple((read_text({key: name}, key), read_text(found, name)) for name in found)


def read_format(values: Mapping[Any, Any]) -> Format:
    """The format of a question's texts, "moodle" when none is given."""
    return format_named(values.get("format", "moodle"))


def read_formats(values: Mapping[Any, Any]) -> tuple[tuple[str, Format], ...]:
    """The formats of single texts, in the order of their paths."""
    return tuple((path, format_named(name)) for path, name in sorted(read_pairs(values, "formats")))


def format_named(value: object) -> Format:
    """The format of this name; raises ValueError when there is none."""
    found = next((name for name in FORMATS if name == value), None)
    if found is None:
        raise ValueError(f"format must be one of {', '.join(FORMATS)}.")
    return found


def read_files(values: Mapping[Any, Any]) -> tuple[EmbeddedFile, ...]:
    """Files as objects of name and base64."""
    if not values.get("files"):
        return ()
    return tuple(_file(one) for one in read_objects(values, "files"))


def _file(one: Mapping[Any, Any]) -> EmbeddedFile:
    try:
        content = base64.b64decode(read_text(one, "base64"), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("base64 must be the content of a file in base64.") from None
    return EmbeddedFile(read_text(one, "name", needed=True), content)


def read_weight(one: Mapping[Any, Any], usual: int = 100) -> Fraction:
    """A percentage as the share of the full mark."""
    value = one.get("weight", usual)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValueError
        weight = Fraction(_short(value)) / 100
    except (ValueError, ArithmeticError):
        raise ValueError("weight must be a percentage such as 50 or 100/3.") from None
    if abs(weight) > 1:
        raise ValueError("weight must lie between -100 and 100.")
    return weight


def read_decimal(one: Mapping[Any, Any], key: str) -> Decimal:
    """A number written as a text, so that no digit is lost."""
    value = one.get(key)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValueError
        number = Decimal(_short(value))
        if number.is_nan():
            raise ValueError
    except (ValueError, InvalidOperation):
        raise ValueError(f"{key} must be a number written as a text.") from None
    return number


def told_apart(ids: Sequence[str]) -> None:
    """Raises ValueError when two ids are the same."""
    if len(set(ids)) < len(ids):
        raise ValueError("two parts have the same id.")


def is_list(value: Any) -> bool:
    """Whether a value of JSON is a list; a tuple is one, too, for those who made it in Python."""
    return isinstance(value, list | tuple)


def _short(value: int | str | Decimal) -> str:
    """The number as text; one that is too long to be meant is refused."""
    text = str(value) if not isinstance(value, int) or abs(value) < 10**_LONGEST_NUMBER else ""
    if not 0 < len(text) <= _LONGEST_NUMBER or "e" in text.lower().removesuffix("infinity"):
        raise ValueError
    return text

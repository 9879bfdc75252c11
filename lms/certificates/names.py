"""The name on the paper: what can be printed and read by everybody. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from lms.certificates.models import LONGEST_NAME
from lms.words import N_

EMPTY = N_("Write your name as it should be printed.")
TOO_LONG = N_("Write at most 80 characters.")
UNSEEN = N_("A sign that cannot be seen was in this name and is taken out. Look at it once more.")
NO_NAME = N_("Write the name in letters. Signs and pictures cannot be printed.")
NO_LETTERS_OF_OURS = N_(
    "The paper can be printed in Latin, Cyrillic and Korean letters only. "
    "Write your name as in your passport."
)
_MARKS_IN_A_ROW = 2


def tidy(text: str | None) -> str:
    """One line in the usual Unicode form, single spaces; what cannot be seen is left to be refused.

    >>> tidy(" Nguyễn   Thị Lan ")
    'Nguyễn Thị Lan'
    """
    return re.sub(r"[ \u00a0]+", " ", unicodedata.normalize("NFC", text or "")).strip(" ")


def seen(name: str) -> str:
    """The name without controls, marks of direction, private signs and ends of lines."""
    return "".join(c for c in name if not _is_unseen(unicodedata.category(c)))


def _is_unseen(kind: str) -> bool:
    return kind[0] == "C" or kind in ("Zl", "Zp")


def fault_of(name: str, printable: Container[int]) -> str | None:
    """What keeps this name from being printed, as a marked sentence; None when nothing does.

    printable  the code points that the font of the paper has
    """
    if not name:
        return EMPTY
    if len(name) > LONGEST_NAME:
        return TOO_LONG
    if seen(name) != name:
        return UNSEEN
    kinds = [unicodedata.category(c) for c in name]
    if any(kind[0] == "L" and ord(c) not in printable for c, kind in zip(name, kinds, strict=True)):
        return NO_LETTERS_OF_OURS
    if not any(kind[0] == "L" for kind in kinds) or any(kind[0] == "S" for kind in kinds):
        return NO_NAME
    if any(ord(c) not in printable for c in name) or _piles_marks(kinds):
        return NO_NAME
    return None


def _piles_marks(kinds: list[str]) -> bool:
    """Whether more marks stand on one letter than any language writes."""
    run = "M" * (_MARKS_IN_A_ROW + 1)
    return run in "".join(kind[0] for kind in kinds)

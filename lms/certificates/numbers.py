"""Numbers of certificates: unguessable, and typed from paper without doubt. Pure.

SSE-7K3-MQ9-TDX: eight drawn characters and a check character, from 30 letters and digits that do
not look alike. Sums are taken modulo 31, a prime above 30, with a weight of its own for each
place: one wrong character, or two that changed places, never give a good number.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from lms.errors import Refusal
from lms.words import N_

PREFIX = "SSE"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIME = 31
_LENGTH = 9
# What a Cyrillic keyboard gives for a letter that looks the same on paper.
_LOOK_ALIKE = str.maketrans("АВЕКМНРСТУХЅЈ", "ABEKMHPCTYXSJ")

SHAPE = N_("A number looks like SSE-234-ABC-DEF: nine letters and digits after SSE.")
LETTERS = N_("A number never has 0, 1, I, L, O, U or a sign. Look at the paper once more.")
SLIP = N_("There is a slip in this number. Compare it with the paper, letter by letter.")


def new_number() -> str:
    """A number that nobody can guess: 39 random bits."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
        check = -_sum(drawn) % _PRIME
        if check < len(ALPHABET):  # one draw in 31 would need a character we do not have
            return _written(drawn + ALPHABET[check])


def canonical(text: str) -> str:
    """The number as it is printed, from what somebody typed, pasted or scanned.

    Case, spaces, dashes, a missing SSE, a whole address and Cyrillic look-alikes are all read.
    raises  Refusal 404 with what is wrong, when this can be no number of ours
    """
    last = unicodedata.normalize("NFKC", text).strip().rstrip("/").rpartition("/")[2]
    plain = re.sub(r"[\s\-\u2010-\u2015._]", "", last).upper().translate(_LOOK_ALIKE)
    if len(plain) == len(PREFIX) + _LENGTH:
        plain = plain.removeprefix(PREFIX)
    if len(plain) != _LENGTH:
        raise Refusal(SHAPE, status=404)
    if not set(plain) <= set(ALPHABET):
        raise Refusal(LETTERS, status=404)
    if (_sum(plain[:-1]) + ALPHABET.index(plain[-1])) % _PRIME:
        raise Refusal(SLIP, status=404)
    return _written(plain)


def _sum(drawn: str) -> int:
    # The check character has weight 1, so these begin at 2.
    return sum(weight * ALPHABET.index(c) for weight, c in enumerate(drawn, start=2))


def _written(plain: str) -> str:
    return "-".join((PREFIX, plain[:3], plain[3:6], plain[6:]))

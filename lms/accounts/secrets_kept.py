"""Passwords, PINs and recovery words: what is good enough, how it is kept. Pure but for chance."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.words import N_

# OWASP's profile for small servers: 19 MiB, two rounds, one lane (about 35 ms here).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this secret")
LEAST_PASSWORD = 8
PIN_DIGITS = 6
CARD_WORDS = 6
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_TOO_COMMON = frozenset({"password", "12345678", "123456789", "1234567890", "qwertyui", "iloveyou"})


def fault_of(secret: str, username: str) -> str | None:
    """The sentence that says why a new secret is not good enough; None when it is.

    A secret is a PIN of 6 digits or a password of 8 or more characters.
    """
    text = unicodedata.normalize("NFC", secret)
    if _is_the_name(text, username):
        return N_("This is your name or number. Choose something that others do not know.")
    if text.isascii() and text.isdigit() and len(text) == PIN_DIGITS:
        return N_("This PIN is easy to guess. Choose other digits.") if _easy_pin(text) else None
    if len(text) < LEAST_PASSWORD:
        return N_("Use 6 digits, or a password of 8 or more characters.")
    if text.casefold() in _TOO_COMMON or len(set(text)) < 4:
        return N_("This password is easy to guess. Choose another one.")
    return None


def _is_the_name(text: str, username: str) -> bool:
    name = unicodedata.normalize("NFC", username).strip().casefold()
    digits = "".join(c for c in name if c.isdecimal())
    from_number = len(digits) >= PIN_DIGITS and text.isdecimal() and digits.endswith(text)
    return text.casefold() == name or from_number


def _easy_pin(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    repeated = pin[:3] * 2 == pin or pin[:2] * 3 == pin
    return steps in ({0}, {1}, {9}) or repeated


def hashed(secret: str) -> str:
    """The secret as it is stored (argon2id)."""
    return _HASHER.hash(unicodedata.normalize("NFC", secret))


def matches(kept: str | None, secret: str) -> bool:
    """Whether a typed secret is the kept one; takes as long for an account that does not exist."""
    try:
        good = _HASHER.verify(kept or _NOBODY, unicodedata.normalize("NFC", secret))
    except (VerificationError, InvalidHashError):
        return False
    return bool(good and kept)


def new_words() -> str:
    """Six pronounceable words of five letters, 96 bits: legible in every language of ours.

    Source: proquints (D. S. Wilkerson, "A Proposal for Proquints", 2009).
    """
    return " ".join(_proquint(secrets.randbits(16)) for _ in range(CARD_WORDS))


def _proquint(number: int) -> str:
    letters = []
    for shift, alphabet in zip(
        (12, 10, 6, 4, 0), (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS), strict=True
    ):
        letters.append(alphabet[(number >> shift) & (len(alphabet) - 1)])
    return "".join(letters)


def words_hash(words: str) -> str:
    """How the words of a card are kept; 96 random bits need no slow hash.

    >>> words_hash("Lusab  babad") == words_hash("lusab-babad")
    True
    """
    plain = unicodedata.normalize("NFKC", words).casefold()
    letters = "".join(c for c in plain if c.isalpha())
    return hashlib.sha256(letters.encode()).hexdigest()

"""User names and phone numbers: how they are compared. Pure."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from lms.words import N_

# Learners type their number as at home or as in Korea; the first region that fits counts.
REGIONS = ("KR", "VN", "MN", "KG")
LEAST, MOST = 3, 40
BAD_NAME = N_("Use 3 to 40 letters or digits without spaces, or your phone number.")
_SIGNS = frozenset("._-")
_PHONE_LIKE = re.compile(r"\+?[\d\s().\-]{8,24}")


def keys_of(text: str, home: str = "") -> list[str]:
    """What a typed user name or phone number may stand for, the likeliest first.

    A phone number gives its international forms (E.164) in the regions where it is valid; any
    other text gives one folded name (NFKC, case folded), and an unusable one gives [].
    home  the region that is tried first, such as "KG": some numbers fit in two countries

    >>> keys_of("0912 345 678", home="KG")
    ['+996912345678', '+84912345678']
    >>> keys_of("010-2345-6789")
    ['+821023456789']
    >>> keys_of("Nguyễn.Lan") == keys_of("nguyễn.lan")
    True
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _PHONE_LIKE.fullmatch(plain):
        numbers = _phone_keys(plain, home.upper())
        if numbers:
            return numbers
    folded = unicodedata.normalize("NFKC", plain.casefold())
    return [folded] if LEAST <= len(folded) <= MOST and all(map(_fits, folded)) else []


def _fits(character: str) -> bool:
    # Marks belong to letters: Thai, Burmese or Hindi names cannot be written without them.
    return character in _SIGNS or unicodedata.category(character)[0] in "LMN"


def _phone_keys(text: str, home: str) -> list[str]:
    found: list[str] = []
    for region in sorted(REGIONS, key=lambda region: region != home):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            if key not in found:
                found.append(key)
    return found

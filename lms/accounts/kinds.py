"""The kinds of country, stage and role that the house knows. Pure."""

from __future__ import annotations

from enum import StrEnum


class Country(StrEnum):
    """The home country; anywhere else is OTHER."""

    VIET_NAM = "vn"
    MONGOLIA = "mn"
    KYRGYZSTAN = "kg"
    OTHER = "other"


class Stage(StrEnum):
    """Where somebody stands on the way to Korea and back."""

    BEFORE = "pre_departure"
    IN_KOREA = "in_korea"
    PREPARING = "preparing_return"
    RETURNED = "returned"


class Role(StrEnum):
    """What a grant gives, everywhere or for one thing."""

    TRAINER = "trainer"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"
    ADMIN = "admin"

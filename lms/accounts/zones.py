"""Which calendar and clock a person lives by. Pure."""

from __future__ import annotations

from lms.accounts.kinds import Country, Stage

KOREA = "Asia/Seoul"
_HOME = {
    Country.VIET_NAM: "Asia/Ho_Chi_Minh",
    Country.MONGOLIA: "Asia/Ulaanbaatar",
    Country.KYRGYZSTAN: "Asia/Bishkek",
}


def zone_of(country: Country, stage: Stage) -> str:
    """The zone whose calendar the dates follow: Korea's while there, else the home country's.

    >>> zone_of(Country.MONGOLIA, Stage.RETURNED)
    'Asia/Ulaanbaatar'
    """
    in_korea = stage in (Stage.IN_KOREA, Stage.PREPARING)
    return KOREA if in_korea else _HOME.get(country, KOREA)

"""By when a reported mistake is answered, and how much one person can report. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WORKING_DAYS = 3  # a promise of the product: the sentences that give it say "three"
MOST_A_DAY = 20
LEAST, MOST = 5, 2000  # characters of a report
LAST_BLOCK = 9999
SAME_WITHIN = timedelta(days=1)
_ZONE = ZoneInfo("Asia/Seoul")  # of most who report; days are counted where they live
_SATURDAY = 5


def answer_by(at: datetime) -> date:
    """The last day for an answer: the third working day after the one it came on.

    Working days are Monday to Friday; holidays are not known.

    >>> from datetime import UTC
    >>> answer_by(datetime(2026, 11, 20, 9, tzinfo=UTC)).isoformat()  # a Friday
    '2026-11-25'
    """
    day, left = at.astimezone(_ZONE).date(), WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def is_late(at: datetime, now: datetime) -> bool:
    """Whether the last day for an answer is over."""
    return now.astimezone(_ZONE).date() > answer_by(at)


def block_of(text: str | None) -> int | None:
    """The number of a paragraph as an address or a form gives it; None for anything else.

    >>> block_of("12"), block_of("-1"), block_of("12345"), block_of(None)
    (12, None, None, None)
    """
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(LAST_BLOCK)):
        return None
    return int(text)

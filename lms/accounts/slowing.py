"""Wrong tries are slowed, never locked out for good. Pure: counts and times in, seconds out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Brake:
    """From which wrong try a key is slowed, how long the wait can become, when it is forgotten."""

    free: int
    longest_seconds: int
    forget_after: timedelta = FORGET_AFTER


# One account from one address is what guessing looks like. An account from everywhere is slowed
# little, so that nobody can keep a learner out by guessing; an address is a dormitory, a class or
# half a telephone company, so it forgets within the hour.
BRAKES = {
    "both": Brake(free=3, longest_seconds=900),
    "account": Brake(free=20, longest_seconds=30),
    "address": Brake(free=100, longest_seconds=60, forget_after=timedelta(hours=1)),
}


def wait_seconds(kind: str, times: int) -> int:
    """How long to wait after so many wrong tries: 1, 2, 4, ... seconds once the free ones are used.

    >>> [wait_seconds("both", n) for n in (2, 3, 4, 5, 20)]
    [0, 1, 2, 4, 900]
    """
    brake = BRAKES[kind]
    over = times - brake.free
    if over < 0:
        return 0
    return min(brake.longest_seconds, 1 << min(over, 20))


def left_to_wait(kind: str, times: int, last_at: datetime, now: datetime) -> int:
    """Seconds from now until the next try is looked at; 0: at once."""
    if now - last_at > BRAKES[kind].forget_after:
        return 0
    until = last_at + timedelta(seconds=wait_seconds(kind, times))
    return max(0, -int((now - until) // timedelta(seconds=1)))


def wait_for(counts: Mapping[str, tuple[int, datetime]], now: datetime) -> int:
    """Seconds to wait, by (wrong tries, time of the last) for each kind of key that has any.

    The first try at an account from an address is always looked at: whoever guesses elsewhere, or
    beside a learner in the same dormitory, cannot keep the learner out. Flask-Limiter bounds what
    an address can do with that.
    """
    both = counts.get("both")
    if both is None or now - both[1] > BRAKES["both"].forget_after:
        return 0
    return max(left_to_wait(kind, times, last_at, now) for kind, (times, last_at) in counts.items())


def keys(account: str, address: str) -> dict[str, str]:
    """The hashed keys under which a wrong try of this account from this address is counted."""
    texts = {
        "both": f"both\0{account}\0{address}",
        "account": f"account\0{account}",
        "address": f"address\0{address}",
    }
    return {kind: hashlib.sha256(text.encode()).hexdigest() for kind, text in texts.items()}

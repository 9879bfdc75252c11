"""Rate limits by Flask-Limiter: only where guessing pays; reading pages have none.

Forty people behind one address must get in, so the limits are per address and generous; what
slows guessing at one account is `accounts/slowing.py`.
"""

from __future__ import annotations

import logging
from functools import cache

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

log = logging.getLogger("lms.web")


def address() -> str:
    """The address that tries are counted for."""
    expected = current_app.extensions["lms.settings"].behind_proxies
    if not expected and "X-Forwarded-For" in request.headers:
        _tell_the_operator()
    return get_remote_address()


@cache
def _tell_the_operator() -> None:
    # Said once: everybody would share one count of wrong tries, and one guesser slow all.
    log.warning("A proxy forwards to us, but LMS_BEHIND_PROXIES is 0: all count as one address.")


limiter = Limiter(address, headers_enabled=False, swallow_errors=True)

SIGN_IN = "150 per minute; 1500 per hour"
JOIN = "100 per minute; 600 per hour"
RECOVER = "60 per minute; 300 per hour"
LOOK_UP = "120 per minute; 2000 per hour"

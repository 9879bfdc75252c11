"""Rate limits by Flask-Limiter: only where guessing pays; reading pages have none.

Forty people behind one address must get in, so the limits are per address and generous; what
slows guessing at one account is `accounts/slowing.py`.
"""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=False, swallow_errors=True)

SIGN_IN = "150 per minute; 1500 per hour"
JOIN = "100 per minute; 600 per hour"
RECOVER = "60 per minute; 300 per hour"
LOOK_UP = "120 per minute; 2000 per hour"

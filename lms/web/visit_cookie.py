"""The signed visit cookie, read once for each value: a reader sends the same one all day."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from lms import clock


class VisitCookies(SecureCookieSessionInterface):
    """Flask's own signed cookie; only that a signature is not checked again for the same value.

    A value is kept under itself, so who sends it could be nobody else; its age is looked at each
    time.
    """

    def __init__(self, app: Flask) -> None:
        signing: URLSafeTimedSerializer | None = self.get_signing_serializer(app)
        assert signing is not None  # there is always a key, see config.secret_key

        @lru_cache(maxsize=4096)
        def read(value: str) -> tuple[dict[str, Any], datetime]:
            content, at = signing.loads(value, return_timestamp=True)
            return content, at.astimezone(UTC)

        self._read = read

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """What the cookie holds; nothing when it is missing, forged or too old."""
        value = request.cookies.get(self.get_cookie_name(app))
        if not value:
            return self.session_class()
        try:
            content, at = self._read(value)
        except BadSignature:
            return self.session_class()
        if clock.now() - at > app.permanent_session_lifetime:
            return self.session_class()
        return self.session_class(deepcopy(content))

"""Forged forms: Flask-WTF's token, checked by the door and nowhere else."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app, request, session
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError


class Csrf:
    """Makes tokens for forms and says whether the posted one is good."""

    def token(self) -> str:
        """The token of this session; the same secret for all its pages."""
        return _signed(session["csrf_token"]) if "csrf_token" in session else str(generate_csrf())

    def is_good(self) -> bool:
        """Whether the posted form (or header, for scripts) came from one of our pages."""
        if not current_app.config.get("WTF_CSRF_ENABLED", True):
            return True
        given = request.form.get("csrf_token") or request.headers.get("X-CSRFToken", "")
        try:
            validate_csrf(given)
        except ValidationError:
            return False
        return True


@lru_cache(maxsize=4096)
def _signed(_secret: str) -> str:
    # Keyed by this session's own secret, which is what Flask-WTF signs: nobody gets another's.
    return str(generate_csrf())


csrf = Csrf()

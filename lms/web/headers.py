"""Headers that every answer carries."""

from __future__ import annotations

from flask import Response, g, request

from lms.web.languages import COOKIE, REMEMBER_SECONDS, remembered

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FIXED = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def add(response: Response) -> Response:
    """Add what the browser must know; personal pages are not stored by anybody in between."""
    headers = response.headers
    there = {name.lower() for name, _ in headers}  # looked through once, not for each
    headers.extend((name, FIXED[name]) for name in FIXED if name.lower() not in there)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-cache"
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    code = remembered()
    if code:
        response.set_cookie(
            COOKIE,
            code,
            max_age=REMEMBER_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    if "lang" in g and response.mimetype == "text/html":
        headers.setdefault("Content-Language", g.lang)
        response.vary.update(("Cookie", "Accept-Language"))
    return response

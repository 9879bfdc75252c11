"""Which language a page speaks, and which text a reader falls back to."""

from __future__ import annotations

from collections.abc import Container

from flask import g, request
from flask_login import current_user

NAMES: dict[str, str] = {
    "en": "English",
    "vi": "Tiếng Việt",
    "mn": "Монгол",
    "ky": "Кыргызча",
    "ru": "Русский",
    "ko": "한국어",
}
FALL_BACK: dict[str, tuple[str, ...]] = {
    "en": ("en",),
    "vi": ("vi", "en"),
    "mn": ("mn", "en"),
    "ky": ("ky", "ru", "en"),
    "ru": ("ru", "en"),
    "ko": ("ko", "en"),
}
COOKIE = "lang"
REMEMBER_SECONDS = 400 * 24 * 3600


def page_language() -> str:
    """This page's language: asked for, remembered, the person's, the browser's, English."""
    if "lang" not in g:
        g.lang = _choose()
    lang: str = g.lang
    return lang


def _choose() -> str:
    for code in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if code in NAMES:
            return str(code)
    if current_user and current_user.is_authenticated and current_user.language in NAMES:
        return str(current_user.language)
    return _of_browser() or "en"


def _of_browser() -> str | None:
    """The first language of the browser's list that we speak; "ky-KG" is spoken as "ky"."""
    for tag, quality in request.accept_languages:
        code = tag.replace("_", "-").partition("-")[0].lower()
        if quality > 0 and code in NAMES:
            return code
    return None


def text_language(wanted: str, there: Container[str]) -> str | None:
    """The first language of the reader's chain that a text exists in; None when there is none.

    >>> text_language("ky", {"en", "ru"})
    'ru'
    """
    return next((code for code in FALL_BACK.get(wanted, ("en",)) if code in there), None)


def remembered() -> str | None:
    """The language to keep in a cookie, when this request asked for one."""
    code = request.args.get("lang")
    return code if code in NAMES else None

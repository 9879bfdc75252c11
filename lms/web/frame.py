"""What every template gets: language, static files, the running head, messages, tokens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, g, get_flashed_messages, render_template, request
from flask_babel import gettext
from flask_login import current_user
from markupsafe import Markup

from lms.catalogues import catalogue
from lms.web.csrf import csrf
from lms.web.filters import FILTERS
from lms.web.kept_pages import mark
from lms.web.languages import NAMES, page_language
from lms.web.static_files import release, static_url
from lms.words import N_

# (address, label): at most four places in the bar.
PLACES = (("/learn/", N_("My course")), ("/plans/", N_("My plan")))
# (what the person must answer yes to, address, label): places of those who do more than learn.
DESKS = (
    ("teaches", "/teach/", N_("Teaching")),
    ("writes", "/author/", N_("Writing")),
)
PERSON = "person"
TOKEN = "csrf_token"  # noqa: S105 - the name of a hole
MESSAGES = "messages"


def install(app: Flask) -> None:
    """Give templates their filters and the values below."""
    app.jinja_env.filters.update(FILTERS)
    # Straight to the catalogue: Flask-Babel looks for it anew at each of a page's many sentences.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _words().gettext(text),
        lambda one, many, num: _words().ngettext(one, many, num),
        newstyle=True,
    )
    app.context_processor(_frame)


def _words() -> NullTranslations:
    if "words" not in g:
        g.words = catalogue(page_language())
    words: NullTranslations = g.words
    return words


def _frame() -> dict[str, Any]:
    return {
        "lang": page_language(),
        "languages": tuple(NAMES.items()),
        "release": release(),
        "static_url": static_url,
        "csrf_token": _token,
        "person_bar": _person_bar,
        "messages": _messages,
        "hole": _hole,
        "demo": current_app.extensions["lms.settings"].demo,
    }


@contextmanager
def nobody_s_page() -> Iterator[None]:
    """Within this, templates are rendered for everybody: personal parts become holes."""
    g.nobody = True
    try:
        yield
    finally:
        g.nobody = False


def is_nobody_s() -> bool:
    """Whether the page being rendered will be kept for everybody."""
    return bool(g.get("nobody"))


def _hole(name: str) -> Markup:
    return Markup(mark(name))  # noqa: S704 - a mark of ours, no text of anybody


def _token() -> str | Markup:
    return _hole(TOKEN) if is_nobody_s() else token()


def token() -> str:
    """The token of this session, for the hole of a kept page."""
    return csrf.token()


def _messages() -> list[tuple[str, str]]:
    return get_flashed_messages(with_categories=True)  # type: ignore[return-value]


def _person_bar() -> Markup:
    return _hole(PERSON) if is_nobody_s() else Markup(person_bar())  # noqa: S704 - a template's


def person_bar() -> str:
    """The running head of whoever asks, at this address."""
    user = current_user
    if not user.is_authenticated:
        return _bar(page_language(), None, (), "")
    desks = ((url, label) for right, url, label in DESKS if getattr(user, right))
    places = (*PLACES, *desks)
    here = next((url for url, _ in places if request.path.startswith(url)), "")
    return _bar(page_language(), user.display_name, places, here)


@lru_cache(maxsize=1024)
def _bar(lang: str, name: str | None, listed: tuple[tuple[str, str], ...], here: str) -> str:
    # Keyed by all that is in it; the language is the one that gettext uses for this request.
    places = [(url, gettext(label), url == here) for url, label in listed]
    user = {"display_name": name} if name else None
    return render_template("_person.html", user=user, places=places)


def messages_html() -> str:
    """The messages of what has just happened, for the hole of a kept page."""
    items = _messages()
    return render_template("_messages.html", items=items) if items else ""

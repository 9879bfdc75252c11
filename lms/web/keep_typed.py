"""What was typed survives a lost session: it is carried through sign-in and sent again by hand.

The carried form is never sent by itself: the person reads "your answers are still here" and
presses the button. What another site sends is not carried, so a forged page cannot lay words into
somebody's mouth; and what one person typed is not offered to another who signs in after them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import current_app, make_response, redirect, render_template, request, session
from werkzeug import Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

START = "/learn/"
MOST_FIELDS = 2000  # a plan over three years has some hundreds
LONGEST_ADDRESS = 1000
_PREFIX = "kept-"
_LOGIN = "_user_id"  # Flask-Login's name for the sign-in in the cookie, also when it has ended


@dataclass(frozen=True)
class Carried:
    """A form on its way through sign-in; action "" when there is none.

    action    the address it was sent to
    fields    (name, value) in the order of the form
    login_id  the sign-in it was typed under, "" when the cookie did not know any more
    """

    action: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    login_id: str = ""


def own_address(text: str | None) -> str:
    """An address of this site to go to next; anything else becomes the learner's start page.

    >>> [own_address(t) for t in ("/plans/?page=2", "//evil.example", "/\\\\evil", "http:x")]
    ['/plans/?page=2', '/learn/', '/learn/', '/learn/']
    """
    target = (text or "").replace("\\", "/")
    if not target.startswith("/") or target.startswith("//") or len(target) > LONGEST_ADDRESS:
        return START
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in target):
        return START
    return target


def sign_in_address() -> str:
    """Where a stranger is sent, with the way back to the page that was asked for."""
    return "/sign-in?next=" + quote(_way_back(), safe="/")


def ask_again(*, kept: bool, signed_in: bool) -> Response:
    """Answer a POST whose session or token is gone.

    kept       this page's fields may be carried along
    signed_in  True: only the token was stale, so the form can be sent again at once
    """
    fields = _posted() if kept and not _is_foreign() else []
    carries = bool(fields)
    if not carries and not signed_in:
        return make_response(redirect(sign_in_address()))
    page = render_template(
        "accounts/send_again.html",
        action=request.path,
        fields=fields,
        login_id=str(session.get(_LOGIN, "")),
        signed_in=signed_in,
        kept=carries,
        next_url=_way_back(),
    )
    response = make_response(page, 400 if signed_in else 401)
    response.headers["Cache-Control"] = "no-store"
    return response


def carried() -> Carried:
    """What a posted sign-in form carries."""
    action = request.form.get("kept_for", "")
    if not action or own_address(action) != action:
        return Carried()
    fields = [
        (name.removeprefix(_PREFIX), _printable(value))
        for name, value in request.form.items(multi=True)
        if name.startswith(_PREFIX)
    ]
    return Carried(action, tuple(fields[:MOST_FIELDS]), request.form.get("kept_by", ""))


def _way_back() -> str:
    """This address if it can be opened; else the page that held the form; else the start."""
    if request.method in {"GET", "HEAD"}:
        query = request.query_string.decode("ascii", "replace")
        return own_address(f"{request.path}?{query}" if query else request.path)
    if _opens(request.path):
        return request.path
    came_from = _host_and_path(request.referrer)
    if came_from and came_from[0] == request.host and _opens(came_from[1]):
        return own_address(came_from[1])
    return START


def _host_and_path(address: str | None) -> tuple[str, str] | None:
    """Host and path of an address; None when it is none."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return (parts.netloc, parts.path) if parts.netloc and parts.path else None


def _opens(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def _is_foreign() -> bool:
    """Whether the browser says that a page of another site sent this."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    if not origin:
        return False  # an old browser says nothing
    return origin.partition("://")[2] != request.host


def _posted() -> list[tuple[str, str]]:
    pairs = [
        (_printable(name), _printable(value))
        for name, value in request.form.items(multi=True)
        if name != "csrf_token"
    ]
    return pairs if len(pairs) <= MOST_FIELDS else []


def _printable(text: str) -> str:
    # Control characters cannot stand in HTML; the form they go to would drop them anyway.
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})

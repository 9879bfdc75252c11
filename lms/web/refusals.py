"""Error pages: what happened, what was kept, what to do; JSON for scripts in one shape."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from lms.errors import Refusal
from lms.web.pages import session
from lms.words import N_

log = logging.getLogger("lms.web")

TITLES = {
    400: N_("This could not be read"),
    403: N_("This page is for others"),
    404: N_("Nothing is here"),
    405: N_("This cannot be opened like that"),
    413: N_("This is too large"),
    429: N_("Too many tries"),
}
SENTENCES = {
    400: N_("Go back, look at what you typed, and send it once more."),
    403: N_("Your account may not open this page. Nothing was changed."),
    404: N_("There is no page at this address. Look at the letters, or begin again."),
    405: N_("Go back one page and use the button there."),
    413: N_("What was sent is larger than this page can take. Nothing was changed."),
    429: N_("Wait a minute, then try again. Nothing you have saved is lost."),
}

# Needs nothing that could be broken: no person, no template, no words of another language.
LAST_RESORT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Error</title></head><body>'
    "<h1>Something went wrong here</h1>"
    "<p>This is our mistake, not yours. Wait a little, then try again.</p>"
    "<p>If it happens again, tell us this number: %s</p></body></html>"
)


def install(app: Flask) -> None:
    """Answer every no with the same page."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _our_fault)


def _refused(no: Refusal) -> ResponseReturnValue:
    title = TITLES.get(no.status, N_("This is not possible now"))
    response = make_response(_page(no.status, gettext(title), gettext(no.message, **no.values)))
    if no.status == 429 and "seconds" in no.values:
        response.headers["Retry-After"] = str(no.values["seconds"])
    return response


def _too_many(_no: RateLimitExceeded) -> ResponseReturnValue:
    response = make_response(_page(429, gettext(TITLES[429]), gettext(SENTENCES[429])))
    response.headers["Retry-After"] = "60"
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error  # a redirect of the router
    title = TITLES.get(status, N_("This is not possible now"))
    sentence = SENTENCES.get(status, SENTENCES[400])
    shown = _page(status, gettext(title), gettext(sentence), next_url=_page_above(status))
    response = make_response(shown)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _our_fault(error: Exception) -> ResponseReturnValue:
    number = secrets.token_hex(4)
    g.request_number = number
    rule = str(request.url_rule) if request.url_rule else ""
    log.error("unexpected error", exc_info=error, extra={"path_rule": rule})
    try:
        session().rollback()
        message = gettext(N_("This is our mistake, not yours. Wait a little, then try again."))
        return _page(500, gettext(N_("Something went wrong here")), message, number)
    except Exception as second:  # the page asks who you are, and the database may be away
        log.error("no error page", exc_info=second, extra={"path_rule": rule})
        return LAST_RESORT % number, 500


def _page_above(status: int) -> str:
    """The nearest page above an address that only takes what was sent to it; else the first page.

    Who loads such an address again, or changes the language there, gets back to its form.
    """
    parts = request.path.rstrip("/").split("/") if status == 405 else []
    # Only where the router has taken the address: it makes no adapter for a host that is none.
    adapter = current_app.create_url_adapter(request) if parts else None
    while len(parts) > 2 and adapter is not None:
        parts.pop()
        for address in ("/".join(parts) + "/", "/".join(parts)):
            try:
                adapter.match(address, "GET")
            except HTTPException:
                continue
            return address
    return "/"


def _page(
    status: int, title: str, message: str, number: str | None = None, next_url: str = "/"
) -> ResponseReturnValue:
    wants_json = request.accept_mimetypes.best_match(["text/html", "application/json"])
    if wants_json == "application/json":
        shape = {"ok": False, "status": status, "message": message}
        return (shape | {"number": number} if number else shape), status
    error = {
        "status": status,
        "title": title,
        "message": message,
        "number": number,
        "next_url": next_url,
        "next_label": gettext(
            N_("Go to the first page") if next_url == "/" else N_("Go to that page")
        ),
    }
    return render_template("errors/error.html", error=error), status

"""The headers that every kind of answer carries."""

from __future__ import annotations

import pytest

from lms.web.headers import FIXED
from lms.web.static_files import static_url

KINDS = {
    "page": ("GET", "/help/"),
    "redirect": ("GET", "/account"),
    "plain": ("GET", "/healthz"),
    "not found": ("GET", "/nowhere/"),
    "not allowed": ("GET", "/sign-out"),
    "refused": ("POST", "/join"),
    "options": ("OPTIONS", "/help/"),
    "head": ("HEAD", "/help/"),
    "static": ("GET", static_url("css/site.css")),
    "no static": ("GET", static_url("css/nothing.css")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_carries_the_fixed_headers(app, kind):
    method, address = KINDS[kind]

    answer = app.test_client().open(address, method=method)

    assert {name: answer.headers.get(name) for name in FIXED} == FIXED
    assert answer.headers["Cache-Control"]


def test_a_failure_of_ours_carries_them_too(app):
    app.add_url_rule("/test-broken/", "broken", lambda: 1 / 0)

    answer = app.test_client().get("/test-broken/")

    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in FIXED} == FIXED


def test_the_policy_lets_nothing_in_that_is_not_ours():
    rules = dict(part.split(" ", 1) for part in FIXED["Content-Security-Policy"].split("; "))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(rules)


@pytest.mark.parametrize("address", ["/help/", "/sign-in", "/account", "/nowhere/"])
def test_pages_are_not_stored_by_anybody_in_between(app, address):
    cache = app.test_client().get(address).headers["Cache-Control"]

    assert cache == "private, no-cache"


def test_secure_transport_is_asked_for_where_there_is_any(app):
    client = app.test_client()

    plain = client.get("/help/")
    secure = client.get("/help/?lang=vi", base_url="https://localhost")

    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Secure" in secure.headers["Set-Cookie"]

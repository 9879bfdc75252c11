"""Every no: a page that says what happened and what to do, or JSON in one shape."""

from __future__ import annotations

import json
import re

import pytest

from lms.errors import Refusal
from lms.web.pages import Pages, anyone, signed_in

JSON = {"Accept": "application/json"}


def never(user, thing=None):
    return False


@pytest.fixture
def app(app):
    pages = Pages("test_noes", __name__)

    @pages.show("/test-closed/", may=never)
    def show_closed(visit):
        return "never"

    @pages.show("/test-broken/", may=anyone)
    def show_broken(visit):
        raise KeyError("a secret detail")

    @pages.show("/test-wait/", may=anyone)
    def show_wait(visit):
        raise Refusal("Wait %(seconds)s seconds.", status=429, seconds=7)

    @pages.change("/test-no/", may=signed_in)
    def say_no(visit):
        raise Refusal("This is %(what)s.", what="<done>")

    app.register_blueprint(pages)
    return app


@pytest.mark.parametrize(
    ("method", "address", "status", "title"),
    [
        ("GET", "/test-closed/", 403, "This page is for others"),
        ("GET", "/nowhere/", 404, "Nothing is here"),
        ("GET", "/sign-out", 405, "This cannot be opened like that"),
        ("POST", "/help/", 405, "This cannot be opened like that"),
        ("PUT", "/account", 405, "This cannot be opened like that"),
        ("GET", "/test-wait/", 429, "Too many tries"),
        ("POST", "/test-no/", 409, "This is not possible now"),
        ("GET", "/test-broken/", 500, "Something went wrong here"),
    ],
)
def test_every_no_is_a_page_and_a_json_of_one_shape(browse, make, method, address, status, title):
    learner = browse(make.user())

    page = learner.client.open(address, method=method)
    plain = learner.client.open(address, method=method, headers=JSON)

    assert page.status_code == plain.status_code == status
    assert page.mimetype == "text/html"
    assert f"<h1>{title}</h1>" in page.text
    said = json.loads(plain.text)
    assert (said["ok"], said["status"]) == (False, status)
    assert set(said) - {"number"} == {"ok", "status", "message"}
    assert said["message"]


def test_a_form_that_is_too_large_is_told_so(browse):
    page = browse().post("/sign-in", data={"username": "x" * 2_500_000})

    assert page.status_code == 413
    assert "Nothing was changed." in page.text


def test_our_fault_shows_a_number_and_no_details(browse, capfd):
    page = browse().get("/test-broken/")

    assert page.status_code == 500
    assert re.search(r"<strong>([0-9a-f]{8})</strong>", page.text)
    for detail in ("secret detail", "KeyError", "Traceback", "test_refusals"):
        assert detail not in page.text


def test_our_fault_in_json_shows_the_same_number(browse):
    said = json.loads(browse().get("/test-broken/", headers=JSON).text)

    assert set(said) == {"ok", "status", "message", "number"}
    assert re.fullmatch(r"[0-9a-f]{8}", said["number"])


def test_our_fault_is_said_even_when_the_database_is_away(app, browse, make):
    learner = browse(make.user())

    def gone():
        raise OSError("the database is away")

    app.extensions["lms.sessions"] = gone
    page = learner.get("/account")

    assert page.status_code == 500
    assert "Something went wrong here" in page.text
    assert re.search(r"number: [0-9a-f]{8}", page.text)
    assert "database" not in page.text


def test_a_refusal_escapes_what_it_tells(browse, make):
    page = browse(make.user()).post("/test-no/")

    assert "This is &lt;done&gt;." in page.text


def test_a_wait_is_told_to_machines_too(browse):
    assert browse().get("/test-wait/").headers["Retry-After"] == "7"


def test_a_wrong_method_names_the_right_ones(browse):
    allowed = browse().client.put("/account").headers["Allow"]

    assert {"GET", "POST"} <= set(allowed.split(", "))


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,*/*;q=0.1", "image/webp", "garbage;;"])
def test_who_does_not_ask_for_json_gets_a_page(browse, accept):
    assert browse().get("/nowhere/", headers={"Accept": accept}).mimetype == "text/html"


def test_a_stranger_without_the_right_is_sent_to_sign_in(browse):
    assert browse().get("/test-closed/").location == "/sign-in?next=/test-closed/"


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/account/leave", "/account"),
        ("/account/card/kept", "/account/card/"),
        ("/learn/coming-home/two-returns/done", "/learn/coming-home/two-returns/"),
        ("/versions/coming-home/move", "/"),
        ("/sign-out", "/"),
    ],
)
def test_whoever_loads_an_address_that_only_takes_forms_is_led_to_the_page_above(
    browse, make, address, above
):
    page = browse(make.user()).get(address)

    assert page.status_code == 405
    assert f'<a class="button" href="{above}">' in page.text


def test_a_host_that_is_none_is_the_sender_s_mistake(app):
    answer = app.test_client().get("/help/", headers={"Host": "a" * 240 + ".example"})

    assert answer.status_code == 400
    assert "This could not be read" in answer.text

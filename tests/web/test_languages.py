"""Which language a page speaks: asked for, remembered, the person's, the browser's, English."""

from __future__ import annotations

import re

import pytest

from lms.web.languages import FALL_BACK, NAMES, text_language


def lang_of(page) -> str:
    return re.search(r'<html lang="([a-z]+)"', page.text).group(1)


@pytest.fixture
def phone(app):
    """A browser that remembers nothing yet."""
    return app.test_client()


@pytest.mark.parametrize("code", NAMES)
def test_a_language_that_is_asked_for_is_spoken_and_remembered(phone, code):
    asked = phone.get(f"/help/?lang={code}")
    later = phone.get("/help/")

    assert (lang_of(asked), lang_of(later)) == (code, code)
    assert asked.headers["Content-Language"] == code


def test_the_cookie_lasts_over_a_year_and_says_nothing_but_the_language(phone):
    answer = phone.get("/help/?lang=vi")

    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("lang=vi;")
    assert f"Max-Age={400 * 24 * 3600}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("code", ["", "xx", "VI", "en-US", "../", "vi\x00", "x" * 9000])
def test_an_unknown_language_is_neither_spoken_nor_remembered(phone, code):
    answer = phone.get("/help/", query_string={"lang": code})

    assert lang_of(answer) == "en"
    assert answer.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("vi-VN", "vi"),
        ("mn", "mn"),
        ("ky-KG,ru;q=0.5", "ky"),
        ("ru-RU, ky;q=0.9", "ru"),
        ("de-DE,de;q=0.9", "en"),
        ("de, ko;q=0.1", "ko"),
        ("zh-CN,en;q=0.1", "en"),
        ("*", "en"),
        ("", "en"),
        (";;;q=x,,", "en"),
        ("vi;q=0, en", "en"),
        ("x" * 8000, "en"),
    ],
)
def test_the_browsers_language_is_spoken_when_nothing_else_is_known(phone, header, code):
    assert lang_of(phone.get("/help/", headers={"Accept-Language": header})) == code


def test_the_persons_language_comes_before_the_browsers(browse, make):
    learner = browse(make.user(language="mn"))
    learner.client.delete_cookie("lang")

    page = learner.get("/account", headers={"Accept-Language": "ko"})

    assert lang_of(page) == "mn"


def test_what_was_remembered_on_this_phone_comes_before_the_persons(browse, make):
    learner = browse(make.user(language="mn"), lang="ky")

    assert lang_of(learner.get("/account")) == "ky"


def test_a_spoilt_cookie_falls_back(phone):
    phone.set_cookie("lang", "xx")

    assert lang_of(phone.get("/help/", headers={"Accept-Language": "ru"})) == "ru"


def test_pages_say_that_they_differ_by_cookie_and_language(phone):
    vary = phone.get("/help/").headers["Vary"]

    assert {"Cookie", "Accept-Language"} <= {part.strip() for part in vary.split(",")}


def test_an_error_page_speaks_the_readers_language(phone):
    assert lang_of(phone.get("/nowhere/?lang=ko")) == "ko"


def test_a_text_falls_back_along_the_readers_chain():
    assert text_language("ky", {"ru", "en"}) == "ru"
    assert text_language("mn", {"ru", "en"}) == "en"
    assert text_language("ko", {"vi"}) is None
    assert text_language("xx", {"en"}) == "en"
    assert set(FALL_BACK) == set(NAMES)

"""Answers on their way in Chromium: the line is lost and comes back, another phone goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults, sideways, sign_in

QUIZ = "/learn/coming-home/quiz/"
# The demo's people are shared by all tests: each test here has a module or a person of its own.
OTHER = "/learn/social-economy/quiz/"


def _first(page: Page):
    return page.locator("fieldset.question input[type=radio]").first


def test_answers_given_without_a_line_are_kept_and_saved_when_it_is_back(
    phone: Callable[..., Page],
):
    page = phone(lang="en")
    sign_in(page, "learner2")
    page.goto(QUIZ)
    saved = page.locator(".on-the-way .saved")

    page.context.set_offline(True)
    _first(page).check()
    expect(saved).to_have_text(
        "Not saved yet. Your answers are kept on this phone; it tries again."
    )
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(saved).to_contain_text("Saved at ")

    other = phone(lang="en")
    sign_in(other, "learner2")
    other.goto(QUIZ)
    expect(_first(other)).to_be_checked()
    expect(other.locator(".on-the-way .saved")).to_contain_text("Saved at ")
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
    assert axe_faults(other) == []
    assert sideways(other) <= 0


def test_what_is_not_saved_yet_survives_loading_the_page_again(phone: Callable[..., Page]):
    page = phone(lang="en")
    sign_in(page, "learner")
    page.goto(QUIZ)
    page.route("**/quiz/save", lambda route: route.abort())
    _first(page).check()
    expect(page.locator(".on-the-way .saved")).to_contain_text("Not saved yet.")

    page.unroute("**/quiz/save")
    page.reload()

    expect(_first(page)).to_be_checked()
    expect(page.locator(".on-the-way .saved")).to_contain_text("Saved at ")


def test_leaving_the_page_at_once_saves_what_was_just_answered(phone: Callable[..., Page]):
    page = phone(lang="en")
    sign_in(page, "graduate")
    page.goto(QUIZ)
    _first(page).check()

    page.goto("/learn/")

    other = phone(lang="en")
    sign_in(other, "graduate")
    other.goto(QUIZ)
    expect(_first(other)).to_be_checked()


def test_a_page_left_open_after_sending_says_so_and_leads_to_the_result(
    phone: Callable[..., Page],
):
    page, other = phone(lang="en"), phone(lang="en")
    for one in (page, other):
        sign_in(one, "trainer")
        one.goto(OTHER)
    _first(other).check()
    with other.expect_navigation():
        other.locator("#quiz button[type=submit]").click()

    _first(page).check()

    link = page.locator(".on-the-way .saved a")
    expect(link).to_contain_text("You have sent these answers already.")
    assert other.url.endswith(link.get_attribute("href") or "-")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_without_scripts_the_button_saves(phone: Callable[..., Page], lang: str):
    page = phone(javascript=False, lang=lang)
    sign_in(page, "author" if lang == "en" else "admin")
    page.goto(f"{OTHER}?lang={lang}")
    _first(page).check()

    with page.expect_navigation():
        page.locator("button[formaction]").click()

    assert page.url.endswith(OTHER)
    expect(_first(page)).to_be_checked()
    expect(page.locator(".on-the-way .saved")).not_to_be_empty()
    assert sideways(page) <= 0

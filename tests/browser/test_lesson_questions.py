"""Questions inside a lesson in Chromium: answered without script, by touch and by keyboard; and a
link to a block of a lesson leads to it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults, sideways, sign_in

LESSON = "/learn/coming-home/what-i-keep/"


def test_a_question_in_a_lesson_is_answered_without_script(phone: Callable[..., Page]):
    page = phone(javascript=False, lang="en")
    sign_in(page, "learner")
    page.goto(LESSON)
    options = page.locator(".box-question .options summary")

    options.nth(0).click()
    options.nth(1).focus()
    page.keyboard.press("Enter")

    assert page.locator("details[open]").all_inner_texts() == [
        "4 months\n\n× Not this one. After 4 months she has 800,000 won. "
        "She still misses 100,000 won.",
        "5 months\n\n✓ Right. 900,000 ÷ 200,000 = 4.5, rounded up to a whole month.",
    ]
    assert min(box["height"] for one in options.all() if (box := one.bounding_box())) >= 44
    assert sideways(page) <= 0


def test_an_opened_question_has_no_faults_for_axe(phone: Callable[..., Page]):
    for scheme in ("light", "dark"):
        page = phone(scheme=scheme, lang="en")
        sign_in(page, "learner")
        page.goto(LESSON)
        for one in page.locator(".box-question summary").all():
            one.click()

        assert page.locator("details[open]").count() == 4
        assert axe_faults(page) == []


def test_a_link_to_a_block_leads_to_it_and_marks_it(phone: Callable[..., Page]):
    page = phone(lang="en", javascript=False)
    sign_in(page, "learner")
    page.goto(f"{LESSON}#b-14")
    block = page.locator(":target")

    assert block.inner_text() == "He checks the sum: 1,980,000 − 1,570,000 = 410,000 won."
    expect(block).to_be_in_viewport()
    assert block.evaluate("one => getComputedStyle(one).boxShadow").endswith("-12px 0px 0px 0px")
    page.goto("/learn/coming-home/")
    page.goto(f"{LESSON}#b-11")
    expect(page.locator("h2", has=page.locator("#b-11"))).to_be_in_viewport()

"""An author's road, whole: change a lesson, have it reviewed, publish it, bring it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import axe_faults, running, sideways, sign_in

MODULE = "/author/modules/coming-home/"
LESSON = "02-what-i-keep.md"
READ = "/learn/coming-home/what-i-keep/"
FIRST = "/learn/coming-home/two-returns/"
OLD, NEW = "Batbayar is from Mongolia.", "Batbayar comes from Mongolia."

Enter = Callable[..., Page]


@pytest.fixture
def enter(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enter]:
    """enter(name) signs in on a demo of this test's own: it publishes what others would read."""
    opened: list[BrowserContext] = []
    with running(tmp_path_factory.mktemp("authoring")) as address:

        def open_page(name: str, *, javascript: bool = True) -> Page:
            context = chromium.new_context(
                base_url=address,
                viewport={"width": 1280, "height": 800},
                java_script_enabled=javascript,
                locale="en-GB",
            )
            context.set_default_timeout(10_000)
            opened.append(context)
            page = context.new_page()
            page.goto("/sign-in?lang=en")
            sign_in(page, name)
            return page

        yield open_page
        for context in opened:
            context.close()


def _press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def _look(page: Page, address: str) -> str:
    """Open a page at both sizes: axe finds no fault and nothing can be pushed sideways."""
    page.goto(address)
    found = []
    for width, height in ((360, 640), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        found += axe_faults(page)
        found += [f"{width}: sideways"] if sideways(page) > 0 else []
    assert found == [], address
    return page.locator("main").inner_text()


def _change_the_lesson(author: Page) -> None:
    author.goto(MODULE)
    _press(author, f"form[action='{MODULE}open'] button")
    author.goto(f"{MODULE}edit/en/{LESSON}")
    text = author.locator("textarea#text").input_value()
    assert OLD in text
    author.fill("textarea#text", text.replace(OLD, NEW))
    _press(author, "#editor .actions button:not([formaction])")


def _publish(author: Page, address: str, message: str) -> None:
    author.goto(address)
    author.check("input[name=kind][value=revision]")
    author.fill("textarea[name=message]", message)
    _press(author, f"form[action='{address}'] button[type=submit]")
    assert author.url.endswith(f"{MODULE}history/")


def _reads(page: Page) -> str:
    page.goto(f"{READ}?lang=en")
    return page.locator("article").inner_text()


def test_a_lesson_is_changed_reviewed_published_and_brought_back(enter: Enter):
    early = enter("learner", javascript=False)
    early.goto(FIRST)
    _press(early, "#done button")
    author, reviewer = enter("author", javascript=False), enter("reviewer")

    _change_the_lesson(author)
    author.goto(f"{MODULE}publish/")
    gate = author.locator("main").inner_text()
    assert f"vi/{LESSON}, line 7: Tiếng Việt: 1 text is behind its source" in gate
    assert "2 learners are in this version now." in gate  # the graduate, too
    assert "another person must approve it" in gate
    _press(author, "form[action$='/ask-review'] button")

    said = _look(reviewer, f"{MODULE}publish/")
    assert "Waits for a review" in said
    assert reviewer.locator("ins").all_inner_texts() == ["comes"]
    _press(reviewer, "form[action$='/approve'] button")
    _publish(author, f"{MODULE}publish/", "He comes from there.")
    late = enter("learner2", javascript=False)
    assert (OLD in _reads(early), NEW in _reads(late)) == (True, True)

    _look(reviewer, f"{MODULE}history/")
    _look(reviewer, f"{MODULE}history/1/2/")
    author.goto(f"{MODULE}history/")
    _press(author, "a[href$='/history/1/restore/']")
    _publish(author, f"{MODULE}history/1/restore/", "The old words were better.")
    assert "an older version brought back" in _look(reviewer, f"{MODULE}history/")
    assert OLD in _reads(enter("translator", javascript=False))

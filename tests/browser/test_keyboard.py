"""One journey with the keyboard alone, by somebody who must see where they are."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD

# Whether what has the focus can be told from what has not.
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def _tab_to(page: Page, selector: str, most: int = 90) -> None:
    """Press Tab until the focus is there; every stop on the way must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
        assert page.evaluate(SEEN), f"no focus is seen at {stop} ({page.url})"
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab ({page.url})")


def _press(page: Page, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_road_of_a_learner_needs_only_a_keyboard(phone: Callable[..., Page]):
    page = phone(width=1280)
    page.goto("/sign-in?lang=vi")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')"), "first the way to the text"
    page.keyboard.press("Enter")
    _tab_to(page, "#username", most=2)
    page.keyboard.type("learner2")
    _tab_to(page, "#password", most=1)
    page.keyboard.type(PASSWORD)
    _press(page)

    assert page.url.endswith("/learn/")
    _tab_to(page, "main .continue a.button")
    _press(page)
    _look_up_a_word(page)
    _tab_to(page, "#done button")
    _press(page)
    expect(page.locator("#done button")).to_be_visible()

    _tab_to(page, ".crumbs li:last-child a")
    _press(page)
    _tab_to(page, "main a[href$='/quiz/']")
    _press(page)
    _answer_and_send(page)


def _look_up_a_word(page: Page) -> None:
    panel = page.locator("#gloss")
    _tab_to(page, "article a.term")
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "gloss", "the meaning is read out"

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a.term')"), "back at the word"


def _answer_and_send(page: Page) -> None:
    _tab_to(page, "fieldset.question input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("fieldset.question input[type=radio]:checked").count() == 1
    _tab_to(page, ".order .item:first-child button:last-child")
    page.keyboard.press("Enter")
    places = page.locator(".order select").evaluate_all("all => all.map(one => one.value)")
    assert places == [str(place) for place in range(1, len(places) + 1)]

    _tab_to(page, "#quiz .actions button")
    _press(page)
    assert "/results/" in page.url
    assert page.locator("h1").is_visible()

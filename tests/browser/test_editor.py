"""The editor in Chromium: writing with a preview and saving by itself, two tabs, without script."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults, sideways, sign_in

MODULE = "/author/modules/social-economy/"
FIRST = f"{MODULE}edit/en/01-who-owns-the-shop.md"
SECOND = f"{MODULE}edit/en/02-what-sse-means.md"
THIRD = f"{MODULE}edit/en/03-seven-principles.md"


def _editor(page: Page, address: str) -> None:
    """Open a file, beginning a draft where there is none."""
    page.goto(address)
    if page.locator("textarea[readonly]#text").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Begin a draft").click()


def _add(page: Page, words: str) -> None:
    page.locator("#text").press("Control+End")
    page.locator("#text").press_sequentially(words)


def test_what_is_written_is_shown_beside_and_saved_by_itself(phone: Callable[..., Page]):
    page = phone(lang="en", width=1024)
    sign_in(page, "author")
    _editor(page, FIRST)
    expect(page.locator("#preview .phone-frame article")).to_be_visible()

    _add(page, "\n\nA cow named Zorrigo.")
    expect(page.locator("#preview .prose")).to_contain_text("A cow named Zorrigo.")
    expect(page.locator(".saved-line")).to_contain_text("Saved at ")
    page.locator("#text").press("Control+a")
    page.locator("#text").press("ArrowRight")
    page.get_by_role("button", name="Tip box").click()
    page.keyboard.type("Look")

    expect(page.locator("#preview .box-tip")).to_contain_text("Look")
    assert axe_faults(page) == []
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 360, "height": 640})
    assert axe_faults(page) == []
    assert sideways(page) <= 0


def test_two_tabs_of_one_file_lose_nothing(phone: Callable[..., Page]):
    page, other = phone(lang="en", width=1024), phone(lang="en", width=1024)
    sign_in(page, "author")
    sign_in(other, "admin")
    _editor(page, SECOND)
    _editor(other, SECOND)
    _add(other, "\nTheirs.")
    expect(other.locator(".saved-line")).to_contain_text("Saved at ")

    _add(page, "\nMine.")
    expect(page.locator(".saved-line")).to_contain_text("Somebody else saved this file")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("h1")).to_contain_text("Two texts of")
    assert page.locator("#mine").input_value().endswith("\nMine.\n")
    assert page.locator("#theirs").input_value().endswith("\nTheirs.\n")
    together = page.locator("#text").input_value()
    marked = "<<<<<<< yours\nMine.\n=======\nTheirs.\n>>>>>>> theirs\n"
    assert together.endswith(marked)
    assert axe_faults(page) == []
    page.fill("#text", together.replace(marked, "Mine.\nTheirs.\n"))
    with page.expect_navigation():
        page.get_by_role("button", name="Save both together").click()
    assert page.locator("#text").input_value().endswith("\nMine.\nTheirs.\n")


def test_words_typed_without_a_line_are_kept_in_the_tab(phone: Callable[..., Page]):
    page = phone(lang="en", width=1024)
    sign_in(page, "author")
    _editor(page, THIRD)
    page.route(f"**{THIRD}", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    _add(page, "\nKept through the night.")
    expect(page.locator(".saved-line")).to_contain_text("Not saved yet.")

    page.unroute(f"**{THIRD}")
    page.reload()

    assert page.locator("#text").input_value().endswith("\nKept through the night.")
    expect(page.locator(".saved-line")).to_contain_text("Saved at ")


def test_without_scripts_the_buttons_preview_and_save(phone: Callable[..., Page]):
    page = phone(javascript=False, lang="en", width=360)
    sign_in(page, "admin")
    _editor(page, f"{MODULE}edit/en/trainer.md")
    text = page.locator("#text").input_value()
    page.locator("#text").fill(text + "\nFor trainers: bring paper.\n")

    with page.expect_navigation():
        page.get_by_role("button", name="Preview").click()
    expect(page.locator(".phone-frame")).to_contain_text("For trainers: bring paper.")
    page.go_back()
    page.locator("#text").fill(text + "\nFor trainers: bring paper.\n")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("main [role=status]").first).to_contain_text("Saved at ")
    assert "bring paper." in page.locator("#text").input_value()
    assert sideways(page) <= 0


def test_a_link_to_a_line_puts_the_cursor_there_and_shows_it(phone: Callable[..., Page]):
    page = phone(lang="en", width=1280)
    sign_in(page, "author")
    page.goto(f"{MODULE}edit/en/quiz.gift")
    lines = page.locator("#text").input_value().split("\n")
    number = next(n for n, one in enumerate(lines, 1) if n > 60 and one.startswith("::"))

    page.goto(f"{MODULE}edit/en/quiz.gift?line={number}")

    chosen = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert page.locator("#text").evaluate(chosen) == lines[number - 1]
    assert page.locator("#text").evaluate("area => document.activeElement === area")
    # Where the browser itself would scroll to is the measure: the line stands in what is seen.
    seen = page.locator("#text").evaluate(
        """area => {
          const before = area.scrollTop;
          area.blur();
          area.focus();
          area.setSelectionRange(area.selectionStart, area.selectionStart);
          return [before > 0, Math.abs(area.scrollTop - before) < area.clientHeight];
        }"""
    )
    assert seen == [True, True]
    assert page.locator("#pointed-at").count() == 0
    assert axe_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 640})
    assert axe_faults(page) == []
    assert sideways(page) <= 0

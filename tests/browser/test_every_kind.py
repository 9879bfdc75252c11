"""A quiz with every kind of question: by touch, without scripts, by keyboard, on paper."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import fill
from tests.browser.conftest import ROOT, axe_faults, running, sideways, sign_in
from tests.browser.test_keyboard import SEEN

KINDS = ROOT / "tests" / "data" / "course-kinds"
QUIZ = "/learn/all-kinds/quiz/"
COUNT = 12
SMALLEST = """() => [...document.querySelectorAll(
  ".choice, .place, .gap .input, .question .input, .item button, #quiz .button"
)].map(one => one.getBoundingClientRect())
  .filter(box => box.width > 0).map(box => Math.min(box.width, box.height))"""
HIDDEN = ".head, .foot, .crumbs, .item button, .match select, .gap select, textarea, .place input"
SHOWN = "ol.paper > li, hr.paper, span.paper, .question legend, .item label, .place span"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo of its own, in which the course with every kind of question is published as well."""
    folder: Path = tmp_path_factory.mktemp("kinds")
    with running(folder) as address:
        load = [sys.executable, "-m", "lms", "courses", "load", str(KINDS)]
        here = {"LMS_DATA_DIR": str(folder), "LMS_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite"}
        subprocess.run(load, cwd=ROOT, env=os.environ | here, check=True)
        yield address


def _enter(page: Page, name: str, lang: str = "en") -> None:
    page.goto(f"/sign-in?lang={lang}")
    sign_in(page, name)
    page.goto(QUIZ)
    expect(page.locator("fieldset.question")).to_have_count(COUNT)


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.click("#quiz .actions button[type=submit]")


def _faults(page: Page, *, javascript: bool = True) -> list[str]:
    """What is wrong with the page as it stands, on a wide screen and on two small ones."""
    found = []
    for width, height in ((1280, 800), (360, 640), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        if sideways(page) > 0:
            found.append(f"{width}: sideways ({page.url})")
        if javascript and width > 320:
            found += [f"{width}: {fault}" for fault in axe_faults(page)]
    page.set_viewport_size({"width": 360, "height": 640})
    return found


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_every_kind_is_answered_and_explained_on_a_small_phone(
    phone: Callable[..., Page], javascript: bool, lang: str
):
    page = phone(javascript=javascript, lang=lang)
    _enter(page, "learner", lang)
    faults = _faults(page, javascript=javascript)
    assert min(page.evaluate(SMALLEST)) >= 44

    assert fill(page, "01-all-kinds", lang, KINDS / "modules") == COUNT
    _send(page)

    assert "/results/" in page.url, page.inner_text("main")[:1500]
    assert page.locator(".score.passed").count() == 1, "all but the essay is right"
    assert page.locator("section.answer > div > .state.done").count() == COUNT - 1
    assert page.locator("section.answer > div > .state.here").count() == 1
    assert page.locator("section.answer section.part .state.done").count() == 2
    assert page.locator(".gaps .state.done").count() == 2
    assert faults + _faults(page, javascript=javascript) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_answered_wrongly_has_no_faults_for_axe(phone: Callable[..., Page], scheme: str):
    page = phone(scheme=scheme, lang="en")
    _enter(page, "learner2")
    faults = _faults(page)
    for radio in page.locator("fieldset.question input[type=radio]").all():
        radio.check()
    for box in page.locator(".gap input, textarea").all():
        box.fill("I do not know")
    for number in page.locator(".number input").all():
        number.fill("12 apples")
    _send(page)
    faults += _faults(page)
    assert page.evaluate("document.activeElement.matches('.summary')"), "it is read out first"
    assert page.locator("textarea").input_value() == "I do not know"

    for number in page.locator(".number input").all():
        number.fill("7")
    _send(page)
    assert "/results/" in page.url, page.inner_text("main")[:1500]
    assert faults + _faults(page) == []


IN_ORDER = "document.activeElement.matches('.order select')"
ACTS = {"radio": "Space", "checkbox": "Space", "select-one": "ArrowDown", "submit": "Enter"}


def test_every_kind_needs_only_a_keyboard(phone: Callable[..., Page]):
    page = phone(width=1280, lang="en")
    _enter(page, "trainer")

    seen: list[str] = []
    while "submit" not in seen:
        page.keyboard.press("Tab")
        kind = page.evaluate(
            "document.activeElement.closest('#quiz') && document.activeElement.type"
        )
        if kind is None:
            continue
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        seen.append(kind)
        assert len(seen) < 150
        if kind in ("text", "textarea"):
            page.keyboard.type("7")
        elif kind == "button" and seen.count("button") == 2:
            page.keyboard.press("Enter")
        elif kind == "submit":
            assert page.locator(".count").inner_text().startswith("Answered: 12 of 12")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        elif kind != "button" and not page.evaluate(IN_ORDER):  # its buttons number all lines
            page.keyboard.press(ACTS[kind])

    assert "/results/" in page.url, page.inner_text("main")[:1500]
    assert page.locator("section.answer > div > .state.ahead").count() == 0, "nothing is left open"
    assert {"radio", "checkbox", "select-one", "text", "textarea", "button"} <= set(seen)


def test_what_was_filled_in_is_still_there_after_the_page_is_opened_again(
    phone: Callable[..., Page],
):
    page = phone(lang="en")
    _enter(page, "author")
    fill(page, "01-all-kinds", "en", KINDS / "modules")
    filled = page.evaluate("() => [...new FormData(document.getElementById('quiz'))]")

    page.reload()

    own = [pair for pair in filled if pair[0].startswith("q-")]
    again = page.evaluate("() => [...new FormData(document.getElementById('quiz'))]")
    assert sorted(pair for pair in again if pair[0].startswith("q-")) == sorted(own)
    assert len(own) > COUNT


def test_on_paper_there_are_boxes_and_lines_and_no_buttons(phone: Callable[..., Page]):
    page = phone(javascript=False, lang="en", width=1280)
    _enter(page, "graduate")
    page.emulate_media(media="print")

    left = [one for one in page.locator(f"{HIDDEN}, .button").all() if one.is_visible()]
    assert [one.evaluate("one => one.outerHTML") for one in left] == []
    assert [one for one in page.locator(SHOWN).all() if not one.is_visible()] == []
    assert page.locator("hr.paper").count() == 8
    kept = page.locator(".question").evaluate_all(
        "cards => cards.map(card => getComputedStyle(card).breakInside)"
    )
    assert kept == ["avoid"] * COUNT
    assert page.pdf(format="A4")[:5] == b"%PDF-"

"""Every page that a person can come to, small and wide, light and dark: axe finds no fault and
nothing can be pushed sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_faults, sideways, sign_in

LANGUAGE = {"light": "vi", "dark": "en"}
both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])
LESSON = "/learn/coming-home/what-i-keep/"

STRANGER = ["/", "/help/", "/join", "/sign-in", "/recover/", "/certificates/", "/nowhere/"]
ACCOUNT = ["/account", "/account/secret/", "/account/card/", "/account/sign-ins/", "/account/data/"]
LEARNER = ["/learn/", "/learn/coming-home/", LESSON, "/plans/", "/certificates/", "/what-next/"]
TRAINER = ["/learn/coming-home/", LESSON, "/teach/coming-home/notes/", "/teach/"]
TRAINER += ["/teach/quizzes/", "/teach/quizzes/coming-home/exceptions/"]
DRAFT = "/author/modules/coming-home/"
AUTHOR = ["/author/", DRAFT, f"{DRAFT}edit/module.toml", f"{DRAFT}media/", "/author/new-module/"]
AUTHOR += [f"{DRAFT}look/1/en/02-what-i-keep.md", "/author/course/", "/author/quizzes/"]
AUTHOR += ["/author/course/edit/glossary/vi.toml"]


def _faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, at both sizes and at the narrowest."""
    found = []
    for width, height in ((1280, 800), (360, 640)):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {fault}" for fault in axe_faults(page)]
        if sideways(page) > 0:
            found.append(f"{width}: sideways ({page.url})")
    page.set_viewport_size({"width": 320, "height": 640})
    return found + ([f"320: sideways ({page.url})"] if sideways(page) > 0 else [])


def _walk(page: Page, addresses: list[str]) -> None:
    found = []
    for address in addresses:
        page.goto(address)
        found += _faults(page)
    assert found == []


def _send(page: Page, selector: str = "main form[method=post] button[type=submit]") -> None:
    with page.expect_navigation():
        page.locator(selector).last.click()


@pytest.fixture
def person(phone: Callable[..., Page]) -> Callable[[str, str], Page]:
    """person(name, scheme) is signed in; their language goes with the scheme."""

    def enter(name: str, scheme: str) -> Page:
        page = phone(scheme=scheme, lang=LANGUAGE[scheme])
        page.goto(f"/sign-in?lang={LANGUAGE[scheme]}")
        sign_in(page, name)
        return page

    return enter


@both_schemes
def test_pages_of_a_stranger(phone: Callable[..., Page], scheme: str):
    page = phone(scheme=scheme, lang=LANGUAGE[scheme])

    _walk(page, STRANGER)


@both_schemes
def test_pages_that_come_back_with_faults(phone: Callable[..., Page], scheme: str):
    page = phone(scheme=scheme, lang=LANGUAGE[scheme])
    found = []
    for address in ("/join", "/sign-in", "/recover/", "/certificates/"):
        page.goto(address)
        _send(page, "main .actions button[type=submit]")
        found += _faults(page)
        assert page.evaluate("document.activeElement.matches('.summary')"), "it is read out first"
    assert found == []


@both_schemes
def test_pages_of_a_learner(person: Callable[[str, str], Page], scheme: str):
    page = person("learner", scheme)

    _walk(page, LEARNER)


@both_schemes
def test_pages_of_an_account(person: Callable[[str, str], Page], scheme: str):
    page = person("learner2", scheme)

    _walk(page, ACCOUNT)


@both_schemes
def test_pages_of_a_check(person: Callable[[str, str], Page], scheme: str):
    page = person("learner", scheme)
    _walk(page, ["/learn/costing/quiz/"])

    page.locator("fieldset.question .number input").first.fill("abc")
    _send(page, "#quiz button[type=submit]")
    faults = _faults(page)
    page.locator("fieldset.question .number input").first.fill("12")
    _send(page, "#quiz button[type=submit]")
    assert "/results/" in page.url
    assert faults + _faults(page) == []


@both_schemes
def test_pages_of_a_graduate(
    person: Callable[[str, str], Page], phone: Callable[..., Page], scheme: str
):
    page = person("graduate", scheme)
    _walk(page, ["/learn/", "/certificates/", "/teach/coming-home/notes/"])

    page.goto("/certificates/")
    paper = page.locator(".rows a").first.get_attribute("href") or ""
    _walk(page, [paper])
    _walk(phone(scheme=scheme, lang=LANGUAGE[scheme]), [paper])


@both_schemes
def test_pages_of_a_plan(person: Callable[[str, str], Page], scheme: str):
    page = person("graduate", scheme)
    page.goto("/plans/")
    page.fill("main form input[type=text]", "Hợp tác xã rau củ sạch và dưa cải Thanh Chương " * 2)
    _send(page, "form[action='/plans/'] button[type=submit]")
    home = page.url
    faults = _faults(page)
    for section, answers in {
        "idea": {"need": "Một lò sấy"},
        "market": {"interviews": "x"},
        "products": {},
        "money": {"grant_ask": "-1"},
    }.items():
        page.goto(f"{home}{section}/")
        faults += _faults(page)
        for name, value in answers.items():
            page.fill(f"[name='{name}']", value)
        if answers:
            _send(page, "main .actions button[type=submit]")
        faults += _faults(page)
    assert faults == []


@both_schemes
def test_pages_of_a_trainer(person: Callable[[str, str], Page], scheme: str):
    page = person("trainer", scheme)

    _walk(page, TRAINER)


@both_schemes
def test_the_desk_of_authors(person: Callable[[str, str], Page], scheme: str):
    page = person("author", scheme)

    _walk(page, AUTHOR)


def test_the_notes_for_trainers_stand_beside_the_lesson_where_there_is_room(
    person: Callable[[str, str], Page],
):
    page = person("trainer", "light")
    page.goto(LESSON)

    def boxes() -> tuple[dict[str, float], dict[str, float]]:
        places = [page.locator(which).bounding_box() for which in ("main article", ".beside")]
        return places[0], places[1]  # type: ignore[return-value]

    for width in (1100, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        text, notes = boxes()
        assert notes["x"] >= text["x"] + text["width"]
        assert notes["y"] <= text["y"] + 1
        page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
        assert 0 <= boxes()[1]["y"] < 100, "they stay in sight"
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")

    page.set_viewport_size({"width": 360, "height": 640})
    text, notes = boxes()
    assert notes["y"] >= text["y"] + text["height"]

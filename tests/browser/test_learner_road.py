"""The learner's road, whole: join, study, fail and pass, certificate, a stranger, a first plan."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.answers import fill
from tests.browser.conftest import axe_faults, sideways

COURSES = Path(__file__).resolve().parents[2] / "courses"
LOOKED_AT = ("coming-home", "social-economy", "costing")  # axe on every page of these


def _modules() -> list[tuple[str, str, int]]:
    """The modules of the shipped course: id, folder, number of lessons."""
    order = tomllib.loads((COURSES / "course.toml").read_text("utf-8"))["modules"]
    folders = {}
    for file in sorted((COURSES / "modules").glob("*/module.toml")):
        lessons = sorted((file.parent / "vi").glob("[0-9]*.md"))
        folders[tomllib.loads(file.read_text("utf-8"))["id"]] = (file.parent.name, len(lessons))
    return [(module, *folders[module]) for module in order]


def _press(page: Page, selector: str = "main form[method=post] button[type=submit]") -> None:
    """Press the last such button or link and wait for the page behind it."""
    with page.expect_navigation():
        page.locator(selector).last.click()


def _look(page: Page, *, javascript: bool) -> None:
    """Every page of the road: nothing sideways, and (axe needs scripts) no fault."""
    assert sideways(page) <= 0, page.url
    if javascript:
        assert axe_faults(page) == []


def _join(page: Page, name: str, *, javascript: bool) -> None:
    page.goto("/?lang=vi")
    _look(page, javascript=javascript)
    _press(page, "a[href='/join']")
    page.fill("#username", name)
    page.fill("#password", "402917")
    page.check("input[name=country][value=vn]")
    page.check("input[name=stage][value=in_korea]")
    page.check("input[name=consent]")
    _look(page, javascript=javascript)
    _press(page)
    assert page.locator(".card-words li").count() == 6
    _look(page, javascript=javascript)
    _press(page, "form[action='/account/card/kept'] button")
    assert page.url.endswith("/learn/")


def _read_module(page: Page, module: str, lessons: int, *, javascript: bool) -> None:
    javascript = javascript and module in LOOKED_AT
    page.goto(f"/learn/{module}/")
    _look(page, javascript=javascript)
    _press(page, "main .actions a.button")
    for _ in range(lessons):
        assert page.locator("article[lang=vi]").count() == 1
        _look(page, javascript=javascript)
        _press(page, "#done button")
    assert page.url.endswith(f"/learn/{module}/quiz/")


def _fail_quiz(page: Page, *, javascript: bool) -> None:
    page.locator("fieldset.question input[type=radio]").first.check()
    _look(page, javascript=javascript)
    _press(page, "#quiz button[type=submit]")
    assert "/results/" in page.url
    _look(page, javascript=javascript)


def _pass_quiz(page: Page, module: str, folder: str, *, javascript: bool) -> None:
    javascript = javascript and module in LOOKED_AT
    page.goto(f"/learn/{module}/quiz/")
    assert fill(page, folder) >= 8
    _press(page, "#quiz button[type=submit]")
    assert page.locator(".score.passed").count() == 1, page.content()[:3000]
    _look(page, javascript=javascript)


def _certificate(page: Page, phone: Callable[..., Page], *, javascript: bool) -> str:
    page.goto("/learn/")
    _look(page, javascript=javascript)
    page.goto("/certificates/")
    page.fill("input[name=holder]", "Đỗ Thị Hương Giang")
    _look(page, javascript=javascript)
    _press(page, "form[action='/certificates/claim'] button")
    number = re.search(r"/certificates/([A-Z0-9-]+)$", page.url)
    assert number, page.url
    stranger = phone(javascript=javascript)
    stranger.goto(f"/certificates/{number[1]}")
    assert "Đỗ Thị Hương Giang" in stranger.inner_text("main")
    _look(stranger, javascript=javascript)
    return number[1]


def _first_plan(page: Page, *, javascript: bool) -> None:
    page.goto("/what-next/")
    _look(page, javascript=javascript)
    _press(page, "a[href='/plans/']")
    page.fill("main form input[type=text]", "Dưa cải Thanh Chương")
    _look(page, javascript=javascript)
    _press(page, "form[action='/plans/'] button[type=submit]")
    home = page.url
    _look(page, javascript=javascript)
    for section in page.eval_on_selector_all(
        "main a[href^='/plans/']", "links => links.map(link => link.getAttribute('href'))"
    ):
        if re.fullmatch(r"/plans/[0-9a-f-]+/[a-z-]+/", section):
            page.goto(section)
            _look(page, javascript=javascript)
    answer = page.request.get(home.rstrip("/") + "/plan.pdf")
    assert answer.body()[:5] == b"%PDF-"


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_the_whole_road_in_vietnamese_on_a_small_phone(
    phone: Callable[..., Page], javascript: bool, tmp_path: Path
):
    page = phone(javascript=javascript)
    _join(page, f"huong.{'js' if javascript else 'nojs'}", javascript=javascript)

    for place, (module, folder, lessons) in enumerate(_modules()):
        _read_module(page, module, lessons, javascript=javascript)
        if place == 0:
            _fail_quiz(page, javascript=javascript)
        _pass_quiz(page, module, folder, javascript=javascript)

    assert _certificate(page, phone, javascript=javascript)
    _first_plan(page, javascript=javascript)

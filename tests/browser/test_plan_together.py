"""One plan on three phones in Chromium: a lost line, two prices, one tap, papers, a freeze."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.browser.conftest import axe_faults, sideways, sign_in

GROUP = "Nhóm rau Thanh Chương"


def _begin(page: Page) -> str:
    page.goto("/plans/")
    page.fill("main form input[type=text]", GROUP)
    with page.expect_navigation():
        page.click("form[action='/plans/'] button[type=submit]")
    return page.url


def _invite(page: Page, home: str, places: str) -> str:
    page.goto(f"{home}group/")
    page.select_option("main form[action$='/invite'] select", "editor") if page.locator(
        "main form[action$='/invite'] select"
    ).count() else page.check("main form[action$='/invite'] input[value=editor]")
    page.fill("main form[action$='/invite'] input[name=places]", places)
    with page.expect_navigation():
        page.click("main form[action$='/invite'] button[type=submit]")
    return page.locator(".address").inner_text()


def _join(page: Page, link: str, member: int) -> None:
    """Join as one of the founders, counted from 0."""
    page.goto(link)
    page.locator("input[name=member_row]").nth(member).check()
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def _saved(page: Page) -> None:
    expect(page.locator("[data-state=group]")).to_be_visible()


@pytest.fixture
def three(phone: Callable[..., Page]) -> tuple[Page, Page, Page]:
    pages = tuple(phone(lang=lang) for lang in ("vi", "en", "vi"))
    for page, name in zip(pages, ("learner", "learner2", "graduate"), strict=True):
        sign_in(page, name)
    return pages


def _papers(page: Page, home: str) -> None:
    pdf = page.request.get(f"{home}plan.pdf").body()
    assert GROUP in " ".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)
    text = docx.Document(BytesIO(page.request.get(f"{home}plan.docx").body()))
    assert any(GROUP in paragraph.text for paragraph in text.paragraphs)
    book = CalamineWorkbook.from_object(BytesIO(page.request.get(f"{home}plan.xlsx").body()))
    assert len(book.sheet_names) >= 6


def _from_sample(page: Page) -> str:
    """A plan that is whole but for its declarations."""
    page.goto("/plans/samples/kg/")
    form = "form[action='/plans/samples/kg/']"
    page.fill(f"{form} input[type=text]", GROUP)
    page.check(f"{form} input[value=people]")
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")
    return page.url


def _write_together(lan: Page, minh: Page, thu: Page, home: str) -> None:
    """Two change one price, the third writes without a line."""
    price = lan.locator("[name^='products/'][name$='/price']").first
    theirs = minh.locator("[name^='products/'][name$='/price']").first
    thu.context.set_offline(True)
    thu.fill("[name=need]", "Honey is sold raw and cheap")
    expect(thu.locator("[data-state=phone]")).to_be_visible()
    price.fill("420")
    _saved(lan)
    theirs.fill("430")
    expect(minh.locator("[data-state=question]")).to_be_visible()
    theirs.blur()
    expect(theirs).to_have_value("420")
    _look(minh)
    minh.click("[data-state=question]")
    _look(minh)
    with minh.expect_navigation():
        minh.click("button[value=mine]")
    lan.goto(f"{home}products/")
    expect(price).to_have_value("430")

    thu.context.set_offline(False)
    thu.evaluate("dispatchEvent(new Event('online'))")
    _saved(thu)
    lan.goto(f"{home}idea/")
    expect(lan.locator("[name=need]")).to_have_value("Honey is sold raw and cheap")


def _warned_and_repaired(page: Page, home: str) -> None:
    page.goto(f"{home}costs/")
    rent = page.locator("[name^='monthly/'][name$='/amount']").first
    before = rent.input_value()
    rent.fill("900000")
    _saved(page)
    page.goto(f"{home}figures/")
    assert "you cannot pay" in page.inner_text("main")
    _look(page)
    page.goto(f"{home}costs/")
    rent.fill(before)
    _saved(page)
    page.goto(f"{home}figures/")
    assert "you cannot pay" not in page.inner_text("main")


def _declare(page: Page, home: str) -> None:
    page.goto(f"{home}declarations/")
    for name in ("consent", "truth"):
        page.check(f"[name={name}][value=yes]")
    for name in ("conflicts", "owner_of_plan"):
        page.fill(f"[name={name}]", "None; the group owns it.")
    _saved(page)


def _agree(page: Page, home: str) -> None:
    page.goto(f"{home}ready/")
    _look(page)
    page.check("form[action$='/ready/agree'] input[name=agree]")
    with page.expect_navigation():
        page.click("form[action$='/ready/agree'] button[type=submit]")


def _record_the_others(page: Page, home: str) -> None:
    page.goto(f"{home}ready/")
    while page.locator("form[action$='/ready/record'] select[name=member] option").count():
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.select_option("form[action$='/ready/record'] select[name=member]", index=0)
        page.fill("form[action$='/ready/record'] input[name=proof]", "Signed minutes")
        with page.expect_navigation():
            page.click("form[action$='/ready/record'] button[type=submit]")


def _look(page: Page) -> None:
    assert axe_faults(page) == []
    assert sideways(page) <= 0, page.url


def test_three_founders_write_one_plan_on_three_phones_and_freeze_it(
    three: tuple[Page, Page, Page],
):
    lan, minh, thu = three
    home = _from_sample(lan)
    link = _invite(lan, home, "2")
    _join(minh, link, 1)
    _join(thu, link, 2)
    for page, section in ((lan, "products"), (minh, "products"), (thu, "idea")):
        page.goto(f"{home}{section}/")

    _write_together(lan, minh, thu, home)
    _warned_and_repaired(lan, home)
    _papers(lan, home)
    _declare(lan, home)
    for page in (minh, thu):
        _agree(page, home)
    lan.goto(f"{home}ready/")
    lan.locator("form[action$='/ready/agree'] input[name=member]").first.check()
    lan.check("form[action$='/ready/agree'] input[name=agree]")
    with lan.expect_navigation():
        lan.click("form[action$='/ready/agree'] button[type=submit]")
    _record_the_others(lan, home)
    with lan.expect_navigation():
        lan.click("form[action$='/ready/freeze'] button[type=submit]")

    assert lan.url == f"{home}frozen/1/"
    _look(lan)
    first = lan.request.get(f"{lan.url}plan.pdf").body()
    assert first[:5] == b"%PDF-"
    assert lan.request.get(f"{lan.url}plan.pdf").body() == first


def test_what_was_typed_without_a_line_comes_back_after_loading_again(phone: Callable[..., Page]):
    page = phone(lang="en")
    sign_in(page, "learner")
    home = _begin(page)
    page.goto(f"{home}products/")
    page.route(
        "**/products/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.click("button[name=add][value=materials]")
    added = page.locator("[data-rows=materials] [data-row]").last
    added.locator("input[name$='/name']").fill("Mustard greens")
    expect(page.locator("[data-state=phone]")).to_be_visible()

    page.reload()

    expect(
        page.locator("[data-rows=materials] input[value], [data-rows=materials] input")
        .filter(has_not_text="x")
        .locator("visible=true")
        .first
    ).to_be_visible()
    values = page.eval_on_selector_all(
        "[data-rows=materials] input[name$='/name']", "all => all.map(one => one.value)"
    )
    assert "Mustard greens" in values
    page.unroute("**/products/")
    # It tries by itself, too, so the button may be gone at any moment.
    page.evaluate("document.querySelector('[data-send]').click()")
    _saved(page)


def test_somebody_else_on_the_same_phone_sees_nothing_of_it(phone: Callable[..., Page]):
    page = phone(lang="en")
    sign_in(page, "learner")
    home = _begin(page)
    page.goto(f"{home}idea/")
    page.route(
        "**/idea/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.fill("[name=need]", "Mine alone")
    expect(page.locator("[data-state=phone]")).to_be_visible()
    page.context.clear_cookies()

    sign_in(page, "graduate")
    other = _begin(page)
    page.unroute("**/idea/")
    page.goto(f"{other}idea/")

    expect(page.locator("[data-state=group]")).to_be_visible()
    expect(page.locator("[name=need]")).to_have_value("")


def test_an_ended_session_keeps_the_words_and_sends_them_after_signing_in(
    phone: Callable[..., Page],
):
    page = phone(lang="en")
    sign_in(page, "learner")
    home = _begin(page)
    page.goto(f"{home}idea/")
    page.context.clear_cookies()
    page.fill("[name=need]", "Kept over the sign-in")
    expect(page.locator("[data-state=signed-out]")).to_be_visible()

    page.click("[data-state=signed-out] a")
    page.fill("#username", "learner")
    page.fill("#password", "a good demo password")
    with page.expect_navigation():
        page.click("main button[type=submit]")

    _saved(page)
    assert re.search(r"/plans/[0-9a-f-]+/idea/$", page.url)
    page.reload()
    expect(page.locator("[name=need]")).to_have_value("Kept over the sign-in")

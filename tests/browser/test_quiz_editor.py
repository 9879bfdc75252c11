"""The quiz editor in Chromium: new questions, their order, a trial run; an id keeps its meaning."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.answers import fill, questions
from tests.browser.conftest import axe_faults, sideways, sign_in

MODULE = "/author/modules/costing/"
QUIZ = f"{MODULE}quiz/"
ONE, OTHER = "m10-new-price", "m10-new-order"


def _looks_right(page: Page) -> None:
    """At both sizes axe finds no fault, and nothing can be pushed sideways."""
    found = []
    for width, height in ((360, 640), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        found += axe_faults(page)
        found += [f"{width}: sideways"] if sideways(page) > 0 else []
    assert found == [], page.url


def _press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).last.click()


def _new(page: Page, kind: str, id_: str, text: str) -> None:
    """The form of a new question of a kind, with what every kind has."""
    page.goto(QUIZ)
    page.select_option("#kind", kind)
    _press(page, "Write it")
    page.fill("#f-id", id_)
    page.fill("#f-text", text)
    page.fill("#f-slot", "1")
    page.fill("#f-feedback", "Read again.")


def _rows(page: Page, *rows: dict[str, str]) -> None:
    for place, row in enumerate(rows):
        if not page.locator(f"[name$='-{place}-text']").count():
            page.get_by_role("button", name="Add another row").click()
        for column, value in row.items():
            box = page.locator(f"[name$='-{place}-{column}']")
            box.check() if column == "right" else box.fill(value)


def test_an_author_writes_two_questions_changes_an_order_and_tries_them(
    phone: Callable[..., Page],
):
    page = phone(lang="en", width=1280)
    sign_in(page, "author")

    _new(page, "single", ONE, "What sets the lowest price?")
    _rows(
        page,
        {"text": "The cost", "right": "y", "feedback": "Right. Below it you lose."},
        {"text": "The neighbour", "feedback": "No. Her costs are others."},
        {"text": "The moon", "feedback": "No. It sells nothing."},
        {"text": "The rain", "feedback": "No. It comes and goes."},
    )
    _looks_right(page)
    _press(page, "Save")
    assert page.url.endswith(f"{QUIZ}{ONE}/")
    assert page.locator("[name$='-3-feedback']").input_value() == "No. It comes and goes."

    _new(page, "ordering", OTHER, "What comes first?")
    _rows(page, {"text": "Sell"}, {"text": "Count the cost"}, {"text": "Set the price"})
    _press(page, "Save")
    for place, row in (("3", 0), ("1", 1), ("2", 2)):
        page.fill(f"[name='items-{row}-place']", place)
    _looks_right(page)
    _press(page, "Save")
    texts = [page.locator(f"[name='items-{n}-text']").input_value() for n in range(3)]
    assert texts == ["Count the cost", "Set the price", "Sell"]

    page.get_by_role("link", name="Try it as learners do").click()
    for item, place in (("Count the cost", "1"), ("Set the price", "2"), ("Sell", "3")):
        name = page.locator(f"#q-{OTHER}-card label", has_text=item).get_attribute("for")
        page.select_option(f"#{name}", place, force=True)
    _looks_right(page)
    _press(page, "Mark it")
    expect(page.locator("#marked")).to_have_text("1 of 1 earned")
    page.goto(f"{QUIZ}{ONE}/trial")
    page.get_by_label("The moon").check()
    _press(page, "Mark it")
    expect(page.locator("#marked")).to_have_text("0 of 1 earned")
    expect(page.locator("section[aria-labelledby=marked]")).to_contain_text("It sells nothing.")

    page.goto(QUIZ)
    listed = page.locator("tbody th a").all_inner_texts()
    assert listed.count(ONE) == listed.count(OTHER) == 1


def test_another_meaning_under_an_answered_id_is_refused_and_a_new_id_is_offered(
    phone: Callable[..., Page],
):
    learner, author = phone(lang="en"), phone(lang="en", width=1280)
    sign_in(learner, "learner2")
    learner.goto("/learn/costing/quiz/?lang=en")
    count = fill(learner, "10-costing", "en")
    asked = learner.eval_on_selector_all(
        "fieldset.question", "cards => cards.map(card => card.id.slice(2, -5))"
    )
    with learner.expect_navigation():
        learner.locator("#quiz button[type=submit]").last.click()
    known = questions("10-costing", "en")
    single = next(one for one in asked if known[one].kind.value == "single")
    sign_in(author, "author")

    author.goto(f"{QUIZ}{single}/")
    boxes = author.locator("[name^=choices-][name$=-right]")
    for place in range(boxes.count()):
        box = boxes.nth(place)
        box.uncheck() if box.is_checked() else box.check()
    for weight in author.locator("[name^=choices-][name$=-weight]").all():
        weight.fill("")
    _press(author, "Save")

    assert count == len(asked)
    said = author.locator(".summary[role=alert]")
    expect(said).to_contain_text("Another answer is right, or earns another part of the mark.")
    expect(said).to_contain_text("its id must keep its meaning")
    _looks_right(author)
    with author.expect_navigation():
        author.get_by_role("button", name="Save as new question").click()
    new_id = author.url.rstrip("/").rpartition("/")[2]
    assert (new_id.startswith(single.removesuffix("-a")), new_id != single) == (True, True)
    author.goto(QUIZ)
    listed = author.locator("tbody th a").all_inner_texts()
    assert (listed.count(single), listed.count(new_id)) == (1, 1)

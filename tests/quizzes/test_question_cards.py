"""Cards of every kind of question: strict HTML, every input named, and nothing typed is lost."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import html5lib
import pytest
from flask import render_template
from reading import check_html

from lms.quizzes.answering import typed_in
from lms.quizzes.presenting import shown_questions
from lms.quizzes.questions import Gap, Question
from lms.quizzes.sheets import Sheet, Ticket
from tests.quizzes.kind_samples import (
    CASE,
    ESSAY,
    EVERY_KIND,
    GAPS,
    HTML,
    MATCHING,
    MISTAKE,
    MULTIPLE,
    ORDERING,
    REASON,
    SINGLE,
    choices,
)

PAGE = '<!doctype html><html lang="en"><title>Check</title><h1>Check</h1>{}</html>'
FORM = (
    ("q-k-single", ["b"]), ("q-k-multiple", ["a", "c"]), ("q-k-truth", ["false"]),
    ("q-k-reason", ["true"]), ("q-k-reason-reason", ["b"]), ("q-k-short", ['"><b>Profit']),
    ("q-k-number", ["many"]), ("q-k-pairs-l1", ["r3"]), ("q-k-order-i1", ["3"]),
    ("q-k-gaps-1", ["'><i>rent"]), ("q-k-gaps-2", ["a * b"]), ("q-k-mistake", ["b"]),
    ("q-k-case-left", ["<s>"]), ("q-k-case-why", ["b"]), ("q-k-case-gap-1", ["hers"]),
    ("q-k-essay", ["\r\nOne.\r\n\r\n</textarea>Two."]), ("q-k-html", ["a"]),
)  # fmt: skip


@pytest.fixture
def cards(app):
    """cards(*questions, form, faults, lang) draws the cards as a page would, and reads them."""

    def draw(*questions, form=(), faults=None, lang="en", seed=b"seed"):
        ticket = Ticket(uuid.uuid4(), uuid.uuid4(), "en", 0)
        sheet = Sheet(ticket, "m", questions or EVERY_KIND, seed)
        shown = shown_questions(sheet, (), typed_in(form), faults or {})
        with app.test_request_context(f"/?lang={lang}"):
            html = "".join(
                render_template(
                    "quizzes/_card.html", question=one, count=len(shown), texts="en", lang=lang
                )
                for one in shown
            )
        check_html(PAGE.format(html))
        return html

    return draw


def inputs(html: str) -> dict[str, str]:
    """What a browser would send of a page: field -> the values that are filled in or chosen."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found: dict[str, str] = {}
    for node in tree.iter():
        name, value = node.get("name"), node.get("value") or ""
        if node.tag == "input" and node.get("type") in ("radio", "checkbox"):
            if node.get("checked") is not None:
                found[name] = f"{found[name]} {value}" if name in found else value
        elif node.tag == "select":
            chosen = [one for one in node if one.get("selected") is not None]
            found[name] = (chosen[0].get("value") or chosen[0].text) if chosen else ""
        elif node.tag == "textarea":
            found[name] = node.text or ""
        elif node.tag == "input":
            found[name] = value
    return found


def test_every_kind_is_strict_html_with_a_name_for_every_input(cards):
    html = cards()

    assert re.findall(r'<fieldset class="question" id="q-([^"]+)-card"', html) == [
        one.id for one in EVERY_KIND
    ]
    assert "<script" not in html
    assert "onclick" not in html
    assert "evil.test" not in html


def test_what_was_typed_comes_back_in_every_kind(cards):
    typed = inputs(cards(form=FORM))

    expected = {name: " ".join(values) for name, values in FORM}
    expected["q-k-essay"] = "One.\n\n</textarea>Two."
    assert {name: value for name, value in typed.items() if value} == expected
    assert sorted(set(typed) - set(expected)) == [
        "q-k-gaps-3", "q-k-order-i2", "q-k-order-i3", "q-k-pairs-l2",
    ]  # fmt: skip


def test_a_gap_says_which_one_it_is_and_stands_in_its_sentence(cards):
    html = cards(GAPS)

    assert '<span class="stem">Put the words in.</span>' in html
    assert '<p>Profit is <span class="gap"><label class="aloud" for="q-k-gaps-1" lang="en">' in html
    assert re.findall(r"Gap \d of \d", html) == ["Gap 1 of 3", "Gap 2 of 3", "Gap 3 of 3"]
    assert sorted(re.findall(r"<option>([^<]+)</option>", html)) == ["a * b", "costs", "profit"]
    assert html.count('<span class="paper">') == 1


def test_a_text_that_begins_with_a_gap_is_asked_in_the_words_of_the_page(cards):
    html = cards(replace(GAPS, text="The [[1]] and [[2]] and [[3]]"), MISTAKE_IN_LINE, lang="vi")

    assert html.count('<span class="stem" lang="vi">') == 2
    assert "<p>The <span" in html


MISTAKE_IN_LINE = replace(
    MISTAKE, id="k-line", text="950 - [[a]] = [[b]], not [[c]]", format="plain"
)


def test_places_are_radios_inside_the_table(cards):
    html = cards(MISTAKE)

    cells = re.findall(r'<td class="align-right"><label class="place"[^>]*>.*?</label></td>', html)
    assert [re.search(r'value="(.)".*<span>(\d+)</span>', cell).groups() for cell in cells] == [
        ("a", "950"), ("b", "360"), ("c", "560"),
    ]  # fmt: skip


def test_a_case_has_its_text_once_and_its_parts_numbered(cards):
    html = cards(SINGLE, CASE)

    assert html.count("She takes in 950 and pays 360.") == 1
    assert re.findall(r'<span class="nth">(\w+)</span>', html) == ["2a", "2b", "2c"]
    assert html.count('<fieldset class="part"') == 3


def test_a_fault_of_a_case_stands_at_its_part_only(cards):
    faults = {"k-case": "Not a number.", "k-case-left": "Not a number."}

    html = cards(CASE, faults=faults)

    assert html.count("Not a number.") == 1
    assert html.count('aria-describedby="q-k-case-left-fault"') == 1


def test_an_essay_shows_first_what_earns_points(cards):
    html = cards(ESSAY)

    assert html.index("It has an amount &lt;and&gt; a date") < html.index("<textarea")
    assert re.findall(r"\((\d points?)\)", html) == ["3 points", "1 point"]
    assert 'aria-describedby="q-k-essay-rubric"' in html


def test_options_stand_in_the_order_of_the_file_where_the_question_wants_it(cards):
    many = choices(*(f"option {n}" for n in range(9)))
    single = replace(SINGLE, choices=many)
    reason = replace(REASON, reasons=many)
    gap = Gap(tuple(GAPS.gaps[1].accepted))
    gaps = replace(GAPS, text="[[1]]", gaps=(gap,))
    case = replace(CASE, parts=(replace(single, id="k-case-x"),))

    for seed in (b"1", b"2", b"3"):
        fixed = [replace(one, fixed_order=True) for one in (single, reason, gaps, case)]
        html = cards(*fixed, seed=seed)
        numbers = [int(n) for n in re.findall(r"option (\d)", html)]
        assert numbers == [*range(9)] * 3
        assert re.findall(r"<option>([^<]+)", html) == ["costs", "profit", "a * b"]
    assert [int(n) for n in re.findall(r"option (\d)", cards(single))] != [*range(9)]


def test_two_orders_of_a_card_are_not_taken_for_one_another():
    def order(question: Question, seed: bytes) -> tuple[str, ...]:
        sheet = Sheet(Ticket(uuid.uuid4(), uuid.uuid4(), "en", 0), "m", (question,), seed)
        return shown_questions(sheet, (), {}, {})[0].order

    for question in (SINGLE, REASON, MATCHING, ORDERING, GAPS, CASE):
        orders = {order(question, bytes([n])) for n in range(40)}
        assert len(orders) > 1, question.id


@pytest.mark.parametrize(
    ("text", "lang", "hints"),
    [
        ("Which two?", "en", 1),
        ("Which two? Choose all that fit.", "en", 0),
        ("Choose all that fit. Which two?", "en", 0),
        ("Hai ý nào? Chọn tất cả các ý phù hợp.", "vi", 0),
        ("Which two? Choose all that fit.", "vi", 1),
    ],
)
def test_several_right_answers_are_announced_once(cards, text, lang, hints):
    html = cards(replace(MULTIPLE, text=text), lang=lang)

    assert html.count('<p class="hint"') == hints


def test_html_of_another_program_is_shown_without_its_scripts_and_styles(cards):
    html = cards(HTML)

    assert '<span class="stem">What is left?</span>' in html
    assert "<tr><td>950</td><td>360</td></tr>" in html
    assert "590 &lt; 600" in html
    assert "a picture no" in html
    assert "alert" not in html
    assert 'name="token"' not in html


def test_paper_gets_letters_to_match_with_and_lines_to_write_on(cards):
    html = cards(MATCHING, ESSAY)

    listed = html.split('<ol class="paper">')[1].split("</ol>")[0]
    assert sorted(re.findall(r"<li>(.*?)</li>", listed)) == [
        "a fixed cost", "a variable cost", "no cost",
    ]  # fmt: skip
    assert html.count('<ol class="paper">') == 1
    assert html.count('<hr class="paper">') == 8

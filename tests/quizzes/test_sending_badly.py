"""Answers of every kind, right, wrong, empty and nasty, through the pages; nothing is lost."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import Any

import pytest
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH, hidden_of

from lms.quizzes.models import Attempt
from tests.quizzes.conftest import FIRST, RIGHT, asked_on, token_of

ALL_KINDS = r"""
::x-single::Which one <b>first</b> & last?{=One#Yes.~Two <i>#No & never.~Three#No.####Know it.}

::x-multiple::Which two?{~%50%Red#Yes.~%50%Blue#Yes.~%-50%Green#No.~%0%White#No.####Two of four.}

::x-truth::It is so.{TRUE#It is.#You know it.####So it is.}

::x-short::What is the word?{=%100%Nguyễn =%50%nguyen#Nearly.####The word.}

// [unit:VND]
::x-number::How much?{#=%100%11500:0#Exactly. =%50%11000:500#Near.####Sums.}

// [unit:%]
::x-range::How many per cent?{#4.5..5.5####Between.}

::x-pairs::What belongs together?{=one -> 1 =two -> 2 =three -> 3 ####Pairs.}

::x-order::Put in order.{>ALL
First this
Then that
At last this
####Order.
}

::x-list::[markdown]Which *line* is wrong?\n\n- A: 1 < 2\n- B: 2 < 1{
	=B *here*#Yes.
	~A#No **never**.
	####See `A`.
}
"""
COUNT = 9
ALL_RIGHT: dict[str, Any] = {
    "q-x-single": "a",
    "q-x-multiple": ["a", "b"],
    "q-x-truth": "true",
    "q-x-short": "  nguyễn ",
    "q-x-number": "11 500 đ",
    "q-x-range": "5,0 %",
    "q-x-pairs-l1": "r1",
    "q-x-pairs-l2": "r2",
    "q-x-pairs-l3": "r3",
    "q-x-order-i1": "1",
    "q-x-order-i2": "2",
    "q-x-order-i3": "3",
    "q-x-list": "a",
}
# (what differs from nothing at all, share earned, state in words, what the page says was given)
ONE_ANSWER: list[tuple[dict[str, Any], str, str, str]] = [
    ({"q-x-single": "b"}, "0", "Not yet", "Two &lt;i&gt;"),
    ({"q-x-multiple": ["a"]}, "1/2", "Partly right", "Red"),
    ({"q-x-multiple": ["a", "b", "c"]}, "1/2", "Partly right", "Green"),
    ({"q-x-multiple": ["a", "b", "c", "d"]}, "1/2", "Partly right", "White"),
    ({"q-x-truth": "false"}, "0", "Not yet", "Not true"),
    ({"q-x-short": "NGUYEN"}, "1/2", "Partly right", "NGUYEN"),
    ({"q-x-short": "đồng"}, "0", "Not yet", "đồng"),
    ({"q-x-short": "<script>alert(1)</script>"}, "0", "Not yet", "&lt;script&gt;"),
    ({"q-x-short": "한국 монгол \u202e"}, "0", "Not yet", "한국 монгол"),
    ({"q-x-number": "10.600"}, "1/2", "Partly right", "10,600 VND"),
    ({"q-x-number": "-1"}, "0", "Not yet", "-1 VND"),
    ({"q-x-range": "４.７"}, "1", "Right", "4.7%"),
    ({"q-x-pairs-l1": "r1"}, "1/3", "Partly right", "one → 1"),
    ({"q-x-pairs-l1": "r2", "q-x-pairs-l2": "r1"}, "0", "Not yet", "one → 2"),
    (
        {"q-x-order-i1": "1", "q-x-order-i2": "3", "q-x-order-i3": "2"},
        "1/3",
        "Partly right",
        "2. At last this",
    ),
    ({"q-x-list": "b"}, "0", "Not yet", "A"),
]


@pytest.fixture
def all_kinds(school):
    school.publish(gifts={"en": ALL_KINDS}, draw=COUNT)
    return school


def attempts(db: Any) -> int:
    return db.scalar(select(func.count()).select_from(Attempt)) or 0


def test_every_kind_answered_right_earns_everything(all_kinds, browse, make, take, db):
    learner = browse(make.user())

    sent = take(learner, FIRST, ALL_RIGHT)
    page = learner.get(sent.location)

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.earned, attempt.possible) == (COUNT, COUNT)
    assert all(mark["right"] for mark in attempt.marks.values())
    assert sorted(attempt.questions) == sorted(attempt.marks)
    assert page.text.count("A right answer") == 0
    assert "You know it." in page.text
    assert "Exactly." in page.text


@pytest.mark.parametrize(("answers", "earned", "state", "given"), ONE_ANSWER)
def test_one_answer_is_marked_and_shown_as_it_was_given(
    all_kinds, browse, make, take, db, answers, earned, state, given
):
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, answers).location)

    attempt = db.scalars(select(Attempt)).one()
    shown = next(part for part in page.text.split("<section")[1:] if "You answered" in part)
    assert attempt.earned == Fraction(earned)
    assert state in shown
    assert given in shown.split("You answered")[1].split("</dd>")[0]
    assert page.text.count("Left open</dt>") == 0 or len(attempt.answers) < COUNT


def test_questions_left_open_count_as_nothing_and_are_explained(all_kinds, browse, make, take, db):
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, {"q-x-truth": "true"}).location)

    attempt = db.scalars(select(Attempt)).one()
    assert attempt.answers == {"x-truth": True}
    assert attempt.earned == 1
    assert "1 of 9." in page.text
    assert page.text.count("Left open") == COUNT - 1
    assert page.text.count("A right answer") == COUNT - 1
    assert "11,500 VND" in page.text
    assert "4.5 – 5.5%" in page.text


def test_a_form_without_any_answer_comes_back_and_costs_no_attempt(
    all_kinds, browse, make, take, db
):
    learner = browse(make.user())

    page = take(learner, FIRST, {"q-x-short": "   ", "q-x-single": "", "q-other": "x"})

    assert page.status_code == 422
    assert "Answer one question at least, then send." in page.text
    assert "Questions left open" not in page.text, "a list of all questions helps nobody"
    assert attempts(db) == 0


@pytest.mark.parametrize("typed", ["twelve", "1,2,3", "12 apples", "x" * 10_000, "9" * 10_000])
def test_a_number_that_cannot_be_read_comes_back_with_everything(
    all_kinds, browse, make, take, db, typed
):
    learner = browse(make.user())

    page = take(learner, FIRST, ALL_RIGHT | {"q-x-number": typed})

    assert page.status_code == 422
    assert "Some answers could not be read" in page.text
    assert page.text.count("This cannot be read as a number.") == 2
    assert 'aria-describedby="q-x-number-fault"' in page.text
    assert f'id="q-x-number" value="{typed}"' in page.text
    assert 'id="q-x-single-a" checked' in page.text
    assert 'id="q-x-multiple-b" checked' in page.text
    assert 'value="true" id="q-x-truth-true" checked' in page.text
    assert '<option value="r3" selected>' in page.text
    assert "<option selected>3</option>" in page.text
    assert attempts(db) == 0


@pytest.mark.parametrize(
    "places",
    [
        {"q-x-order-i1": "1"},
        {"q-x-order-i1": "1", "q-x-order-i2": "1", "q-x-order-i3": "2"},
        {"q-x-order-i1": "1", "q-x-order-i2": "2", "q-x-order-i3": "99"},
    ],
)
def test_half_an_order_comes_back_with_its_places(all_kinds, browse, make, take, db, places):
    learner = browse(make.user())

    page = take(learner, FIRST, places)

    assert page.status_code == 422
    assert page.text.count("Give each line a place of its own") == 2
    assert "<option selected>1</option>" in page.text
    assert attempts(db) == 0


def test_a_text_that_is_too_long_comes_back_whole(all_kinds, browse, make, take, db):
    learner = browse(make.user())
    long = "đ" * 10_000

    page = take(learner, FIRST, {"q-x-short": long})

    assert page.status_code == 422
    assert page.text.count("This answer is too long.") == 2
    assert long in page.text
    assert attempts(db) == 0


def test_control_signs_and_markup_neither_break_the_page_nor_the_attempt(
    all_kinds, browse, make, take, db
):
    learner = browse(make.user())
    nasty = "a\x00b\x07\x1b[31m\ufffe\ue000token\ue001\"><svg onload=x>'\r\nc\u2028"
    kept = "ab[31mtoken\"><svg onload=x>' c"

    back = take(learner, FIRST, {"q-x-short": nasty, "q-x-number": nasty})
    page = learner.get(take(learner, FIRST, {"q-x-short": nasty}).location)

    assert back.status_code == 422
    assert escape(kept).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in back.text
    assert db.scalars(select(Attempt)).one().answers["x-short"].startswith(kept)
    assert "<svg onload" not in back.text + page.text


@pytest.mark.parametrize(
    "forged",
    [
        {"q-x-single": "zz"},
        {"q-x-single[]": ["a", "b"]},
        {"q-x-single": ["", "a"]},
        {"q-x-multiple": ["zz", "A", "0"]},
        {"q-x-truth": "maybe"},
        {"q-x-pairs-l1": "r99", "q-x-pairs-l9": "r1"},
        {"q-x-pairs": "r1", "q-": "1", "q--a": "1"},
    ],
)
def test_options_that_do_not_exist_count_as_not_chosen(all_kinds, browse, make, take, db, forged):
    learner = browse(make.user())

    alone = take(learner, FIRST, forged)
    beside = take(learner, FIRST, forged | {"q-x-list": "a"})

    assert alone.status_code == 422
    assert beside.status_code == 302
    assert db.scalars(select(Attempt)).one().answers == {"x-list": "a"}
    assert learner.get(beside.location).status_code == 200


def test_values_sent_twice_count_once(all_kinds, browse, make, take, db):
    learner = browse(make.user())

    take(learner, FIRST, {"q-x-single": ["a", "b"], "q-x-multiple": ["a", "a", "b"]})

    assert db.scalars(select(Attempt)).one().answers == {
        "x-single": "a",
        "x-multiple": ["a", "b"],
    }


def test_what_is_no_form_at_all_is_answered_calmly(all_kinds, browse, make, db):
    learner = browse(make.user())

    answer = learner.post(FIRST, b'{"q-x-single": "a"}', content_type="application/json")

    assert answer.status_code == 409
    assert attempts(db) == 0


def test_a_markdown_question_shows_its_list_and_no_raw_markup(all_kinds, browse, make):
    page = browse(make.user()).get(FIRST)

    card = page.text.split('id="q-x-list-card"')[1].split("</fieldset>")[0]
    assert '<span class="stem">Which line is wrong?</span>' in card
    assert "<li>B: 2 &lt; 1</li>" in card
    assert "<span>B <em>here</em></span>" in card
    assert "Which one &lt;b&gt;first&lt;/b&gt; &amp; last?" in page.text


def test_lines_and_right_sides_do_not_stand_in_the_right_order(all_kinds, browse, make):
    text = browse(make.user()).get(FIRST).text

    places = [text.index(f'id="q-x-order-i{n}"') for n in (1, 2, 3)]
    rights = [text.index(f'<option value="r{n}">') for n in (1, 2, 3)]
    assert places != sorted(places)
    assert rights != sorted(rights)


def test_the_small_course_asks_one_question_of_each_slot(school, browse, make):
    asked = asked_on(browse(make.user()).get(FIRST))

    assert [name[:8] for name in asked] == ["t01-budg", "t01-pock"]


def test_typed_answers_survive_the_way_through_sign_in(school, browse, make, db, app):
    user = make.user(secret_hash=PIN_HASH)
    learner = browse(user)
    page = learner.get(FIRST)
    learner.client.delete_cookie("visit")

    lost = learner.post(FIRST, {"token": token_of(page), **RIGHT})
    carried = hidden_of(lost)
    asked = learner.post("/sign-in", carried | {"username": user.username, "password": PIN})
    sent = learner.post(FIRST, hidden_of(asked))

    assert lost.status_code == 401
    assert 'name="kept-q-t01-budget-a" value="a"' in lost.text
    assert sent.status_code == 302
    assert db.scalars(select(Attempt)).one().passed is True


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_with_a_sign_that_no_text_may_hold_is_not_found(
    school, browse, make, counting, method
):
    learner = browse(make.user())

    with counting() as statements:
        answer = learner.client.open("/learn/%00/quiz/", method=method)

    assert answer.status_code == 404
    assert [one for one in statements if "module_starts" in one] == []

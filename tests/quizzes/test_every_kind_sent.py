"""Every newer kind of question through the pages: written as GIFT, answered, explained."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import func, select

from lms.quizzes.models import Attempt
from tests.quizzes.conftest import FIRST

NEWER_KINDS = r"""
// [kind:gaps]
::x-gaps::Put the words in.\n\nProfit is [[1]] minus all [[2]].{
	=1 -> revenue =1 -> %50%turnover#Nearly. =2 -> costs =2 -> %0%taxes#No. ####All of them.
}

// [kind:mistake]
::x-mistake::[markdown]One is wrong.\n\n| | VND |\n|---|--:|\n| In | [[a]] |\n| Left | [[b]] |{
	~950#This is right.
	=560#The sum is 590.
	####Add up again.
}

// [kind:case]
::x-case::Mai sells soup. She takes in 950 and pays 360.

// [case:x-case]
::x-case-left::What is left?{#590#Yes.####Taken in minus paid.}

// [case:x-case]
::x-case-why::What is it called?{=Profit#Yes. ~Tax#No. ####A word.}

// [reason:=The fee is in the rate#Compare what arrives.] [reason:~%0%The law says so#No law does.]
::x-reason::An offer without a fee may cost more.{TRUE#It may.#So it is.####Look twice.}

// [criterion:3:The goal has an amount] [criterion:1:It has a date]
::x-essay::What will you save for?{####Write it down.}

::x-html::[html]<p>What is <b>left</b>?</p><ul><li onclick\="x()">950</li></ul>{
	=<i>590</i>#<b>Yes.</b>
	~600#No.
	####Sum.
}
"""
COUNT = 6
ALL_RIGHT: dict[str, Any] = {
    "q-x-gaps-1": " Revenue ",
    "q-x-gaps-2": "costs",
    "q-x-mistake": "b",
    "q-x-case-left": "590",
    "q-x-case-why": "a",
    "q-x-reason": "true",
    "q-x-reason-reason": "a",
    "q-x-essay": "A house.\r\nIn May.",
    "q-x-html": "a",
}
# (what is answered, share earned, state in words, what the result says)
ONE_ANSWER: list[tuple[dict[str, Any], str, str, str]] = [
    ({"q-x-gaps-1": "turnover"}, "1/4", "Partly right", "<bdi>turnover</bdi>"),
    ({"q-x-gaps-2": "costs"}, "1/2", "Partly right", "<strong>revenue</strong>"),
    ({"q-x-gaps-1": "<b>\u202ex"}, "0", "Not yet", "<bdi>&lt;b&gt;\u202ex</bdi>"),
    ({"q-x-mistake": "a"}, "0", "Not yet", "This is right."),
    ({"q-x-mistake": "b"}, "1", "Right", "The sum is 590."),
    ({"q-x-case-left": "590"}, "1/2", "Partly right", "Taken in minus paid."),
    ({"q-x-case-why": "b"}, "0", "Not yet", "<dd><strong>Profit</strong></dd>"),
    ({"q-x-reason": "true"}, "1/2", "Partly right", "The fee is in the rate"),
    ({"q-x-reason": "true", "q-x-reason-reason": "b"}, "1/2", "Partly right", "No law does."),
    ({"q-x-reason": "false", "q-x-reason-reason": "a"}, "0", "Not yet", "Compare what arrives."),
    ({"q-x-essay": "One.\r\n<b>Two"}, "0", "Waits for a trainer", "One.<br>&lt;b&gt;Two"),
    ({"q-x-html": "b"}, "0", "Not yet", "<dd><strong><em>590</em></strong></dd>"),
]
FORGED: list[dict[str, Any]] = [
    {"q-x-gaps-2": "revenue"},
    {"q-x-gaps-3": "costs", "q-x-gaps": "costs", "q-x-gaps-l1": "r1"},
    {"q-x-mistake": "560"},
    {"q-x-mistake": ["", "b"]},
    {"q-x-case": "590", "q-x-case-x-case-left": "590"},
    {"q-x-case-why": "zz"},
    {"q-x-reason": "maybe"},
    {"q-x-essay": "\x00\x07 \t"},
]


@pytest.fixture
def newer(school):
    school.publish(gifts={"en": NEWER_KINDS}, draw=COUNT)
    return school


def attempts(db: Any) -> int:
    return db.scalar(select(func.count()).select_from(Attempt)) or 0


def test_all_right_answers_earn_all_but_the_essay(newer, browse, make, take, db):
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, ALL_RIGHT).location)

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.earned, attempt.possible, attempt.waits) == (COUNT - 1, COUNT, True)
    assert attempt.answers["x-essay"] == "A house.\nIn May."
    assert attempt.answers["x-case"] == {"x-case-left": "590", "x-case-why": "a"}
    assert page.text.count("A right answer") == 0
    assert "A trainer will read this. You see the points here." in page.text


@pytest.mark.parametrize(("answers", "earned", "state", "words"), ONE_ANSWER)
def test_one_answer_is_marked_and_explained(
    newer, browse, make, take, db, answers, earned, state, words
):
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, answers).location)

    attempt = db.scalars(select(Attempt)).one()
    asked = next(iter(attempt.answers))
    place = attempt.questions.index(asked) + 1
    shown = page.text.split(f'<section class="answer" aria-labelledby="a-{place}"')[1]
    shown = shown.split('<section class="answer"')[0]
    assert attempt.earned == Fraction(earned)
    assert state in shown.split("<h3")[0]
    assert words in shown


@pytest.mark.parametrize("forged", FORGED)
def test_what_a_form_could_not_send_counts_as_not_chosen(newer, browse, make, take, db, forged):
    learner = browse(make.user())

    alone = take(learner, FIRST, forged)
    beside = take(learner, FIRST, forged | {"q-x-html": "a"})

    assert alone.status_code == 422
    assert beside.status_code == 302
    assert db.scalars(select(Attempt)).one().answers == {"x-html": "a"}


@pytest.mark.parametrize(
    ("wrong", "sentence", "links"),
    [
        ({"q-x-gaps-1": "x" * 10_000}, "Write it in 500 signs or less.", 2),
        ({"q-x-essay": "đ" * 10_000}, "Write it in 5,000 signs or less.", 2),
        ({"q-x-case-left": "many"}, "This cannot be read as a number.", 2),
        ({"q-x-reason": ""}, "Choose also whether it is true or not.", 2),
    ],
)
def test_a_fault_brings_everything_back(newer, browse, make, take, db, wrong, sentence, links):
    learner = browse(make.user())

    page = take(learner, FIRST, ALL_RIGHT | wrong)

    assert page.status_code == 422
    assert page.text.count(sentence) == links, "in the list above and beside the question"
    assert next(iter(wrong.values())) in page.text
    assert 'value="b" id="q-x-mistake-b" checked' in page.text
    assert 'id="q-x-reason-reason-a" checked' in page.text
    assert "<option selected>costs</option>" in page.text
    assert attempts(db) == 0


def test_a_question_in_html_is_shown_as_text_with_its_emphasis(newer, browse, make):
    page = browse(make.user()).get(FIRST)

    card = page.text.split('id="q-x-html-card"')[1].split('<fieldset class="question"')[0]
    assert '<span class="stem">What is left?</span>' in card
    assert "<ul><li>950</li></ul>" in card
    assert "<span><em>590</em></span>" in card
    assert "onclick" not in card

"""Each answer of a result explained: what was given, what is right, part by part, in words."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from flask import render_template_string
from reading import check_html

from lms.courses.facts import LessonFacts
from lms.quizzes.grading import grade, grade_all
from lms.quizzes.kept_marks import kept
from lms.quizzes.questions import Accepted, Question
from lms.quizzes.results import (
    ReadEssay,
    ResultQuestion,
    Voice,
    explained,
    key_of,
    lessons_named,
    state_of,
    worth_reading,
)
from lms.quizzes.said import best_text
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
    SHORT,
    SINGLE,
    TRUTH,
)

VOICE = Voice("True", "Not true", str)
PAGE = (
    '<!doctype html><html lang="en"><title>Check</title><h1>Check</h1><h2>Answers</h2>'
    '{%% from "quizzes/_answer.html" import explained %%}'
    '{%% for one in said %%}{{ explained(one, "en", "%s") }}{%% endfor %%}</html>'
)
NASTY = "<script>alert(1)</script> \u202e한국"


def said(question: Question, answer: Any, **how: Any) -> ResultQuestion:
    """One answer, marked now and explained."""
    marks = {question.id: kept(grade(question, answer))}
    return explained([question], {question.id: answer}, marks, (), VOICE, **how)[0]


@pytest.fixture
def page(app):
    """page(questions, answers, lang, ...) draws all of them as a result does, and reads it."""

    def draw(questions, answers, lang="en", **how):
        result = grade_all(questions, answers)
        marks = {id_: kept(mark) for id_, mark in result.marks.items()}
        with app.test_request_context(f"/?lang={lang}"):
            html = render_template_string(
                PAGE % lang, said=explained(questions, answers, marks, (), VOICE, **how), lang=lang
            )
        check_html(html)
        return html

    return draw


# (question, answer, state, what was given, what is right)
SAID: list[tuple[Question, Any, str, list[str], list[str]]] = [
    (SINGLE, "b", "not_yet", ["C"], ["A &amp; B"]),
    (SINGLE, None, "open", [], ["A &amp; B"]),
    (MULTIPLE, ["a", "c"], "not_yet", ["Red", "Green"], ["Red", "Blue"]),
    (TRUTH, False, "not_yet", ["Not true"], ["True"]),
    (
        REASON,
        {"answer": True, "reason": "b"},
        "partly",
        ["True", "The tax is in the rate"],
        ["True", "The fee is in the rate"],
    ),
    (REASON, True, "partly", ["True"], ["True", "The fee is in the rate"]),
    (REASON, {"answer": True, "reason": "a"}, "right", ["True", "The fee is in the rate"], []),
    (SHORT, NASTY, "not_yet", [NASTY], ["Profit"]),
    (
        MATCHING,
        {"l1": "r3"},
        "not_yet",
        ["<em>Rent</em> → no cost"],
        ["<em>Rent</em> → a fixed cost", "Flour → a <em>variable</em> cost"],
    ),
    (
        ORDERING,
        ["i1", "i3", "i2"],
        "partly",
        ["1. First", "2. Third", "3. Second"],
        ["1. First", "2. Second", "3. Third"],
    ),
    (MISTAKE, "a", "not_yet", ["950"], ["560"]),
    (ESSAY, "One.\n\n<b>Two</b>.", "waits", ["One.<br><br>&lt;b&gt;Two&lt;/b&gt;."], []),
    (ESSAY, None, "open", [], []),
    (HTML, "b", "not_yet", ["a picture no"], ["590 &lt; 600"]),
    (GAPS, ["revenue", "costs", "members"], "right", [], []),
    (CASE, None, "open", [], []),
]


@pytest.mark.parametrize(("question", "answer", "state", "given", "right"), SAID)
def test_an_answer_is_said_as(question, answer, state, given, right):
    shown = said(question, answer)

    assert shown.state == state
    assert [str(line) for line in shown.given] == given
    assert [str(line) for line in shown.right] == right


FORMATTED: list[tuple[Question, Any, str]] = [
    (SINGLE, "b", "choices.b.feedback"),
    (REASON, {"answer": True, "reason": "b"}, "reasons.b.feedback"),
    (SHORT, "Profit", "accepted.1.feedback"),
    (GAPS, ["", "costs", ""], "gaps.1.0.feedback"),
    (MULTIPLE, ["a"], "partial_feedback"),
    (TRUTH, False, "wrong_feedback"),
    (ESSAY, "I will.", "feedback"),
]


@pytest.mark.parametrize(("question", "answer", "path"), FORMATTED)
def test_a_feedback_with_a_format_of_its_own_is_shown_in_it(question, answer, path):
    marked = replace(question, formats=((path, "html"),), format="plain")
    plain = said(question, answer).feedback
    text = html_at(marked, path, "<b>Look</b> & see")

    shown = said(text, answer).feedback

    assert "<strong>Look</strong> &amp; see" in shown
    assert len(shown) == len(plain)
    assert "&lt;b&gt;Look&lt;/b&gt; &amp; see" in said(replace(text, formats=()), answer).feedback


def html_at(question: Question, path: str, text: str) -> Question:
    """The question with another text at a path such as choices.b.feedback."""
    name, *rest = path.split(".")
    if not rest:
        return replace(question, **{name: text})
    if name == "gaps":
        gaps = list(question.gaps)
        accepted = list(gaps[int(rest[0])].accepted)
        accepted[int(rest[1])] = replace(accepted[int(rest[1])], feedback=text)
        gaps[int(rest[0])] = replace(gaps[int(rest[0])], accepted=tuple(accepted))
        return replace(question, gaps=tuple(gaps))
    ones = list(getattr(question, name))
    at = int(rest[0]) if rest[0].isdigit() else [one.id for one in ones].index(rest[0])
    ones[at] = replace(ones[at], feedback=text)
    return replace(question, **{name: tuple(ones)})


def test_each_gap_says_whether_it_was_right():
    shown = said(GAPS, ["turnover", "costs", ""])

    assert shown.state == "partly"
    assert [(gap.number, gap.state, gap.given, gap.right) for gap in shown.gaps] == [
        (1, "partly", "turnover", "revenue"),
        (2, "right", "costs", ""),
        (3, "open", "", "members"),
    ]
    assert shown.feedback == ["On turnover.", "On costs."]


def test_each_part_of_a_case_is_explained_by_itself():
    shown = said(CASE, {"k-case-left": "590", "k-case-why": "b"})

    assert shown.state == "partly"
    assert [(part.label, part.state) for part in shown.parts] == [
        ("1a", "right"),
        ("1b", "not_yet"),
        ("1c", "open"),
    ]
    assert shown.parts[1].right == ["Profit"]
    assert shown.parts[1].feedback == ["On Tax."]
    assert shown.parts[2].gaps[0].right == "hers"
    assert shown.feedback == ["About the case."]


def test_marks_from_before_parts_were_kept_are_explained_all_the_same():
    mark = {"earned": "1/3", "right": False, "given": {"k-case-left": "590"}}

    shown = explained([CASE], {"k-case": {"k-case-left": "590"}}, {"k-case": mark}, (), VOICE)

    assert [part.state for part in shown[0].parts] == ["right", "open", "open"]


def test_without_the_key_nothing_tells_what_is_right(page):
    answers = {one.id: None for one in EVERY_KIND} | {"k-single": "b", "k-gaps": ["x", "", ""]}

    html = page(EVERY_KIND, answers, key=False)

    assert "A right answer" not in html
    assert "The mistake:" not in html
    assert 'class="feedback"' not in html
    assert "revenue" not in html
    assert html.count("Not yet") == 3  # the single one, the gaps, and their first gap


def test_everybody_s_credit_makes_every_gap_right():
    mark = kept(replace(grade(GAPS, ["x", "y", "z"]), earned=Fraction(1), right=True))

    shown = explained([GAPS], {"k-gaps": ["x", "y", "z"]}, {"k-gaps": mark}, (), VOICE)[0]

    assert {gap.state for gap in shown.gaps} == {"right"}
    assert {gap.right for gap in shown.gaps} == {""}


def test_a_question_that_counts_for_nobody_says_so(page):
    shown = explained([SINGLE], {"k-single": "b"}, {}, (), VOICE)[0]

    assert (shown.state, shown.given) == ("left_out", ["C"])
    assert state_of(None) == "left_out"


def test_an_essay_that_was_read_shows_its_points_and_the_comment(page):
    answers = {"k-essay": "I will save."}
    read = {"k-essay": ReadEssay({"c1": 2}, "Well begun.\nGo on <b>.")}

    waiting = page([ESSAY], answers)
    done = page([ESSAY], answers, read=read)

    assert "A trainer will read this. You see the points here." in waiting
    assert "(3 points)" in waiting
    assert "(2 of 3 points)" in done
    assert "(0 of 1 points)" in done
    assert "Well begun.\nGo on &lt;b&gt;." in done
    assert "Write it down at home." in done


def test_every_kind_explained_is_strict_html(page):
    typed = {"k-short": NASTY, "k-essay": NASTY, "k-gaps": [NASTY, "", ""], "k-mistake": "b"}

    html = page(EVERY_KIND, typed)

    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3
    assert html.count("<section") == len(EVERY_KIND) + len(CASE.parts)
    assert re.findall(r"\((\d)\) ____", html) == ["1", "2", "3", "1"]
    assert "The mistake:" in html


def test_in_another_language_than_the_page_s_own_words_say_so(page):
    html = page([GAPS, MISTAKE, CASE, ESSAY], {}, lang="vi")

    assert '<section class="answer" aria-labelledby="a-1" lang="en">' in html
    assert html.count('<div lang="vi"><span class="state') == 7


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda one: one.id)
def test_the_key_earns_the_full_mark(question):
    key = key_of(question)
    if question.numbers:
        key = str(key.value)
    if question is CASE:
        key |= {"k-case-left": str(key["k-case-left"].value)}

    mark = grade(question, key)

    assert mark.right is (question is not ESSAY)


def test_a_right_text_is_one_that_somebody_would_type():
    full, half = Fraction(1), Fraction(1, 2)

    assert best_text((Accepted("pro*", full), Accepted("profit", full))) == "profit"
    assert best_text((Accepted("pro*", full), Accepted("profit", half))) == "pro*"
    assert best_text((Accepted("5 \\* 4", full),)) == "5 * 4"


def lesson(id_: str) -> LessonFacts:
    return LessonFacts(id_, id_, id_.upper(), minutes=8, size=900, url=f"/{id_}/")


def test_a_missed_part_names_its_lesson_and_a_waiting_essay_names_none():
    part = replace(CASE.parts[0], tags=("lesson-one",))
    other = replace(CASE.parts[1], tags=("lesson-two",))
    case = replace(CASE, parts=(part, other))
    essay = replace(ESSAY, tags=("lesson-three",))
    lessons = [lesson("one"), lesson("two"), lesson("three")]
    answers = {"k-case": {"k-case-why": "a"}, "k-essay": "I will."}
    marks = {id_: kept(mark) for id_, mark in grade_all([case, essay], answers).marks.items()}

    named = worth_reading([case, essay, replace(SINGLE, tags=("lesson-three",))], marks, lessons)

    assert [one.id for one in named] == ["one"]
    assert lessons_named(other, lessons) == {"two"}

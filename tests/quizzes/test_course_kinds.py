"""The course that shows every kind of question: without faults, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.courses.checks import check_course
from lms.quiz_checker import check_quiz, read_self_check
from lms.quizzes.formats.as_json import from_json, to_json
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Kind

COURSE = Path(__file__).parents[1] / "data" / "course-kinds"


def read(language: str):
    text = (COURSE / f"modules/01-all-kinds/{language}/quiz.gift").read_text(encoding="utf-8")
    questions, faults = read_gift(text)
    assert faults == []
    return questions


def test_the_course_has_no_faults_and_no_warnings():
    found = check_course(COURSE, check_quiz=check_quiz, read_check=read_self_check)

    assert [str(one) for one in found] == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_its_quiz_holds_every_kind_in_two_variants(language):
    questions = read(language)

    kinds = [question.kind for question in questions]
    assert {kind: kinds.count(kind) for kind in Kind} == {
        kind: {Kind.DESCRIPTION: 0, Kind.TRUE_FALSE: 4}.get(kind, 2) for kind in Kind
    }
    assert sum(bool(question.reasons) for question in questions) == 2
    assert {gap.offered for question in questions for gap in question.gaps} == {True, False}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_its_quiz_goes_through_both_formats_and_stays_the_same(language):
    questions = read(language)

    assert read_gift(write_gift(questions))[0] == questions
    assert [from_json(to_json(question)) for question in questions] == questions

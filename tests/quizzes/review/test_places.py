"""The paragraph of a lesson that a question leads back to."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from lms.courses.facts import LessonFacts
from lms.quizzes.questions import Kind, Question
from lms.quizzes.result_types import ResultQuestion
from lms.quizzes.review.places import place_of, places_of


def lesson(id_: str, title: str) -> LessonFacts:
    return LessonFacts(id_, "1.1", title, 5, 900, f"/learn/first-steps/{id_}/")


LESSONS = [lesson("write-it-down", "Write it down"), lesson("two-pockets", "Two pockets")]


@pytest.mark.parametrize(
    ("tags", "feedback", "place"),
    [
        (
            ("lesson-two-pockets", "block-12"),
            "",
            ("/learn/first-steps/two-pockets/#b-12", "Two pockets"),
        ),
        (("lesson-two-pockets",), "", ("/learn/first-steps/two-pockets/", "Two pockets")),
        (
            ("lesson-two-pockets", "lesson-write-it-down", "block-3"),
            "",
            ("/learn/first-steps/write-it-down/", "Write it down"),
        ),
        (
            ("lesson-two-pockets", "block-³", "block-x"),
            "",
            ("/learn/first-steps/two-pockets/", "Two pockets"),
        ),
        (
            (),
            'Read again: lesson "Write it down".',
            ("/learn/first-steps/write-it-down/", "Write it down"),
        ),
        (("lesson-gone", "block-1"), "", None),
        ((), "", None),
    ],
)
def test_a_question_leads_to_the_block_of_the_lesson_it_names(tags, feedback, place):
    question = Question("a", Kind.SINGLE, "?", tags=tags, feedback=feedback)

    assert place_of(question, LESSONS) == place


def test_only_what_was_not_right_leads_back():
    questions = [Question(str(n), Kind.SINGLE, "?", tags=("lesson-two-pockets",)) for n in range(6)]
    states = ["right", "partly", "not_yet", "open", "waits", "left_out"]
    shown = [
        ResultQuestion(number, "?", Markup(), state, [], [], [])
        for number, state in enumerate(states, start=1)
    ]

    assert sorted(places_of(questions, shown, LESSONS)) == [2, 3, 4]

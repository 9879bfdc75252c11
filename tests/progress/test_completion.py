"""What is done, what comes next, and when a course is finished: from plain ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.progress.completion import ModuleWork, Rules, Step, is_finished, next_step, states

BOTH, LESSONS, QUIZ = Rules(("lessons", "quiz")), Rules(("lessons",)), Rules(("quiz",))


def work(read="", *, passed=False, name="m", lessons="abc"):
    return ModuleWork(name, tuple(lessons), frozenset(read), passed)


@pytest.mark.parametrize(
    ("read", "passed", "both", "lessons", "quiz"),
    [
        ("", False, False, False, False),
        ("ab", True, False, False, True),
        ("abc", False, False, True, False),
        ("abc", True, True, True, True),
        ("abcz", True, True, True, True),
        ("", True, False, False, True),
    ],
)
def test_what_finishes_a_module_is_data(read, passed, both, lessons, quiz):
    one = work(read, passed=passed)

    assert [one.is_done(rules) for rules in (BOTH, LESSONS, QUIZ)] == [both, lessons, quiz]


def test_the_next_lesson_is_the_first_that_is_not_read_whatever_was_read_after_it():
    assert work().next_lesson() == "a"
    assert work("ac").next_lesson() == "b"
    assert work("abc").next_lesson() is None
    assert work("zy").next_lesson() == "a"


def test_the_next_step_goes_through_lessons_then_the_quiz_then_the_next_module():
    first, second = work("ab", name="one"), work(name="two")

    assert next_step([first, second], BOTH) == Step("one", "c")
    assert next_step([work("abc", name="one"), second], BOTH) == Step("one", None)
    assert next_step([work("abc", name="one", passed=True), second], BOTH) == Step("two", "a")
    assert next_step([work("abc", name="one"), second], LESSONS) == Step("two", "a")
    assert next_step([work("abc", passed=True)], BOTH) is None
    assert next_step([], BOTH) is None


def test_one_module_is_here_those_done_are_done_and_the_rest_is_ahead():
    done, other = work("abc", passed=True, name="x"), work(name="y")
    last = work("abc", passed=True, name="z")

    assert states([done, other, last], BOTH) == {"x": "done", "y": "here", "z": "done"}
    assert states([other, work("a", name="w")], BOTH) == {"y": "here", "w": "ahead"}
    assert states([done], BOTH) == {"x": "done"}


@pytest.mark.parametrize(
    ("started", "done", "known", "finished"),
    [
        ("ab", "ab", "ab", True),
        ("ab", "a", "ab", False),
        ("ab", "ab", "abc", True),
        ("ab", "a", "ac", True),
        ("ab", "", "", False),
        ("", "a", "a", False),
    ],
)
def test_a_course_ends_with_the_modules_it_was_begun_with(started, done, known, finished):
    assert is_finished(started, set(done), dict.fromkeys(known)) is finished


@given(
    st.lists(
        st.tuples(st.frozensets(st.sampled_from("abcz")), st.booleans()), min_size=1, max_size=6
    ),
    st.sampled_from([BOTH, LESSONS, QUIZ]),
)
def test_the_next_step_is_where_one_is_here(given_works, rules):
    modules = [work(r, passed=p, name=str(at)) for at, (r, p) in enumerate(given_works)]

    step, found = next_step(modules, rules), states(modules, rules)

    here = [name for name, state in found.items() if state == "here"]
    assert here == ([step.module] if step else [])
    assert list(found) == [module.id for module in modules]

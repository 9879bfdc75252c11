"""The rules of a quiz at work: how often, what passes, which try counts, when the key is shown."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import func, select

from lms.progress.models import ModuleStart
from lms.quizzes.models import Attempt
from tests.quizzes.conftest import FIRST, RIGHT, WRONG, asked_on, token_of

FOUR = """
::r-one::One is one.{TRUE#No.#Yes, one.####Know one.}

::r-two::Two is two.{TRUE#No.#Yes, two.####Know two.}

::r-three::Three is three.{TRUE#No.#Yes, three.####Know three.}

::r-four::Four is four.{TRUE#No.#Yes, four.####Know four.}
"""
IDS = ("one", "two", "three", "four")


def answers(right: int) -> dict[str, str]:
    """Answers to the four questions of which so many are right."""
    return {f"q-r-{id_}": "true" if at < right else "false" for at, id_ in enumerate(IDS)}


@pytest.fixture
def four(school):
    """four(attempts=2 ...) publishes four questions under these rules."""
    return lambda **rules: school.publish(gifts={"en": FOUR}, draw=4, **rules)


def test_an_attempt_beyond_the_limit_is_refused_and_nothing_is_kept(
    four, browse, make, take, db, caplog
):
    four(attempts=2)
    learner = browse(make.user())
    pages = [learner.get(FIRST)]
    take(learner, FIRST, answers(1))
    pages.append(learner.get(FIRST))
    take(learner, FIRST, answers(2))

    shown = learner.get(FIRST)
    with caplog.at_level(logging.WARNING, "lms.quizzes"):
        forged = learner.post(FIRST, {"token": "x", **answers(4)})

    assert "You can send your answers 2 times." in pages[0].text
    assert "Each time the questions are other ones." in pages[0].text
    assert "You can send your answers once." in pages[1].text
    assert "You have used every try at these questions." in shown.text
    assert asked_on(shown) == []
    assert forged.status_code == 409
    assert "every try" in forged.text
    assert [record.module_id for record in caplog.records] == ["first-steps"]
    assert db.scalar(select(func.count()).select_from(Attempt)) == 2


def test_the_result_of_the_last_try_offers_no_other(four, browse, make, take):
    four(attempts=1)
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, answers(1)).location)

    assert "You have used every try at these questions." in page.text
    assert "Check yourself again" not in page.text


@pytest.mark.parametrize(("right", "passed"), [(2, False), (3, True)])
def test_mastery_asks_for_so_many_wholly_right_ones(four, browse, make, take, db, right, passed):
    four(mastery=3, **{"pass": "0.1"})
    learner = browse(make.user())

    asked = learner.get(FIRST)
    page = learner.get(take(learner, FIRST, answers(right)).location)

    assert "4 questions; 3 wholly right ones are enough." in asked.text
    assert db.scalars(select(Attempt.passed)).one() is passed
    assert f"You need{'ed' if passed else ''} 3 wholly right ones." in page.text


@pytest.mark.parametrize(
    ("counts", "share", "said"),
    [
        ("best", 0.75, ""),
        ("latest", 0.5, "The result of your newest try counts."),
        ("first", 0.25, "The result of your first try counts."),
    ],
)
def test_the_try_that_counts_is_the_result(four, browse, make, take, db, counts, share, said):
    four(counts=counts)
    learner = browse(make.user())

    page = learner.get(FIRST)
    for right in (1, 3, 2):
        take(learner, FIRST, answers(right))

    assert said in page.text
    assert db.scalars(select(ModuleStart.quiz_share)).one() == share


def test_a_pass_stays_though_the_newest_try_counts_and_fails(four, browse, make, take, db):
    four(counts="latest")
    learner = browse(make.user())

    for right in (4, 0):
        take(learner, FIRST, answers(right))

    start = db.scalars(select(ModuleStart)).one()
    assert (start.quiz_share, start.quiz_passed_at is not None) == (0.0, True)


def test_the_key_is_shown_once_the_quiz_is_passed(four, browse, make, take):
    four(show_answers="passed")
    learner = browse(make.user())
    first = take(learner, FIRST, answers(1)).location

    hidden = learner.get(first)
    take(learner, FIRST, answers(4))
    shown = learner.get(first)

    assert "Know two." not in hidden.text
    assert "A right answer" not in hidden.text
    assert "The right answers are shown here once you have passed." in hidden.text
    assert "Know two." in shown.text
    assert shown.text.count("A right answer") == 3
    assert "are shown here once" not in shown.text


def test_the_key_is_shown_once_every_try_is_used(four, browse, make, take):
    four(show_answers="passed", attempts=1)
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, answers(1)).location)

    assert page.text.count("A right answer") == 3


def test_the_key_is_never_shown_where_the_rules_say_so(four, browse, make, take):
    four(show_answers="never")
    learner = browse(make.user())

    page = learner.get(take(learner, FIRST, answers(4)).location)

    assert "You know this now" in page.text
    assert "Know one." not in page.text
    assert "The right answers are not shown here" in page.text


def test_without_shuffling_questions_stand_as_in_the_file(four, browse, make):
    four(shuffle=False)

    orders = {tuple(asked_on(browse(make.user()).get(FIRST))) for _ in range(4)}

    assert orders == {tuple(f"r-{id_}" for id_ in IDS)}


def test_questions_are_drawn_by_their_tags(school, browse, make):
    tagged = FOUR.replace("::r-one", "// [tag:easy]\n::r-one").replace(
        "::r-two", "// [tag:hard]\n::r-two"
    )
    school.publish(gifts={"en": tagged}, draw=2, draw_from=[["easy", 1], ["hard", 1]])

    assert sorted(asked_on(browse(make.user()).get(FIRST))) == ["r-one", "r-two"]


def test_older_tries_are_listed_with_their_results_newest_first(four, browse, make, take, time):
    four(**{"pass": "0.5"})
    learner = browse(make.user())
    old = take(learner, FIRST, answers(1)).location
    alone = learner.get(old)
    time.wait(hours=1)
    new = take(learner, FIRST, answers(2)).location

    page = learner.get(new)

    assert "Your tries" not in alone.text
    listed = page.text.split("Your tries")[1]
    assert f'href="{old}">November 22, 2026, 18:00</a>' in listed
    assert listed.index("19:00") < listed.index("18:00")
    assert listed.count("Passed") == 1
    assert "1 of 4" in listed


def test_the_tries_of_somebody_else_are_not_listed(four, browse, make, take):
    four()
    other = take(browse(make.user()), FIRST, answers(1)).location
    learner = browse(make.user())
    take(learner, FIRST, answers(1))

    page = learner.get(take(learner, FIRST, answers(2)).location)

    assert "Your tries" in page.text
    assert other not in page.text


def test_a_pause_lists_every_earlier_try_as_a_page_of_its_own(four, browse, make, take, time):
    four(pause_minutes=30)
    learner = browse(make.user())
    old = take(learner, FIRST, answers(1)).location
    alone = learner.get(FIRST)
    time.wait(hours=1)
    new = take(learner, FIRST, answers(2)).location

    page = learner.get(FIRST)

    assert "Your tries" not in alone.text
    listed = page.text.split("Your tries")[1]
    assert (listed.count(old), listed.count(new)) == (1, 1)
    assert "this page" not in listed


def test_the_page_leads_to_the_last_result(four, browse, make, take):
    four()
    learner = browse(make.user())
    last = take(learner, FIRST, answers(1)).location

    assert f'href="{last}">See my last result</a>' in learner.get(FIRST).text


def test_the_very_first_answers_with_a_draft_cost_seven_statements(school, browse, make, counting):
    learner = browse(make.user())
    page = learner.get(FIRST)
    learner.post(FIRST + "save", {"token": token_of(page), **WRONG})

    with counting() as statements:
        learner.post(FIRST, {"token": token_of(page), **RIGHT})

    assert len(statements) == 7, statements


def test_a_pass_that_ends_a_module_with_a_draft_costs_seven_statements(
    school, browse, make, counting
):
    learner = browse(make.user())
    for lesson in ("write-it-down", "two-pockets"):
        learner.post(f"/learn/first-steps/{lesson}/done")
    page = learner.get(FIRST)
    learner.post(FIRST + "save", {"token": token_of(page), **WRONG})

    with counting() as statements:
        learner.post(FIRST, {"token": token_of(page), **RIGHT})

    assert len(statements) == 7, statements


def test_a_page_with_limits_costs_one_statement_more(four, browse, make, counting):
    four(attempts=2)
    learner = browse(make.user())
    learner.get(FIRST)

    with counting() as statements:
        learner.get(FIRST)

    assert len(statements) == 3, statements

"""What somebody knows before a module: asked once, never in the way, compared afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms.courses.models import Module, ModuleVersion
from lms.progress.models import CourseStart, ModuleStart
from lms.quizzes.models import Attempt, Draft, Purpose
from tests.quizzes.conftest import FIRST, RIGHT, WRONG, asked_on, token_of

BEFORE = "/before/first-steps/"
MODULE = "/learn/first-steps/"


@pytest.fixture
def ask_before(school):
    """ask_before(attempts=1 ...) lets one try the first module's questions before it."""

    def change(**rules):
        pointer = school.db.get_one(Module, "first-steps")
        version = school.db.get_one(ModuleVersion, pointer.published_id)
        version.facts = version.facts | {"quiz": version.facts["quiz"] | {"pre_test": True} | rules}
        school.db.commit()
        return school

    return change


@pytest.fixture
def asking(ask_before):
    return ask_before()


def answer(browser, answers):
    return browser.post(BEFORE, {"token": token_of(browser.get(BEFORE)), **answers})


def test_the_module_page_offers_it_until_the_module_is_begun(asking, browse, make):
    learner = browse(make.user())
    offered = learner.get(MODULE).text

    learner.post("/learn/first-steps/write-it-down/done")

    assert f'href="{BEFORE}"' in offered
    assert f'href="{BEFORE}"' not in learner.get(MODULE).text


def test_where_the_rules_ask_nothing_before_there_is_no_such_page(school, browse, make):
    learner = browse(make.user())

    assert f'href="{BEFORE}"' not in learner.get(MODULE).text
    assert learner.get(BEFORE).status_code == 404
    assert learner.post(BEFORE, RIGHT).status_code == 404
    assert learner.get("/before/nowhere/").status_code == 404
    assert learner.get("/before/%00/").status_code == 404


def test_it_asks_other_variants_than_the_first_try_after_the_module(asking, browse, make):
    learner = browse(make.user())

    before, after = asked_on(learner.get(BEFORE)), asked_on(learner.get(FIRST))

    assert [id_[:8] for id_ in before] == ["t01-budg", "t01-pock"]
    assert not set(before) & set(after)


def test_it_passes_nothing_begins_nothing_and_shows_no_answers(asking, browse, make, db):
    learner = browse(make.user())

    sent = answer(learner, RIGHT)
    page = learner.get(sent.location)

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.purpose, attempt.earned, attempt.passed) == (Purpose.BEFORE, 2, False)
    assert db.scalars(select(ModuleStart)).all() == []
    assert db.scalars(select(CourseStart)).all() == []
    assert "2 of 2." in page.text
    assert "A right answer" not in page.text
    assert f'href="{MODULE}"' in page.text


def test_it_is_there_once(asking, browse, make, db):
    learner = browse(make.user())
    page = learner.get(BEFORE)
    first = answer(learner, WRONG).location

    again = learner.post(BEFORE, {"token": token_of(page), **RIGHT})

    assert learner.get(BEFORE).location == first
    assert again.location == first
    assert db.scalars(select(Attempt)).one().earned == 0


@pytest.mark.parametrize("begun", ["lesson", "quiz"])
def test_who_has_begun_the_module_is_sent_to_it(asking, browse, make, take, db, begun):
    learner = browse(make.user())
    page = learner.get(BEFORE)
    if begun == "lesson":
        learner.post("/learn/first-steps/write-it-down/done")
    else:
        take(learner, FIRST, RIGHT)

    late = learner.post(BEFORE, {"token": token_of(page), **RIGHT})

    assert (late.status_code, late.location) == (302, MODULE)
    assert learner.get(BEFORE).location == MODULE
    assert "You have begun this module already." in learner.get(MODULE).text
    assert db.scalars(select(Attempt).where(Attempt.purpose == Purpose.BEFORE)).all() == []


def test_the_result_after_the_module_says_how_far_one_came(asking, browse, make, take):
    learner = browse(make.user())
    answer(learner, WRONG)

    page = learner.get(take(learner, FIRST, RIGHT).location)

    assert "Before the module: 0 of 2. Now: 2 of 2." in page.text
    assert "Your tries" not in page.text


def test_it_counts_neither_as_a_try_nor_for_the_pause(ask_before, browse, make, take):
    ask_before(attempts=1, pause_minutes=60)
    learner = browse(make.user())

    answer(learner, WRONG)

    assert "You can send your answers once." in learner.get(FIRST).text
    assert take(learner, FIRST, RIGHT).status_code == 302


def test_a_ticket_of_the_quiz_is_none_here_and_the_other_way_round(asking, browse, make, db):
    learner = browse(make.user())
    before, quiz = token_of(learner.get(BEFORE)), token_of(learner.get(FIRST))

    here = learner.post(BEFORE, {"token": quiz, **RIGHT})
    there = learner.post(FIRST, {"token": before, **RIGHT})

    assert (here.status_code, there.status_code) == (409, 409)
    assert " checked" in here.text or 'value="' in here.text
    assert db.scalars(select(Attempt)).all() == []


def test_the_ticket_of_somebody_else_is_refused(asking, browse, make, db):
    token = token_of(browse(make.user()).get(BEFORE))

    assert browse(make.user()).post(BEFORE, {"token": token, **RIGHT}).status_code == 409
    assert db.scalars(select(Attempt)).all() == []


def test_nothing_answered_comes_back_and_may_be_skipped(asking, browse, make, db):
    page = answer(browse(make.user()), {})

    assert page.status_code == 422
    assert "Answer one question at least, then send." in page.text
    assert f'href="{MODULE}">Skip this and go to the module</a>' in page.text
    assert 'data-is-saved="no"' in page.text


def test_the_page_costs_two_statements(asking, browse, make, counting):
    learner = browse(make.user())
    learner.get(BEFORE)

    with counting() as statements:
        learner.get(BEFORE)

    assert len(statements) == 2, statements


def test_what_is_answered_so_far_is_saved_and_stands_there_again(asking, browse, make, db):
    learner = browse(make.user())
    page = learner.get(BEFORE)
    saving = {"token": token_of(page), **RIGHT}

    script = learner.post(BEFORE + "save", saving, headers={"Accept": "application/json"})
    button = learner.post(BEFORE + "save", saving)
    again = learner.get(BEFORE)
    quiz = learner.get(FIRST)
    learner.post(BEFORE, {"token": token_of(again), **RIGHT})

    assert script.json["ok"] is True
    assert button.location == BEFORE
    assert "Saved at" in again.text
    assert " checked" in again.text
    assert " checked" not in quiz.text
    assert db.scalars(select(Draft)).all() == []


def test_saving_after_sending_or_with_a_forged_ticket_is_refused(asking, browse, make, db):
    learner = browse(make.user())
    token = token_of(learner.get(BEFORE))
    script = {"Accept": "application/json"}

    forged = learner.post(BEFORE + "save", {"token": "x", **RIGHT}, headers=script)
    back = learner.post(BEFORE + "save", {"token": "x", **RIGHT})
    result = answer(learner, RIGHT).location
    late = learner.post(BEFORE + "save", {"token": token, **RIGHT}, headers=script)
    button = learner.post(BEFORE + "save", {"token": token, **RIGHT})

    assert [one.status_code for one in (forged, back, late)] == [409, 409, 409]
    assert "sent these answers already" in late.json["message"]
    assert button.location == result
    assert db.scalars(select(Draft)).all() == []

"""The ticket in the form: whose questions, which version; sent twice, forged, old, too early."""

from __future__ import annotations

import pytest
from factories import NOW
from itsdangerous import URLSafeSerializer
from sqlalchemy import func, select

from lms.courses.models import Module
from lms.progress.models import ModuleStart
from lms.quizzes import queries, service
from lms.quizzes.models import Attempt
from lms.quizzes.sheets import draw_sheet, read_ticket, write_ticket
from lms.quizzes.versions import pool, quiz_version
from tests.quizzes.conftest import FIRST, RIGHT, SECOND, WRONG, asked_on, token_of

CHANGED = """
::t01-budget-a::When is a budget made?{=Later~Before~Never ####Changed.}

::t01-budget-b::A budget lists money.{FALSE####Changed.}

::t01-pockets-a::How much?{#1:0####Changed.}

::t01-pockets-b::How much?{#1:0####Changed.}
"""
SECRET = "for tests"


def attempts(db):
    return db.scalar(select(func.count()).select_from(Attempt))


@pytest.mark.parametrize("token", ["", "x", "x.y", "null.", "." * 5000, "\ud55c\uad6d"])
def test_a_forged_ticket_brings_the_questions_back_with_what_was_typed(
    school, browse, make, db, token
):
    learner = browse(make.user())

    page = learner.post(FIRST, {"token": token, **RIGHT})

    assert page.status_code == 409
    assert "These questions belong to another sign-in." in page.text
    assert page.text.count(" checked") == 1
    assert 'value="105.000"' in page.text or 'value="70000 VND"' in page.text
    assert attempts(db) == 0
    assert learner.post(FIRST, {"token": token_of(page), **RIGHT}).status_code == 302


def test_a_ticket_signed_for_something_else_is_refused(school, browse, make, db):
    user = make.user()
    learner = browse(user)
    good = read_ticket(token_of(learner.get(FIRST)), SECRET)
    assert good is not None
    values = [user.id.hex, good.version_id.hex, "en", 0]

    for salt, secret in (("itsdangerous", SECRET), ("quiz", "another secret")):
        token = str(URLSafeSerializer(secret, salt=salt).dumps(values))
        assert learner.post(FIRST, {"token": token, **RIGHT}).status_code == 409

    assert attempts(db) == 0


def test_the_ticket_of_somebody_else_is_refused_and_the_answers_are_kept(school, browse, make, db):
    other = token_of(browse(make.user()).get(FIRST))
    mine = browse(make.user())

    page = mine.post(FIRST, {"token": other, "q-t01-budget-a": "a", "q-t01-budget-b": "true"})

    assert page.status_code == 409
    assert page.text.count(" checked") == 1
    assert token_of(page) != other
    assert attempts(db) == 0


def test_the_ticket_of_another_module_is_refused(school, browse, make, db):
    learner = browse(make.user())
    ticket = token_of(learner.get(SECOND))

    assert learner.post(FIRST, {"token": ticket, **RIGHT}).status_code == 409
    assert attempts(db) == 0


def test_sending_twice_leads_to_the_first_result(school, browse, make, db):
    learner = browse(make.user())
    ticket = token_of(learner.get(FIRST))

    first = learner.post(FIRST, {"token": ticket, **WRONG})
    again = learner.post(FIRST, {"token": ticket, **RIGHT})

    assert (first.status_code, again.status_code) == (302, 302)
    assert again.location == first.location
    assert attempts(db) == 1
    assert db.scalars(select(Attempt)).one().passed is False


def test_an_old_ticket_leads_to_its_own_result_later_too(school, browse, make, db):
    learner = browse(make.user())
    old = token_of(learner.get(FIRST))
    first = learner.post(FIRST, {"token": old, **WRONG})
    learner.post(FIRST, {"token": token_of(learner.get(FIRST)), **RIGHT})

    again = learner.post(FIRST, {"token": old, **RIGHT})

    assert again.location == first.location
    assert attempts(db) == 2


def test_two_requests_at_once_make_one_attempt(school, browse, make, db):
    user = make.user()
    ticket = read_ticket(token_of(browse(user).get(FIRST)), SECRET)
    assert ticket is not None
    version = quiz_version(db, ticket.version_id)
    assert version is not None
    sheet = draw_sheet(ticket, "first-steps", pool(db, version, "en"), version.policy, SECRET)
    neither_knows = queries.quiz_standing(db, user.id, "first-steps")
    assert neither_knows is not None

    made = [
        service.submit_attempt(
            db, user, neither_knows, sheet, answers, policy=version.policy, now=NOW
        )
        for answers in ({}, {sheet.questions[0].id: "a"})
    ]
    db.commit()

    assert made[0].id == made[1].id
    assert attempts(db) == 1
    assert db.scalar(select(func.count()).select_from(ModuleStart)) == 1


def test_answers_are_marked_by_the_version_they_were_given_on(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    before = db.get_one(Module, "first-steps").published_id
    school.publish(gifts={"en": CHANGED}, draw=4)

    sent = learner.post(FIRST, {"token": token_of(page), **RIGHT})
    result = learner.get(sent.location)

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.version_id, attempt.earned, attempt.possible) == (before, 2, 2)
    assert db.scalars(select(ModuleStart)).one().version_id == before
    assert "Changed." not in result.text
    assert set(attempt.questions) == set(asked_on(page))


def test_who_has_begun_stays_with_the_version_begun_and_newcomers_get_the_newest(
    school, browse, make, take
):
    early = browse(make.user())
    take(early, FIRST, WRONG)

    school.publish(gifts={"en": CHANGED}, draw=4)

    assert len(asked_on(early.get(FIRST))) == 2
    assert len(asked_on(browse(make.user()).get(FIRST))) == 4


def test_two_people_get_their_own_order_or_questions(school, browse, make):
    school.publish(gifts={"en": CHANGED}, draw=4)

    drawn = {tuple(asked_on(browse(make.user()).get(FIRST))) for _ in range(8)}

    assert len(drawn) > 1


def test_within_the_pause_the_page_says_how_long_and_shows_the_last_result(
    school, browse, make, take, time
):
    learner = browse(make.user())
    sent = take(learner, SECOND, WRONG)
    time.wait(minutes=3, seconds=30)

    page = learner.get(SECOND)
    result = learner.get(sent.location)

    assert page.status_code == 200
    assert asked_on(page) == []
    assert "You can check yourself again in 7 minutes, with other questions." in page.text
    assert f'href="{sent.location}"' in page.text
    assert "You can check yourself again in 7 minutes" in result.text
    assert 'href="/learn/shared-shop/quiz/"' not in result.text

    time.wait(minutes=7)
    assert len(asked_on(learner.get(SECOND))) == 2
    assert 'href="/learn/shared-shop/quiz/"' in learner.get(sent.location).text


def test_answers_sent_within_the_pause_are_refused_and_kept(school, browse, make, take, time, db):
    learner = browse(make.user())
    take(learner, SECOND, WRONG)
    first = db.scalars(select(Attempt)).one()
    ticket = read_ticket(_next_token(first), SECRET)
    assert ticket is not None

    page = learner.post(SECOND, {"token": write_ticket(ticket, SECRET), **RIGHT})

    assert page.status_code == 409
    assert "You can send your answers in 10 minutes." in page.text
    assert " checked" in page.text
    assert attempts(db) == 1

    time.wait(minutes=10)
    sent = learner.post(SECOND, {"token": token_of(page), **RIGHT})
    assert sent.status_code == 302
    assert attempts(db) == 2


def _next_token(attempt):
    values = [attempt.user_id.hex, attempt.version_id.hex, attempt.language, attempt.ordinal + 1]
    return str(URLSafeSerializer(SECRET, salt="quiz").dumps(values))

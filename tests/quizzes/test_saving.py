"""Answers on their way: saved before they are sent, found on any phone, never mixed up."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Country, Stage
from lms.quizzes import draft_fields, drafting
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.models import Attempt, Draft
from lms.quizzes.own_data import KEEPER
from lms.quizzes.sheets import draw_sheet, read_ticket
from lms.quizzes.versions import pool, quiz_version
from tests.quizzes.conftest import FIRST, RIGHT, SECOND, WRONG, asked_on, token_of

SAVE, SAVE_SECOND = FIRST + "save", SECOND + "save"
SCRIPT = {"Accept": "application/json"}
SAVING = re.compile(r'<span class="saving" data-as-you-go="(.+?)">(.+?)</span>')
CHANGED = """
::t01-budget-a::When is a budget made?{=Later~Before~Never ####Changed.}

::t01-pockets-a::How much?{#1:0####Changed.}
"""


def drafts(db):
    db.expire_all()
    return db.scalars(select(Draft)).all()


def changed(page, answers):
    """What the script sends of a page: all questions changed, with these answers."""
    return {"token": token_of(page), "changed": asked_on(page), **answers}


def test_the_first_save_makes_the_draft_and_says_when(school, browse, make, db, time):
    user = make.user(country=Country.MONGOLIA, stage=Stage.RETURNED)
    learner = browse(user)
    page = learner.get(FIRST)

    saved = learner.post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    draft = drafts(db)[0]
    assert (saved.status_code, saved.json) == (200, {"ok": True, "saved": "Saved at 17:00."})
    assert set(draft.typed) == {name for name in RIGHT if name[2:] in asked_on(page)}
    assert (draft.user_id, draft.ordinal, draft.language) == (user.id, 0, "en")
    assert (draft.began_at, draft.saved_at, draft.ends_at) == (NOW, NOW, None)
    assert db.scalars(select(Attempt)).all() == []


def test_what_was_saved_stands_on_the_page_of_another_phone(school, browse, make, time):
    user = make.user()
    page = browse(user).get(FIRST)
    browse(user).post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    other = browse(user).get(FIRST)

    assert " checked" in other.text
    assert 'value="105.000"' in other.text or 'value="70000 VND"' in other.text
    assert "Saved at 18:00." in other.text
    assert asked_on(other) == asked_on(page)


def test_a_save_of_an_earlier_day_says_the_date(school, browse, make, time):
    learner = browse(make.user())
    learner.post(SAVE, changed(learner.get(FIRST), RIGHT), headers=SCRIPT)
    time.wait(days=1)

    assert "Saved on November 22, 2026 at 18:00." in learner.get(FIRST).text


def test_without_a_script_the_button_saves_and_leads_back(school, browse, make, time, db):
    learner = browse(make.user())
    page = learner.get(FIRST)

    sent = learner.post(SAVE, {"token": token_of(page), **RIGHT})

    assert (sent.status_code, sent.location) == (302, FIRST)
    assert f'formaction="{SAVE}"' in page.text
    again = learner.get(FIRST).text
    assert "Saved at 18:00." in again
    assert "Your answers are saved. Go on now, or later on any phone." in again


def test_only_a_script_s_words_say_that_answers_are_saved_as_one_goes(school, browse, make):
    page = browse(make.user()).get(FIRST).text

    said, words = SAVING.findall(page)[0]

    assert said == "Your answers are saved as you go. Go on later, on any phone."
    assert words.startswith("To keep your answers, press “Save and go on later” at the end.")
    assert page.count("saved as you go") == 1


def test_only_the_questions_that_changed_are_replaced(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    one, two = (f"q-{id_}" for id_ in asked_on(page))
    learner.post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    answers = {"token": token_of(page), "changed": [one[2:]], one: WRONG[one], two: "forged"}
    learner.post(SAVE, answers, headers=SCRIPT)

    assert drafts(db)[0].typed == {one: [WRONG[one]], two: [RIGHT[two]]}


def test_an_answer_that_was_taken_back_is_gone(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    learner.post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    learner.post(SAVE, changed(page, {}), headers=SCRIPT)

    assert drafts(db)[0].typed == {}


def test_sending_counts_the_form_and_forgets_what_was_saved(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    learner.post(SAVE, changed(page, WRONG), headers=SCRIPT)

    learner.post(FIRST, {"token": token_of(page), **RIGHT})

    attempt = db.scalars(select(Attempt)).one()
    assert (attempt.earned, attempt.began_at is not None) == (2, True)
    assert drafts(db) == []
    assert " checked" not in learner.get(FIRST).text


def test_saving_after_sending_is_refused_and_leads_to_the_result(
    school, browse, make, take, db, caplog
):
    learner = browse(make.user())
    page = learner.get(FIRST)
    result = learner.post(FIRST, {"token": token_of(page), **RIGHT}).location
    caplog.clear()
    with caplog.at_level(logging.WARNING, "lms.quizzes"):
        script = learner.post(SAVE, changed(page, WRONG), headers=SCRIPT)
        button = learner.post(SAVE, {"token": token_of(page), **WRONG})

    assert (script.status_code, script.json["ok"], script.json["url"]) == (409, False, result)
    assert "sent these answers already" in script.json["message"]
    assert button.location == result
    assert "sent these answers already" in learner.get(result).text
    assert drafts(db) == []
    assert [record.module_id for record in caplog.records] == ["first-steps"] * 2


def test_a_draft_goes_on_in_its_own_version_and_is_marked_by_it(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    learner.post(SAVE, changed(page, RIGHT), headers=SCRIPT)
    before = drafts(db)[0].version_id
    school.publish(gifts={"en": CHANGED})

    again = learner.get(FIRST)
    learner.post(FIRST, {"token": token_of(again), **RIGHT})

    attempt = db.scalars(select(Attempt)).one()
    assert asked_on(again) == asked_on(page)
    assert "Changed." not in again.text
    assert (attempt.version_id, attempt.earned) == (before, 2)


def test_a_draft_stays_in_its_language_and_says_so(school, browse, make, db):
    user = make.user()
    page = browse(user, lang="vi").get(FIRST)
    browse(user, lang="vi").post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    english = browse(user, lang="en").get(FIRST)

    assert "You began these questions in Tiếng Việt." in english.text
    assert 'lang="vi" tabindex="-1"' in english.text


def test_a_page_of_other_questions_than_the_draft_s_saves_nothing(school, browse, make, db):
    user = make.user()
    english, vietnamese = browse(user), browse(user, lang="vi")
    page, other = english.get(FIRST), vietnamese.get(FIRST)
    english.post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    refused = vietnamese.post(SAVE, changed(other, WRONG), headers=SCRIPT)

    assert refused.status_code == 409
    assert refused.json["ok"] is False
    assert drafts(db)[0].language == "en"


def test_without_a_script_a_forged_ticket_brings_everything_back(school, browse, make, db):
    page = browse(make.user()).post(SAVE, {"token": "x", **RIGHT})

    assert page.status_code == 409
    assert "These questions belong to another sign-in." in page.text
    assert " checked" in page.text
    assert 'data-is-saved="no"' in page.text
    assert drafts(db) == []


def test_two_first_saves_at_once_make_one_draft_with_both(school, browse, make, db):
    user = make.user()
    ticket = read_ticket(token_of(browse(user).get(FIRST)), "for tests")
    version = quiz_version(db, ticket.version_id)
    sheet = draw_sheet(ticket, "first-steps", pool(db, version, "en"), version.policy, "for tests")
    one, two = (question.id for question in sheet.questions)

    for id_ in (one, two):  # neither knows of the other's draft
        typed = {f"q-{id_}": ["a"]}
        drafting.save_draft(db, user, sheet, None, typed, [id_], now=NOW)
    db.commit()

    assert [draft.typed for draft in drafts(db)] == [{f"q-{one}": ["a"], f"q-{two}": ["a"]}]


@pytest.mark.parametrize("token", ["", "x"])
def test_a_forged_ticket_saves_nothing(school, browse, make, db, token):
    answer = browse(make.user()).post(SAVE, {"token": token, **RIGHT}, headers=SCRIPT)

    assert (answer.status_code, answer.json["ok"]) == (409, False)
    assert drafts(db) == []


def test_the_ticket_of_somebody_else_saves_nothing(school, browse, make, db):
    page = browse(make.user()).get(FIRST)

    answer = browse(make.user()).post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    assert answer.status_code == 409
    assert drafts(db) == []


def test_forged_fields_are_left_out_and_logged_without_their_words(
    school, browse, make, db, caplog
):
    user = make.user()
    learner = browse(user)
    forged = {"q-secret": "my own words", "q-t01-budget-a-zz": "x", "other": "y"}

    with caplog.at_level(logging.WARNING, "lms.quizzes"):
        learner.post(SAVE, changed(learner.get(FIRST), RIGHT | forged), headers=SCRIPT)

    record = caplog.records[0]
    asked = set(drafts(db)[0].typed)
    assert asked <= set(RIGHT)
    assert record.user == user.id
    assert "words" not in record.getMessage()


def test_more_text_than_an_attempt_may_hold_is_refused(school, browse, make, db):
    learner = browse(make.user())
    page = learner.get(FIRST)
    number = next(id_ for id_ in asked_on(page) if "pockets" in id_)

    answer = learner.post(SAVE, changed(page, {f"q-{number}": "x" * 70_000}), headers=SCRIPT)

    assert (answer.status_code, answer.json["ok"]) == (413, False)
    assert drafts(db) == []


def test_answers_within_a_pause_may_be_saved_and_wait_for_its_end(
    school, browse, make, take, time, db
):
    learner = browse(make.user())
    take(learner, SECOND, WRONG)
    time.wait(minutes=11)
    page = learner.get(SECOND)
    time.now -= timedelta(minutes=5)

    saved = learner.post(SAVE_SECOND, changed(page, RIGHT), headers=SCRIPT)

    assert saved.status_code == 200
    assert asked_on(learner.get(SECOND)) == []
    time.wait(minutes=5)
    assert "Saved at" in learner.get(SECOND).text


def test_a_lost_sign_in_carries_the_answers_to_the_saving(school, browse, make):
    learner = browse(make.user())
    page = learner.get(FIRST)
    learner.client.delete_cookie("visit")

    lost = learner.post(SAVE, {"token": token_of(page), **RIGHT})

    assert lost.status_code == 401
    assert 'name="kept-q-t01-' in lost.text
    assert f'name="kept_for" value="{SAVE}"' in lost.text


def test_what_is_saved_can_be_taken_along(school, browse, make, db):
    user = make.user()
    learner = browse(user)
    learner.post(SAVE, changed(learner.get(FIRST), RIGHT), headers=SCRIPT)

    kept = KEEPER.export(db, user.id)

    assert [(one["what"], one["module"]) for one in kept] == [("draft", "first-steps")]
    assert json.dumps(kept)


def test_a_saved_draft_goes_with_its_owner(school, browse, make, db):
    user = make.user()
    learner = browse(user)
    learner.post(SAVE, changed(learner.get(FIRST), RIGHT), headers=SCRIPT)

    db.delete(db.merge(user))
    db.commit()

    assert drafts(db) == []


@pytest.mark.parametrize("save", [1, 2])
def test_a_save_costs_three_statements_at_first_and_then_four(school, browse, make, counting, save):
    learner = browse(make.user())
    page = learner.get(FIRST)
    for _ in range(save - 1):
        learner.post(SAVE, changed(page, WRONG), headers=SCRIPT)

    with counting() as statements:
        learner.post(SAVE, changed(page, RIGHT), headers=SCRIPT)

    assert len(statements) == 2 + save, statements


def test_every_field_of_every_kind_is_known():
    text = """
::a::Which?{~%50%x ~%50%y ~z}

::b::Match{=l -> r =m -> s =-> t}

::c::Order{>ALL
one
two
}

// [reason:=Yes#r] [reason:~No#w]
::d::True?{T}

// [kind:gaps]
::e::A [[1]] and [[2]]{=1 -> x =2 -> y}
"""
    questions, faults = read_gift(text)
    assert faults == []

    names = [name for question in questions for name in draft_fields.fields_of(question)]

    assert names == [
        *("q-a", "q-b", "q-b-l1", "q-b-l2", "q-c", "q-c-i1", "q-c-i2", "q-d", "q-d-reason"),
        *("q-e", "q-e-1", "q-e-2"),
    ]


def test_a_page_with_a_draft_costs_no_statement_more(school, browse, make, counting):
    learner = browse(make.user())
    learner.post(SAVE, changed(learner.get(FIRST), RIGHT), headers=SCRIPT)

    with counting() as statements:
        learner.get(FIRST)

    assert len(statements) == 2, statements

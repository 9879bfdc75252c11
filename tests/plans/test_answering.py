"""Two answers side by side: one of them stands in the end, or both, and the other is kept."""

from __future__ import annotations

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import select

from lms.errors import NotFound, Refusal
from lms.plans import answering, history_queries, people, queries
from lms.plans.history_models import PlanChange, PlanQuestion
from lms.plans.kinds import Choice, Outcome, PlanRole


@pytest.fixture
def asked(db, make):
    """A plan in which "A dryer" stands and the second person's "A truck" waits."""
    writing = Writing(db, make.user())
    writing.other = writing.joined()
    writing.send(writing.owner, {"need": "A dryer"})
    writing.send(writing.other, {"need": "A truck"})
    writing.question = db.scalars(select(PlanQuestion)).one()
    return writing


def settle(db, asked, choice, *, actor=None, seen="A dryer", is_long=True):
    found = answering.answer_question(
        db,
        actor or asked.owner,
        asked.plan,
        asked.question.id,
        choice,
        seen=seen,
        device="page-1",
        is_long=is_long,
        now=NOW,
    )
    db.flush()
    return found


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        (Choice.MINE, "A truck"),
        (Choice.THEIRS, "A dryer"),
        (Choice.BOTH, "A dryer\n\nA truck"),
    ],
)
def test_one_answer_the_other_or_both_stand_in_the_end(db, asked, choice, stands):
    question = settle(db, asked, choice)

    assert queries.section_now(db, asked.plan.id, "idea").answers == {"need": stands}
    assert (question.outcome.value, question.settled_by) == (choice.value, asked.owner.id)
    assert (question.mine, question.theirs) == ("A truck", "A dryer")
    assert history_queries.open_questions(db, asked.plan.id) == []


def test_the_same_choice_sent_twice_counts_once_and_another_is_refused(db, asked):
    settle(db, asked, Choice.MINE)

    settle(db, asked, Choice.MINE)
    with pytest.raises(Refusal, match="settled this question already"):
        settle(db, asked, Choice.THEIRS)

    assert len(db.scalars(select(PlanChange)).all()) == 2


def test_what_was_written_meanwhile_is_not_replaced_unseen(db, asked):
    asked.send(asked.owner, {"need": "Two dryers"}, base=1)

    with pytest.raises(Refusal, match="something newer meanwhile"):
        settle(db, asked, Choice.MINE)

    assert queries.section_now(db, asked.plan.id, "idea").answers == {"need": "Two dryers"}


def test_of_two_numbers_only_one_can_stand(db, asked):
    with pytest.raises(Refusal, match="Only one of these two"):
        settle(db, asked, Choice.BOTH, is_long=False)


def test_an_answer_that_others_write_too_closes_the_question_by_itself(db, asked):
    asked.send(asked.owner, {"need": "A truck"}, base=1)

    db.refresh(asked.question)
    assert asked.question.outcome is Outcome.SAME


def test_any_editor_may_settle_a_question_but_no_reader_and_no_stranger(db, asked, make):
    reader = asked.joined(PlanRole.COMMENTER)

    with pytest.raises(Refusal) as no:
        settle(db, asked, Choice.MINE, actor=reader)
    with pytest.raises(NotFound):
        settle(db, asked, Choice.MINE, actor=make.user())
    settle(db, asked, Choice.MINE, actor=asked.other)

    assert no.value.status == 403


def test_a_proposal_is_the_owner_s_to_settle(db, asked):
    editor = asked.joined()
    people.remove_person(db, asked.owner, asked.plan, asked.place(asked.other).id, now=NOW)
    asked.send(asked.other, {"who": "They"})
    asked.question = db.scalars(select(PlanQuestion).where(PlanQuestion.path == "who")).one()

    with pytest.raises(Refusal, match="Only the owner"):
        settle(db, asked, Choice.MINE, actor=editor, seen="")
    settle(db, asked, Choice.MINE, seen="")

    kept = queries.section_now(db, asked.plan.id, "idea").answers
    assert kept == {"need": "A dryer", "who": "They"}


def test_a_question_of_another_plan_is_not_there(db, asked, make):
    elsewhere = Writing(db, make.user())
    asked.plan, asked.owner = elsewhere.plan, elsewhere.owner

    with pytest.raises(NotFound):
        settle(db, asked, Choice.MINE)

"""Advice: who is asked, what they may do, and what becomes of their comments."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from plans.writing import Writing
from sqlalchemy import func, select

from lms.errors import NotFound, Refusal
from lms.plans import advice_queries, advising, people, queries, rules
from lms.plans.advice_models import PlanComment
from lms.plans.kinds import AdviceState, CommentKind, CommentState, PlanRole
from lms.plans.models import PlanAdvice
from lms.plans.phrases import phrases, read_phrases


@pytest.fixture
def writing(db, make):
    return Writing(db, make.user())


def ask(db, writing, adviser=None, *, actor=None, advice_id=None, sections=()):
    made = advising.ask_advice(
        db,
        actor or writing.owner,
        writing.plan,
        adviser=adviser,
        sections=sections,
        text="Is the price right?",
        advice_id=advice_id or uuid.uuid4(),
        now=NOW,
    )
    db.flush()
    return made


def comment(db, writing, user, text="Where from?", **more):
    made = advising.write_comment(
        db,
        user,
        writing.plan,
        "idea",
        "need",
        kind=CommentKind.THINK,
        text=text,
        language="en",
        comment_id=more.pop("comment_id", None) or uuid.uuid4(),
        now=NOW,
        **more,
    )
    db.flush()
    return made


def settle(db, writing, user, one, state, reply=""):
    advising.settle_comment(
        db,
        user,
        writing.plan,
        one.id,
        state,
        reply=reply,
        language="en",
        reply_id=uuid.uuid4(),
        now=NOW,
    )
    db.flush()


def seen(db, writing):
    db.expire_all()
    return queries.plan_with_people(db, writing.plan.id)


def test_who_is_asked_reads_and_comments_and_types_nothing(db, make, writing):
    mentor = make.user()

    ask(db, writing, mentor)

    plan = seen(db, writing)
    may = [rule(mentor, plan) for rule in (rules.see_plan, rules.comment_plan, rules.edit_plan)]
    assert may == [True, True, False]
    assert comment(db, writing, mentor).advice_id is not None


def test_a_request_that_has_ended_lets_nobody_in(db, make, writing):
    mentor = make.user()
    request = ask(db, writing, mentor)

    advising.end_advice(db, mentor, writing.plan, request.id, now=NOW)
    db.flush()

    assert not rules.see_plan(mentor, seen(db, writing))
    with pytest.raises(NotFound):
        comment(db, writing, mentor)


def test_the_list_of_the_asked_holds_their_own_and_for_trainers_any(db, make, writing):
    mentor, trainer = make.user(), make.trainer()
    named, any_one = ask(db, writing, mentor), ask(db, writing)

    assert [one.id for one in advice_queries.open_requests(db, mentor)] == [named.id]
    assert [one.id for one in advice_queries.open_requests(db, trainer)] == [any_one.id]
    assert advice_queries.open_requests(db, make.user()) == []
    assert advice_queries.open_requests(db, trainer)[0].plan.people[0].name


def test_a_form_sent_twice_asks_once_and_nobody_is_asked_twice(db, make, writing):
    mentor, key = make.user(), uuid.uuid4()

    first, second = (ask(db, writing, mentor, advice_id=key) for _ in range(2))

    assert first.id == second.id
    with pytest.raises(Refusal, match="asked this person already"):
        ask(db, writing, mentor)
    ask(db, writing)
    with pytest.raises(Refusal, match="asked all trainers already"):
        ask(db, writing)


def test_somebody_in_the_plan_is_no_adviser_from_outside(db, writing):
    with pytest.raises(Refusal, match="in the plan already"):
        ask(db, writing, writing.joined())


def test_five_requests_are_open_at_once(db, make, writing):
    for _ in range(5):
        ask(db, writing, make.user())

    with pytest.raises(Refusal, match="open requests"):
        ask(db, writing, make.user())

    assert db.scalar(select(func.count()).select_from(PlanAdvice)) == 5


@pytest.mark.parametrize("role", [PlanRole.COMMENTER, PlanRole.VIEWER])
def test_only_those_who_write_ask_and_end(db, make, writing, role):
    other = writing.joined(role)
    request = ask(db, writing, make.user())

    with pytest.raises(Refusal, match="not write in it"):
        ask(db, writing, actor=other)
    with pytest.raises(Refusal, match="Only those who asked"):
        advising.end_advice(db, other, writing.plan, request.id, now=NOW)

    assert request.state is AdviceState.OPEN


def test_a_commenter_comments_and_a_reader_does_not(db, writing):
    made = comment(db, writing, writing.joined(PlanRole.COMMENTER))

    with pytest.raises(Refusal, match="not comment it"):
        comment(db, writing, writing.joined(PlanRole.VIEWER))

    assert (made.state, made.advice_id) == (CommentState.OPEN, None)


def test_one_who_was_taken_out_comments_no_more(db, writing):
    other = writing.joined()
    people.remove_person(db, writing.owner, writing.plan, writing.place(other).id, now=NOW)

    with pytest.raises(NotFound):
        comment(db, writing, other)


def test_a_comment_sent_twice_stands_once_and_empty_words_do_not(db, writing):
    key = uuid.uuid4()
    for _ in range(2):
        comment(db, writing, writing.owner, comment_id=key)

    with pytest.raises(Refusal, match="Write a sentence"):
        comment(db, writing, writing.owner, text="")

    assert db.scalar(select(func.count()).select_from(PlanComment)) == 1


def test_the_group_is_done_with_a_comment_or_sees_it_differently_and_says_why(db, make, writing):
    mentor = make.user()
    ask(db, writing, mentor)
    one, other = comment(db, writing, mentor), comment(db, writing, mentor)

    settle(db, writing, writing.owner, one, CommentState.DONE)
    with pytest.raises(Refusal, match="Write how you see it"):
        settle(db, writing, writing.owner, other, CommentState.DIFFERENT)
    settle(db, writing, writing.owner, other, CommentState.DIFFERENT, "We asked 30 people.")

    assert (one.state, one.settled_by) == (CommentState.DONE, writing.owner.id)
    assert other.state is CommentState.DIFFERENT
    reply = db.scalars(select(PlanComment).where(PlanComment.replies_to == other.id)).one()
    assert (reply.text, reply.section, reply.path) == ("We asked 30 people.", "idea", "need")
    assert advice_queries.open_comments(db, writing.plan.id) == {}


def test_an_adviser_answers_but_settles_nothing(db, make, writing):
    mentor = make.user()
    ask(db, writing, mentor)
    one = comment(db, writing, mentor)

    answer = comment(db, writing, mentor, text="I mean the kilo", replies_to=one.id)
    again = comment(db, writing, writing.owner, text="Yes", replies_to=answer.id)

    assert (answer.replies_to, again.replies_to) == (one.id, one.id)
    with pytest.raises(NotFound):
        settle(db, writing, mentor, one, CommentState.DONE)
    assert advice_queries.open_comments(db, writing.plan.id) == {"idea": 1}


def test_a_comment_of_another_plan_is_not_there(db, make, writing):
    other = Writing(db, make.user())
    one = comment(db, other, other.owner)

    with pytest.raises(NotFound):
        settle(db, writing, writing.owner, one, CommentState.DONE)


def test_there_are_six_phrases_in_english_and_vietnamese():
    found = phrases()

    assert [len(found), {one.kind for one in found}] == [6, {CommentKind.GOOD, CommentKind.THINK}]
    assert all({"en", "vi"} <= set(one.text.by_language) for one in found)


def test_two_phrases_of_one_name_are_a_fault(tmp_path):
    file = tmp_path / "phrases.toml"
    file.write_text('[[phrase]]\nkey = "a"\nkind = "good"\ntext = { en = "x" }\n' * 2)

    with pytest.raises(ValueError, match="same key"):
        read_phrases(file)

"""Review: asking, approving, sending back; and who may do what with a draft."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries, review, rules, service
from lms.authoring.draft_writers import writers_back, writers_of
from lms.authoring.models import DraftState
from lms.authoring.publish_queries import Written
from lms.errors import Refusal
from tests.authoring.conftest import LESSON, MODULE


@pytest.fixture
def edited(desk):
    """The desk with a draft that the author has saved."""
    desk.change(LESSON, "Every evening", "Each evening")
    desk.db.commit()
    return desk


def approve(desk, actor, rev=1):
    return review.approve(desk.db, actor, desk.draft, rev=rev, now=NOW)


def test_a_second_person_approves_and_the_author_publishes(edited, make):
    reviewer = make.user(Role.REVIEWER)
    review.ask_review(edited.db, edited.author, edited.draft, now=NOW)
    edited.db.commit()
    assert [one.module_id for one in queries.waiting_for_review(edited.db)] == [MODULE]

    approve(edited, reviewer)
    made = edited.publish(actor=edited.author)

    assert (made.by_id, made.approved_by, made.self_approved) == (
        *(edited.author.id, reviewer.id),
        False,
    )


def test_who_saved_last_neither_approves_nor_publishes_alone(edited):
    with pytest.raises(Refusal, match="wrote part of this draft"):
        approve(edited, edited.author)
    with pytest.raises(Refusal, match="Another person must approve"):
        edited.publish(actor=edited.author)

    assert edited.draft.state is DraftState.OPEN


def test_who_wrote_part_of_it_does_not_approve_it_although_somebody_else_saved_last(edited, make):
    translator = make.user(Role.TRANSLATOR)
    lesson = LESSON.replace("en/", "vi/")
    edited.save(lesson, edited.text(lesson).rstrip() + " Thêm.\n", actor=translator)

    with pytest.raises(Refusal, match="wrote part of this draft"):
        approve(edited, edited.author, rev=2)
    with pytest.raises(Refusal, match="Another person must approve"):
        edited.publish(actor=edited.author)

    assert edited.draft.changed_by == translator.id
    approve(edited, make.user(Role.REVIEWER), rev=2)
    assert edited.publish(actor=edited.author).self_approved is False


def test_what_was_thrown_away_or_published_before_makes_nobody_a_writer(edited):
    approve(edited, edited.chief)
    edited.publish(actor=edited.author)
    edited.reopen()
    edited.change(LESSON, "Each evening", "All evenings")
    service.drop_draft(edited.db, edited.author, edited.draft, now=NOW)
    edited.db.commit()
    edited.reopen()

    edited.change(LESSON, "Each evening", "On evenings", actor=edited.chief)

    assert writers_of(edited.db, edited.draft) == {edited.chief.id}
    assert approve(edited, edited.author, rev=edited.draft.rev).approved_by == edited.author.id


HISTORY = [  # newest first; what two wrote, from b to c, was thrown away
    Written("x", "d", "a", uuid.UUID(int=3)),
    Written("x", "b", "d", None),
    Written("x", "b", "c", uuid.UUID(int=2)),
    Written("x", "a", "b", uuid.UUID(int=1)),
]


@pytest.mark.parametrize(
    ("now", "published", "writers"),
    [("a", {"a", "b"}, {3}), ("c", {"b"}, {2}), ("a", {"none"}, {3, 1}), ("z", {"a"}, set())],
)
def test_writers_are_followed_back_to_what_was_published(now, published, writers):
    assert {one.int for one in writers_back(now, HISTORY, published)} == writers


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_small_team_may_approve_itself_and_it_shows(edited, asks_first):
    edited.course.change("course.toml", "[completion]", f"{RULE}\n[completion]")
    edited.course.publish()
    if asks_first:
        approve(edited, edited.author)

    made = edited.publish(actor=edited.author)

    assert (made.approved_by, made.self_approved) == (edited.author.id, True)


RULE = "[authoring]\nself_approval = true\n"


def test_a_save_takes_the_approval_back(edited):
    approve(edited, edited.chief)
    edited.change(LESSON, "Each evening", "On evenings")

    assert (edited.draft.state, edited.draft.approved_by) == (DraftState.OPEN, None)
    with pytest.raises(Refusal, match="Another person"):
        edited.publish(actor=edited.author)


def test_what_was_not_seen_is_not_approved(edited):
    with pytest.raises(Refusal, match="saved again since you read it"):
        approve(edited, edited.chief, rev=0)


def test_a_draft_goes_back_with_notes_that_are_settled_one_by_one(edited):
    notes = [(LESSON, 12, "Which evening?"), (LESSON, 3, "Shorter."), (LESSON, 1, " ")]

    review.return_with_notes(edited.db, edited.chief, edited.draft, notes, now=NOW)
    edited.db.commit()

    found = queries.notes(edited.db, MODULE)
    assert edited.draft.state is DraftState.RETURNED
    assert [(one.line, one.text, one.by_id) for one in found] == [
        (3, "Shorter.", edited.chief.id),
        (12, "Which evening?", edited.chief.id),
    ]
    for _ in range(2):
        review.settle_note(edited.db, edited.author, found[0], now=NOW)
    edited.db.commit()
    assert [one.line for one in queries.notes(edited.db, MODULE)] == [12]


def test_going_back_needs_a_reason(edited):
    with pytest.raises(Refusal, match="Say what must change"):
        review.return_with_notes(edited.db, edited.chief, edited.draft, [], now=NOW)

    assert edited.draft.state is DraftState.OPEN


def test_asking_twice_asks_once_and_what_is_approved_is_not_asked_for(edited):
    for _ in range(2):
        review.ask_review(edited.db, edited.author, edited.draft, now=NOW)
    assert edited.draft.state is DraftState.ASKED
    approve(edited, edited.chief)

    with pytest.raises(Refusal, match="already been changed"):
        review.ask_review(edited.db, edited.author, edited.draft, now=NOW)


CASES = [
    # role, scope, may edit m-one, may review it, may save its vi file, its module.toml, see it
    (Role.ADMIN, "", (True, True, True, True, True)),
    (Role.AUTHOR, "", (True, True, True, True, True)),
    (Role.AUTHOR, "m-one", (True, True, True, True, True)),
    (Role.AUTHOR, "m-two", (False, False, False, False, False)),
    (Role.REVIEWER, "", (False, True, False, False, True)),
    (Role.TRANSLATOR, "", (False, False, True, False, True)),
    (Role.TRANSLATOR, "m-one", (False, False, True, False, True)),
    (Role.TRANSLATOR, "m-one:vi", (False, False, True, False, True)),
    (Role.TRANSLATOR, "m-one:mn", (False, False, False, False, True)),
    (Role.TRANSLATOR, "m-two:vi", (False, False, False, False, False)),
    (Role.TRAINER, "", (False, False, False, False, False)),
]


@pytest.mark.parametrize(("role", "scope", "answers"), CASES)
def test_a_role_reaches_as_far_as_its_scope(make, role, scope, answers):
    person = make.user()
    person.grants.append(Grant(role=role, scope=scope, given_at=NOW))

    assert (
        rules.may_edit(person, "m-one"),
        rules.may_review(person, "m-one"),
        rules.may_save(person, "m-one", "vi/quiz.gift"),
        rules.may_save(person, "m-one", "module.toml"),
        rules.may_see(person, "m-one"),
    ) == answers
    assert rules.see_desk(person) is (role is not Role.TRAINER)
    assert not rules.see_desk(None)
    assert not rules.may_see(None, "m-one")

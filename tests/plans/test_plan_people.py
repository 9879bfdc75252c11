"""Who is in a plan: roles, invitations, going; there is always exactly one owner."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from factories import NOW, Make
from plans.writing import Writing
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.errors import NotFound, Refusal
from lms.plans import inviting, people, queries, rules
from lms.plans.kinds import INVITED_FOR, MOST_PEOPLE, AdviceState, PlanRole
from lms.plans.models import PlanAdvice, PlanInvitation, PlanPerson


@pytest.fixture
def writing(db, make):
    return Writing(db, make.user())


def roles(db, writing):
    """User id -> role of those who are in the plan."""
    found = queries.people_now(db, writing.plan.id)
    return {one.user_id: one.role for one in found if one.removed_at is None}


def rights(db, writing, user):
    """The names of what somebody may do, from the plan as a door loads it."""
    db.flush()
    db.expire(writing.plan)
    plan = queries.plan_with_people(db, writing.plan.id)
    all_rules = (rules.see_plan, rules.comment_plan, rules.edit_plan, rules.own_plan)
    return [rule.__name__ for rule in all_rules if rule(user, plan)]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (PlanRole.EDITOR, ["see_plan", "comment_plan", "edit_plan"]),
        (PlanRole.COMMENTER, ["see_plan", "comment_plan"]),
        (PlanRole.VIEWER, ["see_plan"]),
    ],
)
def test_each_role_has_its_rights(db, writing, role, may):
    assert rights(db, writing, writing.joined(role)) == may


def test_the_owner_may_all_a_stranger_nothing_and_one_who_left_nothing(db, writing, make):
    left = writing.joined()
    people.leave_plan(db, left, writing.plan, now=NOW)

    assert len(rights(db, writing, writing.owner)) == 4
    assert rights(db, writing, make.user()) == rights(db, writing, None) == []
    assert rights(db, writing, left) == []


@pytest.mark.parametrize(
    ("state", "named", "may"),
    [
        (AdviceState.OPEN, True, ["see_plan", "comment_plan"]),
        (AdviceState.OPEN, False, ["see_plan", "comment_plan"]),
        (AdviceState.CLOSED, True, []),
    ],
)
def test_an_adviser_reads_and_comments_while_asked_and_types_nothing(
    db, writing, make, state, named, may
):
    trainer = make.user(Role.TRAINER)
    db.add(
        PlanAdvice(
            plan_id=writing.plan.id,
            adviser_id=trainer.id if named else None,
            asked_by=writing.owner.id,
            sections=[],
            text="",
            state=state,
            asked_at=NOW,
        )
    )

    assert rights(db, writing, trainer) == may
    assert rights(db, writing, make.user()) == []


def test_a_list_shows_the_plans_one_is_in_and_no_others(db, writing, make):
    other, stranger = writing.joined(), Writing(db, make.user())
    left = writing.joined()
    people.leave_plan(db, left, writing.plan, now=NOW)
    db.flush()

    assert [one.id for one in queries.plans_of(db, other)] == [writing.plan.id]
    assert queries.plans_of(db, left) == []
    assert [one.id for one in queries.plans_of(db, stranger.owner)] == [stranger.plan.id]


@pytest.mark.parametrize("persons", [1, 3])
def test_a_plan_with_people_and_sections_costs_three_statements(db, writing, counting, persons):
    for number in range(persons):
        writing.send(writing.joined(), {"need": "x"}, section=f"part{number}")
    db.commit()
    db.expunge_all()

    with counting() as statements:
        plan = queries.plan_with_sections(db, writing.plan.id)

    assert len(statements) == 3, statements
    assert (len(plan.people), len(plan.sections)) == (persons + 1, persons)


def test_making_somebody_the_owner_makes_the_owner_one_who_writes(db, writing):
    other = writing.joined(PlanRole.VIEWER)

    people.change_role(
        db, writing.owner, writing.plan, writing.place(other).id, PlanRole.OWNER, now=NOW
    )
    db.flush()

    assert roles(db, writing) == {writing.owner.id: PlanRole.EDITOR, other.id: PlanRole.OWNER}
    assert writing.plan.owner_id == other.id


def test_no_way_leaves_a_plan_without_an_owner(db, writing):
    own = writing.place(writing.owner).id
    ways = [
        lambda: people.leave_plan(db, writing.owner, writing.plan, now=NOW),
        lambda: people.remove_person(db, writing.owner, writing.plan, own, now=NOW),
        lambda: people.change_role(db, writing.owner, writing.plan, own, PlanRole.EDITOR, now=NOW),
    ]
    writing.joined()

    for way in ways:
        with pytest.raises(Refusal, match="A plan needs an owner"):
            way()

    assert roles(db, writing)[writing.owner.id] is PlanRole.OWNER


def test_only_the_owner_says_who_is_in_the_plan(db, writing, make):
    editor, stranger = writing.joined(), make.user()
    place = writing.place(editor).id

    for actor, refused in ((editor, Refusal), (stranger, NotFound)):
        with pytest.raises(refused):
            people.change_role(db, actor, writing.plan, place, PlanRole.VIEWER, now=NOW)
        with pytest.raises(refused):
            people.remove_person(db, actor, writing.plan, place, now=NOW)
        with pytest.raises(refused):
            inviting.invite(db, actor, writing.plan, name="", role=PlanRole.VIEWER, now=NOW)


def test_family_without_an_account_is_a_name_once_and_can_go(db, writing):
    person_id = uuid.uuid4()
    for _ in range(2):
        people.add_person(db, writing.owner, writing.plan, "Mother", person_id=person_id, now=NOW)
        db.flush()

    with pytest.raises(Refusal, match="no account"):
        people.change_role(db, writing.owner, writing.plan, person_id, PlanRole.OWNER, now=NOW)
    people.remove_person(db, writing.owner, writing.plan, person_id, now=NOW)
    db.flush()

    assert roles(db, writing) == {writing.owner.id: PlanRole.OWNER}


def test_one_row_of_our_people_is_one_person(db, writing):
    first, second = writing.joined(), writing.joined()
    people.link_member(db, first, writing.plan, writing.place(first).id, "7f", now=NOW)
    db.flush()

    with pytest.raises(Refusal, match="Somebody else has said"):
        people.link_member(db, second, writing.plan, writing.place(second).id, "7f", now=NOW)
    with pytest.raises(Refusal, match="Only the owner"):
        people.link_member(db, second, writing.plan, writing.place(first).id, None, now=NOW)

    assert (writing.place(first).member_row, writing.place(second).member_row) == ("7f", None)


# Invitations


def invite(db, writing, **values):
    asked = {"name": "", "role": PlanRole.EDITOR, "now": NOW} | values
    invitation, token = inviting.invite(db, writing.owner, writing.plan, **asked)
    db.flush()
    return invitation, token


def test_the_token_of_a_link_is_nowhere_in_the_database(db, writing):
    invitation, token = invite(db, writing)

    kept = [str(getattr(invitation, column.key)) for column in PlanInvitation.__table__.columns]
    assert len(token) == 32
    assert [one for one in kept if token in one] == []


def test_who_accepts_is_in_the_plan_with_that_role_and_the_place_is_used(db, writing, make):
    guest = make.user()
    _, token = invite(db, writing, role=PlanRole.COMMENTER)

    inviting.accept_invitation(db, guest, token, member_row="7f", now=NOW)
    db.flush()

    assert roles(db, writing)[guest.id] is PlanRole.COMMENTER
    assert writing.place(guest).member_row == "7f"
    with pytest.raises(Refusal, match="This invitation is over"):
        inviting.accept_invitation(db, make.user(), token, now=NOW)


def test_accepting_twice_or_one_s_own_invitation_changes_nothing(db, writing, make):
    guest = make.user()
    invitation, token = invite(db, writing, role=PlanRole.VIEWER, places=3)

    for user in (guest, guest, writing.owner):
        inviting.accept_invitation(db, user, token, now=NOW)
        db.flush()

    assert roles(db, writing) == {writing.owner.id: PlanRole.OWNER, guest.id: PlanRole.VIEWER}
    assert invitation.places == 2


def test_an_invitation_ends_by_time_or_when_it_is_withdrawn(db, writing, make):
    (first, late), (second, withdrawn) = invite(db, writing), invite(db, writing)
    for _ in range(2):
        inviting.withdraw_invitation(db, writing.owner, writing.plan, second.id, now=NOW)

    with pytest.raises(Refusal, match="This invitation is over"):
        inviting.accept_invitation(db, make.user(), late, now=NOW + INVITED_FOR)
    with pytest.raises(Refusal, match="This invitation is over"):
        inviting.accept_invitation(db, make.user(), withdrawn, now=NOW)
    with pytest.raises(NotFound):
        inviting.accept_invitation(db, make.user(), "no such token \ud800", now=NOW)
    inviting.accept_invitation(db, make.user(), late, now=first.expires_at - timedelta(seconds=1))


def test_who_was_taken_out_comes_back_only_by_a_newer_invitation(db, writing, make):
    guest = make.user()
    _, token = invite(db, writing, places=3)
    inviting.accept_invitation(db, guest, token, now=NOW)
    db.flush()
    later = NOW + timedelta(hours=1)
    people.remove_person(db, writing.owner, writing.plan, writing.place(guest).id, now=later)

    with pytest.raises(Refusal, match="This invitation is over"):
        inviting.accept_invitation(db, guest, token, now=later)
    writing.let_in(guest, PlanRole.VIEWER, now=later + timedelta(hours=1))

    assert roles(db, writing)[guest.id] is PlanRole.VIEWER
    assert len(db.scalars(select(PlanPerson).where(PlanPerson.user_id == guest.id)).all()) == 1


def test_nobody_is_invited_to_be_the_owner(db, writing):
    with pytest.raises(Refusal, match="cannot make somebody the owner"):
        invite(db, writing, role=PlanRole.OWNER)


def test_a_plan_has_room_for_so_many(db, writing):
    _, token = invite(db, writing, places=99)
    for _ in range(MOST_PEOPLE - 1):
        inviting.accept_invitation(db, Make(db).user(), token, now=NOW)
        db.flush()

    with pytest.raises(Refusal, match="people in this plan"):
        inviting.accept_invitation(db, Make(db).user(), token, now=NOW)


def test_open_invitations_come_to_an_end(db, writing):
    for _ in range(20):
        invite(db, writing)

    with pytest.raises(Refusal, match="open invitations"):
        invite(db, writing)


def test_a_link_can_be_scanned():
    assert inviting.link_qr("https://learn.example.org/x").startswith("data:image/svg+xml")

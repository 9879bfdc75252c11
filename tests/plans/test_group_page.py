"""The page of a plan's people: inviting, roles, leaving; and joining by a link."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from factories import NOW
from plans.page_words import words_of
from plans.whole_plans import whole_plan
from plans.writing import Writing
from sqlalchemy import func, select

from lms import clock
from lms.plans import inviting
from lms.plans.kinds import PlanRole
from lms.plans.models import PlanInvitation, PlanPerson


@pytest.fixture
def writing(db, make):
    made = Writing(db, make.user(name="Hạnh"))
    db.commit()
    return made


def group(plan):
    return f"/plans/{plan.id}/group/"


def link_in(page):
    return re.search(r"/plans/join/[\w-]+/", page)[0]


def invited(writing, db, **more):
    """A link made outside of the page."""
    values = {"name": "", "role": PlanRole.EDITOR, "now": clock.now(), **more}
    invitation, token = inviting.invite(writing.db, writing.owner, writing.plan, **values)
    db.commit()
    return invitation, f"/plans/join/{token}/"


def test_an_invitation_s_link_is_shown_once_with_a_square_to_scan(browse, writing, db):
    owner = browse(writing.owner)
    form = {"role": "commenter", "name": "Our class", "places": "12"}

    made = owner.post(f"{group(writing.plan)}invite", form)
    again = owner.get(group(writing.plan))

    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    assert 'class="qr" src="data:image/svg+xml' in made.text
    assert "For 12 people. Role: Comments." in words_of(made.text)
    assert link_in(made.text) not in again.text
    assert "Our class Comments · 12 places left" in words_of(again.text)
    assert db.scalars(select(PlanInvitation.places)).one() == 12


def test_who_follows_the_link_reads_whose_plan_it_is_and_joins_as_a_member(
    browse, make, db, writing
):
    writing.send(writing.owner, {"members/m1/name": "Lan"}, section="people")
    _, link = invited(writing, db)
    guest = make.user(name="Lan")
    person = browse(guest)

    before = words_of(person.get(link).text)
    answer = person.post(link, {"member_row": "m1"})

    assert "Hạnh invites you into the plan “Greens”." in before
    assert "Your role: Writes: answers every question" in before
    assert answer.location == f"/plans/{writing.plan.id}/"
    place = db.scalars(select(PlanPerson).where(PlanPerson.user_id == guest.id)).one()
    assert (place.role, place.member_row) == (PlanRole.EDITOR, "m1")


def test_a_stranger_signs_in_first_and_comes_back_to_the_link(browse, db, writing):
    _, link = invited(writing, db)

    assert browse().get(link).location == f"/sign-in?next={link}"


@pytest.mark.parametrize("how", ["expired", "withdrawn", "used up"])
def test_an_invitation_that_is_over_says_so(browse, make, db, writing, how):
    invitation, link = invited(writing, db)
    if how == "expired":
        invitation.expires_at = clock.now() - timedelta(days=1)
    elif how == "withdrawn":
        invitation.withdrawn_at = clock.now()
    else:
        invitation.places = 0
    db.commit()
    guest = browse(make.user())

    shown, joined = guest.get(link), guest.post(link)

    said = "This invitation is over. Ask for a new one."
    assert (shown.status_code, joined.status_code) == (410, 409)
    assert said in shown.text
    assert said in joined.text
    assert "Greens" not in shown.text
    assert db.scalar(select(func.count()).select_from(PlanPerson)) == 1


@pytest.mark.parametrize("token", ["nothing", "x" * 500, "%00", "..", "<b>"])
def test_a_link_that_leads_nowhere_says_so(browse, make, token):
    answer = browse(make.user()).get(f"/plans/join/{token}/")

    assert answer.status_code == 404


def test_one_s_own_invitation_leads_to_the_plan(browse, db, writing):
    _, link = invited(writing, db)
    owner = browse(writing.owner)

    shown, joined = owner.get(link), owner.post(link)

    assert "You are in this plan already." in shown.text
    assert joined.location == f"/plans/{writing.plan.id}/"
    assert db.scalars(select(PlanInvitation.places)).one() == 1


def test_joining_twice_takes_one_place(browse, make, db, writing):
    _, link = invited(writing, db, places=5)
    guest = browse(make.user())

    first, second = guest.post(link), guest.post(link)

    assert first.location == second.location
    assert db.scalars(select(PlanInvitation.places)).one() == 4


def test_two_cannot_be_the_same_member(browse, make, db, writing):
    writing.send(writing.owner, {"members/m1/name": "Lan"}, section="people")
    _, link = invited(writing, db, places=2)
    browse(make.user()).post(link, {"member_row": "m1"})

    late = browse(make.user()).post(link, {"member_row": "m1"})

    assert late.status_code == 409
    assert "Somebody else has said that this is them." in late.text


def test_a_forged_member_is_no_member(browse, make, db, writing):
    _, link = invited(writing, db)
    guest = make.user()

    browse(guest).post(link, {"member_row": "made-up"})

    assert db.scalars(
        select(PlanPerson.member_row).where(PlanPerson.user_id == guest.id)
    ).one() is (None)


def test_the_owner_changes_a_role_and_takes_somebody_out(browse, db, writing):
    friend = writing.joined()
    place = writing.place(friend)
    db.commit()
    owner = browse(writing.owner)

    owner.post(f"{group(writing.plan)}{place.id}/role", {"role": "viewer"})
    role = db.scalars(select(PlanPerson.role).where(PlanPerson.id == place.id)).one()
    owner.post(f"{group(writing.plan)}{place.id}/remove")

    assert role is PlanRole.VIEWER
    assert browse(friend).get(f"/plans/{writing.plan.id}/").status_code == 404


def test_the_plan_is_handed_over_and_then_left(browse, db, writing):
    friend = writing.joined()
    place = writing.place(friend)
    db.commit()
    owner = browse(writing.owner)

    early = owner.post(f"{group(writing.plan)}leave", {"sure": "y"})
    owner.post(f"{group(writing.plan)}{place.id}/role", {"role": "owner"})
    left = owner.post(f"{group(writing.plan)}leave", {"sure": "y"})

    assert early.status_code == 409
    assert "A plan needs an owner." in early.text
    assert left.location == "/plans/"
    db.expire_all()
    assert writing.plan.owner_id == friend.id


def test_leaving_wants_a_tick(browse, db, writing):
    friend = writing.joined()
    db.commit()

    answer = browse(friend).post(f"{group(writing.plan)}leave")

    assert answer.status_code == 422
    assert "Tick this box if you want this." in answer.text


@pytest.mark.parametrize("end", ["invite", "{id}/role", "{id}/remove"])
def test_only_the_owner_says_who_is_in_the_plan(browse, db, writing, end):
    friend = writing.joined()
    place = writing.place(writing.owner)
    db.commit()
    form = {"role": "viewer", "places": "1"}

    answer = browse(friend).post(group(writing.plan) + end.format(id=place.id), form)

    assert answer.status_code == 404
    assert writing.place(writing.owner).role is PlanRole.OWNER


def test_nobody_says_of_another_which_member_they_are(browse, db, writing):
    writing.send(writing.owner, {"members/m1/name": "Lan"}, section="people")
    friend = writing.joined()
    owner = writing.place(writing.owner)
    db.commit()

    answer = browse(friend).post(f"{group(writing.plan)}{owner.id}/member", {"member_row": "m1"})

    assert answer.status_code == 403
    assert "Only the owner of this plan can do that." in answer.text


@pytest.mark.parametrize("end", ["role", "remove", "member"])
def test_a_forged_person_is_not_there(browse, make, db, writing, end):
    others = Writing(db, make.user())
    theirs = others.place(others.owner)
    db.commit()
    owner = browse(writing.owner)
    form = {"role": "viewer", "member_row": "none"}

    answers = [
        owner.post(f"{group(writing.plan)}{id}/{end}", form) for id in (uuid.uuid4(), theirs.id)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"role": "owner", "places": "1"}, "Choose one of the answers."),
        ({"role": "editor", "places": "0"}, "Write a number from 1 to 30."),
        ({"role": "editor", "places": "many"}, "Write a number, such as 12000 or 12,5."),
        ({"role": "editor", "places": ""}, "Write a number from 1 to 30."),
    ],
)
def test_an_invitation_that_cannot_be_is_asked_again(browse, db, writing, form, said):
    answer = browse(writing.owner).post(f"{group(writing.plan)}invite", form)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.scalar(select(func.count()).select_from(PlanInvitation)) == 0


def test_a_withdrawn_invitation_lets_nobody_in(browse, make, db, writing):
    invitation, link = invited(writing, db)

    browse(writing.owner).post(f"{group(writing.plan)}withdraw/{invitation.id}")

    assert browse(make.user()).post(link).status_code == 409


def test_another_plan_s_invitation_cannot_be_withdrawn_here(browse, make, db, writing):
    others = Writing(db, make.user())
    db.commit()
    invitation, _ = invited(others, db)

    answer = browse(writing.owner).post(f"{group(writing.plan)}withdraw/{invitation.id}")

    assert answer.status_code == 404
    db.expire_all()
    assert invitation.withdrawn_at is None


@pytest.mark.parametrize("friends", [1, 3])
def test_the_page_costs_six_queries(browse, db, counting, writing, friends):
    writing.plan = whole_plan(db, writing.owner)
    for _ in range(friends):
        writing.joined(now=NOW)
    db.commit()
    owner = browse(writing.owner)

    with counting() as statements:
        owner.get(group(writing.plan))

    assert len(statements) == 6, statements

"""A trainer's plans: typed in from paper and handed over, the wall; and the mark of a writer."""

from __future__ import annotations

import pytest
from factories import NOW
from plans.page_words import inputs_of, words_of
from plans.test_group_page import link_in
from plans.whole_plans import whole_plan
from plans.writing import Writing
from sqlalchemy import select

from lms.plans.kinds import AdviceState
from lms.plans.models import Plan, PlanAdvice, PlanPerson, PlanSection

TEACH = "/teach/plans/"


@pytest.fixture
def typed(browse, make, db):
    """A trainer's browser, and a plan that the trainer began to type in."""
    trainer = browse(make.trainer(name="Hà"))
    fields = inputs_of(trainer.get(TEACH).text)
    trainer.post(TEACH, {"title": "Paper", "country": "kg", "plan_id": fields["plan_id"]})
    return trainer, db.scalars(select(Plan)).one()


def hand_over(trainer, plan):
    return link_in(trainer.post(f"/plans/{plan.id}/group/invite", {"role": "owner"}).text)


def test_a_paper_plan_is_begun_typed_and_told_as_typed(typed):
    trainer, plan = typed
    form = {"op_id": str(plan.id), "device_id": "d", "base_rev": "0", "need": "A dryer"}

    trainer.post(f"/plans/{plan.id}/idea/", form)

    changes = words_of(trainer.get(f"/plans/{plan.id}/history/changes/").text)
    assert "typed in from paper by Hà" in changes
    assert plan.currency == "KGS"
    assert "Typed in, not handed over yet Paper" in words_of(trainer.get(TEACH).text)


def test_the_first_of_the_group_who_opens_the_link_owns_the_plan_and_the_trainer_is_out(
    browse, make, db, typed
):
    trainer, plan = typed
    link = hand_over(trainer, plan)
    first = make.user()

    shown = words_of(browse(first).get(link).text)
    browse(first).post(link)
    late = browse(make.user()).post(link)

    db.expire_all()
    assert "Your role: Owner: the plan is yours from then on" in shown
    assert plan.owner_id == first.id
    assert late.status_code == 409
    assert trainer.get(f"/plans/{plan.id}/").status_code == 404
    assert "Typed in, not handed over yet" not in trainer.get(TEACH).text


def test_a_second_link_takes_nothing_away_from_the_new_owner(browse, make, db, typed):
    trainer, plan = typed
    links = [hand_over(trainer, plan) for _ in range(2)]
    first, second = make.user(), make.user()

    browse(first).post(links[0])
    answer = browse(second).post(links[1])

    assert answer.status_code == 409
    assert "Somebody of the group has taken this plan over already." in answer.text
    db.expire_all()
    assert plan.owner_id == first.id
    assert db.scalars(select(PlanPerson).where(PlanPerson.user_id == second.id)).all() == []


def test_who_writes_already_can_take_the_plan_over(browse, make, db, typed):
    trainer, plan = typed
    form = {"role": "editor", "places": "1"}
    friend = make.user()
    browse(friend).post(link_in(trainer.post(f"/plans/{plan.id}/group/invite", form).text))

    browse(friend).post(hand_over(trainer, plan))

    db.expire_all()
    assert plan.owner_id == friend.id


def test_the_trainer_s_own_link_changes_nothing(db, typed):
    trainer, plan = typed

    answer = trainer.post(hand_over(trainer, plan))

    assert answer.location == f"/plans/{plan.id}/"
    assert "Typed in, not handed over yet Paper" in words_of(trainer.get(TEACH).text)


def test_an_ordinary_owner_makes_no_owner_by_a_link(browse, make, db):
    writing = Writing(db, make.user())
    db.commit()

    answer = browse(writing.owner).post(
        f"/plans/{writing.plan.id}/group/invite", {"role": "owner", "places": "1"}
    )

    assert answer.status_code == 422
    assert "/plans/join/" not in answer.text


@pytest.mark.parametrize("end", ["", "wall/"])
def test_only_trainers_have_these_pages(browse, make, end):
    assert browse(make.user()).get(TEACH + end).status_code == 403


def test_a_paper_plan_wants_a_name(browse, make):
    answer = browse(make.trainer()).post(TEACH, {"title": "", "country": "vn"})

    assert answer.status_code == 422
    assert "Write a name. You can change it later." in answer.text


def test_the_wall_shows_rings_of_those_who_ask_and_nothing_of_what_they_wrote(browse, make, db):
    asking, silent = (
        whole_plan(db, make.user(), title="Asks"),
        whole_plan(db, make.user(), title="Silent"),
    )
    trainer = make.trainer()
    db.add(
        PlanAdvice(
            plan_id=asking.id,
            adviser_id=trainer.id,
            sections=[],
            text="",
            state=AdviceState.OPEN,
            asked_at=NOW,
        )
    )
    db.commit()

    wall = browse(trainer).get(f"{TEACH}wall/").text
    page = words_of(browse(trainer).get(TEACH).text)

    assert wall.count("●</span>") == 13
    assert ("Asks" in wall, silent.title in wall, "mustard" in wall) == (True, False, False)
    assert "Asks 13 of 14 sections done" in page


@pytest.mark.parametrize(("end", "most"), [("", 4), ("wall/", 4)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_trainer_s_plans_cost_few_queries(browse, make, db, counting, end, most, rows):
    trainer = make.trainer()
    person = browse(trainer)
    for number in range(rows):
        person.post(TEACH, {"title": f"Plan {number}", "country": "vn"})

    with counting() as statements:
        person.get(TEACH + end)

    assert len(statements) == most, statements


def test_i_am_writing_this_is_marked_and_taken_away(browse, make, db):
    writing = Writing(db, make.user())
    db.commit()
    owner, idea = browse(writing.owner), f"/plans/{writing.plan.id}/idea/"

    taken = owner.post(f"{idea}take")
    mark = db.scalars(select(PlanSection.taken_by)).one()
    owner.post(f"{idea}release")

    assert taken.location == idea
    assert mark == writing.owner.id
    assert db.scalars(select(PlanSection.taken_by)).one() is None


def test_a_mark_of_somebody_else_stays_and_is_told(browse, make, db):
    writing = Writing(db, make.user())
    friend = writing.joined()
    db.commit()
    idea = f"/plans/{writing.plan.id}/idea/"
    browse(writing.owner).post(f"{idea}take")
    other = browse(friend)

    other.post(f"{idea}take")

    assert "Somebody else is writing this part now." in other.get(idea).text
    assert db.scalars(select(PlanSection.taken_by)).one() == writing.owner.id


@pytest.mark.parametrize("end", ["nonsense/take", "idea/x", "figures/take"])
def test_a_section_that_is_not_there_cannot_be_taken(browse, make, db, end):
    writing = Writing(db, make.user())
    db.commit()

    answer = browse(writing.owner).post(f"/plans/{writing.plan.id}/{end}")

    assert answer.status_code == 404

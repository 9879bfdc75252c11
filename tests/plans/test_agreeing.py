"""Every founding member agrees to the plan exactly as it reads; an edit asks them again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOW
from plans.ready_plans import ready
from sqlalchemy import func, select

from lms.errors import NotFound, Refusal
from lms.plans import agreed_members, agreement_queries, history_queries, people
from lms.plans.advice_models import PlanAgreement
from lms.plans.countries import template_of
from lms.plans.exact_text import changed
from lms.plans.kinds import Agreed, PlanRole


@pytest.fixture
def group(db):
    return ready(db)


def standing(db, group):
    signed = agreement_queries.agreements(db, group.plan.id)
    return agreed_members.standing(group.answers, signed, template_of(group.plan), "en")


def test_a_member_agrees_on_their_own_phone_with_the_share_they_saw(db, group):
    row = group.rows[1]
    other = group.joined(PlanRole.VIEWER)

    made = group.agree(other, row)

    assert (made.how, made.by_id, made.digest) == (Agreed.SELF, other.id, group.digest)
    assert made.share["share_cash"] == group.answers["people"][f"members/{row}/share_cash"]
    assert group.place(other).member_row == row
    assert standing(db, group).agreed == 1


def test_the_form_sent_twice_agrees_once(db, group):
    first, second = (group.agree(group.owner, group.rows[0]) for _ in range(2))

    assert first.id == second.id
    assert db.scalar(select(func.count()).select_from(PlanAgreement)) == 1


def test_who_has_read_another_text_is_refused_and_has_not_agreed(db, group):
    old = group.digest
    group.send(group.owner, {"need": "Another need"}, base=9)

    with pytest.raises(Refusal, match="Somebody wrote in the plan while you were reading"):
        group.agree(group.owner, group.rows[0], digest=old)

    assert standing(db, group).agreed == 0


def test_nobody_agrees_for_another(db, group):
    group.agree(group.owner, group.rows[0])

    with pytest.raises(Refusal, match="You can agree for yourself only"):
        group.agree(group.owner, group.rows[1])


def test_the_row_of_somebody_else_is_taken(group):
    other = group.joined()
    group.agree(group.owner, group.rows[0])

    with pytest.raises(Refusal, match="Somebody else has said that this is them"):
        group.agree(other, group.rows[0])


def test_a_row_that_is_gone_agrees_no_more(db, group):
    row = group.rows[0]
    group.send(group.owner, {f"members/{row}/_gone": "1"}, base=9, section="people")

    with pytest.raises(Refusal, match="not in “Our people” any more"):
        group.agree(group.owner, row)


def test_a_stranger_and_one_who_was_taken_out_do_not_agree(db, make, group):
    other = group.joined()
    people.remove_person(db, group.owner, group.plan, group.place(other).id, now=NOW)

    for user in (other, make.user()):
        with pytest.raises(NotFound):
            group.agree(user, group.rows[1])


def test_minutes_are_recorded_for_a_member_without_an_account(db, group):
    made = group.record(group.owner, group.rows[2], proof="Minutes of 3 March, kept by Lan")

    assert (made.how, made.proof) == (Agreed.MINUTES, "Minutes of 3 March, kept by Lan")
    assert made.by_id == group.owner.id


def test_a_member_with_an_account_is_not_recorded_by_others(db, group):
    other = group.joined()
    group.agree(other, group.rows[1])
    group.send(group.owner, {"need": "Another need"}, base=9)

    with pytest.raises(Refusal, match="agrees on their own phone"):
        group.record(group.owner, group.rows[1])


@pytest.mark.parametrize("role", [PlanRole.COMMENTER, PlanRole.VIEWER])
def test_who_does_not_write_records_nothing(db, group, role):
    other = group.joined(role)

    with pytest.raises(Refusal, match="not write in it"):
        group.record(other, group.rows[2])


def test_an_edit_asks_again_and_the_difference_is_known(db, group):
    group.all_agree()
    group.send(group.owner, {"need": "Another need", "who": "All"}, base=9, minute=2)

    now = standing(db, group)

    assert (now.agreed, len(now.again)) == (0, len(group.rows))
    assert len(now.people_state.waiting) == len(group.rows)
    last = now.last_before()
    before = history_queries.answers_at(db, group.plan.id, last.revs)
    assert sorted(one.path for one in changed(before, group.answers)) == ["need", "who"]


def test_the_old_words_again_are_the_old_text_and_all_have_agreed(db, group):
    old = group.answers["idea"]["need"]
    group.all_agree()
    group.send(group.owner, {"need": "Another need"}, base=9, minute=2)
    group.send(group.owner, {"need": old}, base=9, minute=3)

    assert standing(db, group).agreed == len(group.rows)


def test_the_newest_agreement_of_before_is_what_is_compared_with(db, group):
    first = group.agree(group.owner, group.rows[0])
    group.send(group.owner, {"need": "Another need"}, base=9, minute=2)
    second = group.agree(group.owner, group.rows[0], minute=3)
    group.send(group.owner, {"need": "A third need"}, base=9, minute=4)

    last = standing(db, group).last_before()

    assert last.digest == second.digest != first.digest
    assert last.at == NOW + timedelta(minutes=3)

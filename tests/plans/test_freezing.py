"""A frozen copy: when it may be made, what it holds, and that it never changes."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from factories import NOW
from plans.ready_plans import ready
from plans.test_two_phones import at_once, sessions  # noqa: F401 - a fixture
from sqlalchemy import func, select

from lms import paths
from lms.accounts.models import User
from lms.errors import Refusal
from lms.plans import agreement_queries, freezing, keeping, queries, saving
from lms.plans.advice_models import PlanFrozen
from lms.plans.coach.finding import Finding, Level, Money, Month
from lms.plans.exact_text import digest_of
from lms.plans.finance.version import ENGINE_VERSION
from lms.plans.kinds import PlanRole
from lms.plans.merge import Packet
from lms.plans.template import Texts


@pytest.fixture
def group(db):
    made = ready(db)
    made.all_agree()
    db.commit()
    return made


def count(db):
    return db.scalar(select(func.count()).select_from(PlanFrozen))


def test_a_copy_holds_answers_figures_findings_agreements_and_what_made_them(db, group):
    copy = group.freeze()
    db.expire_all()

    kept = agreement_queries.frozen_copy(db, group.plan.id, 1)

    assert (kept.number, kept.name, kept.digest) == (1, "Greens", group.digest)
    assert digest_of(kept.answers) == kept.digest
    assert (kept.engine_version, len(kept.template_version)) == (ENGINE_VERSION, 12)
    assert kept.results["year"]["sales"] > 0
    assert kept.inputs["currency"] == {"code": "VND", "decimals": 0}
    assert [one["id"] for one in kept.findings] == ["K19"]
    assert kept.findings[0]["explanation"] == group.answers["explanations"]["K19"]
    assert [one["how"] for one in kept.agreed] == ["self"] + ["minutes"] * (len(group.rows) - 1)
    assert agreement_queries.frozen_pdf(db, group.plan.id, 1)[:5] == b"%PDF-"
    assert copy.by_id == group.owner.id


def test_a_copy_never_changes_whatever_happens_to_the_plan(db, group):
    group.freeze()
    db.commit()
    columns = ("answers", "inputs", "results", "findings", "agreed", "revs", "digest", "name")
    kept = agreement_queries.frozen_copy(db, group.plan.id, 1)
    before = json.dumps([getattr(kept, name) for name in columns])
    pdf = agreement_queries.frozen_pdf(db, group.plan.id, 1)

    group.send(group.owner, {"need": "Another need"}, base=9, minute=6)
    group.plan.title = "Other"
    for row in group.rows[1:]:
        group.send(group.owner, {f"members/{row}/_gone": "1"}, base=9, section="people", minute=7)
    db.commit()
    db.expire_all()

    kept = agreement_queries.frozen_copy(db, group.plan.id, 1)
    assert json.dumps([getattr(kept, name) for name in columns]) == before
    assert agreement_queries.frozen_pdf(db, group.plan.id, 1) == pdf


def test_the_same_text_frozen_twice_is_one_copy_and_another_text_the_next(db, group):
    first, again = group.freeze(), group.freeze(minute=6)
    group.send(group.owner, {"need": "Another need"}, base=9, minute=7)
    group.all_agree()

    second = group.freeze(minute=8)

    assert first.id == again.id
    assert (second.number, count(db)) == (2, 2)


def test_a_member_who_has_not_agreed_stops_it(db):
    group = ready(db)
    group.agree(group.owner, group.rows[0])

    with pytest.raises(Refusal, match="must be mended"):
        group.freeze()

    assert count(db) == 0


def test_a_missing_answer_stops_it(db, group):
    group.send(group.owner, {"need": ""}, base=9, minute=2)
    group.all_agree()

    with pytest.raises(Refusal, match="must be mended"):
        group.freeze()


def test_a_warning_without_a_sentence_stops_it(db, group):
    group.send(group.owner, {"K19": ""}, base=9, section="explanations", minute=2)
    group.all_agree()

    with pytest.raises(Refusal, match="Write a sentence to each"):
        group.freeze()


def test_two_answers_that_wait_for_a_decision_stop_it(db, group):
    other = group.joined()
    group.send(other, {"need": "A truck"}, base=0, minute=3)

    with pytest.raises(Refusal, match="Choose one answer first"):
        group.freeze()


def test_what_somebody_who_left_proposes_does_not(db, group):
    other = group.joined()
    place = group.place(other)
    place.removed_at = NOW
    db.flush()
    group.send(other, {"need": "A truck"}, base=0, minute=3)

    assert group.freeze().number == 1


@pytest.mark.parametrize("role", [PlanRole.EDITOR, PlanRole.COMMENTER, PlanRole.VIEWER])
def test_only_the_owner_freezes(db, group, role):
    other = group.joined(role)

    with pytest.raises(Refusal, match="Only the owner"):
        group.freeze(other)


def test_an_edit_that_the_owner_has_not_seen_stops_it(db, group):
    seen = group.digest
    group.send(group.owner, {"need": "Another need"}, base=9, minute=2)

    with pytest.raises(Refusal, match="Somebody wrote in the plan while you were reading"):
        group.freeze(digest=seen)


def test_twenty_copies_are_the_most(db, group, monkeypatch):
    monkeypatch.setattr(freezing, "MOST_FROZEN", 1)
    group.freeze()
    group.plan.title = "Other"

    with pytest.raises(Refusal, match="as many as there can be") as no:
        group.freeze()

    assert no.value.values == {"most": 1}


def test_the_same_plan_gives_the_same_paper(db, group):
    one = group.freeze()
    group.plan.title = "Other"
    group.freeze()
    group.plan.title = "Greens"

    again = group.freeze()

    pdfs = [agreement_queries.frozen_pdf(db, group.plan.id, number) for number in (1, 2, 3)]
    assert (one.number, again.number) == (1, 3)
    assert pdfs[0] == pdfs[2] != pdfs[1]


def test_findings_are_kept_and_told_again_with_all_their_values():
    said = {
        "paid": Money(Decimal("12.50")),
        "month": Month("2027-03"),
        "name": Texts({"en": "Honey", "vi": "Mật ong"}),
        "count": Decimal(3),
        "who": "Lan",
    }
    finding = Finding("K08", Level.WARN, "money", "steps", "%(paid)s", said)
    tip = Finding("K25", Level.TIP, "money", "", "x")

    kept = json.loads(json.dumps(keeping.to_keep([finding, tip], {"explanations": {"K08": "So"}})))

    assert [keeping.from_kept(one) for one in kept] == [finding]
    assert kept[0]["explanation"] == "So"


def started(made_sessions):
    with made_sessions() as db:
        group = ready(db)
        group.all_agree()
        db.commit()
        return group.plan.id, group.owner.id, group.digest


def freezes(plan_id, owner_id, digest):
    def act(db):
        plan = queries.plan_with_sections(db, plan_id)
        owner = db.get(User, owner_id)
        return freezing.freeze(
            db,
            owner,
            plan,
            digest=digest,
            language="en",
            fonts=paths.FONTS,
            now=NOW + timedelta(minutes=5),
        ).number

    return act


def test_two_freezes_at_once_make_one_copy(sessions):  # noqa: F811
    made = started(sessions)

    found = at_once(sessions, [freezes(*made) for _ in range(3)])

    with sessions() as db:
        assert (found, count(db)) == ([1, 1, 1], 1)


def test_an_edit_during_a_freeze_comes_before_or_after_it_and_never_into_it(sessions):  # noqa: F811
    plan_id, owner_id, digest = started(sessions)

    def writes(db):
        plan, owner = queries.plan_with_sections(db, plan_id), db.get(User, owner_id)
        sent = Packet(uuid.uuid4(), "phone", "", 1, {"need": "Another need"}, NOW)
        saving.save_packet(db, owner, plan, "idea", sent, template_version="t", now=NOW)

    found = at_once(sessions, [writes, freezes(plan_id, owner_id, digest)])

    with sessions() as db:
        copies = agreement_queries.frozen_copies(db, plan_id)
        kept = {one.key: one.answers for one in agreement_queries.sections_now(db, plan_id)}
    assert kept["idea"]["need"] == "Another need"
    if isinstance(found[1], Refusal):
        assert (found[1].message, copies) == (freezing.agreeing.CHANGED, [])
    else:
        assert [digest_of(one.answers) for one in copies] == [digest]

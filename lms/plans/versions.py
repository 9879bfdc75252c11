"""Verbs of versions: name a moment, and bring an older one back without losing the present."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import NotFound, Refusal
from lms.plans import history_queries, merge, queries, turns
from lms.plans.differing import Difference, differences
from lms.plans.history_models import PlanVersion
from lms.plans.kinds import WRITES
from lms.plans.merge import Packet
from lms.plans.models import NAME, Plan
from lms.plans.saving import READ_ONLY
from lms.trail import service as trail
from lms.words import N_

MOST_NAMED = 50
MANY = N_("You have named %(most)s versions of this plan. That is as many as there can be.")


def name_version(
    db: Session, actor: User, plan: Plan, name: str, *, version_id: uuid.UUID, now: datetime
) -> PlanVersion:
    """Remember the plan as it stands under a name, such as "before the mentor's comments".

    version_id  made by the page, so that a form sent twice names one version
    """
    _take(db, actor, plan)
    there = history_queries.version(db, plan.id, version_id)
    if there is not None:
        return there
    if history_queries.named_versions(db, plan.id) >= MOST_NAMED:
        raise Refusal(MANY, most=MOST_NAMED)
    version = _moment(db, plan, actor, now, name=name[:NAME], version_id=version_id)
    trail.note(db, actor, "plans.name_version", plan, now=now)
    return version


def compare(
    db: Session, plan: Plan, older: PlanVersion, newer: PlanVersion | None
) -> tuple[Difference, ...]:
    """What changed from one version to another.

    newer  None: the plan as it stands now
    """
    revs = history_queries.revs(db, plan.id) if newer is None else newer.revs
    return differences(
        history_queries.answers_at(db, plan.id, older.revs),
        history_queries.answers_at(db, plan.id, revs),
    )


def bring_back(
    db: Session,
    actor: User,
    plan: Plan,
    version: PlanVersion,
    *,
    sections: Collection[str] | None = None,
    now: datetime,
) -> int:
    """Write an older version's answers again, as ordinary changes; how many answers changed.

    sections  only these; None: all

    The plan as it stood before is a version too, so this can be taken back.
    """
    plan_rev = _take(db, actor, plan)
    wanted = history_queries.answers_at(db, plan.id, version.revs)
    present = history_queries.answers_at(db, plan.id, history_queries.revs(db, plan.id))
    found = [
        one for one in differences(present, wanted) if sections is None or one.section in sections
    ]
    if not found:
        return 0
    _moment(db, plan, actor, now, name=None, version_id=uuid.uuid4())
    for key in sorted({one.section for one in found}):
        turn = turns.take(db, plan, key, plan_rev)
        changes = {one.path: one.after for one in found if one.section == key}
        device = f"version-{version.id}"
        by = Packet(uuid.uuid4(), device, str(actor.id), turn.head.rev, changes, now)
        merged = merge.merge(turn.head, by, turn.questions)
        turns.settle(db, turn, merged, by, actor, now=now)
        db.flush()  # each section adds to the history that the next one notes
    trail.note(db, actor, "plans.bring_back", plan, now=now, answers=len(found))
    return len(found)


def _take(db: Session, actor: User, plan: Plan) -> int:
    plan_rev = turns.take_turn(db, plan)
    person = queries.person_now(db, plan.id, actor.id)
    if person is None or person.removed_at:
        raise NotFound()
    if person.role not in WRITES:
        raise Refusal(READ_ONLY, status=403)
    return plan_rev


def _moment(
    db: Session,
    plan: Plan,
    actor: User,
    now: datetime,
    *,
    name: str | None,
    version_id: uuid.UUID,
) -> PlanVersion:
    version = PlanVersion(
        id=version_id,
        plan_id=plan.id,
        name=name,
        revs=history_queries.revs(db, plan.id),
        user_id=actor.id,
        began_at=now,
        at=now,
    )
    db.add(version)
    return version

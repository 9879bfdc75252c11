"""The verb that begins a plan from a sample: its answers under new ids, marked as copied."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.kinds import Country
from lms.accounts.models import User
from lms.errors import Refusal
from lms.plans import queries, saving, service, versions
from lms.plans.copied import sample_device
from lms.plans.merge import Packet
from lms.plans.models import Plan
from lms.plans.sample_copies import OWN_WORDS, renamed
from lms.plans.samples import Sample
from lms.plans.template import Template
from lms.trail import service as trail
from lms.words import N_

NOTHING = N_("Choose at least one section.")


def begin_from_sample(
    db: Session,
    actor: User,
    sample: Sample,
    template: Template,
    *,
    title: str,
    sections: Collection[str],
    language: str,
    version_name: str,
    plan_id: uuid.UUID,
    now: datetime,
) -> Plan:
    """A new plan with a sample's answers in some sections.

    sections      keys; declarations and explanations are never copied, they must be one's own
    language      in which the sample's words are copied
    version_name  of the version that remembers what was copied
    plan_id       made by the page that asks, so that a form sent twice begins one plan
    raises        Refusal when nothing is chosen, or the actor has as many plans as a list shows
    """
    wanted = [one.key for one in template.sections if one.key in sections and _may_copy(one.key)]
    if not wanted:
        raise Refusal(NOTHING, status=422)
    is_there = queries.plan(db, plan_id) is not None
    country = Country(sample.country.lower())
    plan = service.start_plan(db, actor, title=title, country=country, plan_id=plan_id, now=now)
    if is_there and plan.id == plan_id:
        return plan
    _copy(db, actor, plan, sample, template, renamed(sample.answers(language), wanted), now)
    versions.name_version(db, actor, plan, version_name, version_id=uuid.uuid4(), now=now)
    trail.note(db, actor, "plans.begin_from_sample", plan, now=now, sections=len(wanted))
    return plan


def _may_copy(key: str) -> bool:
    return key not in OWN_WORDS


def _copy(
    db: Session,
    actor: User,
    plan: Plan,
    sample: Sample,
    template: Template,
    answers: Mapping[str, Mapping[str, str]],
    now: datetime,
) -> None:
    for key, values in answers.items():
        device = sample_device(sample.country)
        sent = Packet(uuid.uuid4(), device, str(actor.id), 0, values, now)
        saving.save_packet(db, actor, plan, key, sent, template_version=template.version, now=now)

"""Verbs of agreement: each founding member agrees to the plan exactly as it reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.errors import Refusal
from lms.plans import agreement_queries, people
from lms.plans.advice_models import PROOF, PlanAgreement
from lms.plans.agreed_members import Founder, Standing, standing
from lms.plans.answers import by_section
from lms.plans.countries import template_of
from lms.plans.kinds import WRITES, Agreed
from lms.plans.models import NAME, Plan, PlanPerson
from lms.plans.saving import READ_ONLY
from lms.trail import service as trail
from lms.words import N_

CHANGED = N_(
    "Somebody wrote in the plan while you were reading. Look at what changed, then do it again."
)
NO_MEMBER = N_("This member is not in “Our people” any more. Look at the list again.")
NOT_YOU = N_("You can agree for yourself only. For a member without an account, record how.")
OWN_PHONE = N_("%(name)s has an account here and agrees on their own phone.")


def agree(
    db: Session, actor: User, plan: Plan, *, member: str, digest: str, now: datetime
) -> PlanAgreement:
    """The actor, who is this row of "Our people", agrees to the plan as it reads now.

    member  whoever has not said yet which row they are says it by this
    digest  of the text that the actor has seen
    raises  Refusal when the plan reads differently by now, or the row is another person
    """
    everybody = people.people_in_turn(db, actor, plan)
    now_standing, revs = read_now(db, plan, actor.language)
    founder = _seen(now_standing, member, digest)
    person = _place(everybody, actor)
    if person.member_row != member:
        if now_standing.founder(person.member_row) is not None:
            raise Refusal(NOT_YOU)
        people.link(everybody, person, member)
    if isinstance(founder.now, PlanAgreement) and founder.now.how is Agreed.SELF:
        return founder.now
    if isinstance(founder.now, PlanAgreement):  # recorded by another before: now it is their own
        made = founder.now
        made.how, made.proof, made.by_id, made.at = Agreed.SELF, "", actor.id, now
    else:
        made = _agreement(plan, founder, digest, revs, actor, Agreed.SELF, "", now)
        db.add(made)
    trail.note(db, actor, "plans.agree", plan, now=now)
    return made


def record_agreement(
    db: Session, actor: User, plan: Plan, *, member: str, proof: str, digest: str, now: datetime
) -> PlanAgreement:
    """Write down that a member without an account agrees, and what shows it.

    proof   such as "minutes of 3 March, signed by all"
    raises  Refusal as `agree`, and when the member has an account of their own
    """
    everybody = people.people_in_turn(db, actor, plan)
    if _place(everybody, actor).role not in WRITES:
        raise Refusal(READ_ONLY, status=403)
    now_standing, revs = read_now(db, plan, actor.language)
    founder = _seen(now_standing, member, digest)
    if member in rows_with_account(everybody):
        raise Refusal(OWN_PHONE, name=founder.name)
    if isinstance(founder.now, PlanAgreement):
        return founder.now
    made = _agreement(plan, founder, digest, revs, actor, Agreed.MINUTES, proof[:PROOF], now)
    db.add(made)
    trail.note(db, actor, "plans.record_agreement", plan, now=now)
    return made


def read_now(db: Session, plan: Plan, language: str) -> tuple[Standing, dict[str, int]]:
    """Who has agreed to the plan as it stands in the database now, and its revisions."""
    sections = agreement_queries.sections_now(db, plan.id)
    signed = agreement_queries.agreements(db, plan.id)
    revs = {one.key: one.rev for one in sections if one.rev > 0}
    return standing(by_section(sections), signed, template_of(plan), language), revs


def rows_with_account(everybody: Sequence[PlanPerson]) -> frozenset[str]:
    """The rows of "Our people" whose members are in the plan with an account."""
    return frozenset(
        one.member_row
        for one in everybody
        if one.member_row and one.user_id is not None and one.removed_at is None
    )


def _seen(now_standing: Standing, member: str, digest: str) -> Founder:
    founder = now_standing.founder(member)
    if founder is None:
        raise Refusal(NO_MEMBER)
    if digest != now_standing.digest:
        raise Refusal(CHANGED)
    return founder


def _place(everybody: Sequence[PlanPerson], actor: User) -> PlanPerson:
    return next(one for one in everybody if one.user_id == actor.id and one.removed_at is None)


def _agreement(
    plan: Plan,
    founder: Founder,
    digest: str,
    revs: dict[str, int],
    actor: User,
    how: Agreed,
    proof: str,
    now: datetime,
) -> PlanAgreement:
    return PlanAgreement(
        plan_id=plan.id,
        member=founder.row,
        name=founder.name[:NAME],
        digest=digest,
        revs=dict(revs),
        share=dict(founder.share),
        how=how,
        proof=proof,
        by_id=actor.id,
        at=now,
    )

"""Who is a member and who works, in counts; nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lms.plans.finance.currency import to_step
from lms.plans.finance.exact import percent, total
from lms.plans.finance.inputs import ZERO, Inputs, Job, Member
from lms.plans.finance.results import People

WOMAN = "F"


def people_of(inputs: Inputs) -> People:
    """Members by head, jobs by full-time equivalent; whose sex is not known counts as no woman."""
    members, jobs = inputs.members, inputs.jobs
    fte = total(job.fte for job in jobs)
    grants = total(grant.amount for grant in inputs.grants)
    shares = [member.share for member in members]
    return People(
        members=len(members),
        members_women_pct=_heads(members, [one.sex == WOMAN for one in members]),
        members_youth_pct=_heads(members, [one.youth for one in members]),
        members_disability_pct=_heads(members, [one.disability for one in members]),
        members_returnee_pct=_heads(members, [one.returnee for one in members]),
        jobs_fte=fte,
        jobs_women_pct=_work(jobs, [one.sex == WOMAN for one in jobs]),
        jobs_youth_pct=_work(jobs, [one.youth for one in jobs]),
        jobs_disability_pct=_work(jobs, [one.disability for one in jobs]),
        grant_per_fte=to_step(grants / fte, inputs.currency.step) if fte else None,
        largest_share_pct=percent(max(shares, default=ZERO), total(shares)),
    )


def _heads(members: Sequence[Member], counted: Sequence[bool]) -> Decimal | None:
    return percent(Decimal(sum(counted)), Decimal(len(members)))


def _work(jobs: Sequence[Job], counted: Sequence[bool]) -> Decimal | None:
    part = total(job.fte for job, counts in zip(jobs, counted, strict=True) if counts)
    return percent(part, total(job.fte for job in jobs))

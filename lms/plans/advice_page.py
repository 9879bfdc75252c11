"""What the pages of advice are given to show: who is asked, about what, how it stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext

from lms.plans.addresses import plan_url, section_url
from lms.plans.countries import template_of
from lms.plans.kinds import AdviceState
from lms.plans.models import Plan, PlanAdvice
from lms.plans.section_around import name_in
from lms.words import N_


class Asked(NamedTuple):
    """A request for advice.

    whom      who is asked; by_name: whether one person is, and not any trainer
    sections  (address, title) of what it is about; empty: the whole plan
    """

    id: uuid.UUID
    title: str
    url: str
    asker: str
    whom: str
    by_name: bool
    sections: list[tuple[str, str]]
    text: str
    at: datetime
    is_open: bool


class Talk(NamedTuple):
    """A section in which comments wait."""

    title: str
    url: str
    waiting: int


def requests_shown(requests: Iterable[PlanAdvice], language: str) -> list[Asked]:
    """Requests of any plans for those who are asked; each with its plan and people loaded."""
    return [request_shown(one.plan, one, language) for one in requests]


def request_shown(plan: Plan, one: PlanAdvice, language: str, whom: str = "") -> Asked:
    """One request; whom: the user name that was asked, "" for the readers of a list."""
    sections = [part for part in template_of(plan).sections if part.key in one.sections]
    return Asked(
        one.id,
        plan.title,
        plan_url(plan.id),
        name_in(plan, one.asked_by),
        whom or gettext(N_("Any trainer")),
        one.adviser_id is not None,
        [(section_url(plan.id, part), part.title.in_language(language)) for part in sections],
        one.text,
        one.asked_at,
        one.state is AdviceState.OPEN,
    )


def own_requests(plan: Plan, requests: Iterable[PlanAdvice], language: str) -> list[Asked]:
    """The requests of one plan, the newest first, each with the user name that was asked."""
    return [
        request_shown(plan, one, language, one.adviser.username if one.adviser else "")
        for one in requests
    ]


def talks(plan: Plan, counts: Mapping[str, int], language: str) -> list[Talk]:
    """Sections with open comments, in the order of the plan."""
    return [
        Talk(one.title.in_language(language), section_url(plan.id, one), counts[one.key])
        for one in template_of(plan).sections
        if one.key in counts
    ]

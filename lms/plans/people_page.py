"""What the pages of a plan's people are given to show."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext

from lms.plans import answers
from lms.plans.addresses import page_url
from lms.plans.answers import by_section
from lms.plans.countries import template_of
from lms.plans.kinds import PlanRole
from lms.plans.models import Plan, PlanPerson
from lms.plans.people_forms import NONE
from lms.plans.section_around import row_title
from lms.words import N_

ROLE_WORDS: Mapping[PlanRole, str] = {
    PlanRole.OWNER: N_("Owner"),
    PlanRole.EDITOR: N_("Writes"),
    PlanRole.COMMENTER: N_("Comments"),
    PlanRole.VIEWER: N_("Reads"),
}


class Member(NamedTuple):
    """A row of "Our people": its id and what it is called."""

    id: str
    name: str


class PersonRow(NamedTuple):
    """Somebody in the plan; may_link: whether the reader may say which member they are."""

    id: uuid.UUID
    name: str
    role: str
    role_word: str
    member: str
    member_row: str
    wrote_at: datetime | None
    is_you: bool
    is_owner: bool
    may_link: bool
    url: str


def members(plan: Plan, language: str) -> tuple[Member, ...]:
    """The founders of the section "people", in their order."""
    section = template_of(plan).section("people")
    table = section.rows_at("members")
    values = by_section(plan.sections).get("people", {})
    if table is None:
        return ()
    return tuple(
        Member(row_id, row.get("name") or row_title(table, row, number, language))
        for number, (row_id, row) in enumerate(answers.rows(values, "members"), 1)
    )


def free_members(plan: Plan, language: str) -> tuple[Member, ...]:
    """Founders whom nobody in the plan is yet."""
    taken = {one.member_row for one in plan.people if one.removed_at is None}
    return tuple(one for one in members(plan, language) if one.id not in taken)


def people_rows(
    plan: Plan, user: Any, wrote: Mapping[uuid.UUID, datetime], language: str
) -> list[PersonRow]:
    """Who is in the plan now, the owner first, then in the order in which they came."""
    named = {one.id: one.name for one in members(plan, language)}
    owns = any(_is(one, user) and one.role is PlanRole.OWNER for one in plan.people)
    there = [one for one in plan.people if one.removed_at is None]
    there.sort(key=lambda one: (one.role is not PlanRole.OWNER, one.joined_at, one.id))
    return [
        PersonRow(
            id=one.id,
            name=one.name,
            role=one.role.value,
            role_word=gettext(ROLE_WORDS[one.role]),
            member=named.get(one.member_row or "", ""),
            member_row=one.member_row or "",
            wrote_at=wrote.get(one.user_id) if one.user_id else None,
            is_you=_is(one, user),
            is_owner=one.role is PlanRole.OWNER,
            may_link=owns or _is(one, user),
            url=f"{page_url(plan.id, 'group')}{one.id}/",
        )
        for one in there
    ]


def member_row_of(typed: str, plan: Plan, language: str) -> str | None:
    """The chosen row of "Our people"; None: none of them, or one that is not there."""
    if typed == NONE:
        return None
    return next((one.id for one in members(plan, language) if one.id == typed), None)


def _is(person: PlanPerson, user: Any) -> bool:
    return user is not None and person.user_id == user.id and person.removed_at is None

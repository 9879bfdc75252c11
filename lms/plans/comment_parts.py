"""What stands beside the answers of a section: comments, answers to them, and where to write."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from lms.plans import advice_queries, rules
from lms.plans.addresses import section_url
from lms.plans.advice_models import PlanComment
from lms.plans.kinds import CommentKind, CommentState
from lms.plans.models import Plan
from lms.plans.section_around import name_in
from lms.plans.template import Section
from lms.web.pages import Visit
from lms.words import N_

KINDS: Mapping[CommentKind, str] = {
    CommentKind.GOOD: N_("Good because …"),
    CommentKind.THINK: N_("Think about …"),
    CommentKind.NOTE: N_("A note"),
}
STATES: Mapping[CommentState, str] = {
    CommentState.OPEN: N_("Open"),
    CommentState.DONE: N_("Settled"),
    CommentState.DIFFERENT: N_("The group sees it differently"),
}
_SIGNS: Mapping[CommentState, str] = {
    CommentState.OPEN: "ahead",
    CommentState.DONE: "done",
    CommentState.DIFFERENT: "here",
}


@dataclass(frozen=True)
class Said:
    """A comment, or an answer to one; state_kind: the sign beside the state's word."""

    id: uuid.UUID
    name: str
    at: datetime
    text: str
    language: str
    kind: str
    state: str
    state_kind: str
    state_word: str
    replies: tuple[Said, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the group."""
        return self.state != CommentState.DONE.value


@dataclass(frozen=True)
class Comments:
    """The comments of a section, by the path of their answer.

    url       the page of one answer's comments, without the answer
    may_write whether an answer without comments offers to write one: to those who type nothing
    """

    by_path: Mapping[str, tuple[Said, ...]]
    url: str
    may_write: bool
    may_answer: bool

    def at(self, path: str) -> tuple[Said, ...]:
        """What stands beside an answer, the oldest first."""
        return self.by_path.get(path, ())

    def url_of(self, path: str) -> str:
        """The page on which somebody writes beside this answer; "" where there is none to offer."""
        offered = self.may_write or (self.may_answer and self.at(path))
        return f"{self.url}?at={path}" if offered else ""


def comments_of(visit: Visit, plan: Plan, section: Section) -> Comments:
    """What a section's page shows beside its answers: one statement."""
    rows = advice_queries.comments_in(visit.db, plan.id, section.key)
    comments = rules.comment_plan(visit.user, plan)
    return Comments(
        said_by_path(plan, rows),
        comments_url(plan, section),
        may_write=comments and not rules.edit_plan(visit.user, plan),
        may_answer=comments,
    )


def comments_url(plan: Plan, section: Section) -> str:
    """The page of the comments of a section's answers."""
    return f"{section_url(plan.id, section)}comments/"


def said_by_path(plan: Plan, rows: Iterable[PlanComment]) -> dict[str, tuple[Said, ...]]:
    """Comments with their answers beneath, by path."""
    listed = list(rows)
    found: dict[str, tuple[Said, ...]] = {}
    for one in listed:
        if one.replies_to is None:
            replies = [_said(plan, reply) for reply in listed if reply.replies_to == one.id]
            found[one.path] = (*found.get(one.path, ()), _said(plan, one, replies))
    return found


def _said(plan: Plan, one: PlanComment, replies: Iterable[Said] = ()) -> Said:
    return Said(
        one.id,
        _name(plan, one),
        one.at,
        one.text,
        one.language,
        gettext(KINDS[one.kind]),
        one.state.value,
        _SIGNS[one.state],
        gettext(STATES[one.state]),
        tuple(replies),
    )


def _name(plan: Plan, one: PlanComment) -> str:
    if any(person.user_id and person.user_id == one.user_id for person in plan.people):
        return name_in(plan, one.user_id)
    if one.user is None:
        return str(gettext(N_("Somebody who left")))
    return str(gettext(N_("%(name)s (adviser)"), name=one.user.display_name))

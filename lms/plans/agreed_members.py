"""Who of the founding members has agreed to the plan as it reads now. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lms.plans import answers as kept
from lms.plans.answers import Answers
from lms.plans.coach.case import PeopleState
from lms.plans.exact_text import digest_of
from lms.plans.kinds import Agreed
from lms.plans.template import Template

SECTION, TABLE = "people", "members"
SHARE = ("share_cash", "share_in_kind", "in_kind_what", "skill", "brings")


class Signed(Protocol):
    """An agreement as it was written down."""

    member: str
    name: str
    digest: str
    revs: dict[str, Any]
    share: dict[str, Any]
    how: Agreed
    proof: str
    by_id: uuid.UUID | None
    at: datetime


@dataclass(frozen=True)
class Founder:
    """A founding member: a row of "Our people".

    share   what the member brings and does, field -> kept answer
    now     the agreement to the plan as it reads now; None: not yet
    before  the last one to an earlier text; None: there was none
    """

    row: str
    name: str
    share: Mapping[str, str]
    now: Signed | None
    before: Signed | None


@dataclass(frozen=True)
class Standing:
    """How far a plan is agreed; digest: of its exact text now."""

    digest: str
    founders: tuple[Founder, ...]

    @property
    def agreed(self) -> int:
        """How many have agreed to this text."""
        return sum(one.now is not None for one in self.founders)

    @property
    def again(self) -> tuple[Founder, ...]:
        """Those who had agreed to an earlier text and must look again."""
        return tuple(one for one in self.founders if one.now is None and one.before is not None)

    @property
    def people_state(self) -> PeopleState:
        """What check K06 asks."""
        waiting = tuple(one.name for one in self.founders if one.now is None)
        return PeopleState(len(self.founders), waiting)

    def founder(self, row: str | None) -> Founder | None:
        """The member of this row; None when there is none any more."""
        return next((one for one in self.founders if one.row == row), None)

    def last_before(self) -> Signed | None:
        """The newest agreement that an edit has overtaken; None when there is none."""
        signed = [one.before for one in self.again if one.before is not None]
        return max(signed, key=lambda one: one.at, default=None)


def standing(
    answers: Answers, signed: Iterable[Signed], template: Template, language: str
) -> Standing:
    """Every founding member with what they have agreed to.

    signed    all agreements of the plan, the oldest first
    language  in which members without a name are called
    """
    digest = digest_of(answers)
    by_member: dict[str, list[Signed]] = {}
    for one in signed:
        by_member.setdefault(one.member, []).append(one)
    return Standing(
        digest,
        tuple(
            _founder(row_id, row, called, by_member.get(row_id, ()), digest)
            for row_id, row, called in _members(answers, template, language)
        ),
    )


def _members(
    answers: Answers, template: Template, language: str
) -> list[tuple[str, Mapping[str, str], str]]:
    table = template.section(SECTION).rows_at(TABLE)
    assert table is not None  # every template asks who is in it
    named = table.row_name.in_language(language)
    return [
        (row_id, row, row.get("name", "").strip() or named % {"number": number})
        for number, (row_id, row) in enumerate(kept.rows(answers.get(SECTION, {}), TABLE), 1)
    ]


def _founder(
    row_id: str, row: Mapping[str, str], name: str, signed: Sequence[Signed], digest: str
) -> Founder:
    return Founder(
        row_id,
        name,
        {key: row[key] for key in SHARE if row.get(key)},
        next((one for one in signed if one.digest == digest), None),
        next((one for one in reversed(signed) if one.digest != digest), None),
    )

"""A person as pages that only show need them: plain values, read in one quick statement. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask_login import UserMixin

from lms.accounts import rules
from lms.accounts.kinds import Country, Role, Stage
from lms.accounts.zones import zone_of


class Shown:
    """What pages say of a person, whether it was read for showing or for changing."""

    username: str
    name: str
    country: Country
    stage: Stage
    login_id: uuid.UUID | None

    def get_id(self) -> str:
        """Flask-Login's id: of the sign-in, not of the person, so that one can be ended alone."""
        return str(self.login_id)

    @property
    def zone(self) -> str:
        """The time zone whose dates this person sees."""
        return zone_of(self.country, self.stage)

    @property
    def teaches(self) -> bool:
        """Whether the bar leads to the trainers' pages."""
        return rules.teach(self)

    @property
    def writes(self) -> bool:
        """Whether the bar leads to the authors' pages."""
        return rules.work_on_texts(self)

    @property
    def display_name(self) -> str:
        """What the pages call this person."""
        return self.name or self.username


@dataclass(frozen=True)
class Held:
    """A role held everywhere (scope "") or for one thing."""

    role: Role
    scope: str


@dataclass(frozen=True)
class Reader(Shown, UserMixin):  # type: ignore[misc]
    """Who asks for a page that changes nothing."""

    id: uuid.UUID
    username: str
    name: str
    language: str
    country: Country
    stage: Stage
    is_demo: bool
    grants: tuple[Held, ...]
    login_id: uuid.UUID

"""A plan with nothing left to mend, its members, and what their phones do, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from factories import NOW, Make
from plans.writing import Writing

from lms import paths
from lms.accounts.models import User
from lms.plans import agreeing, answers, freezing
from lms.plans.advice_models import PlanAgreement, PlanFrozen
from lms.plans.agreement_queries import sections_now
from lms.plans.answers import by_section
from lms.plans.exact_text import digest_of
from lms.plans.samples import load_sample


class Ready(Writing):
    """The sample plan of Viet Nam as a group's own: complete, its one warning explained."""

    def __init__(self, db: Any, owner: User) -> None:
        super().__init__(db, owner)
        for key, values in load_sample("VN").answers("en").items():
            self.send(owner, values, section=key)
        db.flush()

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they stand in the database."""
        return {
            key: dict(kept) for key, kept in by_section(sections_now(self.db, self.plan.id)).items()
        }

    @property
    def digest(self) -> str:
        """Of the exact text now."""
        return digest_of(self.answers)

    @property
    def rows(self) -> list[str]:
        """The rows of the founding members, in order."""
        return [row for row, _ in answers.rows(self.answers["people"], "members")]

    def agree(self, user: User, row: str, *, digest: str = "", minute: int = 1) -> PlanAgreement:
        """A member agrees on their own phone."""
        made = agreeing.agree(
            self.db,
            user,
            self.plan,
            member=row,
            digest=digest or self.digest,
            now=NOW + timedelta(minutes=minute),
        )
        self.db.flush()
        return made

    def record(self, user: User, row: str, *, proof: str = "Minutes of 3 March") -> PlanAgreement:
        """Somebody writes down that a member without an account agrees."""
        made = agreeing.record_agreement(
            self.db, user, self.plan, member=row, proof=proof, digest=self.digest, now=NOW
        )
        self.db.flush()
        return made

    def all_agree(self) -> None:
        """The owner on their own phone, the others by minutes."""
        first, *others = self.rows
        self.agree(self.owner, first)
        for row in others:
            self.record(self.owner, row)

    def freeze(self, user: User | None = None, *, digest: str = "", minute: int = 5) -> PlanFrozen:
        """The owner freezes the plan."""
        made = freezing.freeze(
            self.db,
            user or self.owner,
            self.plan,
            digest=digest or self.digest,
            language="en",
            fonts=paths.FONTS,
            now=NOW + timedelta(minutes=minute),
        )
        self.db.flush()
        return made


def ready(db: Any) -> Ready:
    """A complete plan of a new owner, committed."""
    made = Ready(db, Make(db).user(name="Lan"))
    db.commit()
    return made

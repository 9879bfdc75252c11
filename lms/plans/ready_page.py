"""What the check list of a plan is given to show: what to mend, to explain, who agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext

from lms.plans import agreed_members
from lms.plans.addresses import page_url
from lms.plans.advice_models import PlanAgreement, PlanFrozen
from lms.plans.agreed_members import Founder, Signed, Standing
from lms.plans.answers import Answers, by_section
from lms.plans.changes_told import Changed, SectionChanges, Teller
from lms.plans.coach.finding import Finding, Level
from lms.plans.countries import template_of
from lms.plans.drawings.speech import Speech
from lms.plans.exact_text import ORDER, changed
from lms.plans.findings_told import Told, findings_told
from lms.plans.freezing import open_warnings
from lms.plans.kinds import Agreed
from lms.plans.models import Plan
from lms.plans.papers.from_plan import Written, speech_of
from lms.plans.reckoning import Reckoning, reckon
from lms.plans.samples import EXPLANATIONS
from lms.plans.section_around import name_in
from lms.plans.shown_answers import shown
from lms.plans.template import Template
from lms.words import N_

AGREE_CHECK = "K06"


class Explained(NamedTuple):
    """A check whose warnings the group explains once; elsewhere: written where it is asked."""

    id: str
    found: tuple[Told, ...]
    text: str
    wrong: str
    elsewhere: str


class Member(NamedTuple):
    """A founding member; state_kind and word: whether and how they agreed."""

    row: str
    name: str
    share: str
    state_kind: str
    word: str


class Copy(NamedTuple):
    """A frozen copy in the list."""

    number: int
    name: str
    url: str
    at: datetime


@dataclass(frozen=True)
class CheckList:
    """A plan, checked in the language of its reader."""

    plan: Plan
    signed: Sequence[PlanAgreement]
    language: str

    @cached_property
    def template(self) -> Template:
        """What the plan's country asks."""
        return template_of(self.plan)

    @cached_property
    def answers(self) -> Answers:
        """The answers as they stand."""
        return by_section(self.plan.sections)

    @cached_property
    def standing(self) -> Standing:
        """Who has agreed to this text."""
        return agreed_members.standing(self.answers, self.signed, self.template, self.language)

    @cached_property
    def made(self) -> Reckoning:
        """The figures and findings."""
        return reckon(
            self.answers,
            self.template,
            currency=self.plan.currency,
            title=self.plan.title,
            language=self.language,
            people=self.standing.people_state,
        )

    @cached_property
    def speech(self) -> Speech:
        """The language and money of the page."""
        written = Written(self.plan.title, self.template, self.answers)
        return speech_of(written, self.language)

    @property
    def to_mend(self) -> tuple[Told, ...]:
        """The stops; that members have still to agree stands further down."""
        stops = [one for one in self.made.of_level(Level.STOP) if one.id != AGREE_CHECK]
        return self._told(stops)

    @property
    def tips(self) -> tuple[Told, ...]:
        """For the writers alone."""
        return self._told(self.made.of_level(Level.TIP))

    @property
    def unexplained(self) -> int:
        """How many checks still need a sentence."""
        return len(open_warnings(self.made, self.answers))

    def explained(
        self, typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None
    ) -> list[Explained]:
        """The warnings by check, each with what the group says.

        typed  words of a form that has faults; None: what is kept
        """
        told = self._told(self.made.of_level(Level.WARN))
        kept = self.answers.get("explanations", {}) if typed is None else typed
        return [
            Explained(
                key,
                tuple(one for one in told if one.id == key),
                kept.get(key, ""),
                (wrong or {}).get(key, ""),
                "" if kept.get(key) else self._elsewhere(told, key),
            )
            for key in dict.fromkeys(one.id for one in told)
        ]

    @property
    def members(self) -> list[Member]:
        """Every founding member with how they agreed."""
        return [
            Member(one.row, one.name, self.share(one), *self._state(one))
            for one in self.standing.founders
        ]

    def share(self, founder: Founder) -> str:
        """What a member brings and does, in one line."""
        table = self.template.section(agreed_members.SECTION).rows_at(agreed_members.TABLE)
        parts = []
        for key, kept in founder.share.items():
            asked = table.field(key) if table else None
            if asked is not None:
                value = shown(asked, kept, self.language, self.plan.currency)
                parts.append(f"{asked.question.in_language(self.language)}: {value}")
        return " · ".join(parts)

    def changes(self, before: Answers) -> tuple[int, list[SectionChanges]]:
        """How many answers read differently since then, and which."""
        found = changed(before, self.answers)
        both = {
            key: {**before.get(key, {}), **self.answers.get(key, {})}
            for key in {*before, *self.answers}
        }
        teller = Teller(self.plan, self.template, both, self.language)
        listed = [one for one in found if not one.path.endswith(f"/{ORDER}")]
        return len(found), [self._named(one) for one in teller.changes(listed)]

    def _named(self, one: SectionChanges) -> SectionChanges:
        """Explanations have no section of their own in the template."""
        if one.key != EXPLANATIONS:
            return one
        answers = tuple(
            Changed(gettext(N_("To the warning %(check)s"), check=answer.label), answer.pieces)
            for answer in one.answers
        )
        return one._replace(title=gettext(N_("What you say to the warnings")), answers=answers)

    def _told(self, found: Sequence[Finding]) -> tuple[Told, ...]:
        return findings_told(found, self.answers, self.template, self.plan.id, self.speech)

    def _elsewhere(self, told: Sequence[Told], key: str) -> str:
        return next((one.explanation for one in told if one.id == key), "")

    def _state(self, one: Founder) -> tuple[str, str]:
        if one.now is not None:
            return "done", self._how(one.now)
        if one.before is not None:
            return "here", gettext(N_("agreed to an earlier text, must look again"))
        return "ahead", gettext(N_("has not agreed yet"))

    def _how(self, signed: Signed) -> str:
        if signed.how is Agreed.SELF:
            return str(gettext(N_("agreed on their own phone")))
        words = N_("agreed: %(proof)s (written down by %(name)s)")
        name = name_in(self.plan, signed.by_id)
        return str(gettext(words, proof=signed.proof, name=name))


def copies(plan: Plan, found: Sequence[PlanFrozen]) -> list[Copy]:
    """The frozen copies of a plan for its list."""
    return [
        Copy(one.number, one.name, f"{page_url(plan.id, 'frozen')}{one.number}/", one.at)
        for one in found
    ]

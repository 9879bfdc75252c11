"""What was written in a plan, told to a person: by whom, where, and which words changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext

from lms.authoring.differences import Change, Piece, words
from lms.plans.addresses import page_url, section_url
from lms.plans.answers import AT, GONE, UNKNOWN, Answers
from lms.plans.copied import SAMPLE_DEVICE
from lms.plans.differing import Difference
from lms.plans.history_models import PlanChange, PlanVersion
from lms.plans.models import Plan
from lms.plans.section_around import answer_shown, name_in, row_names
from lms.plans.template import Field, Kind, Section, Template
from lms.words import N_

MOST_SHOWN = 300  # answers on one page
_LONGEST_WORDS = 8_000  # characters of both texts that are compared word by word
_WRITTEN = (Kind.LINE, Kind.TEXT)


class Changed(NamedTuple):
    """An answer that differs; pieces in order, each same, added or removed."""

    label: str
    pieces: tuple[Piece, ...]


class SectionChanges(NamedTuple):
    """The answers of a section that differ."""

    key: str
    title: str
    url: str
    answers: tuple[Changed, ...]


class Written(NamedTuple):
    """One answer that was written; value "": it was emptied."""

    at: datetime
    name: str
    label: str
    value: str
    section: str
    url: str
    overtaken: bool


@dataclass(frozen=True)
class Teller:
    """Tells answers of one plan in the language of its reader.

    kept  answers in which the names of rows are looked up, rows that were taken out too
    """

    plan: Plan
    template: Template
    kept: Answers
    language: str

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Row id -> what the row is called."""
        with_gone = {
            key: {path: value for path, value in values.items() if not path.endswith(f"/{GONE}")}
            for key, values in self.kept.items()
        }
        return row_names(self.template, with_gone, self.language)

    def section(self, key: str) -> Section | None:
        """A section of the template; None for one of another version."""
        return next((one for one in self.template.sections if one.key == key), None)

    def title(self, key: str) -> str:
        """What a section is called."""
        section = self.section(key)
        return section.title.in_language(self.language) if section else key

    def url(self, key: str) -> str:
        """Where a section is; the plan's home for one of another version."""
        section = self.section(key)
        return section_url(self.plan.id, section) if section else f"/plans/{self.plan.id}/"

    def field(self, key: str, path: str) -> Field | None:
        """The question of an answer."""
        section = self.section(key)
        return section.field_at(path) if section else None

    def label(self, key: str, path: str) -> str:
        """ "Product 2: honey – Price"; the path where this template asks nothing."""
        if path.startswith(f"{UNKNOWN}/"):
            place = self.label(key, path.removeprefix(f"{UNKNOWN}/"))
            return str(gettext(N_("“I don't know yet”: %(question)s"), question=place))
        steps, asked, section = path.split("/"), self.field(key, path), self.section(key)
        row = self.named.get(steps[1], "") if len(steps) == 3 else ""
        table = section.rows_at(steps[0]) if section else None
        if len(steps) == 3 and not row and table:
            row = table.title.in_language(self.language)
        if steps[-1] == GONE:
            return str(gettext(N_("Row taken out: %(row)s"), row=row or path))
        words_of = asked.question if asked else table.title if table and len(steps) == 1 else None
        question = words_of.in_language(self.language) if words_of else ""
        return " – ".join(part for part in (row, question) if part) or path

    def value(self, key: str, path: str, kept: str) -> str:
        """An answer for reading; ticks are told as yes."""
        if kept and (path.startswith(f"{UNKNOWN}/") or path.endswith(f"/{GONE}")):
            return str(gettext(N_("yes")))
        asked = self.field(key, path)
        return answer_shown(asked, kept, self.plan.currency, self.language, self.named) or kept

    def changes(self, found: Iterable[Difference]) -> list[SectionChanges]:
        """What differs, section by section in the order of the plan; 300 answers at most."""
        there = sorted(
            (one for one in found if one.path.rpartition("/")[2] != AT),
            key=lambda one: self._order(one.section, one.path),
        )[:MOST_SHOWN]
        return [
            SectionChanges(key, self.title(key), self.url(key), tuple(self._changed(key, there)))
            for key in dict.fromkeys(one.section for one in there)
        ]

    def count(self, found: Iterable[Difference]) -> int:
        """How many answers differ; that a row moved is no answer."""
        return sum(one.path.rpartition("/")[2] != AT for one in found)

    def _order(self, key: str, path: str) -> tuple[int, int, int, int, str]:
        """Section, question, row and column, each in the order of the page; strangers last."""
        keys = [one.key for one in self.template.sections]
        section = self.section(key)
        steps = path.removeprefix(f"{UNKNOWN}/").split("/")
        parts = [part.key for part in section.parts] if section else []
        table = section.rows_at(steps[0]) if section else None
        columns = [column.key for column in table.fields] if table else []
        row = steps[1] if len(steps) > 1 else ""
        return (
            _place(key, keys),
            _place(steps[0], parts),
            _place(row, list(self.named)),
            _place(steps[-1], columns),
            path,
        )

    def _changed(self, key: str, shown: list[Difference]) -> Iterator[Changed]:
        for one in shown:
            if one.section == key:
                yield Changed(self.label(key, one.path), self._pieces(one))

    def _pieces(self, one: Difference) -> tuple[Piece, ...]:
        before = self.value(one.section, one.path, one.before)
        after = self.value(one.section, one.path, one.after)
        asked = self.field(one.section, one.path)
        is_text = asked is None or asked.kind in _WRITTEN
        if is_text and before and after and len(before) + len(after) <= _LONGEST_WORDS:
            return words(before, after)
        both = (Piece(Change.REMOVED, before), Piece(Change.SAME, " "), Piece(Change.ADDED, after))
        return tuple(one for one in both if one.text)

    def written(self, one: PlanChange) -> Written:
        """One answer that somebody wrote."""
        path = one.path.removeprefix(f"{UNKNOWN}/")
        return Written(
            one.at,
            self.writer(one.user_id, one.device),
            self.label(one.section, one.path),
            self.value(one.section, one.path, one.value),
            self.title(one.section),
            f"{self.url(one.section)}#{path}",
            one.overtaken,
        )

    def writer(self, user_id: uuid.UUID | None, device: str = "") -> str:
        """Who wrote, and whether they copied it from a sample or typed it in from paper."""
        name = name_in(self.plan, user_id)
        if device.startswith(SAMPLE_DEVICE):
            return str(gettext(N_("%(name)s, copied from the sample"), name=name))
        if any(one.typist and one.user_id == user_id for one in self.plan.people):
            return str(gettext(N_("typed in from paper by %(name)s"), name=name))
        return name

    def version(self, one: PlanVersion) -> str:
        """What a version is called."""
        if one.name:
            return one.name
        if one.section:
            return str(gettext(N_("Written in: %(section)s"), section=self.title(one.section)))
        return str(gettext(N_("Before an older version was brought back")))

    def compare_url(self, one: PlanVersion) -> str:
        """What changed since a version."""
        return f"{page_url(self.plan.id, 'history')}compare/?old={one.id}"


def _place(one: str, order: list[str]) -> int:
    return order.index(one) if one in order else len(order)

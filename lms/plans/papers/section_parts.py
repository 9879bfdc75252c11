"""The sections of a plan as questions with answers and tables with rows, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lms.plans import answers as kept
from lms.plans.answers import Answers, Values
from lms.plans.drawings.speech import Speech
from lms.plans.papers.paper import Answer, AnswerRows, PaperSection, Part, plain
from lms.plans.shown_answers import shown
from lms.plans.template import Field, Kind, Rows, Section, Template
from lms.words import N_

_NOTHING: Values = {}


@dataclass(frozen=True)
class Telling:
    """Answers and the language in which they are told.

    hide_names  members are "Member 1" wherever the plan names them in a field of its own
    """

    template: Template
    answers: Answers
    speech: Speech
    hide_names: bool = False

    def values(self, section: str) -> Values:
        """The answers of a section by path."""
        return self.answers.get(section, _NOTHING)

    def answer(self, section: str, path: str) -> str:
        """One answer as it is read; "" when there is none."""
        field = self.template.section(section).field_at(path)
        return "" if field is None else self.shown(field, self.values(section).get(path, ""))

    def rows(self, section: str, table: str) -> list[tuple[str, dict[str, str]]]:
        """The rows of a table, in order."""
        return kept.rows(self.values(section), table)

    def shown(self, field: Field, text: str) -> str:
        """An answer as it is read."""
        names = self.row_names.get(field.of or "", {})
        return plain(shown(field, text, self.speech.language, self.speech.currency, names))

    @cached_property
    def row_names(self) -> Mapping[str, Mapping[str, str]]:
        """What each row is called, by "section/table" and the id of the row."""
        return {
            f"{section.key}/{table.key}": dict(self._named(section, table))
            for section in self.template.sections
            for table in section.tables()
        }

    def _named(self, section: Section, table: Rows) -> Iterator[tuple[str, str]]:
        key = next((one.key for one in table.fields if one.kind is Kind.LINE), "")
        hidden = self.hide_names and (section.key, table.key) == MEMBERS
        for number, (row_id, row) in enumerate(self.rows(section.key, table.key), start=1):
            called = table.row_name.in_language(self.speech.language) % {"number": number}
            written = "" if hidden else plain(row.get(key, "")).strip()
            yield row_id, written or called


MEMBERS = ("people", "members")
# Names and places stand in these fields, too; free text may hold others.
_HIDDEN = {"work": ("chair", "bodies"), "legal": ("address",), "rules": ("who_signs",)}
_NAMING = ("owner",)  # columns in which somebody of the group is named


def member_names(telling: Telling) -> Mapping[str, str]:
    """What each member is called, by the id of the row."""
    return telling.row_names["/".join(MEMBERS)]


def sections_of(telling: Telling) -> tuple[PaperSection, ...]:
    """Every section of the template, answered or not."""
    language = telling.speech.language
    return tuple(
        PaperSection(
            section.worksheet,
            section.title.in_language(language),
            tuple(_part(telling, section, part) for part in section.parts),
        )
        for section in telling.template.sections
    )


def _part(telling: Telling, section: Section, part: Field | Rows) -> Part:
    if isinstance(part, Rows):
        return _rows(telling, section, part)
    question = part.question.in_language(telling.speech.language)
    if telling.hide_names and part.key in _HIDDEN.get(section.key, ()):
        return Answer(question, telling.speech.say(N_("not shown")))
    values = telling.values(section.key)
    text = telling.shown(part, values.get(part.key, ""))
    if not text and kept.is_unknown(values, part.key):
        text = telling.speech.say(N_("not known yet"))
    return Answer(question, text)


def _rows(telling: Telling, section: Section, table: Rows) -> AnswerRows:
    language = telling.speech.language
    rows = telling.rows(section.key, table.key)
    names = telling.row_names[f"{section.key}/{table.key}"]
    first = next((one.key for one in table.fields if one.kind is Kind.LINE), "")
    return AnswerRows(
        title=table.title.in_language(language),
        columns=tuple(field.question.in_language(language) for field in table.fields),
        rows=tuple(
            tuple(
                names[row_id]
                if field.key == first and first in row
                else _cell(telling, field, row.get(field.key, ""))
                for field in table.fields
            )
            for row_id, row in rows
        ),
        names=tuple(names[row_id] for row_id, _ in rows),
    )


def _cell(telling: Telling, field: Field, text: str) -> str:
    """An answer of a row; where names are hidden, a member's name is their number."""
    if not (telling.hide_names and field.key in _NAMING and text):
        return telling.shown(field, text)
    numbered = member_names(telling)
    called = {row.get("name", "").strip(): numbered[id_] for id_, row in telling.rows(*MEMBERS)}
    return called.get(text.strip()) or telling.speech.say(N_("not shown"))

"""What the coach found, told to those who write the plan: the place, the ways out. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from lms.plans.addresses import section_url
from lms.plans.answers import Values
from lms.plans.coach.finding import Finding, Level, Said
from lms.plans.coach.registry import explanation
from lms.plans.drawings.speech import Speech
from lms.plans.expansion_answers import Missing, Note
from lms.plans.papers.told import finding_told, value_told
from lms.plans.template import Section, Template
from lms.words import N_

_LEVELS: Mapping[Level, str] = {
    Level.STOP: N_("Mend this before you send the plan"),
    Level.WARN: N_("Look at this, and say why"),
    Level.TIP: N_("A tip"),
}


class Told(NamedTuple):
    """A finding; url is the answer to open, explanation what the group says to it ("")."""

    id: str
    level: str
    level_word: str
    sentence: str
    ways_out: tuple[str, ...]
    note: str
    url: str
    explanation: str


class Place(NamedTuple):
    """A sentence, or a question, with the answer that it is about."""

    text: str
    url: str


def findings_told(
    findings: Iterable[Finding],
    answers: Mapping[str, Values],
    template: Template,
    plan_id: uuid.UUID,
    speech: Speech,
) -> tuple[Told, ...]:
    """All findings in their order, in the language of the reader."""
    return tuple(_told(one, answers, template, plan_id, speech) for one in findings)


def _told(
    one: Finding,
    answers: Mapping[str, Values],
    template: Template,
    plan_id: uuid.UUID,
    speech: Speech,
) -> Told:
    return Told(
        id=one.id,
        level=one.level.value,
        level_word=speech.say(_LEVELS[one.level]),
        sentence=finding_told(one, speech),
        ways_out=tuple(said_told(way, speech) for way in one.ways_out),
        note=_limit_note(one, template, speech),
        url=place_url(template, plan_id, one.section, one.path),
        explanation=explanation(one, answers),
    )


def said_told(said: Said, speech: Speech) -> str:
    """A sentence of the coach with its amounts, months and words."""
    return speech.say(
        said.message, **{name: value_told(value, speech) for name, value in said.values.items()}
    )


def notes_told(
    notes: Iterable[Note], template: Template, plan_id: uuid.UUID, speech: Speech
) -> tuple[Place, ...]:
    """What was taken where nothing was answered, each with the answer that would replace it."""
    return tuple(
        Place(
            speech.say(note.sentence, **{k: _plain(v, speech) for k, v in note.values.items()}),
            place_url(template, plan_id, note.section, note.path),
        )
        for note in notes
    )


def missing_told(
    missing: Iterable[Missing], template: Template, plan_id: uuid.UUID, speech: Speech
) -> tuple[Place, ...]:
    """The questions without whose answers a part could not be counted; each named once."""
    found = {
        (one.section, one.path): Place(
            _question(_section(template, one.section), one.path, speech),
            place_url(template, plan_id, one.section, one.path),
        )
        for one in missing
    }
    return tuple(found.values())


def place_url(template: Template, plan_id: uuid.UUID, section: str, path: str) -> str:
    """Where an answer is written; path "" is the whole section."""
    url = section_url(plan_id, _section(template, section))
    return f"{url}#{path}" if path else url


def _section(template: Template, key: str) -> Section:
    return next((one for one in template.sections if one.key == key), template.sections[0])


def _question(section: Section, path: str, speech: Speech) -> str:
    asked, table = section.field_at(path), section.rows_at(path)
    words = asked.question if asked else table.title if table else section.title
    return words.in_language(speech.language)


def _limit_note(one: Finding, template: Template, speech: Speech) -> str:
    """That a limit only stands for what a call or an office will say."""
    figure = template.defaults.get(one.limit) if one.by_example else None
    if figure is None:
        return ""
    return speech.say(
        N_("The limit is an example until your call or office says theirs: %(note)s"),
        note=figure.note.in_language(speech.language),
    )


def _plain(value: object, speech: Speech) -> object:
    return speech.number(value) if isinstance(value, Decimal | int) else value

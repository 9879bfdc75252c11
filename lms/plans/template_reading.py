"""Reads the template of a country: the questions of all, with its examples and its figures."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lms.paths import COURSES
from lms.plans.template import (
    Choice,
    Defaults,
    Field,
    Figure,
    Kind,
    LegalForm,
    Part,
    Rows,
    Section,
    Suggestion,
    Template,
    Texts,
    Trade,
)
from lms.plans.template_sections import read_sections
from lms.plans.template_shapes import Table, TemplateError, check_unique

FOLDER = COURSES / "plans"
SECTIONS_FILE = "sections.toml"

# What each country file sets. Percentages are of 100; money is in the country's currency.
DEFAULT_KEYS = (
    "grant_limit",  # most that a call gives one group
    "own_share",  # percent of all that is needed which the group brings itself
    "in_kind_most",  # percent of the own share that may be things instead of money
    "first_step_share",  # percent of the grant that may come as the first step
    "lowest_wage",  # the lowest pay in a month for a full week
    "hours_week",  # hours of a full week by law
    "tax_type",  # profit, turnover or none
    "tax_rate",  # percent
    "reserve_least",  # percent of the surplus that must go to funds nobody may divide
    "share_most",  # percent of the capital that one member may hold
    "interviews_least",  # people to ask before the plan is judged
    "loan_rate",  # percent a year, taken where a loan has none
    "krw_rate",  # what one Korean won is worth
    "start_month",  # month 1 of a plan that does not say when it opens
)
_WORDS = {"tax_type": r"profit|turnover|none", "start_month": r"\d{4}-(0[1-9]|1[0-2])"}


@cache
def load_template(country: str) -> Template:
    """The template of a country, read once.

    country  two letters, such as "VN"
    raises   LookupError when there is no template for it, TemplateError when a file has faults
    """
    code = country.lower()
    if not re.fullmatch(r"[a-z]{2}", code) or not (FOLDER / f"{code}.toml").is_file():
        raise LookupError(country)
    return read_template(FOLDER, code)


@cache
def countries() -> tuple[str, ...]:
    """The countries that have a template, as capital codes in the order of the alphabet."""
    return tuple(sorted(file.stem.upper() for file in FOLDER.glob("??.toml")))


def read_template(folder: Path, code: str) -> Template:
    """The template of a country from a folder of template files.

    code    two small letters
    raises  TemplateError naming file and key of every fault
    """
    faults: list[str] = []
    digest = hashlib.sha256()
    common = _open(folder / SECTIONS_FILE, faults, digest)
    own = _open(folder / f"{code}.toml", faults, digest)
    template = _template(common, own, digest.hexdigest()[:12])
    common.finish()
    own.finish()
    if template.country != code.upper():
        own.fault("country", f'must be "{code.upper()}"')
    if faults:
        raise TemplateError(faults)
    return template


def _open(path: Path, faults: list[str], digest: Any) -> Table:
    content = path.read_bytes()
    digest.update(content + b"\0")
    try:
        values = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError([f"{path.name}: {error}"]) from error
    return Table(path.name, "", values, faults)


def _template(common: Table, own: Table, version: str) -> Template:
    forms = _legal_forms(own)
    chosen = {
        "legal.form": tuple(Choice(form.key, form.name) for form in forms),
        "legal.checklist": _checklist(own),
    }
    yes, no = common.sentence("yes"), common.sentence("no")
    by_kind = {
        Kind.YESNO: (Choice("yes", yes), Choice("no", no)),
        Kind.SEASON: tuple(
            Choice(key, common.sentence(name))
            for key, name in (("1", "quiet"), ("2", "normal"), ("3", "busy"))
        ),
    }
    sections = tuple(_with_choices(one, chosen, by_kind) for one in read_sections(common))
    return Template(
        country=own.text("country") or "",
        currency=own.text("currency") or "",
        version=version,
        sections=_with_country(sections, own),
        defaults=_defaults(own.table("call_defaults")),
        legal_forms=forms,
        trades=_trades(own),
        monthly_costs=_suggestions(own),
        yes=yes,
        no=no,
        brought=common.sentence("brought"),
    )


def _legal_forms(own: Table) -> tuple[LegalForm, ...]:
    found = []
    for one in own.tables("legal_form"):
        least = one.number("members_least")
        form = LegalForm(
            key=one.key(),
            name=one.sentence("name"),
            note=one.sentence("note"),
            members_least=None if least is None else int(least),
            sure=one.truth("sure", needed=least is not None),
            source=one.text("source", needed=least is not None),
        )
        one.finish()
        found.append(form)
    check_unique(own, "legal_form", (form.key for form in found))
    return tuple(found)


def _checklist(own: Table) -> tuple[Choice, ...]:
    found = []
    for one in own.tables("checklist"):
        found.append(Choice(one.key(), one.sentence("text")))
        one.finish()
    check_unique(own, "checklist", (choice.key for choice in found))
    return tuple(found)


def _trades(own: Table) -> tuple[Trade, ...]:
    found = []
    for one in own.tables("trade"):
        season = one.text("season") or ""
        if not re.fullmatch(r"[123](,[123]){11}", season):
            one.fault("season", "must be twelve of 1, 2 and 3 with commas")
        words = one.take("words", list, "a list of words", needed=True) or []
        trade = Trade(
            key=one.key(),
            name=one.sentence("name"),
            season=tuple(int(digit) for digit in season.split(",") if digit.isdigit()),
            words=tuple(str(word).lower() for word in words),
        )
        one.finish()
        found.append(trade)
    check_unique(own, "trade", (trade.key for trade in found))
    return tuple(found)


def _suggestions(own: Table) -> tuple[Suggestion, ...]:
    found = []
    for one in own.tables("monthly_cost"):
        found.append(Suggestion(one.key(), one.sentence("name")))
        one.finish()
    check_unique(own, "monthly_cost", (cost.key for cost in found))
    return tuple(found)


def _defaults(table: Table) -> Defaults:
    figures = {key: _figure(table.table(key), key) for key in DEFAULT_KEYS}
    table.finish()
    return Defaults(figures)


def _figure(table: Table, key: str) -> Figure:
    value: Decimal | str | None
    if key in _WORDS:
        value = table.text("value")
        if value is not None and not re.fullmatch(_WORDS[key], value):
            table.fault("value", f'"{value}" is not possible here')
    else:
        value = table.number("value")
        if value is None or value < 0:
            table.fault("value", "must be a number from 0")
    figure = Figure(
        value="" if value is None else value,
        example=table.truth("example", needed=True),
        note=table.sentence("note"),
        source=table.text("source", needed=False),
    )
    if not figure.example and figure.source is None:
        table.fault("source", "is missing: without a source a figure is an example")
    table.finish()
    return figure


def _with_choices(
    section: Section,
    chosen: Mapping[str, tuple[Choice, ...]],
    by_kind: Mapping[Kind, tuple[Choice, ...]],
) -> Section:
    """The section with the choices of its country, and those that every yes or no has."""

    def field(one: Field, path: str) -> Field:
        choices = chosen.get(path) or by_kind.get(one.kind)
        return replace(one, choices=choices) if choices else one

    def filled(part: Part) -> Part:
        path = f"{section.key}.{part.key}"
        if isinstance(part, Field):
            return field(part, path)
        return replace(part, fields=tuple(field(one, f"{path}.{one.key}") for one in part.fields))

    return replace(section, parts=tuple(filled(part) for part in section.parts))


def _with_country(sections: tuple[Section, ...], own: Table) -> tuple[Section, ...]:
    """The sections with the examples and the places to ask of a country."""
    examples, where = own.table("examples"), own.table("where")

    def field(path: str, one: Field) -> Field:
        return replace(one, **_own_texts(path, one, examples, where))

    def part(path: str, one: Part) -> Part:
        if isinstance(one, Field):
            return field(path, one)
        fields = tuple(field(f"{path}.{column.key}", column) for column in one.fields)
        return replace(one, fields=fields, **_own_texts(path, one, examples, where))

    found = tuple(
        replace(one, parts=tuple(part(f"{one.key}.{each.key}", each) for each in one.parts))
        for one in sections
    )
    examples.finish()
    where.finish()
    return found


def _own_texts(path: str, part: Field | Rows, examples: Table, where: Table) -> dict[str, Any]:
    texts: dict[str, Texts | None] = {
        "example": examples.texts(path, needed=False) or part.example,
        "where": where.texts(path, needed=False) or part.where,
    }
    return texts

"""Complete sample plans, one for each country, read from files; their people are invented."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lms.paths import COURSES
from lms.plans.template import Field, Kind, Section, Template, Texts
from lms.plans.template_reading import load_template
from lms.plans.typed_numbers import stored

FOLDER = COURSES / "plans" / "samples"
EXPLANATIONS = "explanations"
_ROWS = uuid.UUID("5c1f0f6e-0a0d-5b5e-9d0c-6f3d0c9b6a11")  # the ids of sample rows come from it
_HEAD = ("country", "title", "note")

Answers = Mapping[str, Mapping[str, str]]


class SampleError(Exception):
    """A sample that does not fit its template; the text names the place."""


@dataclass(frozen=True)
class Sample:
    """A complete plan to look at.

    note  says that it is a sample and that its people and figures are invented
    """

    country: str
    title: Texts
    note: Texts
    by_language: Mapping[str, Answers]

    def answers(self, language: str) -> Answers:
        """Section key to answers by path; English where it is not written in a language."""
        return self.by_language.get(language) or self.by_language["en"]


@cache
def countries_with_samples() -> tuple[str, ...]:
    """The countries that have a sample, as capital codes in the order of the alphabet."""
    return tuple(sorted(file.stem.upper() for file in FOLDER.glob("??.toml")))


@cache
def load_sample(country: str) -> Sample:
    """The sample plan of a country, read once.

    country  two letters, such as "VN"
    raises   LookupError when there is none, SampleError when it does not fit the template
    """
    if country.upper() not in countries_with_samples():
        raise LookupError(country)
    return read_sample(FOLDER / f"{country.lower()}.toml", load_template(country))


def read_sample(path: Path, template: Template) -> Sample:
    """A sample from its file.

    Each section is a table, each table of rows a list whose rows have a short `id` of their own;
    a text is one for all languages or one for each. The ids of rows are made from the short ones,
    so the same file gives the same plan.

    raises  SampleError for what the template does not know
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    title = Texts(raw["title"])
    sections = {key: kept for key, kept in raw.items() if key not in _HEAD}
    languages = tuple(title.by_language)
    return Sample(
        country=template.country,
        title=title,
        note=Texts(raw["note"]),
        by_language={
            language: {
                key: dict(_section(template, key, kept, language)) for key, kept in sections.items()
            }
            for language in languages
        },
    )


def _section(
    template: Template, key: str, kept: Mapping[str, Any], language: str
) -> Iterator[tuple[str, str]]:
    if key == EXPLANATIONS:
        yield from ((check, _text(kept[check], language)) for check in kept)
        return
    try:
        section = template.section(key)
    except KeyError as error:
        raise SampleError(f"{template.country}: {key}") from error
    for name, value in kept.items():
        if isinstance(value, list):
            yield from _rows(template, section, name, value, language)
        else:
            yield name, _answer(template, section, name, value, language)


def _rows(
    template: Template, section: Section, table: str, rows: list[dict[str, Any]], language: str
) -> Iterator[tuple[str, str]]:
    for at, row in enumerate(rows, start=1):
        id_ = row_id(template.country, f"{section.key}/{table}", row["id"])
        yield f"{table}/{id_}/_at", str(at)
        for key, value in row.items():
            if key != "id":
                path = f"{table}/{id_}/{key}"
                yield path, _answer(template, section, path, value, language)


def _answer(template: Template, section: Section, path: str, value: Any, language: str) -> str:
    field = section.field_at(path)
    if field is None:
        raise SampleError(f"{template.country}: {section.key}: {path}")
    if field.kind is Kind.ROW:
        return row_id(template.country, _of(field), value)
    return _text(value, language)


def _of(field: Field) -> str:
    return field.of or ""


def _text(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(language) or value["en"])
    return value if isinstance(value, str) else stored(Decimal(value))


def row_id(country: str, table: str, short: str) -> str:
    """The id of a sample's row; table is "section/table".

    >>> row_id("VN", "products/products", "greens") == row_id("VN", "products/products", "greens")
    True
    """
    return str(uuid.uuid5(_ROWS, f"{country}/{table}/{short}"))

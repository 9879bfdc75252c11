"""Reads the questions of the plan from sections.toml, the same for every country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from lms.plans.template import Choice, Field, Kind, Part, Rows, Section
from lms.plans.template_shapes import Table, check_unique

# Digits of a number, characters of a text: wide enough for every honest plan.
MOST: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.LINE: 200,
        Kind.TEXT: 2000,
        Kind.MONEY: 1_000_000_000_000,
        Kind.NUMBER: 1_000_000,
        Kind.COUNT: 10_000,
        Kind.PERCENT: 100,
        Kind.TWELVE: 1_000_000_000_000,
    }
)
PLACES: Mapping[Kind, int] = MappingProxyType({Kind.NUMBER: 3, Kind.PERCENT: 2})

_LESSON = re.compile(r"[a-z0-9-]{2,60}/[a-z0-9-]{2,60}")
_MODULE = re.compile(r"M\d{2}")
_FROM_COUNTRY = "country"


def read_sections(file: Table) -> tuple[Section, ...]:
    """Every section in the order of the file."""
    sections = tuple(_section(table) for table in file.tables("section"))
    check_unique(file, "section", (section.key for section in sections))
    for section in sections:
        _check_references(file, section, sections)
    return sections


def _section(table: Table) -> Section:
    key = table.key()
    parts = tuple(_part(one) for one in table.tables("part"))
    check_unique(table, "part", (part.key for part in parts))
    section = Section(
        key=key,
        worksheet=table.text("worksheet") or "",
        title=table.sentence("title"),
        why=table.sentence("why"),
        minutes=table.whole("minutes"),
        parts=parts,
        module=_taught(table, "module", _MODULE),
    )
    table.finish()
    return section


def _part(table: Table) -> Part:
    return _rows(table) if table.values.get("kind") == "rows" else _field(table, alone=True)


def _rows(table: Table) -> Rows:
    table.text("kind")
    fields = tuple(_field(one, alone=False) for one in table.tables("field"))
    check_unique(table, "field", (field.key for field in fields))
    rows = Rows(
        key=table.key(),
        title=table.sentence("title"),
        row_name=table.sentence("row_name"),
        fields=fields,
        most=table.whole("most"),
        least=table.whole("least", 0),
        open=table.whole("open", 1),
        why=table.sentence("why"),
        example=table.texts("example", needed=False),
        where=table.texts("where", needed=False),
        lesson=_taught(table, "lesson", _LESSON),
        module=_taught(table, "module", _MODULE),
    )
    for language, text in rows.row_name.by_language.items():
        if "%(number)s" not in text:
            table.fault(f"row_name.{language}", "needs %(number)s")
    table.finish()
    return rows


def _field(table: Table, *, alone: bool) -> Field:
    kind = _kind(table)
    most = table.number("most")
    field = Field(
        key=table.key(),
        kind=kind,
        question=table.sentence("question"),
        most=Decimal(MOST.get(kind, 0)) if most is None else most,
        least=table.number("least") or Decimal(0),
        places=table.whole("places", PLACES.get(kind, 0)),
        why=table.texts("why", needed=alone),
        example=table.texts("example", needed=False),
        where=table.texts("where", needed=False),
        lesson=_taught(table, "lesson", _LESSON),
        module=_taught(table, "module", _MODULE),
        unit=table.texts("unit", needed=False),
        choices=_choices(table, kind),
        required=table.truth("required"),
        of=table.text("of", needed=kind is Kind.ROW),
        currency=table.text("currency", needed=False),
    )
    table.finish()
    return field


def _kind(table: Table) -> Kind:
    name = table.text("kind") or ""
    try:
        return Kind(name)
    except ValueError:
        table.fault("kind", f'"{name}" is none of {", ".join(Kind)}, rows')
        return Kind.LINE


def _choices(table: Table, kind: Kind) -> tuple[Choice, ...]:
    """The choices that stand here; none where the country file gives them."""
    wanted = kind in (Kind.CHOICE, Kind.MANY)
    if table.values.get("choices") == _FROM_COUNTRY:
        table.asked.add("choices")
        return ()
    found = []
    for one in table.tables("choices", needed=wanted):
        found.append(Choice(one.key(), one.sentence("text")))
        one.finish()
    if found and not wanted:
        table.fault("choices", "belong to a choice")
    check_unique(table, "choices", (choice.key for choice in found))
    return tuple(found)


def _taught(table: Table, key: str, shape: re.Pattern[str]) -> str | None:
    value = table.text(key, needed=False)
    if value is not None and not shape.fullmatch(value):
        table.fault(key, f'"{value}" is no {key}')
    return value


def _check_references(file: Table, section: Section, sections: tuple[Section, ...]) -> None:
    known = {f"{one.key}/{rows.key}" for one in sections for rows in one.tables()}
    columns = [field for rows in section.tables() for field in rows.fields]
    for field in (*section.fields(), *columns):
        if field.of is not None and field.of not in known:
            file.fault(f"section[{section.key}]", f'of: there is no table "{field.of}"')

"""Small plans for the coach: a template with few questions, and the case with known figures."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from lms.plans.coach.case import Case, PeopleState
from lms.plans.coach.finding import Finding
from lms.plans.coach.limits import limits_of
from lms.plans.coach.registry import CHECKS, run
from lms.plans.finance.compute import compute
from lms.plans.finance.reading import read_inputs
from lms.plans.template import (
    Defaults,
    Field,
    Figure,
    Kind,
    LegalForm,
    Rows,
    Section,
    Texts,
    Trade,
)
from lms.plans.template_reading import load_template

CASE_1 = Path(__file__).parent.parent / "data" / "plan-case1.json"


def texts(words: str) -> Texts:
    return Texts({"en": words})


def field(key: str, kind: Kind = Kind.LINE, *, required: bool = False) -> Field:
    return Field(key, kind, texts(f"{key}?"), Decimal(200), required=required)


IDEA = Section(
    key="idea",
    worksheet="W1",
    title=texts("Idea and need"),
    why=texts("Why"),
    minutes=5,
    parts=(field("need", Kind.TEXT, required=True), field("values", Kind.TEXT)),
)
THINGS = Section(
    key="things",
    worksheet="W6",
    title=texts("Things to buy"),
    why=texts("Why"),
    minutes=5,
    parts=(
        Rows(
            "things",
            texts("Which things?"),
            texts("Thing %(number)s"),
            (field("name", required=True), field("cost", Kind.MONEY, required=True)),
            most=20,
            least=1,
        ),
    ),
)
NUMBERS = {
    "grant_limit": 100_000_000,
    "own_share": 15,
    "in_kind_most": 50,
    "first_step_share": 40,
    "lowest_wage": 4_000_000,
    "hours_week": 48,
    "reserve_least": 10,
}


def legal_form(key: str, name: str, members_least: int | None) -> LegalForm:
    return LegalForm(
        key=key, name=texts(name), note=texts("Note"), members_least=members_least, sure=True
    )


TEMPLATE = replace(
    load_template("VN"),
    sections=(IDEA, THINGS),
    defaults=Defaults(
        {
            key: Figure(Decimal(number), key == "grant_limit", texts("Note"))
            for key, number in NUMBERS.items()
        }
    ),
    legal_forms=(
        legal_form("cooperative", "Cooperative", 5),
        legal_form("group", "Cooperative group", 2),
        legal_form("open", "Not yet known", None),
    ),
    trades=(Trade("honey", texts("Honey"), (1, 1, 1, 1, 2, 3, 3, 3, 2, 1, 1, 1), ("honey",)),),
)


def case_1(change: Callable[[dict[str, Any]], None] = lambda raw: None) -> dict[str, Any]:
    """The inputs of the case whose figures are known, changed."""
    raw = json.loads(CASE_1.read_text(), parse_float=Decimal, parse_int=Decimal)
    inputs = copy.deepcopy(raw["inputs"])
    change(inputs)
    return inputs


def case_of(
    answers: Mapping[str, Mapping[str, str]],
    *,
    raw: Mapping[str, Any] | None = None,
    people: PeopleState | None = None,
    done: frozenset[str] = frozenset(),
) -> Case:
    """A plan as a check sees it; raw inputs are computed, without them there are no figures."""
    inputs = None if raw is None else read_inputs(raw)
    return Case(
        answers=answers,
        template=TEMPLATE,
        limits=limits_of(TEMPLATE.defaults),
        inputs=inputs,
        results=None if inputs is None else compute(inputs),
        people=people,
        done=done,
    )


def found(check_id: str, case: Case) -> list[Finding]:
    """What one check finds."""
    check = next(one for one in CHECKS if one.id == check_id)
    return list(run(check, case))


def told(finding: Finding) -> str:
    """A finding in English, amounts as plain digits."""
    return finding.message % {name: _word(value) for name, value in finding.values.items()}


def ways(finding: Finding) -> list[str]:
    """The ways out in English."""
    return [
        way.message % {name: _word(value) for name, value in way.values.items()}
        if way.values
        else way.message.replace("%%", "%")
        for way in finding.ways_out
    ]


def _word(value: Any) -> str:
    if isinstance(value, Texts):
        return value.in_language("en")
    if isinstance(value, tuple):
        return str(value[0])
    return str(value)

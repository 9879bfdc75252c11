"""What stands around the questions of a section: who writes, what waits, what is read only."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import current_app, request
from flask_babel import gettext

from lms.plans import answers, shown_answers
from lms.plans.addresses import plan_url
from lms.plans.answers import AT, GONE, UNKNOWN, Answers, Values
from lms.plans.history_models import PlanQuestion
from lms.plans.kinds import Cause
from lms.plans.models import Plan
from lms.plans.taking import writer_now
from lms.plans.template import Field, Kind, Rows, Section, Template
from lms.web.pages import Visit
from lms.words import N_


@dataclass(frozen=True)
class Saving:
    """What the strip that tells where the words are needs."""

    account: str
    questions: int
    questions_url: str
    sign_in: str


def saving_strip(visit: Visit, plan: Plan, questions: Iterable[PlanQuestion]) -> Saving:
    """The strip of a page on which somebody writes."""
    return Saving(
        account_mark(visit.user.id),
        sum(1 for _ in questions),
        f"{plan_url(plan.id)}questions/",
        f"/sign-in?next={quote(request.path, safe='/')}",
    )


def account_mark(user_id: uuid.UUID) -> str:
    """A name for an account on the phone that says nothing about the person."""
    secret = str(current_app.secret_key)
    return hashlib.sha256(f"{secret}:{user_id}".encode()).hexdigest()[:16]


def taken_sentence(visit: Visit, plan: Plan, section: Section) -> str:
    """That somebody else said "I am writing this" not long ago; "" when nobody did."""
    writer = _writer(visit, plan, section)
    if writer is None or writer == visit.user.id:
        return ""
    words = N_("%(name)s is writing this section. You can write too: nothing is lost.")
    return str(gettext(words, name=name_in(plan, writer)))


def is_mine(visit: Visit, plan: Plan, section: Section) -> bool:
    """Whether the reader said "I am writing this" not long ago."""
    return bool(_writer(visit, plan, section) == visit.user.id)


def _writer(visit: Visit, plan: Plan, section: Section) -> uuid.UUID | None:
    kept = next((one for one in plan.sections if one.key == section.key), None)
    return None if kept is None else writer_now(kept, visit.now)


def name_in(plan: Plan, user_id: uuid.UUID | None) -> str:
    """What somebody is called in this plan."""
    found = next((one.name for one in plan.people if user_id and one.user_id == user_id), None)
    return found or gettext(N_("Somebody who left"))


def waits_of(
    plan: Plan, section: Section, questions: Iterable[PlanQuestion], language: str
) -> dict[str, str]:
    """Path -> sentence of an open question of this section."""
    return {
        one.path: waits_sentence(plan, section, one, language)
        for one in questions
        if one.section == section.key
    }


def waits_sentence(plan: Plan, section: Section, question: PlanQuestion, language: str) -> str:
    """What two people wrote, in one sentence."""
    name = name_in(plan, question.user_id)
    if question.cause is Cause.ROW_GONE:
        gone = N_("One of you took this row out, %(name)s wrote in it. Shall it stay?")
        return str(gettext(gone, name=name))
    asked = section.field_at(question.path)
    mine = answer_shown(asked, question.mine, plan.currency, language) or "–"
    wrote = N_("%(name)s wrote “%(mine)s” here. Which answer is right?")
    return str(gettext(wrote, name=name, mine=mine))


def answer_shown(
    asked: Field | None,
    kept: str,
    currency: str,
    language: str,
    rows: Mapping[str, str] | None = None,
) -> str:
    """An answer for reading; what this template does not ask is shown as it is."""
    if asked is None:
        return kept
    return shown_answers.shown(asked, kept, language, currency, rows)


def others_of(section: Section, values: Values) -> list[tuple[str, str]]:
    """Kept answers that this section does not ask."""
    return [
        (path, value)
        for path, value in sorted(values.items())
        if section.field_at(path) is None
        and not path.startswith(f"{UNKNOWN}/")
        and path.rpartition("/")[2] not in (AT, GONE)
    ]


def row_names(template: Template, kept: Answers, language: str) -> dict[str, str]:
    """Row id -> its first words, for answers that name a row."""
    named: dict[str, str] = {}
    for section in template.sections:
        for table in section.tables():
            for number, (row_id, row) in enumerate(
                answers.rows(kept.get(section.key, {}), table.key), 1
            ):
                named[row_id] = row_title(table, row, number, language)
    return named


def row_title(table: Rows, row: Mapping[str, str], number: int, language: str) -> str:
    """ "Product 2: honey"; without words of its own only "Product 2"."""
    title = table.row_name.in_language(language).replace("%(number)s", str(number))
    lines = (row[one.key] for one in table.fields if one.kind is Kind.LINE and one.key in row)
    first = next(lines, "")
    return f"{title}: {first}" if first else title


def pairs_read(
    template: Template, section: Section, kept: Answers, currency: str, language: str
) -> tuple[list[tuple[str, str, str]], list[dict[str, Any]]]:
    """Questions with answers, and tables row by row, for somebody who does not write."""
    values = kept.get(section.key, {})
    named = row_names(template, kept, language)
    single = [
        (
            asked.key,
            asked.question.in_language(language),
            answer_shown(asked, values.get(asked.key, ""), currency, language, named),
        )
        for asked in section.fields()
    ]
    return single, [
        _table_read(table, values, currency, language, named) for table in section.tables()
    ]


def _table_read(
    table: Rows, values: Values, currency: str, language: str, named: Mapping[str, str]
) -> dict[str, Any]:
    rows = [
        {
            "title": row_title(table, row, number, language),
            "pairs": [
                (
                    column.question.in_language(language),
                    answer_shown(column, row[column.key], currency, language, named),
                )
                for column in table.fields
                if row.get(column.key)
            ],
        }
        for number, (_, row) in enumerate(answers.rows(values, table.key), 1)
    ]
    return {"key": table.key, "title": table.title.in_language(language), "rows": rows}

"""Doors of open questions: two answers side by side, and one tap that settles them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refusal
from lms.plans import answering, history_queries, queries, rules
from lms.plans.addresses import page_url, plan_url
from lms.plans.answer_paths import row_of
from lms.plans.answers import Answers, by_section
from lms.plans.countries import template_of
from lms.plans.history_models import PlanQuestion
from lms.plans.kinds import Cause, Choice
from lms.plans.models import Plan
from lms.plans.section_around import answer_shown, name_in, row_names, waits_sentence
from lms.plans.template import Kind, Section, Template
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_questions", __name__)


@dataclass(frozen=True)
class Waiting:
    """A question as it is shown; `seen` is the kept answer that stood when it was."""

    id: uuid.UUID
    section: str
    url: str
    label: str
    sentence: str
    name: str
    at: object
    mine: str
    standing: str
    seen: str
    device: str
    both: bool
    is_row: bool


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


@dataclass(frozen=True)
class Asked:
    """One open question of a plan."""

    plan: Plan
    question: PlanQuestion


def _asked(visit: Visit, plan_id: uuid.UUID, question_id: uuid.UUID) -> Asked | None:
    plan = _plan(visit, plan_id)
    question = history_queries.question_now(visit.db, plan_id, question_id)
    return Asked(plan, question) if plan and question else None


def edit_asked(user: object, asked: Asked) -> bool:
    """Settle a question: whoever may write in its plan."""
    return rules.edit_plan(user, asked.plan)


@pages.show("/plans/<uuid:plan_id>/questions/", load=_plan, may=rules.edit_plan, hide=True)
def show_questions(visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _page(visit, plan)


@pages.change(
    "/plans/<uuid:plan_id>/questions/<uuid:question_id>", load=_asked, may=edit_asked, hide=True
)
def answer_question(visit: Visit, asked: Asked) -> ResponseReturnValue:
    plan, question = asked.plan, asked.question
    try:
        answering.answer_question(
            visit.db,
            visit.user,
            plan,
            question.id,
            Choice(request.form.get("choice", "")),
            seen=request.form.get("seen", ""),
            device=request.form.get("device", "")[:64] or uuid.uuid4().hex,
            is_long=_is_long(template_of(plan), question),
            now=visit.now,
        )
    except Refusal as no:
        flash(gettext(no.message, **no.values), "warning")
        visit.db.rollback()
        return redirect(page_url(plan.id, "questions"))
    except ValueError:
        return redirect(page_url(plan.id, "questions"))
    flash(gettext(N_("Settled.")), "done")
    visit.db.flush()  # what is left is read after this one is settled
    left = history_queries.open_questions(visit.db, plan.id)
    return redirect(page_url(plan.id, "questions") if left else plan_url(plan.id))


def _page(visit: Visit, plan: Plan) -> str:
    template, kept = template_of(plan), by_section(plan.sections)
    shown = [
        _waiting(plan, template, kept, one, page_language())
        for one in history_queries.open_questions(visit.db, plan.id)
    ]
    return render_template(
        "plans/questions.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        questions=shown,
    )


def _waiting(
    plan: Plan, template: Template, kept: Answers, question: PlanQuestion, language: str
) -> Waiting:
    section = _section(template, question.section)
    asked = section.field_at(question.path) if section else None
    named = row_names(template, kept, language)
    standing = kept.get(question.section, {}).get(question.path, "")
    is_row = question.cause is Cause.ROW_GONE
    row = (row_of(question.path) or "").rpartition("/")[2]
    texts = [asked.question.in_language(language)] if asked else []
    label = " – ".join([text for text in (named.get(row, ""), *texts) if text] or [question.path])
    shown = [
        "" if is_row else answer_shown(asked, value, plan.currency, language, named)
        for value in (question.mine, standing)
    ]
    return Waiting(
        question.id,
        section.title.in_language(language) if section else question.section,
        f"{page_url(plan.id, question.section)}#{question.path}",
        label,
        waits_sentence(plan, section, question, language) if section else "",
        name_in(plan, question.user_id),
        question.typed_at,
        shown[0],
        shown[1],
        standing,
        uuid.uuid4().hex,
        _is_long(template, question),
        is_row,
    )


def _section(template: Template, key: str) -> Section | None:
    return next((one for one in template.sections if one.key == key), None)


def _is_long(template: Template, question: PlanQuestion) -> bool:
    section = _section(template, question.section)
    asked = section.field_at(question.path) if section else None
    return asked is not None and asked.kind is Kind.TEXT

"""A plan as the sheet that is printed, in the language of whoever prints it."""

from __future__ import annotations

from flask_babel import gettext

from lms.accounts.kinds import Country
from lms.plans.answers import by_section
from lms.plans.document import Answer, Figure, PlanSheet, PlanWords, Section
from lms.plans.figures import figures_of
from lms.plans.forms import COUNTRIES
from lms.plans.models import Plan
from lms.plans.sections import SECTIONS
from lms.plans.sentences import table
from lms.plans.wording import line_told, question_told
from lms.web.filters import day
from lms.web.languages import page_language
from lms.words import N_


def plan_sheet(plan: Plan, owner: str) -> PlanSheet:
    """All questions and figures of a plan; owner is the name that the owner goes by."""
    kept = by_section(plan.sections)
    figures = figures_of(kept, plan.currency)
    return PlanSheet(
        title=plan.title,
        subtitle="" if plan.country is Country.OTHER else gettext(COUNTRIES[plan.country]),
        owner=gettext(
            N_("Written by %(name)s, last saved on %(day)s."), name=owner, day=day(plan.updated_at)
        ),
        lang=page_language(),
        sections=tuple(
            Section(
                gettext(section.title),
                tuple(
                    Answer(
                        gettext(question.label),
                        question_told(question, kept.get(section.key, {}), plan.currency),
                    )
                    for question in section.questions
                ),
            )
            for section in SECTIONS
        ),
        figures=tuple(Figure(*line_told(line, plan.currency)) for line in table(figures).values()),
        words=PlanWords(
            not_answered=gettext(N_("not answered yet")),
            figures=gettext(N_("The figures")),
            figure=gettext(N_("Figure")),
            value=gettext(N_("Value")),
            formula=gettext(N_("How it was computed")),
        ),
    )

"""Doors of a trainer's plans: those that ask for advice, those typed in from paper, the wall."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts.kinds import Country
from lms.accounts.rules import teach
from lms.errors import Refusal
from lms.plans import group_queries
from lms.plans.addresses import page_url, plan_url
from lms.plans.answers import Values, by_section
from lms.plans.coach.complete import State, state_of
from lms.plans.countries import COUNTRIES, template_of
from lms.plans.models import Plan
from lms.plans.sample_forms import TypedPlanForm
from lms.plans.typed_plans import start_typed_plan
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("teach_plans", __name__)
_NOTHING: Values = {}
_SIGNS = {State.DONE: "●", State.BEGUN: "◐", State.NOT_BEGUN: "○"}
_WORDS = {
    State.DONE: N_("Done"),
    State.BEGUN: N_("In work"),
    State.NOT_BEGUN: N_("Not begun"),
}


class Ring(NamedTuple):
    """How far a section is: a sign, the same in a word, a class."""

    sign: str
    word: str
    state: str


class WallRow(NamedTuple):
    """A plan on the wall: its name and its rings, nothing of what is written."""

    title: str
    rings: tuple[Ring, ...]
    done: int


@pages.show("/teach/plans/", may=teach)
def show_teach_plans(visit: Visit) -> ResponseReturnValue:
    country = visit.user.country
    form = TypedPlanForm(
        formdata=None,
        country=(country if country in COUNTRIES else Country.VIET_NAM).value,
        plan_id=str(uuid.uuid4()),
    )
    return _page(visit, form)


@pages.change("/teach/plans/", may=teach, keep=True)
def start_paper_plan(visit: Visit) -> ResponseReturnValue:
    form = TypedPlanForm()
    if not form.validate():
        return _page(visit, form), 422
    try:
        plan = start_typed_plan(
            visit.db,
            visit.user,
            title=form.title.data,
            country=Country(form.country.data),
            plan_id=_uuid(form.plan_id.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("title", no.message, **no.values)
        return _page(visit, form), no.status
    said = N_("The plan is begun. Type it in section by section, then hand it over to its group.")
    flash(gettext(said), "done")
    return redirect(plan_url(plan.id))


@pages.show("/teach/plans/wall/", may=teach)
def show_wall(visit: Visit) -> ResponseReturnValue:
    plans = {one.id: one for one in (*_typed(visit), *group_queries.asking(visit.db, visit.user))}
    sections = template_of(next(iter(plans.values()))).sections if plans else ()
    language = page_language()
    return render_template(
        "plans/wall.html",
        columns=[
            (number, one.title.in_language(language)) for number, one in enumerate(sections, 1)
        ],
        plans=[_wall_row(one) for one in plans.values()],
    )


def _page(visit: Visit, form: TypedPlanForm) -> str:
    return render_template(
        "plans/teach.html",
        asking=[_line(one) for one in group_queries.asking(visit.db, visit.user)],
        typed=[_line(one) for one in _typed(visit)],
        worksheets=[
            (f"/plans/worksheets/{country.value}.pdf", gettext(name))
            for country, name in COUNTRIES.items()
        ],
        form=form,
    )


def _typed(visit: Visit) -> Any:
    return group_queries.typed_by(visit.db, visit.user)


def _line(plan: Plan) -> dict[str, Any]:
    row = _wall_row(plan)
    return {
        "title": plan.title,
        "url": plan_url(plan.id),
        "group_url": page_url(plan.id, "group"),
        "done": row.done,
        "count": len(row.rings),
        "saved_at": plan.updated_at,
    }


def _wall_row(plan: Plan) -> WallRow:
    kept = by_section(plan.sections)
    states = [state_of(one, kept.get(one.key, _NOTHING)) for one in template_of(plan).sections]
    rings = tuple(Ring(_SIGNS[one], gettext(_WORDS[one]), one.name.lower()) for one in states)
    return WallRow(plan.title, rings, states.count(State.DONE))


def _uuid(text: Any) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()

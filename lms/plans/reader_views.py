"""Doors for readers: the plan as it is judged, a frozen copy, and its PDF."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from flask import make_response, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.plans import agreement_queries, keeping, paper_files, queries, rules
from lms.plans.addresses import page_url, plan_url
from lms.plans.advice_models import PlanFrozen
from lms.plans.countries import template_of
from lms.plans.kinds import Agreed
from lms.plans.models import Plan
from lms.plans.papers.from_plan import (
    Mark,
    Stamp,
    Written,
    findings_on_paper,
    paper_of,
    speech_of,
)
from lms.plans.section_around import name_in
from lms.web.languages import NAMES, page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_readers", __name__)
MOST_COPIES = 10**6  # the numbers of an address have no end, those of a column have


@dataclass(frozen=True)
class Kept:
    """A frozen copy in its plan."""

    plan: Plan
    copy: PlanFrozen


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


def _kept(visit: Visit, plan_id: uuid.UUID, number: int) -> Kept | None:
    if number > MOST_COPIES:
        return None
    plan = queries.plan_with_people(visit.db, plan_id)
    copy = agreement_queries.frozen_copy(visit.db, plan_id, number)
    return Kept(plan, copy) if plan and copy else None


@pages.show("/plans/<uuid:plan_id>/reader/", load=_plan, may=rules.see_plan, hide=True)
def show_reader(visit: Visit, plan: Plan) -> ResponseReturnValue:
    language = page_language()
    written = paper_files.written_of(plan, language)
    stamp = Stamp(visit.now.date())
    paper = paper_of(written, language, mark=Mark.DRAFT, stamp=stamp, hide_names=True)
    return render_template(
        "plans/reader.html", plan={"title": plan.title, "url": plan_url(plan.id)}, paper=paper
    )


@pages.show(
    "/plans/<uuid:plan_id>/frozen/<int:number>/", load=_kept, may=rules.see_place, hide=True
)
def show_frozen(_visit: Visit, kept: Kept) -> ResponseReturnValue:
    plan, copy, language = kept.plan, kept.copy, page_language()
    template = template_of(plan)
    written = Written(copy.name, template, copy.answers)
    stamp = Stamp(copy.at.date(), copy.digest, copy.engine_version)
    return render_template(
        "plans/frozen.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        copy={
            "number": copy.number,
            "name": copy.name,
            "at": copy.at,
            "by": name_in(plan, copy.by_id),
            "facts": _facts(copy),
            "figures": _figures(copy, written, language),
            "agreed": [_agreed(one) for one in copy.agreed],
            "pdf": f"{page_url(plan.id, 'frozen')}{copy.number}/plan.pdf",
            "pdf_language": NAMES.get(copy.language, copy.language),
            "is_older": copy.template_version != template.version,
        },
        paper=paper_of(written, language, mark=Mark.NONE, stamp=stamp),
        findings=findings_on_paper(
            [(keeping.from_kept(one), one["explanation"]) for one in copy.findings],
            speech_of(written, language),
        ),
    )


@pages.show(
    "/plans/<uuid:plan_id>/frozen/<int:number>/plan.pdf", load=_kept, may=rules.see_place, hide=True
)
def show_frozen_pdf(visit: Visit, kept: Kept) -> ResponseReturnValue:
    made = agreement_queries.frozen_pdf(visit.db, kept.plan.id, kept.copy.number) or b""
    name = paper_files.file_name(f"{kept.copy.name} {kept.copy.number}", "plan.pdf")
    sent = send_file(BytesIO(made), paper_files.PDF, as_attachment=True, download_name=name)
    answer = make_response(sent)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _facts(copy: PlanFrozen) -> list[tuple[str, str]]:
    return [
        (gettext(N_("Exact text (SHA-256)")), copy.digest),
        (gettext(N_("Version of the questions")), copy.template_version),
        (gettext(N_("Version of the sums")), copy.engine_version),
    ]


def _figures(copy: PlanFrozen, written: Written, language: str) -> list[tuple[str, str]]:
    """A few figures as they were made then, never made again."""
    speech, results = speech_of(written, language), copy.results
    named = (
        (N_("Sales of the year"), results["year"]["sales"]),
        (N_("Left after the year, without the grant"), results["year"]["net_surplus"]),
        (N_("Lowest cash at the end of a month"), results["funding"]["min_month_end_cash"]),
        (N_("Break-even sales"), results["break_even"]["break_even_sales"]),
    )
    return [
        (speech.say(name), "–" if value is None else speech.money(Decimal(value)))
        for name, value in named
    ]


def _agreed(one: dict[str, Any]) -> dict[str, Any]:
    own = one["how"] == Agreed.SELF.value
    return {
        "name": one["name"],
        "how": gettext(N_("agreed on their own phone")) if own else one["proof"],
        "at": datetime.fromisoformat(one["at"]),
    }

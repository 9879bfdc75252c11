"""Doors of a plan's papers: the list, and each file in the language that is asked for."""

from __future__ import annotations

import gzip
import hashlib
import uuid
from io import BytesIO

from flask import make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from lms.errors import NotFound, Refusal
from lms.plans import paper_files, queries, rules
from lms.plans.addresses import plan_url
from lms.plans.countries import template_of
from lms.plans.models import Plan
from lms.web.languages import NAMES, page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.web.static_files import takes
from lms.words import N_

pages = Pages("plan_papers", __name__)
NO_FIGURES = N_(
    "The workbook needs figures. Give one product a price and a normal month, then come back."
)


def _plan(visit: Visit, plan_id: uuid.UUID) -> Plan | None:
    return queries.plan_with_sections(visit.db, plan_id)


@pages.show("/plans/<uuid:plan_id>/papers/", load=_plan, may=rules.see_plan, hide=True)
def show_papers(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    language = _language()
    has_figures = paper_files.written_of(plan, language).results is not None
    return render_template(
        "plans/papers.html",
        plan={"title": plan.title, "url": plan_url(plan.id)},
        papers=[
            {
                "url": f"{plan_url(plan.id)}{one.file}?language={language}",
                "name": gettext(one.name),
                "what": gettext(one.what),
                "size": one.about_bytes,
                "waits": one.needs_figures and not has_figures,
            }
            for one in paper_files.PAPERS
        ],
        language=language,
    )


@pages.show("/plans/<uuid:plan_id>/plan.pdf", load=_plan, may=rules.see_plan, hide=True)
def show_pdf(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    made = paper_files.pdf_of(plan, _language(), whole=True)
    return _file(plan, made, "plan.pdf", paper_files.PDF)


@pages.show("/plans/<uuid:plan_id>/summary.pdf", load=_plan, may=rules.see_plan, hide=True)
def show_summary(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    made = paper_files.pdf_of(plan, _language(), whole=False)
    return _file(plan, made, "summary.pdf", paper_files.PDF)


@pages.show("/plans/<uuid:plan_id>/plan.docx", load=_plan, may=rules.see_plan, hide=True)
def show_docx(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    made = paper_files.docx_of(plan, _language())
    return _file(plan, made, "plan.docx", paper_files.DOCX)


@pages.show("/plans/<uuid:plan_id>/plan.xlsx", load=_plan, may=rules.see_plan, hide=True)
def show_xlsx(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    made = paper_files.xlsx_of(plan, _language())
    if made is None:
        raise Refusal(NO_FIGURES)
    return _file(plan, made, "plan.xlsx", paper_files.XLSX)


@pages.show("/plans/<uuid:plan_id>/worksheets.pdf", load=_plan, may=rules.see_plan, hide=True)
def show_plan_worksheets(_visit: Visit, plan: Plan) -> ResponseReturnValue:
    return _worksheets(template_of(plan).country)


@pages.show("/plans/worksheets/<country>.pdf", may=signed_in)
def show_worksheets(_visit: Visit, country: str) -> ResponseReturnValue:
    return _worksheets(country)


def _worksheets(country: str) -> Response:
    language = _language()
    try:
        made = paper_files.worksheets_of(country.upper(), language)
    except LookupError:
        raise NotFound() from None
    name = f"worksheets-{country.lower()}-{language}.pdf"
    answer = _sent(made, paper_files.PDF, name)
    answer.set_etag(hashlib.sha256(made).hexdigest()[:32])
    # Nothing in it is anybody's: a phone that has it need not fetch it again today.
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer.make_conditional(request)


def _file(plan: Plan, made: bytes, file: str, kind: str) -> Response:
    name = paper_files.file_name(plan.title, file)
    answer = _sent(made, kind, name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sent(made: bytes, kind: str, name: str) -> Response:
    """A file to keep. A tagged PDF is mostly text: packed it takes a third of the line."""
    packs = kind == paper_files.PDF and takes(request.headers.get("Accept-Encoding", ""), "gzip")
    content = gzip.compress(made, mtime=0) if packs else made
    answer = make_response(
        send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
    )
    if packs:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    return answer


def _language() -> str:
    """The language that is asked for; the page's where it is none of ours."""
    asked = request.args.get("language", "")
    return asked if asked in NAMES else page_language()

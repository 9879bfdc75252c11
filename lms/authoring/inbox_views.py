"""Doors of the authors' inbox: all that waits in one list, and answering a reported mistake."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import inbox_page, report_queries, reporting, rules
from lms.authoring.models import ReportState
from lms.authoring.report_forms import AnswerForm, CloseForm
from lms.authoring.report_page import INBOX, for_answer
from lms.authoring.report_queries import Found
from lms.authoring.reporting import stamp
from lms.errors import Refusal
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("inbox", __name__)

_ADDRESS = f"{INBOX}<uuid:report_id>/"
_ANSWERED = N_("Your answer is kept. The person reads it on their page of reports.")
_CLOSED = N_("The report is closed. The person reads why.")


@pages.show(INBOX, may=rules.see_desk)
def show_inbox(visit: Visit) -> ResponseReturnValue:
    inbox = inbox_page.inbox(visit, page_language(), request.args.get("show", ""))
    return render_template("author/inbox.html", inbox=inbox)


def _found(visit: Visit, report_id: uuid.UUID) -> Found | None:
    return report_queries.found(visit.db, report_id)


def _held(visit: Visit, report_id: uuid.UUID) -> Found | None:
    return report_queries.held(visit.db, report_id)


@pages.show(_ADDRESS, load=_found, may=rules.answer_report, hide=True)
def show_report(visit: Visit, found: Found) -> ResponseReturnValue:
    report = found.MistakeReport
    said = report.answer if report.state is ReportState.ANSWERED else ""
    return _page(visit, found, AnswerForm(formdata=None, text=said), CloseForm(formdata=None))


@pages.change(_ADDRESS, load=_held, may=rules.answer_report, hide=True, keep=True)
def answer_report(visit: Visit, found: Found) -> ResponseReturnValue:
    form = AnswerForm()
    seen = form.seen.data or ""
    if not form.validate():
        return _page(visit, found, form, CloseForm(formdata=None), seen), 422
    report, text = found.MistakeReport, form.text.data
    try:
        reporting.answer_report(visit.db, visit.user, report, text=text, seen=seen, now=visit.now)
    except Refusal as no:
        flash(gettext(no.message), "warning")
        return _page(visit, found, form, CloseForm(formdata=None)), no.status
    flash(gettext(_ANSWERED), "done")
    return redirect(INBOX)


@pages.change(f"{_ADDRESS}close", load=_held, may=rules.answer_report, hide=True)
def close_report(visit: Visit, found: Found) -> ResponseReturnValue:
    form = CloseForm()
    seen = form.seen.data or ""
    if not form.validate():
        return _page(visit, found, AnswerForm(formdata=None), form, seen), 422
    report, reason = found.MistakeReport, form.reason.data
    try:
        reporting.close_report(
            visit.db, visit.user, report, reason=reason, seen=seen, now=visit.now
        )
    except Refusal as no:
        flash(gettext(no.message), "warning")
        return _page(visit, found, AnswerForm(formdata=None), form), no.status
    flash(gettext(_CLOSED), "done")
    return redirect(INBOX)


def _page(
    visit: Visit, found: Found, form: AnswerForm, close: CloseForm, seen: str | None = None
) -> str:
    """The page of one report; seen None: the forms are about the report as it is now."""
    form.seen.data = close.seen.data = stamp(found.MistakeReport) if seen is None else seen
    shown = for_answer(visit, found, page_language())
    return render_template("author/report.html", report=shown, form=form, close=close)

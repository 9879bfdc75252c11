"""Doors of learners who found a mistake: report it, and read what was answered."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import report_queries, reporting
from lms.authoring.report_forms import ReportForm
from lms.authoring.report_page import own_reports
from lms.authoring.report_places import Place, place_in
from lms.authoring.report_times import block_of
from lms.courses import queries as courses
from lms.errors import Refusal
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("mistakes", __name__)

_OWN = "/report/"
_ADDRESS = "/report/<module>/<lesson>/"
_THANKS = N_("Thank you. The answer stands on this page within three working days.")


@pages.show(_OWN, may=signed_in)
def show_own_reports(visit: Visit) -> ResponseReturnValue:
    found = report_queries.own(visit.db, visit.user.id)
    return render_template("authoring/reports.html", reports=own_reports(found, page_language()))


def _place(visit: Visit, module: str, lesson: str) -> Place | None:
    standing = courses.standing(visit.db, visit.user.id, module, lesson)
    version = courses.module_version(visit.db, standing.version_id) if standing else None
    return place_in(version, lesson, page_language()) if version else None


@pages.show(_ADDRESS, load=_place, may=signed_in)
def show_report_form(_visit: Visit, place: Place) -> ResponseReturnValue:
    block = block_of(request.args.get("block"))
    form = ReportForm(formdata=None, block="" if block is None else str(block))
    return render_template("authoring/report.html", place=place, form=form)


@pages.change(_ADDRESS, load=_place, may=signed_in, keep=True)
def report_mistake(visit: Visit, place: Place) -> ResponseReturnValue:
    form = ReportForm()
    if not form.validate():
        return render_template("authoring/report.html", place=place, form=form), 422
    try:
        reporting.report_mistake(
            visit.db,
            visit.user,
            place,
            text=form.text.data,
            block=block_of(form.block.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("text", no.message, **no.values)
        return render_template("authoring/report.html", place=place, form=form), no.status
    flash(gettext(_THANKS), "done")
    return redirect(_OWN)

"""Doors of item analysis: how the questions of a module do, as a page and as a table to keep."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.accounts.rules import write_courses
from lms.quizzes import analysis_page
from lms.quizzes.analysis.as_csv import to_csv
from lms.quizzes.author_views import published
from lms.quizzes.rules import see_analysis
from lms.quizzes.versions import QuizVersion, pool
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit

pages = Pages("analysis", __name__)

_MARK = "\ufeff"  # with it before the first sign, spreadsheets read the table as UTF-8


@pages.show("/author/quizzes/<module>/analysis/", load=published, may=see_analysis)
def show_analysis(visit: Visit, version: QuizVersion) -> ResponseReturnValue:
    lang = page_language()
    questions = pool(visit.db, version, version.language(lang))
    may_mend = write_courses(visit.user)
    found = analysis_page.figures_of(visit, version)
    analysis = analysis_page.shown(found, version, questions, lang, can_mend=may_mend)
    return render_template("author/analysis.html", analysis=analysis)


@pages.show("/author/quizzes/<module>/analysis.csv", load=published, may=write_courses)
def take_analysis(visit: Visit, version: QuizVersion) -> ResponseReturnValue:
    """The same figures as a table for a spreadsheet, without a name of anybody."""
    table = _MARK + to_csv(analysis_page.figures_of(visit, version).analysis)
    return table.encode(), {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{version.module_id}-analysis.csv"',
    }

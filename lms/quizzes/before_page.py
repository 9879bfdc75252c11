"""The pages of what somebody knows before a module: its questions, and what came out."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext

from lms.errors import NotFound
from lms.quizzes import correction_queries, quiz_page, rule_words
from lms.quizzes.answering import Reading, Typed
from lms.quizzes.draft_queries import BeforeStanding
from lms.quizzes.models import Attempt, Draft
from lms.quizzes.policy import Purpose
from lms.quizzes.results import earned_shown
from lms.quizzes.sheets import Sheet, Ticket, read_ticket
from lms.quizzes.versions import QuizVersion, quiz_version
from lms.web.languages import page_language
from lms.web.pages import Visit
from lms.words import N_

_LEAD = N_(
    "Nothing depends on this. You see what you know already, and after the module how far you came."
)
_RULES = (
    N_("You can do this once, before you begin the module."),
    N_("The right answers come with the module."),
)


def version_for(visit: Visit, standing: BeforeStanding) -> QuizVersion:
    """The version whose questions are asked; 404 where its rules offer none before the module."""
    version = quiz_version(visit.db, standing.version_id)
    if version is None or not version.policy.pre_test:
        raise NotFound()
    return version


def fresh_sheet(visit: Visit, version: QuizVersion, draft: Draft | None) -> Sheet:
    """The questions of whoever asks; what is saved goes on in its own language."""
    language = draft.language if draft else version.language(page_language())
    ticket = Ticket(visit.user.id, version.id, language, 0, Purpose.BEFORE)
    return quiz_page.drawn(visit, version, ticket)


def ticketed(visit: Visit, standing: BeforeStanding) -> tuple[QuizVersion, Sheet] | None:
    """The sheet that the form's ticket draws, in the version in which it was opened.

    None when it is no ticket of this person here.
    """
    ticket = read_ticket(request.form.get("token", ""), quiz_page.secret(), Purpose.BEFORE)
    if ticket is None or ticket.user_id != visit.user.id:
        return None
    version = quiz_version(visit.db, ticket.version_id)
    if version is None or version.module_id != standing.module_id:
        return None
    return version, quiz_page.drawn(visit, version, ticket)


def opened(visit: Visit, version: QuizVersion, draft: Draft | None) -> str:
    """The form as it is opened: empty, or with what was saved."""
    sheet = fresh_sheet(visit, version, draft)
    quiz = quiz_page.asked(version, sheet, draft.typed if draft else {})
    saved = quiz_page.saved_line(visit, draft)
    return _page(version, sheet, quiz | {"saved": saved, "is_saved": True})


def back(version: QuizVersion, sheet: Sheet, typed: Typed, reading: Reading | None = None) -> str:
    """The form as it comes back."""
    quiz = quiz_page.asked(version, sheet, typed, reading)
    return _page(version, sheet, quiz | {"saved": None, "is_saved": False})


def _page(version: QuizVersion, sheet: Sheet, quiz: dict[str, Any]) -> str:
    url = f"/before/{version.module_id}/"
    quiz |= {
        "before": True,
        "action": url,
        "lead": gettext(_LEAD),
        "rules": [gettext(rule) for rule in _RULES],
        "saving": rule_words.saving(runs=False),
        "save_url": f"{url}save",
        "clock": None,
        "stays": quiz_page.stays(version, sheet),
        "last_url": None,
    }
    return render_template("quizzes/quiz.html", quiz=quiz)


def result(visit: Visit, attempt: Attempt, version: QuizVersion) -> dict[str, Any]:
    """What templates/quizzes/before_result.html takes, by the newest marks that count anything."""
    regrades = correction_queries.regrades_of_attempt(visit.db, attempt.id)
    newest = regrades[-1] if regrades and regrades[-1].possible else attempt
    return quiz_page.place(version) | {
        "earned": earned_shown(newest.earned),
        "possible": newest.possible,
    }

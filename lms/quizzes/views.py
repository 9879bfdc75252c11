"""Doors of quizzes: check yourself, send the answers, see what came out."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta, gettext
from markupsafe import Markup

from lms.errors import NotFound
from lms.quizzes import presenting, queries, result_page, rules, service
from lms.quizzes.answering import Reading, Typed, read_answers, typed_in
from lms.quizzes.cards import fresh_card
from lms.quizzes.presenting import ShownQuestion
from lms.quizzes.queries import AttemptSeen, QuizStanding
from lms.quizzes.sheets import Sheet, Ticket, draw_sheet, opens_again_at, read_ticket, write_ticket
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("quizzes", __name__)

_NOT_YOURS = N_(
    "These questions belong to another sign-in. Your answers were put where they fit: look at "
    "them, then send them."
)
_TOO_SOON = N_("You can send your answers in %(time)s. They are kept on this page.")
_NOTHING_YET = N_("Answer one question at least, then send.")


def _standing(visit: Visit, module: str) -> QuizStanding | None:
    return queries.quiz_standing(visit.db, visit.user.id, module)


def _seen(visit: Visit, attempt_id: uuid.UUID) -> AttemptSeen | None:
    return queries.attempt_seen(visit.db, attempt_id)


@pages.show("/learn/<module>/quiz/", load=_standing, may=signed_in)
def show_quiz(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    version, sheet = _fresh_sheet(visit, standing)
    opens = _opens(visit, standing, version)
    if opens is not None and standing.latest is not None:
        module = version.module(page_language())
        pause = {
            "code": module.code,
            "module_url": module.url,
            "module_title": module.title,
            "wait": wait_words(opens, visit.now),
            "result_url": result_page.address(standing.latest.id),
        }
        return render_template("quizzes/pause.html", pause=pause)
    return _quiz_page(version, sheet, {})


@pages.change("/learn/<module>/quiz/", load=_standing, may=signed_in, keep=True)
def submit_attempt(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    typed = typed_in(request.form.lists())
    found = _ticketed_sheet(visit, standing)
    if found is None:
        flash(gettext(_NOT_YOURS), "warning")
        return _quiz_page(*_fresh_sheet(visit, standing), typed), 409
    version, sheet = found
    if sheet.ticket.ordinal < standing.next_ordinal:
        return _first_result(visit, sheet)
    reading = read_answers(sheet.questions, typed)
    opens = _opens(visit, standing, version)
    if opens is not None:
        flash(gettext(_TOO_SOON, time=wait_words(opens, visit.now)), "warning")
        return _quiz_page(version, sheet, typed), 409
    if reading.faults or reading.is_empty:
        return _quiz_page(version, sheet, typed, reading), 422
    attempt = service.submit_attempt(
        visit.db,
        visit.user,
        standing,
        sheet,
        reading.answers,
        pass_mark=Fraction(version.module(sheet.ticket.language).quiz_pass),
        now=visit.now,
    )
    return redirect(result_page.address(attempt.id))


@pages.show("/results/<uuid:attempt_id>/", load=_seen, may=rules.own_attempt, hide=True)
def show_result(visit: Visit, seen: AttemptSeen) -> ResponseReturnValue:
    version = quiz_version(visit.db, seen.attempt.version_id)
    if version is None:
        raise NotFound()
    pause_minutes = version.facts["quiz"]["pause_minutes"]
    opens = opens_again_at(seen.newest_at, pause_minutes, now=visit.now)
    shown = result_page.result(visit.db, visit.user, seen.attempt, version, page_language())
    wait = wait_words(opens, visit.now) if opens else None
    return render_template("quizzes/result.html", result=result_page.with_again(shown, wait))


def wait_words(until: datetime, now: datetime) -> str:
    """A length of time in the reader's words, never less than what is left of a minute."""
    minutes = math.ceil((until - now).total_seconds() / 60)
    return str(format_timedelta(minutes * 60, granularity="minute", threshold=1.5))


def _opens(visit: Visit, standing: QuizStanding, version: QuizVersion) -> datetime | None:
    newest_at = standing.latest.submitted_at if standing.latest else None
    return opens_again_at(newest_at, version.facts["quiz"]["pause_minutes"], now=visit.now)


def _fresh_sheet(visit: Visit, standing: QuizStanding) -> tuple[QuizVersion, Sheet]:
    """The next sheet of whoever asks, in the version they are on; 404 where there is no quiz."""
    version = quiz_version(visit.db, standing.version_id)
    if version is None:
        raise NotFound()
    ticket = Ticket(
        user_id=visit.user.id,
        version_id=version.id,
        language=version.language(page_language()),
        ordinal=standing.next_ordinal,
    )
    return version, _drawn(visit, version, ticket)


def _ticketed_sheet(visit: Visit, standing: QuizStanding) -> tuple[QuizVersion, Sheet] | None:
    """The sheet that the form's ticket draws; None when it is no ticket of this person here."""
    ticket = read_ticket(request.form.get("token", ""), _secret())
    if ticket is None or ticket.user_id != visit.user.id:
        return None
    version = quiz_version(visit.db, ticket.version_id)
    if version is None or version.module_id != standing.module_id:
        return None
    return version, _drawn(visit, version, ticket)


def _drawn(visit: Visit, version: QuizVersion, ticket: Ticket) -> Sheet:
    questions = pool(visit.db, version, ticket.language)
    count = version.facts["quiz"]["draw"]
    sheet = draw_sheet(ticket, version.module_id, questions, count, _secret())
    if not sheet.questions:
        raise NotFound()
    return sheet


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _first_result(visit: Visit, sheet: Sheet) -> ResponseReturnValue:
    """Where a sheet that was sent before led to."""
    ticket = sheet.ticket
    found = queries.attempt_at(visit.db, ticket.user_id, sheet.module_id, ticket.ordinal)
    if found is None:
        raise NotFound()
    return redirect(result_page.address(found.id))


def _quiz_page(
    version: QuizVersion, sheet: Sheet, typed: Typed, reading: Reading | None = None
) -> str:
    """The form; with what could not be read and what is open when it comes back."""
    if reading is not None and reading.is_empty:
        flash(gettext(_NOTHING_YET), "info")
    faults: Mapping[str, str] = (
        {id_: gettext(text) for id_, text in reading.faults.items()} if reading else {}
    )
    questions = presenting.shown_questions(sheet, version.pictures, typed, faults)
    known = {*reading.answers, *faults} if reading else {one.id for one in questions}
    module = version.module(page_language())
    quiz = {
        "code": module.code,
        "title": module.title,
        "module_url": module.url,
        "module_title": module.title,
        "language": sheet.ticket.language,
        "action": module.quiz_url,
        "token": write_ticket(sheet.ticket, _secret()),
        "needed": math.ceil(Fraction(module.quiz_pass) * len(questions)),
        "count": len(questions),
        "left_open": [(one.id, one.number) for one in questions if one.id not in known],
        "faults": [(one.id, one.number, one.fault) for one in questions if one.fault],
        "questions": questions,
        "cards": [] if typed else _cards(version, sheet, questions),
    }
    return render_template("quizzes/quiz.html", quiz=quiz)


def _cards(version: QuizVersion, sheet: Sheet, questions: Sequence[ShownQuestion]) -> list[Markup]:
    texts = sheet.ticket.language
    source = version.sources[texts]
    return [
        fresh_card(one, source=source, count=len(questions), texts=texts, lang=page_language())
        for one in questions
    ]

"""Doors of the daily review: what it is, today's questions, what came out, switch it on and off."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date
from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.quizzes.answering import Reading, Typed, read_answers, typed_in
from lms.quizzes.grading import Mark, grade
from lms.quizzes.review import asking, queries, schedule, service
from lms.quizzes.review.asking import Asked
from lms.quizzes.review.places import place_of
from lms.quizzes.review.queries import ReviewStanding
from lms.quizzes.review.tickets import ReviewTicket, read_ticket, write_ticket
from lms.quizzes.said import Voice
from lms.web.filters import num
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

pages = Pages("review", __name__)
log = logging.getLogger(__name__)

ADDRESS = "/review/"
_NOTHING_YET = N_("Answer one question at least, then send.")
_NOT_THESE = N_("The questions you sent are not those of this page. Nothing was changed.")
_STOPPED = N_(
    "The daily review is off. Your questions are kept until you delete your account; nothing is "
    "shown unless you start it again."
)


def _standing(visit: Visit) -> ReviewStanding:
    return queries.review_standing(visit.db, visit.user.id, _today(visit))


def _today(visit: Visit) -> date:
    return schedule.today_in(visit.user.zone, visit.now)


@pages.show("/review/", load=_standing, may=signed_in)
def show_review(visit: Visit, standing: ReviewStanding) -> ResponseReturnValue:
    if standing.since is None:
        return render_template("review/off.html", kept=standing.cards)
    today = _today(visit)
    done = standing.done_on(today, visit.user.zone)
    asked = [] if done else asking.for_today(visit.db, visit.user.id, today, page_language())
    if asked:
        return _questions_page(_ticket(visit, asked), asked, {})
    waiting = standing.due if done else 0  # a question with a mistake is due, but not asked
    later = {
        "done": done,
        "cards": standing.cards,
        "next_day": _next_day(waiting, standing.next_on, today),
    }
    return render_template("review/later.html", later=later)


@pages.change("/review/start", may=signed_in)
def start_review(visit: Visit) -> ResponseReturnValue:
    missed = asking.missed_before(visit.db, visit.user.id)
    service.start(visit.db, visit.user, missed, now=visit.now)
    return redirect(ADDRESS)


@pages.change("/review/stop", may=signed_in)
def stop_review(visit: Visit) -> ResponseReturnValue:
    service.stop(visit.db, visit.user)
    flash(gettext(_STOPPED), "done")
    return redirect(ADDRESS)


# The one POST that answers with a page and not with a redirect: what was answered here is kept
# nowhere, so there is no address that could show it. Sent again, by a reload or by a second
# press, it shows the same and moves no card twice: see service.answer_cards.
@pages.change("/review/", load=_standing, may=signed_in, keep=True)
def answer_review(visit: Visit, standing: ReviewStanding) -> ResponseReturnValue:
    if standing.since is None:
        return redirect(ADDRESS)
    ticket = read_ticket(request.form.get("token", ""), _secret())
    if ticket is None or ticket.user_id != visit.user.id:
        log.warning("answers to a review that is not theirs", extra={"user": visit.user.id})
        flash(gettext(_NOT_THESE), "warning")
        return redirect(ADDRESS)
    cards = queries.cards_of_sheet(visit.db, visit.user.id, ticket.cards)
    asked = asking.on_cards(visit.db, cards, ticket.language)
    if not asked:
        return redirect(ADDRESS)
    typed = typed_in(request.form.lists())
    _note_strange(visit, asked, typed)
    reading = read_answers([one.question for one in asked], typed)
    if reading.faults or reading.is_empty:
        return _questions_page(ticket, asked, typed, reading), 422
    marks = {
        one.question.id: grade(one.question, reading.answers.get(one.question.id)) for one in asked
    }
    return _answers_page(visit, ticket, asked, reading, marks)


def _note_strange(visit: Visit, asked: Sequence[Asked], typed: Typed) -> None:
    """Answers to questions that this sheet did not ask are left alone; somebody made them up."""
    ids = {id_ for one in asked for id_ in asking.ids_of(one.question)}
    known = tuple(f"q-{id_}" for id_ in ids)
    strange = [
        name
        for name in typed
        if not any(name == field or name.startswith(f"{field}-") for field in known)
    ]
    if strange:
        log.warning(
            "answers to questions that a review did not ask",
            extra={"user": visit.user.id, "count": len(strange)},
        )


def _ticket(visit: Visit, asked: Sequence[Asked]) -> ReviewTicket:
    cards = tuple(one.card.id for one in asked)
    return ReviewTicket(visit.user.id, _today(visit), page_language(), cards)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _questions_page(
    ticket: ReviewTicket, asked: Sequence[Asked], typed: Typed, reading: Reading | None = None
) -> str:
    """The form; with what could not be read when it comes back."""
    if reading is not None and reading.is_empty:
        flash(gettext(_NOTHING_YET), "info")
    faults: Mapping[str, str] = (
        {id_: gettext(text) for id_, text in reading.faults.items()} if reading else {}
    )
    questions = asking.shown(asked, ticket.seed(_secret()), typed, faults)
    review = {
        "token": write_ticket(ticket, _secret()),
        "minutes": schedule.minutes(one.question for one in asked),
        "count": len(questions),
        "languages": sorted({one.language for one in asked}),
        "faults": [(one.id, one.number, one.fault) for one in questions if one.fault],
        "questions": [(one, card.language) for one, card in zip(questions, asked, strict=True)],
    }
    return render_template("review/questions.html", review=review)


def _answers_page(
    visit: Visit,
    ticket: ReviewTicket,
    asked: Sequence[Asked],
    reading: Reading,
    marks: Mapping[str, Mark],
) -> str:
    """Move the cards, then show each question with its answer and where to read it again."""
    today = _today(visit)
    service.answer_cards(
        visit.db,
        ticket,
        [one.card for one in asked],
        {one.card.id: marks[one.question.id].right for one in asked},
        today=today,
        now=visit.now,
    )
    standing = queries.review_standing(visit.db, visit.user.id, today)
    voice = Voice(gettext("True"), gettext("Not true"), num)
    explained = asking.explained(asked, reading.answers, marks, voice)
    answers = {
        "right": sum(mark.right for mark in marks.values()),
        "count": len(asked),
        "next_day": _next_day(standing.due, standing.next_on, today),
        "questions": [
            (said, one.language, None if said.state == "right" else _place(one))
            for said, one in zip(explained, asked, strict=True)
        ],
    }
    return render_template("review/answers.html", answers=answers)


def _place(one: Asked) -> tuple[str, str] | None:
    return place_of(one.question, one.version.module(one.language).lessons)


def _next_day(due: int, next_on: date | None, today: date) -> str | None:
    """The day of the next questions in the reader's words; None: there are none left."""
    day = schedule.next_day(due, next_on, today=today)
    return str(format_date(day, format="full", locale=page_language())) if day else None

"""Doors of quizzes: check yourself, send the answers, see what came out."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from contextlib import suppress

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import NotFound, Refusal
from lms.quizzes import (
    after_sending,
    before_page,
    draft_fields,
    drafting,
    queries,
    quiz_page,
    result_page,
    rule_words,
    rules,
    service,
)
from lms.quizzes.answering import Typed, read_answers, typed_in
from lms.quizzes.drafting import is_of
from lms.quizzes.models import Attempt, Draft
from lms.quizzes.policy import Door, Purpose
from lms.quizzes.queries import AttemptSeen, Latest, QuizStanding
from lms.quizzes.quiz_page import Here
from lms.quizzes.sheets import Sheet, write_ticket
from lms.quizzes.versions import quiz_version
from lms.web.filters import time_of_day
from lms.web.pages import Pages, Visit, signed_in
from lms.words import N_

log = logging.getLogger("lms.quizzes")
pages = Pages("quizzes", __name__)

NOT_YOURS = N_(
    "These questions belong to another sign-in. Your answers were put where they fit: look at "
    "them, then send them."
)
OTHER_SIGN_IN = N_("These questions belong to another sign-in. Open this page again.")
SENT = N_("You have sent these answers already. What you changed afterwards was not saved.")
_LEFT_OUT = N_("Something that was sent belongs to none of these questions. It was left out.")
_TOO_SOON = N_("You can send your answers in %(time)s. They are kept on this page.")
_LATE = N_("Your answers came after the time was over. What was saved until %(time)s was counted.")
_LATE_NOTHING = N_("Your answers came after the time was over. Nothing was saved before.")


def quiz_standing(visit: Visit, module: str) -> QuizStanding | None:
    """Where whoever asks stands before the quiz of an address."""
    return queries.quiz_standing(visit.db, visit.user.id, module)


def _to_send(visit: Visit, module: str) -> QuizStanding | None:
    return queries.quiz_standing(visit.db, visit.user.id, module, sending=True)


def _seen(visit: Visit, attempt_id: uuid.UUID) -> AttemptSeen | None:
    return queries.attempt_seen(visit.db, attempt_id)


@pages.show("/learn/<module>/quiz/", load=quiz_standing, may=signed_in)
def show_quiz(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    here = quiz_page.fresh(visit, standing)
    if not here.allowed.is_open and standing.latest is not None:
        return _pause_page(visit, here, standing.latest)
    if here.version.policy.minutes is not None and standing.draft is None:
        return _begin_page(here)
    if here.allowed.is_over(visit.now):
        return _over_page(visit, here)
    return quiz_page.opened(visit, here)


# What is typed against the clock is saved, too, where the form comes back.
@pages.change(
    "/learn/<module>/quiz/", load=_to_send, may=signed_in, keep=True, settle_refusals=True
)
def submit_attempt(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    here = quiz_page.ticketed(visit, standing)
    if here is None:
        return not_yours(visit, standing)
    if here.sheet.ticket.ordinal < standing.next_ordinal:
        return _sent_before(visit, here)
    refuse_beyond_limit(visit, here)
    if here.version.policy.minutes is None:
        return _send_typed(visit, here)
    if standing.draft is None or not is_of(standing.draft, here.sheet):
        return redirect(quiz_page.quiz_url(standing.module_id))  # to begin, or to what is begun
    if here.allowed.is_late(visit.now) or "saved" in request.form:
        return _send_what_was_saved(visit, here, standing.draft)
    return _send_typed(visit, here)


def _send_typed(visit: Visit, here: Here) -> ResponseReturnValue:
    typed = typed_in(request.form.lists())
    reading = read_answers(here.sheet.questions, typed)
    opens = here.allowed.opening.opens_at
    if opens is not None:
        wait = rule_words.wait_words(opens, visit.now)
        flash(gettext(_TOO_SOON, time=wait), "warning")
        return quiz_page.back(visit, here, typed), 409
    if reading.faults or reading.is_empty:
        _save_against_the_clock(visit, here, typed)
        return quiz_page.back(visit, here, typed, reading), 422
    tell_forged(visit, here.sheet, typed)
    return _send(visit, here, reading.answers)


def _save_against_the_clock(visit: Visit, here: Here, typed: Typed) -> None:
    """The time runs on while a form that came back is mended: what was typed counts after it."""
    if here.version.policy.minutes is not None and here.standing.draft is not None:
        with suppress(Refusal):  # too much text: what was saved before stays
            drafting.save_draft(
                visit.db,
                visit.user,
                here.sheet,
                here.standing.draft,
                typed,
                None,
                now=visit.now,
            )


def tell_forged(visit: Visit, sheet: Sheet, typed: Typed) -> None:
    """Say and log that something came which no form of these questions sends."""
    forged = draft_fields.forged(typed, sheet.questions)
    if forged:
        about = {"user": visit.user.id, "module_id": sheet.module_id, "count": len(forged)}
        log.warning("sending: what belongs to no question here was left out", extra=about)
        flash(gettext(_LEFT_OUT), "warning")


def _sent_before(visit: Visit, here: Here) -> ResponseReturnValue:
    """What came of a sheet that was sent before; other answers to it are refused in words."""
    attempt = first_attempt(visit, here.sheet)
    answers = read_answers(here.sheet.questions, typed_in(request.form.lists())).answers
    if answers and answers != attempt.answers:
        log.warning("other answers to questions sent before were refused", extra=known(visit, here))
        flash(gettext(SENT), "warning")
    return redirect(result_page.address(attempt.id))


def _send_what_was_saved(visit: Visit, here: Here, draft: Draft) -> ResponseReturnValue:
    """The time is over: what was saved by then counts, whatever comes now."""
    if "saved" not in request.form:
        log.warning("answers came after the time was over", extra=known(visit, here))
        saved_at = draft.saved_at
        said = gettext(_LATE, time=time_of_day(saved_at)) if saved_at else gettext(_LATE_NOTHING)
        flash(said, "warning")
    return _send(visit, here, read_answers(here.sheet.questions, draft.typed).answers)


def _send(visit: Visit, here: Here, answers: Mapping[str, object]) -> ResponseReturnValue:
    policy = here.version.policy
    attempt = service.submit_attempt(
        visit.db, visit.user, here.standing, here.sheet, answers, policy=policy, now=visit.now
    )
    return redirect(result_page.address(attempt.id))


def not_yours(visit: Visit, standing: QuizStanding) -> ResponseReturnValue:
    """The questions of whoever is signed in, with what was typed where it fits."""
    here = quiz_page.fresh(visit, standing)
    refuse_beyond_limit(visit, here)
    log.warning("answers with no ticket of this person came", extra=known(visit, here))
    runs = standing.draft is not None and not here.allowed.is_over(visit.now)
    if here.version.policy.minutes is not None and not runs:
        flash(gettext(OTHER_SIGN_IN), "warning")
        return redirect(quiz_page.quiz_url(standing.module_id))
    flash(gettext(NOT_YOURS), "warning")
    return quiz_page.back(visit, here, typed_in(request.form.lists())), 409


def refuse_beyond_limit(visit: Visit, here: Here) -> None:
    """Raise a Refusal where no attempt is left; it is logged, for no page leads there."""
    if here.allowed.opening.door is Door.USED_UP:
        log.warning("an attempt beyond those allowed was refused", extra=known(visit, here))
        raise Refusal(after_sending.USED_UP)


def first_attempt(visit: Visit, sheet: Sheet) -> Attempt:
    """What came of a sheet that was sent before."""
    ticket = sheet.ticket
    found = queries.attempt_at(visit.db, ticket.user_id, sheet.module_id, ticket.ordinal)
    if found is None:
        raise NotFound()
    return found


def known(visit: Visit, here: Here) -> dict[str, object]:
    """What the log may say of a visit: ids only."""
    return {"user": visit.user.id, "module_id": here.standing.module_id}


@pages.show("/results/<uuid:attempt_id>/", load=_seen, may=rules.own_attempt, hide=True)
def show_result(visit: Visit, seen: AttemptSeen) -> ResponseReturnValue:
    version = quiz_version(visit.db, seen.attempt.version_id)
    if version is None:
        raise NotFound()
    if seen.attempt.purpose is Purpose.BEFORE:
        shown = before_page.result(visit, seen.attempt, version)
        return render_template("quizzes/before_result.html", before=shown)
    result = after_sending.shown_result(visit, seen, version)
    return render_template("quizzes/result.html", result=result)


def _pause_page(visit: Visit, here: Here, latest: Latest) -> ResponseReturnValue:
    listed = queries.tries(visit.db, visit.user.id, here.standing.module_id)
    pause = quiz_page.place(here.version) | {
        "said": after_sending.again_said(here.allowed.opening, visit.now),
        "waits": here.allowed.opening.opens_at is not None,
        "result_url": result_page.address(latest.id),
        "tries": after_sending.shown_tries(listed) if len(listed) > 1 else [],
    }
    return render_template("quizzes/pause.html", pause=pause)


def _begin_page(here: Here) -> ResponseReturnValue:
    begin = quiz_page.place(here.version) | {
        "lead": rule_words.lead(here.version.policy, len(here.sheet.questions)),
        "rules": quiz_page.rules_said(here),
        "action": quiz_page.quiz_url(here.standing.module_id) + "begin",
    }
    return render_template("quizzes/begin.html", begin=begin)


def _over_page(visit: Visit, here: Here) -> ResponseReturnValue:
    over = quiz_page.place(here.version) | {
        "ended": here.allowed.ends,
        "saved": quiz_page.saved_line(visit, here.standing.draft),
        "action": quiz_page.quiz_url(here.standing.module_id),
        "token": write_ticket(here.sheet.ticket, quiz_page.secret()),
    }
    return render_template("quizzes/over.html", over=over)

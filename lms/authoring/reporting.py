"""Verbs of reported mistakes: report one, answer it, close it without an answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import report_queries
from lms.authoring.models import MistakeReport, ReportState
from lms.authoring.report_places import Place
from lms.authoring.report_times import MOST_A_DAY, SAME_WITHIN
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

# What the person reads of a report that was closed without an answer; the keys are kept.
REASONS = {
    "known": N_("Somebody reported this before. It is being mended."),
    "right": N_("We looked at this place. It stays as it is."),
    "unclear": N_("We did not find the mistake. Report it again and copy the sentence."),
    "elsewhere": N_("This is not about a lesson. Look at the page about help and your rights."),
}
_ENOUGH = N_(
    "You have sent %(most)s reports within a day. What you wrote is kept on this page: "
    "send it tomorrow."
)
_ANSWERED_MEANWHILE = N_(
    "Somebody else answered this meanwhile. Read that answer, then decide about yours."
)


def report_mistake(
    db: Session, learner: User, place: Place, *, text: str, block: int | None, now: datetime
) -> MistakeReport:
    """Keep what somebody found; the same text about the same place within a day is kept once.

    block   number of the paragraph; None: the whole page
    raises  Refusal 429 beyond 20 reports in 24 hours
    """
    report_queries.hold_person(db, learner.id)
    lately = report_queries.reported_since(db, learner.id, now - SAME_WITHIN)
    for one in lately:
        if (one.module_id, one.lesson_id, one.text) == (place.module_id, place.lesson_id, text):
            return one
    if len(lately) >= MOST_A_DAY:
        raise Refusal(_ENOUGH, status=429, most=MOST_A_DAY)
    report = MistakeReport(
        user_id=learner.id,
        module_id=place.module_id,
        version_id=place.version_id,
        lesson_id=place.lesson_id,
        language=place.language,
        block=block,
        text=text,
        at=now,
        state=ReportState.OPEN,
        answer="",
    )
    db.add(report)
    db.flush()  # the trail names the report
    trail.note(db, learner, "authoring.report_mistake", report, now=now, module=place.module_id)
    return report


def answer_report(
    db: Session, actor: User, report: MistakeReport, *, text: str, seen: str, now: datetime
) -> None:
    """Answer whoever reported a mistake; a new answer replaces the one there.

    report  held until the transaction ends
    seen    `stamp` of the report as the writer saw it
    raises  Refusal when somebody else answered since
    """
    _settle(db, actor, report, ReportState.ANSWERED, text, seen, now=now)


def close_report(
    db: Session, actor: User, report: MistakeReport, *, reason: str, seen: str, now: datetime
) -> None:
    """Close a report without an answer.

    reason  a key of REASONS; the person reads its sentence
    raises  as answer_report; KeyError for another reason
    """
    REASONS[reason]
    _settle(db, actor, report, ReportState.CLOSED, reason, seen, now=now)


def stamp(report: MistakeReport) -> str:
    """Tells one answer of a report from the next; "" before the first."""
    return report.answered_at.isoformat() if report.answered_at else ""


def _settle(
    db: Session,
    actor: User,
    report: MistakeReport,
    state: ReportState,
    answer: str,
    seen: str,
    *,
    now: datetime,
) -> None:
    if (report.state, report.answer) == (state, answer):
        return
    if stamp(report) != seen:
        raise Refusal(_ANSWERED_MEANWHILE)
    report.state, report.answer = state, answer
    report.answered_by, report.answered_at = actor.id, now
    act = "answer_report" if state is ReportState.ANSWERED else "close_report"
    trail.note(db, actor, f"authoring.{act}", report, now=now, module=report.module_id)

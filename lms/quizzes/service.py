"""The verb of quizzes: send in answers, once for each sheet, and keep what came out for good."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.completing import begin_course_on_offer, note_module_done
from lms.db import insert_once
from lms.progress import service as progress
from lms.quizzes import queries
from lms.quizzes.grading import Result, grade_all
from lms.quizzes.models import Attempt
from lms.quizzes.queries import QuizStanding
from lms.quizzes.sheets import Sheet


def submit_attempt(
    db: Session,
    learner: User,
    standing: QuizStanding,
    sheet: Sheet,
    answers: Mapping[str, object],
    *,
    pass_mark: Fraction,
    now: datetime,
) -> Attempt:
    """Mark the answers to a sheet and keep them; sent a second time: the first attempt.

    answers    question id -> the answer as `grading.grade` takes it
    pass_mark  share of the marks, 0 to 1, that passes
    returns    the attempt as it was written; it belongs to no session
    """
    result = grade_all(sheet.questions, answers)
    attempt = _attempt(sheet, answers, result, passed=result.share >= pass_mark, now=now)
    if not _keep(db, attempt):  # the button was pressed twice, and the other request was first
        first = queries.attempt_at(db, learner.id, sheet.module_id, sheet.ticket.ordinal)
        assert first is not None
        return first
    course = None if standing.course_start else begin_course_on_offer(db, learner, now=now)
    start = standing.start or progress.begin_module(
        db, learner, sheet.module_id, sheet.ticket.version_id, now=now
    )
    progress.note_quiz(db, start, result.share, passed=attempt.passed, now=now)
    if attempt.passed:
        note_module_done(db, learner, sheet.module_id, now=now, course=course)
    return attempt


def _attempt(
    sheet: Sheet, answers: Mapping[str, object], result: Result, *, passed: bool, now: datetime
) -> Attempt:
    marks = {
        id_: {"earned": str(mark.earned), "right": mark.right, "given": mark.given}
        for id_, mark in result.marks.items()
    }
    return Attempt(
        id=uuid.uuid4(),
        user_id=sheet.ticket.user_id,
        module_id=sheet.module_id,
        version_id=sheet.ticket.version_id,
        language=sheet.ticket.language,
        ordinal=sheet.ticket.ordinal,
        questions=[question.id for question in sheet.questions],
        answers=dict(answers),
        marks=marks,
        earned=result.earned,
        possible=result.possible,
        share=float(result.share),
        passed=passed,
        submitted_at=now,
    )


def _keep(db: Session, attempt: Attempt) -> bool:
    """Write an attempt; False when there is one of this number already."""
    columns = inspect(Attempt).column_attrs.keys()
    values = {name: getattr(attempt, name) for name in columns}
    return insert_once(db, Attempt, **values)

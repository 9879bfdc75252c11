"""The verb of quizzes: send in answers, once for each sheet, and keep what came out for good."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case, inspect
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.completing import begin_course_on_offer, note_module_done
from lms.db import insert_once
from lms.progress import service as progress
from lms.progress.models import ModuleStart
from lms.quizzes import queries
from lms.quizzes.drafting import drop_draft
from lms.quizzes.grading import Result
from lms.quizzes.kept_marks import kept, within
from lms.quizzes.marking import mark_answers
from lms.quizzes.models import Attempt, Draft
from lms.quizzes.policy import Counts, Policy, counting_share, passes, shows_answers
from lms.quizzes.queries import QuizStanding
from lms.quizzes.review import service as review
from lms.quizzes.sheets import Sheet


def submit_attempt(
    db: Session,
    learner: User,
    standing: QuizStanding,
    sheet: Sheet,
    answers: Mapping[str, object],
    *,
    policy: Policy,
    now: datetime,
) -> Attempt:
    """Mark the answers to a sheet and keep them; sent a second time: the first attempt.

    answers  question id -> the answer as `grading.grade` takes it
    policy   the rules of the version that the sheet is of
    returns  the attempt as it was written; it belongs to no session
    """
    ticket = sheet.ticket
    result = mark_answers(db, ticket.version_id, sheet.module_id, sheet.questions, answers)
    passed = passes(within(policy, result.possible), result.share, result.right)
    attempt = _attempt(sheet, standing.draft, answers, result, passed=passed, now=now)
    if not _keep(db, attempt):  # the button was pressed twice, and the other request was first
        return _first(db, attempt)
    if standing.draft is not None:
        drop_draft(db, learner, sheet)
    if standing.reviews:
        has_passed = attempt.passed or bool(standing.start and standing.start.quiz_passed_at)
        shown = shows_answers(policy, passed=has_passed, left=None)
        review.take_in(db, learner, attempt, sheet.questions, shown=shown)
    course = (standing.course, standing.course_start) if standing.course else None
    if standing.course_start is None:
        course = begin_course_on_offer(db, learner, now=now, course=course)
    _note_result(db, learner, standing, attempt, policy, now=now)
    if attempt.passed:
        unread = standing.start is None
        note_module_done(db, learner, sheet.module_id, now=now, course=course, unread=unread)
    return attempt


def submit_before(
    db: Session,
    learner: User,
    sheet: Sheet,
    draft: Draft | None,
    answers: Mapping[str, object],
    *,
    now: datetime,
) -> Attempt:
    """Mark and keep what somebody knows before a module; it passes nothing and begins nothing."""
    ticket = sheet.ticket
    result = mark_answers(db, ticket.version_id, sheet.module_id, sheet.questions, answers)
    attempt = _attempt(sheet, draft, answers, result, passed=False, now=now)
    if not _keep(db, attempt):
        return _first(db, attempt)
    if draft is not None:
        drop_draft(db, learner, sheet)
    return attempt


def _note_result(
    db: Session,
    learner: User,
    standing: QuizStanding,
    attempt: Attempt,
    policy: Policy,
    *,
    now: datetime,
) -> None:
    """Keep which share counts now; of all attempts before, what counted until now stands."""
    before = standing.start.quiz_share if standing.start else None
    shares = [attempt.share] if before is None else [before, attempt.share]
    share = counting_share(policy, shares)
    assert share is not None
    start = standing.start or progress.begin_module(
        db,
        learner,
        attempt.module_id,
        attempt.version_id,
        quiz_share=share,
        passed=attempt.passed,
        now=now,
    )
    progress.note_quiz(db, start, share, passed=attempt.passed, now=now)
    if policy.counts is Counts.BEST and before is not None and share > before:
        # Marks made anew may have raised it while this request waited for them: see queries.py.
        higher = ModuleStart.quiz_share > share
        start.quiz_share = case((higher, ModuleStart.quiz_share), else_=share)


def _attempt(
    sheet: Sheet,
    draft: Draft | None,
    answers: Mapping[str, object],
    result: Result,
    *,
    passed: bool,
    now: datetime,
) -> Attempt:
    return Attempt(
        id=uuid.uuid4(),
        purpose=sheet.ticket.purpose,
        began_at=draft.began_at if draft else None,
        waits=result.waits,
        user_id=sheet.ticket.user_id,
        module_id=sheet.module_id,
        version_id=sheet.ticket.version_id,
        language=sheet.ticket.language,
        ordinal=sheet.ticket.ordinal,
        questions=[question.id for question in sheet.questions],
        answers=dict(answers),
        marks={id_: kept(mark) for id_, mark in result.marks.items()},
        earned=result.earned,
        possible=max(1, result.possible),  # of a sheet whose questions were all left out since
        share=float(result.share),
        passed=passed,
        submitted_at=now,
    )


def _keep(db: Session, attempt: Attempt) -> bool:
    """Write an attempt; False when there is one of this number already."""
    columns = inspect(Attempt).column_attrs.keys()
    values = {name: getattr(attempt, name) for name in columns}
    return insert_once(db, Attempt, **values)


def _first(db: Session, attempt: Attempt) -> Attempt:
    """The attempt of the same number that is kept already."""
    found = queries.attempt_at(
        db, attempt.user_id, attempt.module_id, attempt.ordinal, attempt.purpose
    )
    assert found is not None
    return found

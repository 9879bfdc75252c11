"""Attempts as the quiz keeps them, made without its pages."""

from __future__ import annotations

import uuid
from datetime import datetime
from fractions import Fraction
from typing import Any

from factories import NOW
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.models import ModuleVersion
from lms.progress import service as progress
from lms.quizzes.kept_marks import kept
from lms.quizzes.marking import mark_answers
from lms.quizzes.models import Attempt, Purpose
from lms.quizzes.policy import passes
from lms.quizzes.versions import pool, quiz_version


def sent(
    db: Session,
    user: User,
    version: ModuleVersion,
    answers: dict[str, Any],
    *,
    asked: list[str] | None = None,
    ordinal: int = 0,
    purpose: Purpose = Purpose.QUIZ,
    language: str = "en",
    now: datetime = NOW,
) -> Attempt:
    """An attempt with these answers, marked as the quiz marks; asked: None for those answered."""
    seen = quiz_version(db, version.id)
    assert seen is not None
    questions = [pool(db, seen, language)[id_] for id_ in asked or answers]
    result = mark_answers(db, version.id, version.module_id, questions, answers)
    passed = purpose is Purpose.QUIZ and passes(seen.policy, result.share, result.right)
    attempt = Attempt(
        id=uuid.uuid4(),
        user_id=user.id,
        module_id=version.module_id,
        purpose=purpose,
        version_id=version.id,
        language=language,
        ordinal=ordinal,
        began_at=None,
        waits=result.waits,
        questions=[question.id for question in questions],
        answers=answers,
        marks={id_: kept(mark) for id_, mark in result.marks.items()},
        earned=result.earned,
        possible=result.possible,
        share=float(result.share),
        passed=passed,
        submitted_at=now,
    )
    db.add(attempt)
    if purpose is Purpose.QUIZ:
        start = progress.begin_module(db, user, version.module_id, version.id, now=now)
        best = max(Fraction(result.share), Fraction(start.quiz_share or 0))
        progress.note_quiz(db, start, best, passed=passed, now=now)
    db.commit()
    return attempt

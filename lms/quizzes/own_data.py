"""What the quizzes keep of a person; all of it goes with the account."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.quizzes.correction_queries import essays_read, regrades_of
from lms.quizzes.draft_queries import drafts_of
from lms.quizzes.exception_queries import exceptions_of
from lms.quizzes.models import Allowance, Attempt, Draft, EssayMark, Regrade
from lms.quizzes.queries import attempts_of


def _export(db: Session, user_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        *(_attempt(one) for one in attempts_of(db, user_id)),
        *(_draft(one) for one in drafts_of(db, user_id)),
        *(_exception(one) for one in exceptions_of(db, user_id)),
        *(_marked_anew(one, attempt) for one, attempt in regrades_of(db, user_id)),
        *(_read_essay(one, attempt) for one, attempt in essays_read(db, user_id)),
    ]


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "what": "attempt",
        "purpose": attempt.purpose.value,
        "module": attempt.module_id,
        "version": str(attempt.version_id),
        "language": attempt.language,
        "attempt": attempt.ordinal + 1,
        "questions": attempt.questions,
        "answers": attempt.answers,
        "marks": attempt.marks,
        "earned": str(attempt.earned),
        "possible": attempt.possible,
        "passed": attempt.passed,
        "began_at": _moment(attempt.began_at),
        "submitted_at": attempt.submitted_at.isoformat(),
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "what": "draft",
        "purpose": draft.purpose.value,
        "module": draft.module_id,
        "version": str(draft.version_id),
        "language": draft.language,
        "attempt": draft.ordinal + 1,
        "typed": draft.typed,
        "began_at": draft.began_at.isoformat(),
        "saved_at": _moment(draft.saved_at),
        "ends_at": _moment(draft.ends_at),
    }


def _exception(exception: Allowance) -> dict[str, Any]:
    return {
        "what": "exception",
        "module": exception.module_id,
        "more_attempts": exception.more_attempts,
        "more_minutes": exception.more_minutes,
        "no_pause": exception.no_pause,
        "until": exception.until.isoformat(),
        "reason": exception.reason,
        "granted_at": exception.at.isoformat(),
        "ended_at": _moment(exception.ended_at),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _marked_anew(regrade: Regrade, attempt: Attempt) -> dict[str, Any]:
    return {
        "what": "marked anew",
        "module": attempt.module_id,
        "purpose": attempt.purpose.value,
        "attempt": attempt.ordinal + 1,
        "cause": regrade.cause.value,
        "reason": regrade.reason,
        "marks": regrade.marks,
        "earned": str(regrade.earned),
        "possible": regrade.possible,
        "passed": regrade.passed,
        "at": _moment(regrade.at),
    }


def _read_essay(mark: EssayMark, attempt: Attempt) -> dict[str, Any]:
    return {
        "what": "read by a trainer",
        "module": attempt.module_id,
        "attempt": attempt.ordinal + 1,
        "question": mark.question_id,
        "points": mark.points,
        "comment": mark.comment,
        "at": _moment(mark.at),
    }


KEEPER = Keeper("quizzes", export=_export)

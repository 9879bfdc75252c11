"""What the quizzes keep of a person; all of it goes with the account."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.quizzes.queries import attempts_of


def _export(db: Session, user_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        {
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
            "submitted_at": attempt.submitted_at.isoformat(),
        }
        for attempt in attempts_of(db, user_id)
    ]


KEEPER = Keeper("quizzes", export=_export)

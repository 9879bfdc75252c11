"""What authoring keeps of a person who learns: the mistakes they reported, with the answers."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.authoring import report_queries
from lms.authoring.models import MistakeReport


def _export(db: Session, user_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        {
            "what": "reported mistake",
            "module": one.module_id,
            "version": str(one.version_id),
            "lesson": one.lesson_id,
            "language": one.language,
            "block": one.block,
            "text": one.text,
            "at": one.at.isoformat(),
            "state": one.state.value,
            "answer": one.answer,
            "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        }
        for one in report_queries.all_of(db, user_id)
    ]


def _forget(db: Session, user_id: uuid.UUID) -> None:
    """Nothing of a report stays: people write about themselves where they find a mistake."""
    db.execute(
        delete(MistakeReport)
        .where(MistakeReport.user_id == user_id)
        .execution_options(synchronize_session=False)
    )


KEEPER = Keeper("authoring", export=_export, forget=_forget)

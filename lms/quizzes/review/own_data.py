"""What the daily review keeps of a person; all of it goes with the account."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.quizzes.review import queries


def _export(db: Session, user_id: uuid.UUID) -> dict[str, Any]:
    wish = queries.wish_of(db, user_id)
    return {
        "since": wish.since.isoformat() if wish else None,
        "cards": [
            {
                "module": card.module_id,
                "question": card.question_id,
                "version": str(card.version_id),
                "box": card.box,
                "due_on": card.due_on.isoformat() if card.due_on else None,
                "at": card.at.isoformat(),
            }
            for card in queries.cards_of(db, user_id)
        ],
    }


KEEPER = Keeper("review", export=_export)

"""What the room keeps of a person: the certificates; a bare number stays when the account goes."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.accounts.own_data import Keeper
from lms.certificates import queries
from lms.certificates.models import Certificate, State


def _export(db: Session, user_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "course": one.course_id,
            "state": one.state.value,
            "issued_at": one.issued_at.isoformat(),
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            "reason": one.reason,
            "printed": one.facts,
            "pdf": f"/certificates/{one.number}/paper.pdf",
            "pdf_sha256": one.pdf_hash,
        }
        for one in queries.certificates_of(db, user_id)
    ]


def _forget(db: Session, user_id: uuid.UUID) -> None:
    """Leave of each certificate its number, so that whoever looks it up learns what became of it.

    The reason of a withdrawal goes too: it may speak of the person.
    """
    db.execute(
        update(Certificate)
        .where(Certificate.user_id == user_id)
        .values(
            state=State.DELETED,
            user_id=None,
            facts={},
            pdf=None,
            pdf_size=0,
            pdf_hash="",
            withdrawn_at=None,
            reason="",
        )
        .execution_options(synchronize_session=False)
    )


KEEPER = Keeper("certificates", export=_export, forget=_forget)

"""Every SELECT about certificates; the paper itself is loaded only where it is handed out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from lms.certificates.models import Certificate, State


def certificate(db: Session, number: str) -> Certificate | None:
    """A certificate by its number as printed."""
    return db.scalar(select(Certificate).where(Certificate.number == number))


def certificate_with_paper(db: Session, number: str) -> Certificate | None:
    """A certificate with the bytes of its paper; None when it was deleted."""
    return db.scalar(
        select(Certificate)
        .where(Certificate.number == number, Certificate.state != State.DELETED)
        .options(undefer(Certificate.pdf))
    )


def certificate_of(db: Session, user_id: uuid.UUID, course_id: str) -> Certificate | None:
    """A person's certificate of a course."""
    return db.scalar(
        select(Certificate).where(
            Certificate.user_id == user_id, Certificate.course_id == course_id
        )
    )


def certificates_of(db: Session, user_id: uuid.UUID) -> Sequence[Certificate]:
    """A person's certificates, the newest first; 50 at most."""
    return db.scalars(
        select(Certificate)
        .where(Certificate.user_id == user_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id)
        .limit(50)
    ).all()

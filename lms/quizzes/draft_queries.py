"""Every SELECT about what is begun and not sent yet, and about what somebody knew before."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Uuid, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from lms.courses.models import Module
from lms.progress.models import LessonRead, ModuleStart
from lms.quizzes.models import Attempt, Draft, Purpose


def draft_to_change(
    db: Session, user_id: uuid.UUID, module_id: str, purpose: Purpose, ordinal: int
) -> Draft | None:
    """The draft of an attempt as it is now; no other request changes it until this one ends."""
    return db.scalar(
        select(Draft)
        .where(
            Draft.user_id == user_id,
            Draft.module_id == module_id,
            Draft.purpose == purpose,
            Draft.ordinal == ordinal,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def drafts_of(db: Session, user_id: uuid.UUID) -> Sequence[Draft]:
    """All that a person has begun and not sent, oldest first."""
    return db.scalars(
        select(Draft).where(Draft.user_id == user_id).order_by(Draft.began_at, Draft.id)
    ).all()


@dataclass(frozen=True)
class BeforeStanding:
    """Where one learner stands before a module that has not been begun.

    version_id  the one of the draft; without one the newest
    attempt_id  of the one try before the module; None: it was not made
    is_begun    whether a lesson was read or the quiz tried: then it is too late for it
    draft       None: nothing is saved
    """

    module_id: str
    version_id: uuid.UUID
    attempt_id: uuid.UUID | None
    is_begun: bool
    draft: Draft | None


_ASKER = bindparam("user_id", type_=Uuid())
_TRIED = aliased(Attempt)
_BEFORE = (
    select(
        Module.published_id,
        ModuleStart.version_id,
        Attempt.id,
        exists().where(LessonRead.user_id == _ASKER, LessonRead.module_id == Module.id),
        exists().where(
            _TRIED.user_id == _ASKER,
            _TRIED.module_id == Module.id,
            _TRIED.purpose == Purpose.QUIZ,
        ),
        Draft,
    )
    .select_from(Module)
    .outerjoin(ModuleStart, and_(ModuleStart.module_id == Module.id, ModuleStart.user_id == _ASKER))
    .outerjoin(
        Attempt,
        and_(
            Attempt.module_id == Module.id,
            Attempt.user_id == _ASKER,
            Attempt.purpose == Purpose.BEFORE,
        ),
    )
    .outerjoin(
        Draft,
        and_(
            Draft.module_id == Module.id,
            Draft.user_id == _ASKER,
            Draft.purpose == Purpose.BEFORE,
        ),
    )
    .where(Module.id == bindparam("module_id"))
    .limit(1)
)
_SENDING = _BEFORE.with_for_update(of=Module, read=True, key_share=True)  # see queries.py


def before_standing(
    db: Session, user_id: uuid.UUID, module_id: str, *, sending: bool = False
) -> BeforeStanding | None:
    """One statement; None when there is no such module.

    sending  whether an attempt may be kept: then nobody marks anew in the module meanwhile
    """
    if "\0" in module_id:
        return None  # PostgreSQL refuses to look for it
    asked = {"user_id": user_id, "module_id": module_id}
    row = db.execute(_SENDING if sending else _BEFORE, asked).first()
    if row is None:
        return None
    published_id, version_id, attempt_id, has_read, has_tried, draft = row
    return BeforeStanding(
        module_id=module_id,
        version_id=draft.version_id if draft else version_id or published_id,
        attempt_id=attempt_id,
        is_begun=bool(has_read or has_tried),
        draft=draft,
    )

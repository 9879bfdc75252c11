"""Every SELECT about questions with a mistake, and about marks that were made anew."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from sqlalchemy import Row, Text, and_, cast, func, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import User
from lms.courses.models import Module
from lms.progress.models import ModuleStart
from lms.quizzes.corrections import Ruling
from lms.quizzes.kept_marks import Outcome
from lms.quizzes.models import Attempt, Correction, EssayMark, Purpose, Regrade

_AT_ONCE = 500
V = TypeVar("V")


def in_parts(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The values, five hundred at once: a statement can name only so many."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


@dataclass(frozen=True)
class Standing:
    """An attempt as it stands now, by its newest marks.

    number   of the newest Regrade; 0 when there is none
    answers  question id -> the answer as it was sent
    """

    id: uuid.UUID
    user_id: uuid.UUID
    module_id: str
    version_id: uuid.UUID
    language: str
    purpose: Purpose
    submitted_at: datetime
    answers: Mapping[str, Any]
    number: int
    outcome: Outcome


def corrections_of(db: Session, module_id: str) -> Sequence[Correction]:
    """All corrections of a module's questions, the newest first."""
    return db.scalars(
        select(Correction)
        .where(Correction.module_id == module_id)
        .order_by(Correction.at.desc(), Correction.id)
    ).all()


def in_force(corrections: Iterable[Correction], version_id: uuid.UUID) -> dict[str, Correction]:
    """What holds in a version, by question id, of corrections with the newest first."""
    found: dict[str, Correction] = {}
    for one in corrections:
        if str(version_id) in one.versions:
            found.setdefault(one.question_id, one)
    return found


def rulings(db: Session, module_id: str, version_id: uuid.UUID) -> dict[str, Ruling]:
    """One statement: what holds for the questions of a version, by question id."""
    holding = in_force(corrections_of(db, module_id), version_id)
    return {id_: Ruling(one.act.value, one.answer) for id_, one in holding.items()}


_OTHER = aliased(Regrade)
_NEWEST_REGRADE = and_(
    Regrade.attempt_id == Attempt.id,
    Regrade.number
    == select(func.max(_OTHER.number)).where(_OTHER.attempt_id == Attempt.id).scalar_subquery(),
)
# Columns and no objects: of some of them there are ten thousand.
_STANDING = select(
    Attempt.id,
    Attempt.user_id,
    Attempt.module_id,
    Attempt.version_id,
    Attempt.language,
    Attempt.purpose,
    Attempt.submitted_at,
    Attempt.answers,
    func.coalesce(Regrade.number, 0).label("number"),
    Attempt.marks,
    Attempt.earned,
    Attempt.possible,
    Attempt.share,
    Attempt.passed,
    Attempt.waits,
    Regrade.marks.label("new_marks"),
    Regrade.earned.label("new_earned"),
    Regrade.possible.label("new_possible"),
    Regrade.share.label("new_share"),
    Regrade.passed.label("new_passed"),
    Regrade.waits.label("new_waits"),
).outerjoin(Regrade, _NEWEST_REGRADE)


def hold_module(db: Session, module_id: str) -> None:
    """Let nobody else mark anew in a module until this transaction ends.

    On its own and before anything is read: who has waited here must see what the other wrote.
    """
    db.execute(select(Module.id).where(Module.id == module_id).with_for_update())


def hold_module_of(db: Session, attempt_id: uuid.UUID) -> None:
    """The same for the module of an attempt."""
    db.execute(
        select(Module.id)
        .join(Attempt, Attempt.module_id == Module.id)
        .where(Attempt.id == attempt_id)
        .with_for_update(of=Module)
    )


def attempts_with(
    db: Session, module_id: str, version_ids: Collection[uuid.UUID], question_id: str
) -> Iterator[Standing]:
    """The attempts of some versions in which a question was asked, the newest first, one by one."""
    asked = _STANDING.where(
        Attempt.module_id == module_id,
        Attempt.version_id.in_(version_ids),
        cast(Attempt.questions, Text).contains(json.dumps(question_id), autoescape=True),
    ).order_by(Attempt.submitted_at.desc(), Attempt.id)
    rows = db.connection().execute(asked.execution_options(yield_per=_AT_ONCE))
    return (_standing(row) for row in rows)


def standing_of(db: Session, attempt_id: uuid.UUID) -> Standing | None:
    """One attempt as it stands now."""
    row = db.connection().execute(_STANDING.where(Attempt.id == attempt_id)).first()
    return _standing(row) if row else None


def _standing(row: Row[Any]) -> Standing:
    if row.number:
        values = row.new_marks, row.new_earned, row.new_possible, row.new_share
        passed, waits = row.new_passed, row.new_waits
    else:
        values = row.marks, row.earned, row.possible, row.share
        passed, waits = row.passed, row.waits
    marks, earned, possible, share = values
    exact = earned / possible if possible else Fraction(share)
    outcome = Outcome(marks, earned, possible, exact, passed, waits)
    return Standing(
        id=row.id,
        user_id=row.user_id,
        module_id=row.module_id,
        version_id=row.version_id,
        language=row.language,
        purpose=row.purpose,
        submitted_at=row.submitted_at,
        answers=row.answers,
        number=row.number,
        outcome=outcome,
    )


def regrades_of_attempt(db: Session, attempt_id: uuid.UUID) -> Sequence[Regrade]:
    """All marks of an attempt after the first ones, the newest last."""
    return db.scalars(
        select(Regrade).where(Regrade.attempt_id == attempt_id).order_by(Regrade.number)
    ).all()


def essay_marks_of(db: Session, attempt_id: uuid.UUID) -> dict[str, EssayMark]:
    """The newest reader's marks of an attempt's essays, by question id."""
    rows = db.scalars(
        select(EssayMark)
        .where(EssayMark.attempt_id == attempt_id)
        .order_by(EssayMark.at, EssayMark.id)
    )
    return {row.question_id: row for row in rows}


def regrades_of(db: Session, user_id: uuid.UUID) -> list[tuple[Regrade, Attempt]]:
    """All marks of a person's attempts that were made anew, the oldest first."""
    rows = db.execute(
        select(Regrade, Attempt)
        .join(Attempt, Attempt.id == Regrade.attempt_id)
        .where(Attempt.user_id == user_id)
        .order_by(Regrade.at, Regrade.id)
    )
    return [(regrade, attempt) for regrade, attempt in rows]


def essays_read(db: Session, user_id: uuid.UUID) -> list[tuple[EssayMark, Attempt]]:
    """All that readers gave for a person's essays, the oldest first."""
    rows = db.execute(
        select(EssayMark, Attempt)
        .join(Attempt, Attempt.id == EssayMark.attempt_id)
        .where(Attempt.user_id == user_id)
        .order_by(EssayMark.at, EssayMark.id)
    )
    return [(mark, attempt) for mark, attempt in rows]


def points_given(db: Session, module_id: str, question_id: str) -> dict[uuid.UUID, dict[str, Any]]:
    """Attempt id -> the newest points of a reader for one essay question."""
    rows = db.execute(
        select(EssayMark.attempt_id, EssayMark.points)
        .join(Attempt, Attempt.id == EssayMark.attempt_id)
        .where(Attempt.module_id == module_id, EssayMark.question_id == question_id)
        .order_by(EssayMark.at, EssayMark.id)
    )
    return {row.attempt_id: row.points for row in rows}


def essays_waiting(db: Session, reader_id: uuid.UUID, most: int) -> list[Standing]:
    """Attempts of other people in which an essay waits for a reader, the oldest first."""
    rows = db.connection().execute(
        _STANDING.where(
            func.coalesce(Regrade.waits, Attempt.waits).is_(True), Attempt.user_id != reader_id
        )
        .order_by(Attempt.submitted_at, Attempt.id)
        .limit(most)
    )
    return [_standing(row) for row in rows]


def people(db: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, User]:
    """People by id; those who have left are missing."""
    found: dict[uuid.UUID, User] = {}
    for some in in_parts(list(ids)):
        rows = db.scalars(select(User).where(User.id.in_(some)))
        found |= {row.id: row for row in rows}
    return found


def module_starts_of(
    db: Session, module_id: str, user_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, ModuleStart]:
    """The beginnings of a module by some people, by person."""
    found: dict[uuid.UUID, ModuleStart] = {}
    for some in in_parts(list(user_ids)):
        rows = db.scalars(
            select(ModuleStart).where(
                ModuleStart.module_id == module_id, ModuleStart.user_id.in_(some)
            )
        )
        found |= {row.user_id: row for row in rows}
    return found


def shares_of(
    db: Session, module_id: str, user_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[float]]:
    """The shares of some people's attempts at a quiz as they stand now, the oldest first."""
    found: dict[uuid.UUID, list[float]] = {}
    for some in in_parts(list(user_ids)):
        rows = db.execute(
            select(Attempt.user_id, func.coalesce(Regrade.share, Attempt.share))
            .outerjoin(Regrade, _NEWEST_REGRADE)
            .where(
                Attempt.module_id == module_id,
                Attempt.purpose == Purpose.QUIZ,
                Attempt.user_id.in_(some),
            )
            .order_by(Attempt.ordinal)
        )
        for user_id, share in rows:
            found.setdefault(user_id, []).append(share)
    return found

"""Every SELECT of item analysis: how much there is, and first attempts with their newest marks."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import User
from lms.quizzes.models import Attempt, Correction, Draft, Purpose, Regrade

_AT_ONCE = 500
_FIRST = 0  # ordinal of the attempt that nobody has practised for
_OTHER = aliased(Regrade)
_NEWEST_REGRADE = and_(
    Regrade.attempt_id == Attempt.id,
    Regrade.number
    == select(func.max(_OTHER.number)).where(_OTHER.attempt_id == Attempt.id).scalar_subquery(),
)


@dataclass(frozen=True)
class Extent:
    """What there is to analyse at a module's quiz: as long as it is equal, so are the figures.

    sent    (version, language, how many, when the newest was sent) of first attempts
    begun   (version, how many) of first attempts that are begun and not sent
    marked  how often marks were made anew, and when last; of all attempts at the quiz
    mended  how often something was decided about a question, and when last
    """

    sent: tuple[tuple[uuid.UUID, str, int, datetime], ...]
    begun: tuple[tuple[uuid.UUID, int], ...]
    marked: tuple[int, datetime | None]
    mended: tuple[int, datetime | None]


def extent(db: Session, module_id: str, *, with_demo: bool) -> Extent:
    """Four statements, however many attempts there are.

    with_demo  whether people of a demo count
    """
    version, language = Attempt.version_id, Attempt.language
    sent = (
        select(version, language, func.count(), func.max(Attempt.submitted_at))
        .where(*_first_of(Attempt, module_id, with_demo=with_demo))
        .group_by(version, language)
        .order_by(version, language)
    )
    begun = (
        select(Draft.version_id, func.count())
        .where(*_first_of(Draft, module_id, with_demo=with_demo))
        .group_by(Draft.version_id)
        .order_by(Draft.version_id)
    )
    marked = (
        select(func.count(), func.max(Regrade.at))
        .select_from(Regrade)
        .join(Attempt, Attempt.id == Regrade.attempt_id)
        .where(Attempt.module_id == module_id)
    )
    mended = select(func.count(), func.max(Correction.at)).where(Correction.module_id == module_id)
    run = db.connection().execute
    marks, marked_at = run(marked).one()
    decisions, decided_at = run(mended).one()
    return Extent(
        tuple((row[0], row[1], row[2], row[3]) for row in run(sent)),
        tuple((row[0], row[1]) for row in run(begun)),
        (marks, marked_at),
        (decisions, decided_at),
    )


@dataclass(frozen=True, slots=True)
class FirstAttempt:
    """A person's first attempt, without the person.

    asked  ids of the questions in order
    marks  as in Attempt: the newest ones
    """

    version_id: uuid.UUID
    language: str
    asked: list[str]
    marks: dict[str, Any]


def first_attempts(db: Session, module_id: str, *, with_demo: bool) -> Iterator[FirstAttempt]:
    """First attempts at a module's quiz, one by one, in no order.

    Columns and no objects, and JSON as text that is decoded once: there may be ten thousand.
    """
    asked = (
        select(
            Attempt.version_id,
            Attempt.language,
            cast(Attempt.questions, Text),
            cast(func.coalesce(Regrade.marks, Attempt.marks), Text),
        )
        .outerjoin(Regrade, _NEWEST_REGRADE)
        .where(*_first_of(Attempt, module_id, with_demo=with_demo))
    )
    rows = db.connection().execute(asked.execution_options(yield_per=_AT_ONCE))
    for version_id, language, questions, marks in rows:
        yield FirstAttempt(version_id, language, json.loads(questions), json.loads(marks))


def _first_of(
    table: type[Attempt] | type[Draft], module_id: str, *, with_demo: bool
) -> list[ColumnElement[bool]]:
    """What holds for first attempts at the quiz itself by people who count."""
    found = [table.module_id == module_id, table.purpose == Purpose.QUIZ, table.ordinal == _FIRST]
    if not with_demo:
        found.append(exists().where(User.id == table.user_id, User.is_demo.is_(False)))
    return found

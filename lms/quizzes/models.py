"""Tables of quizzes: the attempts that people have made, each kept for good."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Dialect,
    Enum,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from lms.db import Row
from lms.progress.models import ID
from lms.quizzes.policy import Purpose as Purpose

LONGEST_FRACTION = 200
LONGEST_QUESTION_ID = 100


class FractionText(TypeDecorator[Fraction]):
    """A fraction kept as text such as 20/3, so that no share of a mark is rounded away."""

    impl = String(LONGEST_FRACTION)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


def _owner() -> Any:
    return mapped_column(ForeignKey("users.id", ondelete="CASCADE"))


def _purpose() -> Any:
    return mapped_column(
        Enum(Purpose, native_enum=False, length=10, values_callable=_values),
        default=Purpose.QUIZ,
        server_default=Purpose.QUIZ.value,
    )


def _values(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


class Draft(Row):
    """A try that is begun and not sent yet; it goes when the answers are sent.

    typed     form field -> what is typed there, as it was typed
    ends_at   when the time is over; None: there is no limit
    saved_at  None: nothing was saved since it began
    """

    __tablename__ = "quiz_drafts"
    __table_args__ = (UniqueConstraint("user_id", "module_id", "purpose", "ordinal"),)

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID))
    purpose: Mapped[Purpose] = _purpose()
    ordinal: Mapped[int]
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    language: Mapped[str] = mapped_column(String(5))
    typed: Mapped[dict[str, Any]]
    began_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]


class Attempt(Row):
    """One try at a module's quiz, with the version it was taken in; never changed.

    What a reader's marks or a mended question change is written in a Regrade beside it.

    ordinal    counted from 0 for each person, module and purpose; it decides which questions are
               drawn
    began_at   None: sent without having been begun in a draft
    waits      whether a reader still had to mark something when it was sent
    questions  ids in the order in which they were asked
    answers    question id -> the answer as it was sent; questions left open are missing
    marks      question id -> {earned: a fraction as text, right, given: the answer as it was read}
    share      earned of possible, for lists and averages only; decisions use the fractions
    """

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        UniqueConstraint("user_id", "module_id", "purpose", "ordinal"),
        CheckConstraint("ordinal >= 0", name="ordinal_from_zero"),
        CheckConstraint("possible > 0", name="something_to_earn"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_of_one"),
    )

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID), index=True)
    purpose: Mapped[Purpose] = _purpose()
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    language: Mapped[str] = mapped_column(String(5))
    ordinal: Mapped[int]
    began_at: Mapped[datetime | None]
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    questions: Mapped[list[Any]]
    answers: Mapped[dict[str, Any]]
    marks: Mapped[dict[str, Any]]
    earned: Mapped[Fraction] = mapped_column(FractionText)
    possible: Mapped[int]
    share: Mapped[float]
    passed: Mapped[bool]
    submitted_at: Mapped[datetime]


class Act(StrEnum):
    """What is done about a mistake in a question."""

    DROP = "drop"
    REKEY = "rekey"
    CREDIT = "credit"
    RESTORE = "restore"


class Cause(StrEnum):
    """Why an attempt was marked anew."""

    READER = "reader"
    CORRECTION = "correction"


class Correction(Row):
    """What was decided about a question with a mistake; the newest one for a question holds.

    versions  ids of the module versions in which the question stands with this mistake, as text
    answer    rekey: the answer that is right, as `grading.grade` takes it; else None
    """

    __tablename__ = "quiz_corrections"

    module_id: Mapped[str] = mapped_column(String(ID), index=True)
    question_id: Mapped[str] = mapped_column(String(LONGEST_QUESTION_ID))
    versions: Mapped[list[Any]]
    act: Mapped[Act] = mapped_column(
        Enum(Act, native_enum=False, length=10, values_callable=_values)
    )
    answer: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class Regrade(Row):
    """The marks of an attempt made anew, with the reason; the newest one counts.

    number  1 for the first of an attempt
    marks   as in Attempt; a question left out is missing, and missing in possible
    waits   whether a reader must still mark something
    """

    __tablename__ = "quiz_regrades"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("possible >= 0", name="nothing_below_zero"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_of_one"),
    )

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("quiz_attempts.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    cause: Mapped[Cause] = mapped_column(
        Enum(Cause, native_enum=False, length=10, values_callable=_values)
    )
    correction_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quiz_corrections.id"))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    marks: Mapped[dict[str, Any]]
    earned: Mapped[Fraction] = mapped_column(FractionText)
    possible: Mapped[int]
    share: Mapped[float]
    passed: Mapped[bool]
    waits: Mapped[bool] = mapped_column(default=False)


class EssayMark(Row):
    """How a reader marked one essay by its rubric; a later one replaces it, both stay.

    points  criterion id -> points given
    """

    __tablename__ = "quiz_essay_marks"

    attempt_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("quiz_attempts.id", ondelete="CASCADE"), index=True
    )
    question_id: Mapped[str] = mapped_column(String(LONGEST_QUESTION_ID))
    points: Mapped[dict[str, Any]]
    comment: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class Allowance(Row):
    """An exception from a quiz's rules for one person, with an end and a reason.

    more_attempts  beyond those the rules allow
    more_minutes   beyond the time limit
    no_pause       whether the next attempt may follow at once
    """

    __tablename__ = "quiz_allowances"
    __table_args__ = (
        CheckConstraint("more_attempts BETWEEN 0 AND 100", name="attempts_in_range"),
        CheckConstraint("more_minutes BETWEEN 0 AND 1000", name="minutes_in_range"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    module_id: Mapped[str] = mapped_column(String(ID))
    more_attempts: Mapped[int]
    more_minutes: Mapped[int]
    no_pause: Mapped[bool]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ReviewWish(Row):
    """Somebody who wants a daily review; without a row there is none."""

    __tablename__ = "quiz_review_wishes"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[uuid.UUID] = _owner()
    since: Mapped[datetime]


class ReviewCard(Row):
    """A question that somebody missed, and when it comes back.

    box     1 to 5, after Leitner: one up when right, back to 1 when not
    due_on  the day in the learner's zone; None: learned, it does not come back
    """

    __tablename__ = "quiz_review_cards"
    __table_args__ = (
        UniqueConstraint("user_id", "module_id", "question_id"),
        CheckConstraint("box BETWEEN 1 AND 5", name="box_of_five"),
    )

    user_id: Mapped[uuid.UUID] = _owner()
    module_id: Mapped[str] = mapped_column(String(ID))
    question_id: Mapped[str] = mapped_column(String(LONGEST_QUESTION_ID))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    box: Mapped[int]
    due_on: Mapped[date | None]
    at: Mapped[datetime]

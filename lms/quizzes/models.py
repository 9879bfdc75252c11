"""Tables of quizzes: the attempts that people have made, each kept for good."""

from __future__ import annotations

import uuid
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from lms.db import Row
from lms.progress.models import ID

LONGEST_FRACTION = 200


class FractionText(TypeDecorator[Fraction]):
    """A fraction kept as text such as 20/3, so that no share of a mark is rounded away."""

    impl = String(LONGEST_FRACTION)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


class Attempt(Row):
    """One try at a module's quiz, with the version it was taken in; never changed.

    ordinal    counted from 0 for each person and module; it decides which questions are drawn
    questions  ids in the order in which they were asked
    answers    question id -> the answer as it was sent; questions left open are missing
    marks      question id -> {earned: a fraction as text, right, given: the answer as it was read}
    share      earned of possible, for lists and averages only; decisions use the fractions
    """

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        UniqueConstraint("user_id", "module_id", "ordinal"),
        CheckConstraint("ordinal >= 0", name="ordinal_from_zero"),
        CheckConstraint("possible > 0", name="something_to_earn"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_of_one"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(ID))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module_versions.id"))
    language: Mapped[str] = mapped_column(String(5))
    ordinal: Mapped[int]
    questions: Mapped[list[Any]]
    answers: Mapped[dict[str, Any]]
    marks: Mapped[dict[str, Any]]
    earned: Mapped[Fraction] = mapped_column(FractionText)
    possible: Mapped[int]
    share: Mapped[float]
    passed: Mapped[bool]
    submitted_at: Mapped[datetime]

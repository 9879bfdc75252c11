"""What holds of an attempt today: its newest marks, what was decided since, what a reader said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.quizzes import correction_queries as queries
from lms.quizzes.corrections import REKEY, RESTORE, rekeyed
from lms.quizzes.models import Attempt, Cause, Correction, Regrade
from lms.quizzes.questions import Kind, Question
from lms.quizzes.results import ReadEssay, earned_shown
from lms.web.filters import day, num
from lms.words import N_

_ANEW = N_("Marked anew on %(day)s: %(reason)s")
_READ = N_("A trainer read your answer and marked it on %(day)s.")
_SCORES = N_("Before: %(then)s of %(then_all)s, now: %(now)s of %(now_all)s.")
_WAITS = N_("A trainer will read what you wrote. Until then it earns nothing.")
_DECIDED = N_("The team changed how this question is marked: %(reason)s")
_MARK = N_("It earned %(then)s before, and %(now)s now.")
_LEFT_OUT = N_("It earned %(then)s before, and counts for nobody now.")
_NOTHING_COUNTS = N_("None of these questions counts any more. Your result from before stays.")


@dataclass(frozen=True)
class Today:
    """An attempt as it stands now.

    earned, possible  where nothing counts any more, those of the first marking
    regrades          the marks after the first ones, the newest last
    decided           question id -> what was decided about it in the version of the attempt
    """

    attempt: Attempt
    marks: Mapping[str, Any]
    earned: Fraction
    possible: int
    passed: bool
    waits: bool
    regrades: Sequence[Regrade]
    decided: Mapping[str, Correction]
    essays: Mapping[str, ReadEssay]

    def asked(self, question: Question) -> Question:
        """A question with the key that holds today."""
        found = self.decided.get(question.id)
        if found is None or found.act != REKEY:
            return question
        return rekeyed(question, found.answer)


def today(db: Session, attempt: Attempt, questions: Sequence[Question]) -> Today:
    """Two statements; a third where a reader may have marked something."""
    regrades = queries.regrades_of_attempt(db, attempt.id)
    corrections = queries.corrections_of(db, attempt.module_id)
    essays = {}
    if any(question.kind is Kind.ESSAY for question in questions):
        essays = queries.essay_marks_of(db, attempt.id)
    newest = regrades[-1] if regrades else attempt
    counting = newest if newest.possible else attempt
    return Today(
        attempt=attempt,
        marks=newest.marks,
        earned=counting.earned,
        possible=counting.possible,
        passed=newest.passed,
        waits=newest.waits,
        regrades=regrades,
        decided=queries.in_force(corrections, attempt.version_id),
        essays={id_: ReadEssay(one.points, one.comment) for id_, one in essays.items()},
    )


def notices(now: Today) -> list[str]:
    """What is said above the answers: that a reader is awaited, and each marking anew."""
    said = [gettext(_WAITS)] if now.waits else []
    before: Attempt | Regrade = now.attempt
    for regrade in now.regrades:
        said.append(f"{_what_happened(regrade)} {_scores(before, regrade)}".rstrip())
        before = regrade
    return said


def _what_happened(regrade: Regrade) -> str:
    if regrade.cause is Cause.READER:
        return str(gettext(_READ, day=day(regrade.at)))
    return str(gettext(_ANEW, day=day(regrade.at), reason=_sentence(regrade.reason)))


def _sentence(text: str) -> str:
    """A reason that another sentence can follow."""
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."


def _scores(before: Attempt | Regrade, after: Regrade) -> str:
    """Empty where the sum stayed as it was."""
    if not after.possible:
        return str(gettext(_NOTHING_COUNTS))
    same = (before.earned, before.possible) == (after.earned, after.possible)
    if same or not before.possible:
        return ""
    return str(
        gettext(
            _SCORES,
            then=num(earned_shown(before.earned)),
            then_all=num(before.possible),
            now=num(earned_shown(after.earned)),
            now_all=num(after.possible),
        )
    )


def notes(now: Today) -> dict[int, list[str]]:
    """Number of a question on the page -> what was decided about it, and its old mark."""
    found: dict[int, list[str]] = {}
    for number, id_ in enumerate(now.attempt.questions, start=1):
        decided = now.decided.get(id_)
        said = []
        if decided is not None and decided.act != RESTORE:
            said.append(gettext(_DECIDED, reason=decided.reason))
        old = _old_mark(now.attempt.marks.get(id_), now.marks.get(id_))
        found[number] = [*said, old] if old else said
    return found


def _old_mark(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    """The mark before, where it was another one; empty for an essay that nobody had read."""
    if then is None or then.get("waits"):
        return ""
    if now is None:
        return str(gettext(_LEFT_OUT, then=num(_shown(then))))
    if then["earned"] == now["earned"]:
        return ""
    return str(gettext(_MARK, then=num(_shown(then)), now=num(_shown(now))))


def _shown(mark: Mapping[str, Any]) -> Decimal:
    return earned_shown(Fraction(mark["earned"]))

"""Verbs of marking anew: a question with a mistake is mended, an essay is read by a person."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses.completing import note_module_done
from lms.errors import Refusal
from lms.progress import service as progress
from lms.quizzes import correction_queries as queries
from lms.quizzes.correction_queries import Standing
from lms.quizzes.corrections import Ruling, mark_under
from lms.quizzes.kept_marks import Kept, Outcome, kept, summed
from lms.quizzes.models import Act, Cause, Correction, EssayMark, Purpose, Regrade
from lms.quizzes.policy import Policy, counting_share, policy_of
from lms.quizzes.questions import Question
from lms.quizzes.versions import QuizVersion, pool
from lms.trail import service as trail
from lms.words import N_

_MARKED_MEANWHILE = N_("Somebody else has marked this answer meanwhile.")


@dataclass(frozen=True)
class Mended:
    """A question as some versions of a module hold it, and what is to hold for it."""

    module_id: str
    question_id: str
    versions: tuple[QuizVersion, ...]
    ruling: Ruling


@dataclass(frozen=True)
class Change:
    """An attempt whose marks become other ones, and the rules it was made under."""

    standing: Standing
    after: Outcome
    policy: Policy

    @property
    def passes_now(self) -> bool:
        """Whether it passes by this."""
        return self.after.passed and not self.standing.outcome.passed


def changes(db: Session, mended: Mended) -> Iterator[Change]:
    """Whose marks would change, the newest attempt first; nothing is written."""
    asked = {
        (version.id, language): question
        for version in mended.versions
        for language in version.sources
        if (question := pool(db, version, language).get(mended.question_id)) is not None
    }
    rules = {version.id: policy_of(version.facts["quiz"]) for version in mended.versions}
    points: Mapping[uuid.UUID, Any] = {}
    if any(question.rubric for question in asked.values()):
        points = queries.points_given(db, mended.module_id, mended.question_id)
    found = queries.attempts_with(db, mended.module_id, list(rules), mended.question_id)
    for standing in found:
        question = asked[standing.version_id, standing.language]
        policy = rules[standing.version_id]
        ruling = mended.ruling
        after = _after(standing, question, policy, ruling, points.get(standing.id))
        if after is not None:
            yield Change(standing, after, policy)


def _after(
    standing: Standing,
    question: Question,
    policy: Policy,
    ruling: Ruling | None,
    points: Mapping[str, int] | None,
) -> Outcome | None:
    """What an attempt comes to with one question marked anew; None: as before."""
    before = standing.outcome
    mark = mark_under(question, standing.answers.get(question.id), ruling, points)
    fresh = None if mark is None else kept(mark)
    if _weight(fresh) == _weight(before.marks.get(question.id)):
        return None
    marks = {id_: one for id_, one in before.marks.items() if id_ != question.id}
    if fresh is not None:
        marks[question.id] = fresh
    return summed(marks, policy, before, may_pass=standing.purpose is Purpose.QUIZ)


def _weight(mark: Kept | None) -> object:
    """What of a mark makes a difference to anybody."""
    if mark is None:
        return None
    parts = {id_: _weight(part) for id_, part in mark.get("parts", {}).items()}
    return mark["earned"], mark["right"], mark.get("waits", False), parts


@dataclass(frozen=True)
class Regraded:
    """How many attempts have other marks now, and how many pass by it."""

    changed: int
    passed: int


def mend_question(
    db: Session, author: User, mended: Mended, *, reason: str, now: datetime
) -> Regraded:
    """Decide about a question with a mistake and mark anew what was asked with it.

    Old marks stay beside the new ones, and a pass once given stays whatever the new marks are.
    """
    queries.hold_module(db, mended.module_id)
    correction = Correction(
        id=uuid.uuid4(),
        module_id=mended.module_id,
        question_id=mended.question_id,
        versions=[str(version.id) for version in mended.versions],
        act=Act(mended.ruling.act),
        answer=mended.ruling.answer,
        reason=reason,
        by_id=author.id,
        at=now,
    )
    db.add(correction)
    db.flush()  # the new marks name it
    found = list(changes(db, mended))
    about = {"cause": Cause.CORRECTION, "correction_id": correction.id, "reason": reason}
    _write(db, found, about | {"by_id": author.id, "at": now})
    _note_progress(db, mended.module_id, found, now=now)
    trail.note(
        db,
        author,
        "quizzes.mend_question",
        correction,
        now=now,
        question=mended.question_id,
        decision=mended.ruling.act,
        attempts=len(found),
    )
    return Regraded(len(found), sum(change.passes_now for change in found))


def mark_essay(
    db: Session,
    reader: User,
    standing: Standing,
    question: Question,
    version: QuizVersion,
    *,
    points: Mapping[str, int],
    comment: str,
    seen: uuid.UUID | None,
    now: datetime,
) -> None:
    """Mark an essay by its rubric; a second time replaces the first marks, which stay.

    standing  read while its module was held, so that two readers do not write at once
    points    criterion id -> points
    seen      the marks that the reader saw before writing these; None: there were none
    raises    Refusal when there are newer marks than that
    """
    newest = queries.essay_marks_of(db, standing.id).get(question.id)
    if (newest.id if newest else None) != seen:
        raise Refusal(_MARKED_MEANWHILE)
    made = EssayMark(
        id=uuid.uuid4(),
        attempt_id=standing.id,
        question_id=question.id,
        points=dict(points),
        comment=comment,
        by_id=reader.id,
        at=now,
    )
    db.add(made)
    ruling = queries.rulings(db, standing.module_id, version.id).get(question.id)
    policy = policy_of(version.facts["quiz"])
    after = _after(standing, question, policy, ruling, points)
    if after is not None:
        change = Change(standing, after, policy)
        about = {"cause": Cause.READER, "correction_id": None, "reason": ""}
        _write(db, [change], about | {"by_id": reader.id, "at": now})
        _note_progress(db, standing.module_id, [change], now=now)
    trail.note(db, reader, "quizzes.mark_essay", made, now=now, question=question.id)


def _write(db: Session, found: Sequence[Change], about: Mapping[str, Any]) -> None:
    """Plain rows, five hundred at once: objects would take minutes for ten thousand."""
    for some in queries.in_parts(found):
        rows = [
            {
                "id": uuid.uuid4(),
                "attempt_id": change.standing.id,
                "number": change.standing.number + 1,
                "marks": dict(change.after.marks),
                "earned": change.after.earned,
                "possible": change.after.possible,
                "share": float(change.after.share),
                "passed": change.after.passed,
                "waits": change.after.waits,
                **about,
            }
            for change in some
        ]
        db.connection().execute(insert(Regrade), rows)


def _note_progress(db: Session, module_id: str, found: Sequence[Change], *, now: datetime) -> None:
    """Bring each person's result up to date; whoever passes by it may have finished the course."""
    quizzes = [one for one in found if one.standing.purpose is Purpose.QUIZ]
    # The newest attempt comes first: its rules say which result counts.
    rules = {one.standing.user_id: one.policy for one in reversed(quizzes)}
    passing = {one.standing.user_id for one in quizzes if one.passes_now}
    starts = queries.module_starts_of(db, module_id, list(rules))
    shares = queries.shares_of(db, module_id, list(rules))
    fresh = [id_ for id_ in passing if id_ in starts and starts[id_].quiz_passed_at is None]
    for user_id, start in starts.items():
        share = counting_share(rules[user_id], shares[user_id])
        if share is not None:
            progress.note_quiz(db, start, share, passed=user_id in passing, now=now)
    for user in queries.people(db, fresh).values():
        note_module_done(db, user, module_id, now=now)

"""What readers of essays see: what waits, and one answer with its rubric; never whose it is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.quizzes import correction_queries as queries
from lms.quizzes.correction_queries import Standing
from lms.quizzes.essay_forms import EssayForm, field_name
from lms.quizzes.models import EssayMark
from lms.quizzes.questions import Kind, Question
from lms.quizzes.texts import in_line, stem_and_more
from lms.quizzes.versions import QuizVersion, pool, quiz_version

ESSAYS = "/teach/essays/"
MOST_SHOWN = 50


@dataclass(frozen=True)
class Essay:
    """One answer that a reader marks.

    newest  the marks it has; None: it has none
    """

    standing: Standing
    version: QuizVersion
    question: Question
    text: str
    newest: EssayMark | None

    @property
    def user_id(self) -> uuid.UUID:
        """Who wrote it; for the rule, never for the page."""
        return self.standing.user_id

    @property
    def address(self) -> str:
        return f"{ESSAYS}{self.standing.id}/{self.question.id}/"


def essay(
    db: Session, attempt_id: uuid.UUID, question_id: str, *, hold: bool = False
) -> Essay | None:
    """One answer to an essay with a rubric; None where there is none.

    hold  whether other readers of this module wait until this transaction ends
    """
    if hold:
        queries.hold_module_of(db, attempt_id)
    standing = queries.standing_of(db, attempt_id)
    version = quiz_version(db, standing.version_id) if standing else None
    if standing is None or version is None:
        return None
    question = pool(db, version, standing.language).get(question_id)
    if question is None or question.kind is not Kind.ESSAY or not question.rubric:
        return None
    text = standing.answers.get(question_id)
    if not isinstance(text, str):
        return None
    newest = queries.essay_marks_of(db, attempt_id).get(question_id)
    return Essay(standing, version, question, text, newest)


def waiting(db: Session, reader_id: uuid.UUID, lang: str, *, now: datetime) -> list[dict[str, Any]]:
    """The answers of other people that wait for a reader, the oldest first; 50 at most."""
    found = []
    for standing in queries.essays_waiting(db, reader_id, MOST_SHOWN):
        version = quiz_version(db, standing.version_id)
        if version is None:
            continue
        module = version.module(lang)
        for id_, mark in standing.outcome.marks.items():
            if mark.get("waits"):
                found.append(
                    {
                        "url": f"{ESSAYS}{standing.id}/{id_}/",
                        "code": module.code,
                        "title": module.title,
                        "title_language": module.language,
                        "language": standing.language,
                        "days": (now - standing.submitted_at).days,
                    }
                )
    return found[:MOST_SHOWN]


def shown(found: Essay, form: EssayForm, lang: str) -> dict[str, Any]:
    """One answer as templates/quizzes/essay.html takes it."""
    question, version = found.question, found.version
    stem, more = stem_and_more(question.text, question.format_of("text"), version.pictures)
    module = version.module(lang)
    return {
        "code": module.code,
        "language": found.standing.language,
        "action": found.address,
        "stem": stem,
        "more": more,
        "text": found.text,
        "feedback": in_line(question.feedback, question.format_of("feedback"), version.pictures),
        "rubric": [(form[field_name(one.id)], one.points) for one in question.rubric],
        "newest": None if found.newest is None else _marked(found, found.newest),
    }


def _marked(found: Essay, newest: EssayMark) -> dict[str, Any]:
    return {
        "at": newest.at,
        "points": [
            (one.text, newest.points.get(one.id, 0), one.points) for one in found.question.rubric
        ],
        "comment": newest.comment,
    }


def typed_before(found: Essay) -> dict[str, Any]:
    """What the form begins with: the marks that it has already."""
    if found.newest is None:
        return {"seen": ""}
    points = {field_name(id_): value for id_, value in found.newest.points.items()}
    return {"seen": str(found.newest.id), "comment": found.newest.comment, **points}

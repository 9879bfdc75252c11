"""How the answers of an attempt are marked when they are sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from lms.quizzes.correction_queries import rulings
from lms.quizzes.corrections import mark_all
from lms.quizzes.grading import Result
from lms.quizzes.questions import Question


def mark_answers(
    db: Session,
    version_id: uuid.UUID,
    module_id: str,
    questions: Sequence[Question],
    answers: Mapping[str, object],
) -> Result:
    """The marks of a sheet's answers, in the order of its questions; one statement.

    What was decided about a question with a mistake holds from the next answer on, so it is asked
    at each attempt: another worker may have written it a second ago.

    answers  question id -> the answer as `grading.grade` takes it
    """
    return mark_all(questions, answers, rulings(db, module_id, version_id))

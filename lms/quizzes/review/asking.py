"""From cards to the questions that stand on them, and from attempts to what was missed in them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from lms.quizzes import results
from lms.quizzes.answering import Typed
from lms.quizzes.grading import Mark
from lms.quizzes.kept_marks import kept
from lms.quizzes.models import ReviewCard
from lms.quizzes.policy import shows_answers
from lms.quizzes.presenting import ShownQuestion, shown_questions
from lms.quizzes.questions import Question
from lms.quizzes.result_types import ResultQuestion
from lms.quizzes.review import queries, schedule
from lms.quizzes.review.schedule import Waiting
from lms.quizzes.review.service import Missed, missed_in
from lms.quizzes.said import Voice
from lms.quizzes.sheets import Sheet, Ticket
from lms.quizzes.versions import QuizVersion, pool, quiz_version


@dataclass(frozen=True)
class Asked:
    """A card with its question, in the version in which it was missed.

    language  of the question's texts
    """

    card: ReviewCard
    version: QuizVersion
    language: str
    question: Question


def for_today(db: Session, user_id: uuid.UUID, today: date, wanted: str) -> list[Asked]:
    """The questions of today's five minutes, those in which a mistake was found left out.

    wanted  the language of the reader

    Two statements, and two more for each version that is not known yet.
    """
    found = on_cards(db, queries.due_cards(db, user_id, today), wanted)
    by_key = {(one.card.module_id, one.question.id): one for one in found}
    waiting = [_waiting(key, one) for key, one in by_key.items()]
    return [by_key[card.key] for card in schedule.for_today(waiting, today)]


def on_cards(db: Session, cards: Sequence[ReviewCard], wanted: str) -> list[Asked]:
    """The questions of some cards; a card without one, or with one nobody can mark, is left out.

    So is one in which a mistake was found, even since it was asked: its key holds no more.
    """
    mended = queries.mended(db, {card.module_id for card in cards}) if cards else frozenset()
    found = []
    for card in cards:
        version = quiz_version(db, card.version_id)
        if version is None or (str(card.version_id), card.question_id) in mended:
            continue
        language = version.language(wanted)
        question = pool(db, version, language).get(card.question_id)
        if question is not None and question.marked:
            in_order = question.fixed_order or not version.policy.shuffle
            question = replace(question, fixed_order=in_order)
            found.append(Asked(card, version, language, question))
    return found


def _waiting(key: tuple[str, str], one: Asked) -> Waiting:
    assert one.card.due_on is not None  # only such are read
    ids = ids_of(one.question)
    return Waiting(key, ids, one.card.box, one.card.due_on, schedule.seconds(one.question))


def ids_of(question: Question) -> frozenset[str]:
    """What the form fields of a question are named by: its id, and those of a case's questions."""
    return frozenset({question.id, *(part.id for part in question.parts)})


def shown(
    asked: Sequence[Asked], seed: bytes, typed: Typed, faults: Mapping[str, str]
) -> list[ShownQuestion]:
    """The questions as templates/quizzes/_question.html takes them, each with its own pictures.

    asked   one at least
    seed    decides in which order options are shown
    faults  question id -> what could not be read, in words of the page
    """
    sheet = _sheet(asked, seed)
    by_version = {
        one.version.id: shown_questions(sheet, one.version.pictures, typed, faults) for one in asked
    }
    return [by_version[one.version.id][place] for place, one in enumerate(asked)]


def _sheet(asked: Sequence[Asked], seed: bytes) -> Sheet:
    """All of them as one sheet, so that they are numbered through; its ticket is never written."""
    first = asked[0]
    ticket = Ticket(first.card.user_id, first.version.id, first.language, ordinal=0)
    return Sheet(ticket, first.version.module_id, tuple(one.question for one in asked), seed)


def explained(
    asked: Sequence[Asked], answers: Mapping[str, object], marks: Mapping[str, Mark], voice: Voice
) -> list[ResultQuestion]:
    """The questions with their answers as templates/quizzes/_answer.html takes them.

    answers  as `grading.grade` takes them
    """
    questions = [one.question for one in asked]
    made = {id_: kept(mark) for id_, mark in marks.items()}
    by_version = {
        one.version.id: results.explained(questions, answers, made, one.version.pictures, voice)
        for one in asked
    }
    return [by_version[one.version.id][place] for place, one in enumerate(asked)]


def missed_before(db: Session, user_id: uuid.UUID) -> list[Missed]:
    """What somebody missed in the newest attempt of each module, where its answers are shown."""
    passed = queries.passed_modules(db, user_id)
    found = []
    for attempt in queries.newest_attempts(db, user_id):
        version = quiz_version(db, attempt.version_id)
        if version is None:
            continue
        known = pool(db, version, attempt.language)
        questions = [known[id_] for id_ in attempt.questions if id_ in known]
        if shows_answers(version.policy, passed=attempt.module_id in passed, left=None):
            found.append(missed_in(attempt, questions))
    return found

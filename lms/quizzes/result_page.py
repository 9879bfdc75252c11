"""The page of a result: what came out, what to read again, and the one next step."""

from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses import course_page
from lms.courses.facts import LessonFacts, ModuleFacts
from lms.progress import completion
from lms.quizzes import results
from lms.quizzes.marked_anew import notes, notices, today
from lms.quizzes.models import Attempt
from lms.quizzes.review.places import places_of
from lms.quizzes.versions import QuizVersion, pool
from lms.web.filters import num
from lms.words import N_

Link = tuple[str, str]
_AGAIN = N_("Check yourself again")
_GO_ON = N_("Go on: %(title)s")
_READ_AGAIN = N_("Read again: %(title)s")
_WHAT_NEXT = N_("What comes next")


def address(attempt_id: uuid.UUID) -> str:
    """Where the result of an attempt stands."""
    return f"/results/{attempt_id}/"


def result(
    db: Session, learner: User, attempt: Attempt, version: QuizVersion, lang: str, *, key: bool
) -> dict[str, Any]:
    """What templates/quizzes/result.html takes, but for what after_sending.py adds.

    lang  of the page; the questions stay in the language in which they were answered
    key   whether right answers and feedback are shown
    """
    module = version.module(lang)
    known = pool(db, version, attempt.language)
    asked = [known[id_] for id_ in attempt.questions]
    now = today(db, attempt, asked)
    questions = [now.asked(question) for question in asked]
    own = version.module(attempt.language).lessons
    lessons = results.worth_reading(questions, now.marks, own)
    voice = results.Voice(gettext("True"), gettext("Not true"), num)
    explained = results.explained(
        questions,
        attempt.answers,
        now.marks,
        version.pictures,
        voice,
        key=key,
        read=now.essays,
    )
    return {
        "code": module.code,
        "module_title": module.title,
        "module_url": module.url,
        "quiz_url": module.quiz_url,
        "report_url": f"/report/{module.id}/quiz/",
        "language": attempt.language,
        "earned": results.earned_shown(now.earned),
        "possible": now.possible,
        "needed": results.needed_shown(module.quiz_pass, now.possible),
        "passed": now.passed,
        "waits": now.waits,
        "notices": notices(now),
        "read_again": [(lesson.url, lesson.code, lesson.title) for lesson in lessons],
        "next": _after_pass(db, learner, module, lang) if now.passed else _read(lessons),
        "questions": explained,
        "places": places_of(questions, explained, own),
        "notes": notes(now),
    }


def with_again(shown: dict[str, Any], *, is_open: bool) -> dict[str, Any]:
    """The page with the way to another attempt, where one may be begun now."""
    again: Link | None = (shown["quiz_url"], gettext(_AGAIN)) if is_open else None
    module_link: Link = (shown["module_url"], gettext(_GO_ON, title=shown["module_title"]))
    if shown["next"] is None:  # no lesson is named: another try is the next step
        return shown | {"next": again or module_link, "again": None}
    return shown | {"again": again}


def _read(lessons: list[LessonFacts]) -> Link | None:
    if not lessons:
        return None
    return lessons[0].url, gettext(_READ_AGAIN, title=lessons[0].title)


def _after_pass(db: Session, learner: User, module: ModuleFacts, lang: str) -> Link:
    """An open lesson of this module, the first module that is not done, or what follows all."""
    stand = course_page.stand(db, learner, lang)
    facts = {done.facts.id: done.facts for done in stand.modules}
    works = {work.id: work for work in stand.works}
    own = works.get(module.id)
    step = completion.next_step([own], stand.rules) if own else None
    if step is not None and step.lesson is not None:
        lesson = facts[module.id].lesson(step.lesson)
        if lesson is not None:
            return lesson.url, gettext(_GO_ON, title=lesson.title)
    step = completion.next_step(stand.works, stand.rules)
    if step is None or (stand.start is not None and stand.start.finished_at is not None):
        return "/what-next/", gettext(_WHAT_NEXT)
    after = facts[step.module]
    return after.url, gettext(_GO_ON, title=after.title)

"""What the course's pages show: read in a few statements, put together from plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.accounts import rules
from lms.accounts.models import User
from lms.courses import queries
from lms.courses.facts import LessonFacts, ModuleFacts, module_facts
from lms.courses.models import CourseVersion, ModuleVersion
from lms.errors import NotFound, Refusal
from lms.progress import completion
from lms.progress import queries as progress_queries
from lms.progress.models import CourseStart, ModuleStart
from lms.web.filters import num
from lms.web.languages import text_language
from lms.words import N_

NO_COURSE = N_("No course is published here yet. Come back in a few days.")
NEW_MODULES = N_(
    "New modules were added since you began. They are open to you; your certificate "
    "needs only those you began with."
)

PACKS = (("html", N_("For the phone, as HTML")), ("pdf", N_("For printing, as PDF")))


@dataclass(frozen=True)
class Done:
    """A module as one learner stands in it."""

    facts: ModuleFacts
    work: completion.ModuleWork
    start: ModuleStart | None
    has_newer: bool

    @property
    def lessons_left(self) -> list[LessonFacts]:
        return [lesson for lesson in self.facts.lessons if lesson.id not in self.work.read]

    @property
    def minutes_left(self) -> int:
        quiz = 0 if self.work.quiz_passed else self.facts.quiz_minutes
        return sum(lesson.minutes for lesson in self.lessons_left) + quiz

    @property
    def size_left(self) -> int:
        return sum(lesson.size for lesson in self.lessons_left)


@dataclass(frozen=True)
class Stand:
    """The course as one learner stands in it; modules of the learner's own list, in order."""

    version: CourseVersion
    start: CourseStart | None
    modules: list[Done]
    rules: completion.Rules
    language: str

    @property
    def works(self) -> list[completion.ModuleWork]:
        return [module.work for module in self.modules]


def stand(db: Session, user: User, lang: str) -> Stand:
    """Three statements: the course, the modules in the learner's versions, the lessons read.

    raises  Refusal 404 when no course is published
    """
    version, start = queries.the_course(db, user.id) or (None, None)
    if version is None:
        raise Refusal(NO_COURSE, status=404)
    found = queries.learner_s_modules(db, user.id)
    read = progress_queries.lessons_read(db, user.id)
    listed = list(start.modules) if start else []
    listed += [key for key in version.facts["modules"] if key not in listed]
    modules = [_done(found[key], read, lang) for key in listed if key in found]
    language = text_language(lang, version.facts["languages"]) or version.facts["source_language"]
    asked = completion.Rules(tuple(version.facts["completion"]["module"]))
    return Stand(version, start, modules, asked, language)


def _done(found: Any, read: dict[str, frozenset[str]], lang: str) -> Done:
    version: ModuleVersion = found[0]
    start: ModuleStart | None = found[1]
    facts = module_facts(version.module_id, version.id, version.number, version.facts, lang)
    work = completion.ModuleWork(
        id=facts.id,
        lessons=tuple(lesson.id for lesson in facts.lessons),
        read=read.get(facts.id, frozenset()),
        quiz_passed=bool(start and start.quiz_passed_at),
    )
    return Done(facts, work, start, has_newer=found[2] != version.id)


def course(db: Session, user: User, lang: str) -> dict[str, Any]:
    """The course page (templates/courses/course.html)."""
    here = stand(db, user, lang)
    states = completion.states(here.works, here.rules)
    start = here.start
    return {
        "title": here.version.facts["title"][here.language],
        "summary": here.version.facts["summary"][here.language],
        "language": here.language,
        "minutes_left": sum(_left(m.minutes_left, states[m.facts.id]) for m in here.modules),
        "size_left": sum(_left(m.size_left, states[m.facts.id]) for m in here.modules),
        "notices": _notices(here),
        "downloads": [],
        "step": _step(here),
        "finished": _finished(start) if start and start.finished_at else None,
        "modules": [
            {
                "code": done.facts.code,
                "number": place,
                "title": done.facts.title,
                "url": done.facts.url,
                "state": states[done.facts.id],
                "minutes_left": done.minutes_left,
                "size_left": done.size_left,
                "lessons_done": len(done.facts.lessons) - len(done.lessons_left),
                "lessons_all": len(done.facts.lessons),
            }
            for place, done in enumerate(here.modules, start=1)
        ],
    }


def _left(amount: int, state: str) -> int:
    return 0 if state == "done" else amount


def _notices(here: Stand) -> list[str]:
    if here.start and set(here.version.facts["modules"]) - set(here.start.modules):
        return [gettext(NEW_MODULES)]
    return []


def _finished(start: CourseStart) -> dict[str, Any]:
    number = start.certificate
    return {
        "certificate_url": f"/certificates/{number}" if number else "/certificates/",
        "certificate_number": number,
        "next_url": "/what-next/",
    }


def _step(here: Stand) -> dict[str, Any] | None:
    step = completion.next_step(here.works, here.rules)
    if step is None:
        return None
    done = next(module for module in here.modules if module.facts.id == step.module)
    lesson = done.facts.lesson(step.lesson) if step.lesson else None
    if lesson is not None:
        return {
            "code": lesson.code,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "size": lesson.size,
            "url": lesson.url,
            "is_quiz": False,
        }
    return {
        "code": done.facts.code,
        "title": done.facts.title,
        "minutes": done.facts.quiz_minutes,
        "size": None,
        "url": done.facts.quiz_url,
        "is_quiz": True,
    }


def module(db: Session, user: User, module_id: str, lang: str) -> dict[str, Any]:
    """The module page (templates/courses/module.html).

    raises  NotFound when there is no such module
    """
    here = stand(db, user, lang)
    done = next((item for item in here.modules if item.facts.id == module_id), None)
    if done is None:
        raise NotFound
    facts, next_lesson = done.facts, done.work.next_lesson()
    return {
        "code": facts.code,
        "title": facts.title,
        "summary": facts.summary,
        "language": facts.language,
        "url": facts.url,
        "course_title": here.version.facts["title"][here.language],
        "minutes": facts.minutes,
        "outcomes": facts.outcomes,
        "lessons": [
            {
                "code": lesson.code,
                "title": lesson.title,
                "url": lesson.url,
                "minutes": lesson.minutes,
                "size": lesson.size,
                "state": _state(lesson.id, done.work.read, next_lesson),
            }
            for lesson in facts.lessons
        ],
        "before_url": f"/before/{facts.id}/" if facts.pre_test and done.start is None else None,
        "quiz": _quiz(done, next_lesson),
        "downloads": [
            (f"/take-along/{facts.id}/{kind}/", gettext(label), facts.packs[kind])
            for kind, label in PACKS
        ],
        "newer": _newer(done),
        "step": _module_step(done, next_lesson, here.rules),
        "trainer_notes": [(f"/teach/{facts.id}/notes/", gettext(N_("Notes for this module")))]
        if rules.teach(user)
        else None,
    }


def _state(lesson_id: str, read: frozenset[str], next_lesson: str | None) -> str:
    if lesson_id in read:
        return "done"
    return "here" if lesson_id == next_lesson else "ahead"


def _quiz(done: Done, next_lesson: str | None) -> dict[str, Any]:
    start = done.start
    best = None
    if start is not None and start.quiz_share is not None:
        right = Decimal(str(start.quiz_share)) * done.facts.quiz_draw
        best = gettext(
            N_("%(right)s of %(all)s"),
            right=num(right.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()),
            all=num(done.facts.quiz_draw),
        )
    waiting = "here" if next_lesson is None else "ahead"
    return {
        "url": done.facts.quiz_url,
        "title": done.facts.title,
        "minutes": done.facts.quiz_minutes,
        "state": "done" if done.work.quiz_passed else waiting,
        "best": best,
    }


def _newer(done: Done) -> dict[str, str] | None:
    if done.start is None or not done.has_newer:
        return None
    text = gettext(
        N_(
            "A newer version of this module is published. You are on version %(number)s. "
            "What you have read and passed stays when you move."
        ),
        number=done.facts.number,
    )
    return {"action": f"/versions/{done.facts.id}/move", "text": text}


def _module_step(
    done: Done, next_lesson: str | None, asked: completion.Rules
) -> dict[str, str] | None:
    lesson = done.facts.lesson(next_lesson) if next_lesson else None
    if lesson is not None:
        return {"url": lesson.url, "label": gettext(N_("Continue reading"))}
    if not done.work.is_done(asked):
        return {"url": done.facts.quiz_url, "label": gettext(N_("Check yourself"))}
    return {"url": "/learn/", "label": gettext(N_("Back to my course"))}

"""Lesson pages: what is the same for every reader is rendered and compressed once and kept.

A version never changes but for the notice that a translation is behind, so what is kept of it goes
stale with that only; a new release of the templates starts a new process. Kept by version, state
of its translations, lesson and page language; never by person.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from lms.courses import queries
from lms.courses.facts import LessonFacts, ModuleFacts, module_facts
from lms.courses.queries import Standing
from lms.web.frame import nobody_s_page
from lms.web.kept_pages import KeptPage, keep
from lms.web.languages import FALL_BACK, NAMES
from lms.web.last_used import LastUsed

MOST_KEPT = 600


@dataclass(frozen=True)
class KeptLesson:
    """A lesson page without its reader."""

    page: KeptPage
    module: ModuleFacts
    lesson: LessonFacts


def _store() -> LastUsed:
    kept: LastUsed = current_app.extensions.setdefault("lms.kept_pages", LastUsed(MOST_KEPT))
    return kept


def kept_lesson(db: Session, standing: Standing, lesson_id: str, lang: str) -> KeptLesson | None:
    """The page of a lesson in the version a learner is on; None: no such lesson there."""
    key = ("lesson", standing.version_id, standing.stale_rev, lesson_id, lang)
    return _store().get(key, lambda: _build(db, standing, lesson_id, lang))


def _build(db: Session, standing: Standing, lesson_id: str, lang: str) -> KeptLesson | None:
    found = queries.lesson_text(db, standing.version_id, lesson_id, FALL_BACK[lang])
    # A course may be in none of the reader's languages; then any is better than none.
    found = found or queries.lesson_text(db, standing.version_id, lesson_id, tuple(NAMES))
    if found is None:
        return None
    version, texts = found
    module = module_facts(version.module_id, version.id, version.number, version.facts, lang)
    lesson = module.lesson(lesson_id)
    if lesson is None or module.language not in texts:
        return None
    text = texts[module.language]
    shown = {
        "id": lesson.id,
        "code": lesson.code,
        "title": lesson.title,
        "language": module.language,
        "minutes": lesson.minutes,
        "size": lesson.size,
        "html": Markup(text.html),  # noqa: S704 - made by courses.markdown
        "words": text.words,
        "module_title": module.title,
        "module_url": module.url,
        "report_url": f"/report/{module.id}/{lesson.id}/",
        "original": _original(version.facts, lesson.id, module.language),
    }
    with nobody_s_page():
        html = render_template("courses/lesson.html", lesson=shown)
    return KeptLesson(keep(html), module, lesson)


def _original(facts: dict[str, Any], lesson_id: str, language: str) -> str | None:
    """The language of the original when it says more than this text; None when both say the same.

    The facts know it where translations are kept in step (authoring.tallies).
    """
    is_behind = lesson_id in facts.get("stale", {}).get(language, ())
    return str(facts["translation"]["source"]) if is_behind else None


def kept_end(kept: KeptLesson, lang: str, *, is_done: bool) -> KeptPage:
    """The end of a lesson page for everybody who stands the same; the place is a hole."""
    version_id: uuid.UUID = kept.module.version_id
    key = ("end", version_id, kept.lesson.id, lang, is_done)
    return _store().get(key, lambda: _end(kept, is_done=is_done))


def _end(kept: KeptLesson, *, is_done: bool) -> KeptPage:
    module, lesson = kept.module, kept.lesson
    done = {
        "signed_in": True,
        "is_done": is_done,
        "done_url": f"{lesson.url}done",
        "place_url": f"{lesson.url}place",
        "next": _next(module, lesson),
    }
    with nobody_s_page():
        return keep(render_template("courses/_done.html", done=done))


def _next(module: ModuleFacts, lesson: LessonFacts) -> dict[str, Any]:
    after = module.after(lesson.id)
    if after is not None:
        return {
            "code": after.code,
            "title": after.title,
            "url": after.url,
            "minutes": after.minutes,
            "size": after.size,
            "language": module.language,
        }
    return {
        "code": None,
        "title": None,  # the template's own words: "Check yourself"
        "url": module.quiz_url,
        "minutes": module.quiz_minutes,
        "size": None,
        "language": None,
    }

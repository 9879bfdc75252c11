"""The front page and the trainer's page of a module, put together from plain facts."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from lms.courses import queries
from lms.courses.facts import module_facts
from lms.courses.queries import Standing
from lms.errors import NotFound
from lms.web.languages import FALL_BACK, text_language


def front(db: Session, lang: str, *, signed_in: bool) -> dict[str, Any]:
    """The front page (templates/front.html); zeros where nothing is published."""
    found = queries.the_course(db, None)
    modules = queries.learner_s_modules(db, None) if found else {}
    listed = [
        module_facts(key, version.id, version.number, version.facts, lang)
        for key, (version, _, _n) in modules.items()
        if key in found[0].facts["modules"]
    ]
    sizes = [lesson.size for facts in listed for lesson in facts.lessons]
    lengths = [lesson.minutes for facts in listed for lesson in facts.lessons]
    checks = sum(facts.quiz_minutes for facts in listed)
    facts = found[0].facts if found else None
    language = text_language(lang, facts["languages"]) if facts else None
    return {
        "course_title": facts["title"][language or facts["source_language"]] if facts else "",
        "summary": facts["summary"][language or facts["source_language"]] if facts else "",
        "modules": len(listed),
        "minutes": sum(item.minutes for item in listed),
        "size": sum(sizes),
        "lesson_size": sum(sizes) // max(1, len(sizes)),
        "lesson_minutes": round(sum(lengths) / max(1, len(lengths))),
        "reading_minutes": sum(lengths) + checks,
        "text_languages": facts["languages"] if facts else [],
        "signed_in": signed_in,
        "continue_url": "/learn/",
    }


def trainer_notes(db: Session, standing: Standing, lang: str) -> dict[str, Any]:
    """The general trainer notes of a module (templates/courses/trainer_notes.html).

    raises  NotFound when the version has none
    """
    texts = queries.trainer_text(db, standing.version_id, "", FALL_BACK[lang])
    language = text_language(lang, texts)
    version = queries.module_version(db, standing.version_id)
    if language is None or version is None:
        raise NotFound
    facts = module_facts(standing.module_id, version.id, version.number, version.facts, lang)
    return {
        "html": Markup(texts[language].html),  # noqa: S704 - made by courses.markdown
        "language": language,
        "module_title": facts.title,
        "module_url": facts.url,
        "code": facts.code,
    }

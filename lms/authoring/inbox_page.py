"""The authors' inbox: reported mistakes, questions that do badly, translations left behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from lms.accounts.rules import write_courses
from lms.authoring import report_queries, rules, tallies
from lms.authoring.report_page import for_inbox
from lms.authoring.steps import Counts
from lms.authoring.translation_queries import COURSE
from lms.courses.facts import module_facts
from lms.courses.models import CourseVersion, ModuleVersion
from lms.quizzes import analysis_page, author_queries
from lms.quizzes.analysis.flags import LEAST_ANSWERS
from lms.quizzes.author_page import list_address
from lms.quizzes.texts import stem_and_more
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.languages import NAMES
from lms.web.pages import Visit
from lms.words import N_

LISTED = 50  # of each source
_SHOWN = (
    ("", N_("All that waits")),
    ("reports", N_("Reported mistakes")),
    ("questions", N_("Questions to look at")),
    ("translations", N_("Translations left behind")),
    ("settled", N_("Reports answered or closed")),
)


def inbox(visit: Visit, lang: str, show: str) -> dict[str, Any]:
    """What templates/author/inbox.html takes: first what is late, then what waits longest.

    show  one source alone, or "settled"; anything else: all that waits
    """
    show = show if show in dict(_SHOWN) else ""
    db, user = visit.db, visit.user
    rows = report_queries.settled(db, user) if show == "settled" else ()
    if show in ("", "reports"):
        rows = report_queries.waiting(db, user)
    return {
        "show": show,
        "choices": [(key, gettext(words)) for key, words in _SHOWN],
        "reports": for_inbox(visit, rows, lang),
        "questions": _questions(visit, lang) if show in ("", "questions") else [],
        "translations": _translations(visit, lang) if show in ("", "translations") else [],
        "most": LISTED,
    }


def _questions(visit: Visit, lang: str) -> list[dict[str, Any]]:
    """Questions that item analysis says to look at, for those who may open their pages.

    Four statements for each module with enough attempts; the figures themselves are kept.
    """
    if not write_courses(visit.user):
        return []
    found: list[dict[str, Any]] = []
    for version_id, attempts in author_queries.attempts_by_module(visit.db):
        version = quiz_version(visit.db, version_id) if attempts >= LEAST_ANSWERS else None
        if version is not None:
            found += _questions_of(visit, version, lang)
    return found[:LISTED]


def _questions_of(visit: Visit, version: QuizVersion, lang: str) -> list[dict[str, Any]]:
    language = version.language(lang)
    questions = pool(visit.db, version, language)
    flags = analysis_page.flags_of(analysis_page.figures_of(visit, version), questions, lang)
    return [
        {
            "url": f"{list_address(version.module_id)}{id_}/",
            "code": version.module(lang).code,
            "id": id_,
            "language": language,
            "words": stem_and_more(questions[id_].text, questions[id_].format)[0],
            "flags": sentences,
        }
        for id_, sentences in flags.items()
    ]


def _translations(visit: Visit, lang: str) -> list[dict[str, Any]]:
    """Languages that say less or something else than their source: of modules, then of the course.

    Those of the course are its titles and glossaries.
    """
    found = [
        _translation(version, language, behind, lang)
        for version in report_queries.published(visit.db, visit.user)
        for language in NAMES
        if (behind := _behind(visit, version.module_id, version.facts, language)) is not None
    ]
    course = report_queries.published_course(visit.db)
    found += [
        _course_translation(course, language, behind, lang)
        for language in (NAMES if course else ())
        if course and (behind := _behind(visit, COURSE, course.facts, language)) is not None
    ]
    return found[:LISTED]


def _behind(visit: Visit, module_id: str, facts: Mapping[str, Any], language: str) -> Counts | None:
    """The counts of a language that is behind; None: it is not, or is not begun, or not theirs."""
    user = visit.user
    if not rules.may_review(user, module_id) and not rules.may_translate(user, module_id, language):
        return None
    files = tallies.counts_in(facts, language).values()
    counts = sum(files, start=Counts())
    is_behind = counts.stale or (counts.missing and counts.done)
    return counts if is_behind else None


def _translation(
    version: ModuleVersion, language: str, behind: Counts, lang: str
) -> dict[str, Any]:
    module = module_facts(version.module_id, version.id, version.number, version.facts, lang)
    return {
        "code": module.code,
        "title": module.title,
        "title_language": module.language,
        **_counted(module.id, language, behind),
    }


def _course_translation(
    course: CourseVersion, language: str, behind: Counts, lang: str
) -> dict[str, Any]:
    titles, source = course.facts["title"], course.facts["source_language"]
    return {
        "code": COURSE,
        "title": titles.get(lang) or titles[source],
        "title_language": lang if titles.get(lang) else source,
        **_counted(COURSE, language, behind),
    }


def _counted(module_id: str, language: str, behind: Counts) -> dict[str, Any]:
    return {
        "url": f"/author/modules/{module_id}/translate/{language}/",
        "language": language,
        "language_name": NAMES[language],
        "stale": behind.stale,
        "missing": behind.missing,
    }

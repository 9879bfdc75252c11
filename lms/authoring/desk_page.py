"""What the authors' desk shows: every module with its draft, and one module with its files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.authoring import desk_queries, module_files, queries, report_queries, rules
from lms.authoring.copy_page import copy_of, facts
from lms.authoring.desk_rules import edit_course, open_draft
from lms.authoring.models import DraftState, ModuleDraft
from lms.authoring.opening import Opened, module_url
from lms.authoring.queries import DeskLine
from lms.courses.front_matter import split_front_matter
from lms.courses.module_reading import MODULE_FILE, QUIZ_FILE, TRAINER_FILE
from lms.web.languages import text_language
from lms.words import N_

STATES: Mapping[DraftState, tuple[str, str]] = {
    DraftState.OPEN: ("partly", N_("Being written")),
    DraftState.ASKED: ("here", N_("Waits for a review")),
    DraftState.APPROVED: ("done", N_("Approved, not published yet")),
    DraftState.RETURNED: ("look", N_("Sent back with notes")),
}


def desk(db: Session, user: Any, lang: str) -> dict[str, Any]:
    """The front page of the desk, as templates/authoring/desk.html takes it."""
    course = desk_queries.first_course(db)
    order = list(course.facts["modules"]) if course else []
    lines = [one for one in queries.desk(db) if rules.may_see(user, one.module_id)]
    lines.sort(key=lambda one: (_place(order, one.module_id), one.module_id))
    return {
        "modules": [_line(one, lang) for one in lines],
        "waiting": sum(
            one.draft is not None and one.draft.state is DraftState.ASKED for one in lines
        ),
        "reports": report_queries.waiting_count(db, user),
        "may_edit_course": edit_course(user),
    }


def _place(order: Sequence[str], module_id: str) -> int:
    return order.index(module_id) if module_id in order else len(order)


def _line(one: DeskLine, lang: str) -> dict[str, Any]:
    language = text_language(lang, one.title) or next(iter(one.title), lang)
    return {
        "url": module_url(one.module_id),
        "id": one.module_id,
        "title": one.title.get(language, one.module_id),
        "language": language,
        "number": one.number,
        "draft": _draft(one.draft, one.changed_by) if one.draft else None,
        "is_behind": one.is_behind and one.number > 0,
    }


def _draft(draft: ModuleDraft, who: str) -> dict[str, Any]:
    kind, word = STATES[draft.state]
    return {"kind": kind, "state": gettext(word), "who": who, "at": draft.changed_at}


def course_languages(db: Session) -> list[str]:
    """The languages of the course; none without a course."""
    course = desk_queries.first_course(db)
    return list(course.facts["languages"]) if course else []


def module(db: Session, user: Any, here: Opened, lang: str) -> dict[str, Any]:
    """The overview of a module, as templates/authoring/module.html takes it."""
    texts = texts_of(db, here)
    ids, is_odd = lesson_ids(texts)
    languages = here.languages
    who = desk_queries.names(db, [here.draft.changed_by]) if here.draft else {}
    titles = _titles(texts, languages)
    copied = copy_of(db, here)
    return {
        "parent": facts(copied) if copied else None,
        "copy_url": f"{here.url}copy/" if here.is_published and edit_course(user) else "",
        "id": here.module_id,
        "url": here.url,
        "title": heading(texts, lang) or here.module_id,
        "number": here.number,
        "draft": _draft(here.draft, next(iter(who.values()), "")) if here.draft else None,
        "may_edit": rules.may_edit(user, here.module_id),
        "may_open": here.draft is None and open_draft(user, here),
        "may_change": here.draft is not None and rules.may_edit(user, here.module_id),
        "languages": languages,
        "lessons": [
            _lesson(here, number, id_, languages, titles, lang)
            for number, id_ in enumerate(ids, start=1)
        ],
        "order": ids,
        "is_odd": is_odd,
        "others": [
            _other(here, languages, name, label)
            for name, label in (
                (TRAINER_FILE, gettext("Trainer notes")),
                (QUIZ_FILE, gettext("Questions of the quiz")),
            )
        ],
        "links": _links(here),
        "facts_url": f"{here.url}edit/{MODULE_FILE}",
        "media_url": f"{here.url}media/",
        "media": sum(path.startswith("media/") for path in here.files),
    }


def _links(here: Opened) -> list[tuple[str, str]]:
    """Where the module goes on: what changed and publishing, and its older versions."""
    changes = [(f"{here.url}publish/", gettext("Changes, review and publishing"))]
    quiz = (f"{here.url}quiz/", gettext("Quiz"))
    words = (f"{here.url}translate/", gettext("Translations"))
    versions = (f"{here.url}history/", gettext("Versions"))
    return [quiz, words, *(changes if here.draft else []), versions]


def texts_of(db: Session, here: Opened) -> dict[str, str]:
    """The texts of a module's files by path, without pictures and quizzes; one statement."""
    wanted = {
        path: key for path, key in here.files.items() if path == MODULE_FILE or path.endswith(".md")
    }
    found = queries.contents(db, wanted)
    return {path: content.decode("utf-8", "replace") for path, content in found.items()}


def lesson_ids(texts: Mapping[str, str]) -> tuple[list[str], bool]:
    """The ids of the lessons in order, and whether module.toml does not tell them."""
    try:
        return list(module_files.lessons_of({MODULE_FILE: texts[MODULE_FILE].encode()})), False
    except (ValueError, KeyError):
        found = {path.partition("/")[2][3:-3]: path for path in texts if _is_lesson(path)}
        return sorted(found, key=lambda id_: found[id_].partition("/")[2]), True


def heading(texts: Mapping[str, str], lang: str) -> str:
    """The title of the module in a language as module.toml says it; "" when it cannot be read."""
    try:
        titles = tomllib.loads(texts.get(MODULE_FILE, "")).get("title", {})
    except ValueError:
        return ""
    code = text_language(lang, titles) if isinstance(titles, dict) else None
    return str(titles[code]) if code else ""


def lesson_path(files: Iterable[str], language: str, lesson_id: str) -> str:
    """The path of a lesson's file in a language; "" when there is none."""
    return next(
        (
            path
            for path in files
            if _is_lesson(path)
            and path.startswith(f"{language}/")
            and path.partition("/")[2][3:-3] == lesson_id
        ),
        "",
    )


def _is_lesson(path: str) -> bool:
    return path.endswith(".md") and not path.endswith(f"/{TRAINER_FILE}")


def _titles(texts: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """The title of each text by its path; its front matter may be broken."""
    found = {path: split_front_matter(text).values for path, text in texts.items()}
    return {path: str(values.get("title", "")) for path, values in found.items() if values}


def _lesson(
    here: Opened,
    number: int,
    lesson_id: str,
    languages: Sequence[str],
    titles: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    paths = {one: lesson_path(here.files, one, lesson_id) for one in languages}
    shown = text_language(lang, [one for one in languages if paths[one] in titles])
    return {
        "id": lesson_id,
        "number": number,
        "title": titles[paths[shown]] if shown else lesson_id,
        "language": shown or lang,
        "files": [(one, f"{here.url}edit/{paths[one]}" if paths[one] else "") for one in languages],
    }


def _other(here: Opened, languages: Sequence[str], name: str, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "files": [
            (one, f"{here.url}edit/{one}/{name}" if f"{one}/{name}" in here.files else "")
            for one in languages
        ],
    }

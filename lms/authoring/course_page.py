"""What the page of the whole course shows: modules in order, those that are out, its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from lms.authoring import conflict_page, queries
from lms.authoring.course_verbs import languages_of
from lms.authoring.opening import module_url
from lms.authoring.service import Conflict
from lms.courses import queries as courses
from lms.courses.models import CourseVersion
from lms.courses.sources import COURSE_FILE
from lms.web.languages import text_language


def course(db: Session, version: CourseVersion, lang: str) -> dict[str, Any]:
    """The course, as templates/authoring/course.html takes it; two statements."""
    ids = list(version.facts["modules"])
    lines = {one.module_id: one for one in queries.desk(db) if one.number}
    out = [one for one in lines if one not in ids]

    def shown(module_id: str) -> dict[str, Any]:
        title = lines[module_id].title
        language = text_language(lang, title) or next(iter(title))
        return {
            "id": module_id,
            "url": module_url(module_id),
            "title": title[language],
            "language": language,
        }

    return {
        "modules": [shown(one) for one in ids if one in lines],
        "out": [shown(one) for one in out],
        "rules_url": f"/author/course/edit/{COURSE_FILE}",
        "glossaries": [
            (one, f"/author/course/edit/glossary/{one}.toml") for one in languages_of(version)
        ],
        "completion": version.facts["completion"]["module"],
    }


def replaced_by(db: Session, ids: Sequence[str], module_id: str) -> str:
    """The listed module whose place this one takes: a copy its parent's, a parent its copy's.

    "" where there is none: it comes behind all others.
    """
    family = {
        one.module_id: {one.module_id, one.facts.get("parent", {}).get("id", one.module_id)}
        for one in courses.published_modules(db, {*ids, module_id})
    }
    own = family.pop(module_id, set())
    return next((one for one in ids if own & family.get(one, set())), "")


def moved(ids: Sequence[str], module_id: str, move: str, instead: str = "") -> list[str]:
    """The modules in their order after a step: up, down, out, or in (at the end).

    instead  the module whose place it takes when it comes in

    >>> moved(["a", "b"], "b", "up"), moved(["a", "b"], "a", "out"), moved(["a"], "c", "in")
    (['b', 'a'], ['b'], ['a', 'c'])
    """
    found = [one for one in ids if one != module_id]
    if move == "in" and instead in found:
        return [module_id if one == instead else one for one in found]
    if move == "in":
        return [*found, module_id] if module_id not in ids else list(ids)
    if module_id not in ids or move not in ("up", "down", "out"):
        return list(ids)
    if move != "out":
        at = ids.index(module_id) + (1 if move == "down" else -1)
        found.insert(min(len(found), max(0, at)), module_id)
    return found


def conflict(db: Session, path: str, url: str, no: Conflict) -> dict[str, Any]:
    """Two texts of one file of the course, as templates/authoring/conflict.html takes them."""
    return {
        "name": path,
        "path": path,
        "language": "",
        "url": url,
        "module": {"id": COURSE_FILE, "url": "/author/course/"},
        "who": "",
        "at": None,
        **conflict_page.texts(db, no),
    }

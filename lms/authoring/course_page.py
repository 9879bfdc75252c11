"""What the page of the whole course shows: modules in order, those that are out, its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from lms.authoring import queries
from lms.authoring.course_verbs import languages_of
from lms.authoring.differences import difference
from lms.authoring.opening import module_url
from lms.authoring.service import Conflict
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


def moved(ids: Sequence[str], module_id: str, move: str) -> list[str]:
    """The modules in their order after a step: up, down, out, or in (at the end).

    >>> moved(["a", "b"], "b", "up"), moved(["a", "b"], "a", "out"), moved(["a"], "c", "in")
    (['b', 'a'], ['b'], ['a', 'c'])
    """
    found = [one for one in ids if one != module_id]
    if move == "in":
        return [*found, module_id] if module_id not in ids else list(ids)
    if module_id not in ids or move not in ("up", "down", "out"):
        return list(ids)
    if move != "out":
        at = ids.index(module_id) + (1 if move == "down" else -1)
        found.insert(min(len(found), max(0, at)), module_id)
    return found


def conflict(path: str, url: str, no: Conflict) -> dict[str, Any]:
    """Two texts of one file of the course, as templates/authoring/conflict.html takes them."""
    mine, theirs = (one.decode("utf-8", "replace") for one in (no.mine, no.theirs or b""))
    return {
        "name": path,
        "path": path,
        "language": "",
        "url": url,
        "module": {"id": COURSE_FILE, "url": "/author/course/"},
        "mine": mine,
        "theirs": theirs,
        "is_gone": no.theirs is None,
        "seen": no.seen or "",
        "who": "",
        "at": None,
        "lines": difference(theirs, mine),
    }

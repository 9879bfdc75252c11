"""Where a course begins and ends: its first act, and whether what was done finishes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses import queries
from lms.progress import queries as progress_queries
from lms.progress import service as progress
from lms.progress.completion import ModuleWork, Rules, is_finished


def begin_course_on_offer(db: Session, user: User, *, now: datetime) -> Any:
    """(CourseVersion, CourseStart) of the course on offer, begun now where it was not.

    None when no course is on offer.
    """
    found = queries.the_course(db, user.id)
    if found is None:
        return None
    version, start = found
    if start is None:
        modules = version.facts["modules"]
        start = progress.begin_course(db, user, version.course_id, modules, now=now)
    return version, start


def note_module_done(
    db: Session, user: User, module_id: str, *, now: datetime, course: Any = None
) -> None:
    """Finish a module, and the course with it, when the course's rules are met; else nothing.

    Called after a lesson was read or a quiz was passed; calling it again changes nothing. Every
    module is looked at, for the rules may have become easier since it was last worked on.

    course  (CourseVersion, CourseStart) where the caller has them; None: they are looked up
    """
    version, start = course or queries.the_course(db, user.id) or (None, None)
    if version is None or start is None:
        return
    rules = Rules(tuple(version.facts["completion"]["module"]))
    read = progress_queries.lessons_read(db, user.id)
    if "lessons" in rules.module and module_id not in read:
        return
    modules = queries.learner_s_modules(db, user.id)
    done = _finish_modules(modules, read, rules, now=now)
    if is_finished(start.modules, done, modules):
        progress.finish_course(start, now=now)


def _finish_modules(
    modules: Mapping[str, Any], read: Mapping[str, frozenset[str]], rules: Rules, *, now: datetime
) -> set[str]:
    """Note which modules are done now; the ids of all that are."""
    done = set()
    for key, (version, began, _newest) in modules.items():
        if began is None:
            continue
        work = ModuleWork(
            id=key,
            lessons=tuple(version.facts["order"]),
            read=read.get(key, frozenset()),
            quiz_passed=began.quiz_passed_at is not None,
        )
        if work.is_done(rules):
            progress.finish_module(began, now=now)
        if began.finished_at is not None:
            done.add(key)
    return done

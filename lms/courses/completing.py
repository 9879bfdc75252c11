"""Where a course begins and ends: its first act, and whether what was done finishes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses import queries
from lms.progress import service as progress
from lms.progress.completion import ModuleWork, Rules, is_finished


def begin_course_on_offer(db: Session, user: User, *, now: datetime, course: Any = None) -> Any:
    """(CourseVersion, CourseStart) of the course on offer, begun now where it was not.

    course  (CourseVersion, CourseStart or None) where the caller has them; None: they are looked up
    returns None when no course is on offer
    """
    found = course or queries.the_course(db, user.id)
    if found is None:
        return None
    version, start = found
    if start is None:
        modules = version.facts["modules"]
        start = progress.begin_course(db, user, version.course_id, modules, now=now)
    return version, start


def note_module_done(
    db: Session,
    user: User,
    module_id: str,
    *,
    now: datetime,
    course: Any = None,
    unread: bool = False,
) -> None:
    """Finish a module, and the course with it, when the course's rules are met; else nothing.

    Called after a lesson was read or a quiz was passed; calling it again changes nothing. Every
    module is looked at, for the rules may have become easier since it was last worked on.

    course  (CourseVersion, CourseStart) where the caller has them; None: they are looked up
    unread  whether the caller knows that no lesson of the module is read yet
    """
    version, start = course or queries.the_course(db, user.id) or (None, None)
    if version is None or start is None:
        return
    rules = Rules(tuple(version.facts["completion"]["module"]))
    if unread and "lessons" in rules.module:
        return
    modules = queries.learner_s_work(db, user.id)
    done = _finish_modules(modules, rules, now=now)
    if is_finished(start.modules, done, modules):
        progress.finish_course(start, now=now)


def _finish_modules(modules: Mapping[str, Any], rules: Rules, *, now: datetime) -> set[str]:
    """Note which modules are done now; the ids of all that are."""
    done = set()
    for key, (version, began, read) in modules.items():
        if began is None:
            continue
        work = ModuleWork(
            id=key,
            lessons=tuple(version.facts["order"]),
            read=read,
            quiz_passed=began.quiz_passed_at is not None,
        )
        if work.is_done(rules):
            progress.finish_module(began, now=now)
        if began.finished_at is not None:
            done.add(key)
    return done

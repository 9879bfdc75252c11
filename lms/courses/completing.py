"""When something was done: is the module finished now, and with it the course?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.courses import queries
from lms.progress import queries as progress_queries
from lms.progress import service as progress
from lms.progress.completion import ModuleWork, Rules, is_finished


def note_module_done(db: Session, user: User, module_id: str, *, now: datetime) -> None:
    """Finish a module, and the course with it, when the course's rules are met; else nothing.

    Called after a lesson was read or a quiz was passed; calling it again changes nothing. Every
    module is looked at, for the rules may have become easier since it was last worked on.
    """
    db.flush()  # what has just been noted counts
    course, start = queries.the_course(db, user.id) or (None, None)
    if course is None or start is None:
        return
    modules = queries.learner_s_modules(db, user.id)
    if module_id not in modules or modules[module_id][1] is None:
        return
    read = progress_queries.lessons_read(db, user.id)
    rules = Rules(tuple(course.facts["completion"]["module"]))
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
    if is_finished(start.modules, done, modules):
        progress.finish_course(start, now=now)

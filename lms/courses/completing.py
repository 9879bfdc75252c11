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

    Called after a lesson was read or a quiz was passed; calling it again changes nothing.
    """
    db.flush()  # what has just been noted counts
    course, start = queries.the_course(db, user.id) or (None, None)
    if course is None or start is None or start.finished_at is not None:
        return
    modules = queries.learner_s_modules(db, user.id)
    if module_id not in modules or modules[module_id][1] is None:
        return
    version, began, _newest = modules[module_id]
    assert began is not None
    rules = Rules(tuple(course.facts["completion"]["module"]))
    read = progress_queries.lessons_read(db, user.id, [module_id]).get(module_id, frozenset())
    work = ModuleWork(
        id=module_id,
        lessons=tuple(version.facts["order"]),
        read=read,
        quiz_passed=began.quiz_passed_at is not None,
    )
    if not work.is_done(rules):
        return
    progress.finish_module(began, now=now)
    done = {key for key, (_, at, _n) in modules.items() if at is not None and at.finished_at}
    if is_finished(start.modules, done | {module_id}, modules):
        progress.finish_course(start, now=now)

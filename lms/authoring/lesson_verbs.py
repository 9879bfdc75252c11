"""Verbs of lessons within a draft, and of new modules: all languages change together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import module_files, queries
from lms.authoring.models import ModuleDraft
from lms.authoring.service import begin_draft, change_files, held
from lms.courses import queries as courses
from lms.courses.facts import module_ids
from lms.courses.service import keep_files
from lms.courses.shapes import SLUG
from lms.errors import Refusal
from lms.words import N_

MOST_LESSONS = 99
_NO_COURSE = N_("There is no course yet. Load one from files first.")
_OTHER_LESSONS = N_("The new order must hold the same lessons, each once.")
_BAD_ID = N_("An id is 2 to 60 of a-z, 0-9 and -.")
TAKEN = N_('There is already something with the id "%(id)s".')
_NO_LESSON = N_('There is no lesson "%(id)s" in this module.')
_LAST_LESSON = N_("A module keeps at least one lesson.")
_TOO_MANY = N_("A module has at most 99 lessons.")
_ODD_LIST = N_("The list in module.toml cannot be rewritten. Open module.toml and change it there.")


def new_module(
    db: Session,
    actor: User,
    module_id: str,
    *,
    code: str,
    titles: Mapping[str, str],
    lesson_id: str,
    now: datetime,
) -> ModuleDraft:
    """Begin a module that there never was, with one lesson; it joins the course when published.

    titles  of the module, in every language of the course
    """
    ids = courses.course_ids(db)
    course = courses.course_version(db, ids[0]) if ids else None
    if course is None:
        raise Refusal(_NO_COURSE)
    check_new_id(module_id, [])
    check_new_id(lesson_id, [])
    taken = courses.highest_number(db, module_id) or queries.draft(db, module_id)
    if taken or module_id in module_ids(course.facts):
        raise Refusal(TAKEN, status=422, id=module_id)
    by_language = {one: titles.get(one, module_id) for one in course.facts["languages"]}
    made = module_files.new_files(module_id, code, by_language, lesson_id=lesson_id)
    return begin_draft(
        db,
        actor,
        module_id,
        now=now,
        course_id=course.course_id,
        folder=f"{next_number(queries.folders(db)):02}-{module_id}",
        base_id=None,
        files=keep_files(db, made),
    )


def order_lessons(
    db: Session, actor: User, draft: ModuleDraft, ids: Sequence[str], *, now: datetime
) -> ModuleDraft:
    """Put the lessons of a draft in another order, in every language; no lesson changes."""
    draft, files = _opened(db, draft)
    if sorted(ids) != sorted(_lessons(files)):
        raise Refusal(_OTHER_LESSONS, status=422)
    return _rewrite(db, actor, draft, files, ids, now=now)


def add_lesson(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    lesson_id: str,
    *,
    titles: Mapping[str, str],
    minutes: int,
    now: datetime,
) -> ModuleDraft:
    """Put a new lesson behind the others, in every language, with its title for a text.

    titles   language -> title
    minutes  1 to 240
    """
    draft, files = _opened(db, draft)
    ids = _lessons(files)
    check_new_id(lesson_id, ids)
    if len(ids) >= MOST_LESSONS:
        raise Refusal(_TOO_MANY, status=422)
    files |= module_files.lesson_files(lesson_id, titles, minutes)
    return _rewrite(db, actor, draft, files, [*ids, lesson_id], now=now)


def retire_lesson(
    db: Session, actor: User, draft: ModuleDraft, lesson_id: str, *, now: datetime
) -> ModuleDraft:
    """Take a lesson out, in every language; who has read it keeps that it was read."""
    draft, files = _opened(db, draft)
    ids = _lessons(files)
    if lesson_id not in ids:
        raise Refusal(_NO_LESSON, status=404, id=lesson_id)
    if len(ids) == 1:
        raise Refusal(_LAST_LESSON, status=422)
    files = module_files.without_box(files, lesson_id)
    return _rewrite(db, actor, draft, files, [one for one in ids if one != lesson_id], now=now)


def _opened(db: Session, draft: ModuleDraft) -> tuple[ModuleDraft, dict[str, bytes]]:
    draft = held(db, draft)
    return draft, queries.contents(db, draft.files)


def _lessons(files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        return module_files.lessons_of(files)
    except ValueError:
        raise Refusal(_ODD_LIST, status=422) from None


def _rewrite(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    files: Mapping[str, bytes],
    ids: Sequence[str],
    *,
    now: datetime,
) -> ModuleDraft:
    try:
        kept = keep_files(db, module_files.with_order(files, ids))
    except ValueError:
        raise Refusal(_ODD_LIST, status=422) from None
    return draft if kept == draft.files else change_files(db, actor, draft, kept, now=now)


def check_new_id(found: str, taken: Sequence[str]) -> None:
    """Refuse an id that is none, or that something has already."""
    if not SLUG.fullmatch(found):
        raise Refusal(_BAD_ID, status=422)
    if found in taken:
        raise Refusal(TAKEN, status=422, id=found)


def next_number(folders: Sequence[str]) -> int:
    """The number of the folder of a new module, 1 to 99."""
    numbers = [int(one[:2]) for one in folders if one[:2].isdecimal()]
    return min(99, max(numbers, default=0) + 1)

"""Every SELECT about drafts, publications and review."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import User
from lms.authoring.models import DraftChange, DraftState, ModuleDraft, Publication, ReviewNote
from lms.courses import queries as courses
from lms.courses.facts import module_ids
from lms.courses.models import Course, CourseVersion, Module, ModuleVersion
from lms.progress.models import ModuleStart
from lms.quizzes.models import Draft as QuizDraft

LISTED = 200  # changes of a draft that are listed at most


@dataclass(frozen=True)
class HistoryLine:
    """A version of a module: by whom and why, and how many learners are in it.

    publication  None: it was loaded from files
    by, approver  names; "" when it was nobody, or the account is gone
    """

    version_id: uuid.UUID
    number: int
    kind: str
    at: datetime
    is_published: bool
    publication: Publication | None
    by: str
    approver: str
    learners: int


@dataclass(frozen=True)
class DeskLine:
    """A module on the authors' desk.

    title       by language; {} of a module that was never published
    draft       None: nothing is being written
    is_behind   whether something else was published since the draft was begun
    changed_by  the name of who saved last, or ""
    """

    module_id: str
    number: int
    title: Mapping[str, str]
    draft: ModuleDraft | None
    is_behind: bool
    changed_by: str


@dataclass(frozen=True)
class Touched:
    """How many people a publication concerns.

    learners  who are in the version it was made from
    finished  of these, how many have finished the module
    elsewhere who are in other versions of the module; nothing reaches them
    tries     quizzes begun and not sent, in any version; each goes on with its own questions
    """

    learners: int
    finished: int
    elsewhere: int
    tries: int


def draft(db: Session, module_id: str) -> ModuleDraft | None:
    """The draft of a module."""
    return db.scalar(select(ModuleDraft).where(ModuleDraft.module_id == module_id))


def draft_to_change(db: Session, draft_id: uuid.UUID) -> ModuleDraft | None:
    """A draft as it is now, held until the transaction ends; None when it was published."""
    return db.scalar(
        select(ModuleDraft)
        .where(ModuleDraft.id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def pointer_to_move(db: Session, module_id: str) -> Module | None:
    """Which version of a module is published, held until the transaction ends."""
    return db.scalar(
        select(Module)
        .where(Module.id == module_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def contents(db: Session, files: Mapping[str, str]) -> dict[str, bytes]:
    """The contents of files, by path; one statement."""
    found = courses.blobs(db, set(files.values()))
    return {path: found[key] for path, key in files.items()}


def content(db: Session, key: str) -> bytes | None:
    """A content by its hash."""
    return courses.blobs(db, [key]).get(key)


def course_of(db: Session, module_id: str) -> CourseVersion | None:
    """The published version of the course that holds a module."""
    rows = db.scalars(
        select(CourseVersion)
        .join(Course, Course.published_id == CourseVersion.id)
        .order_by(Course.id)
    )
    return next((one for one in rows if module_id in module_ids(one.facts)), None)


def version_to_restore(db: Session, module_id: str, number: int) -> ModuleVersion | None:
    """A version of a module by its number."""
    return db.scalar(
        select(ModuleVersion).where(
            ModuleVersion.module_id == module_id, ModuleVersion.number == number
        )
    )


def folders(db: Session) -> list[str]:
    """The folders of all published modules and of all drafts."""
    published = select(ModuleVersion.folder).join(Module, Module.published_id == ModuleVersion.id)
    return list(db.scalars(published.union(select(ModuleDraft.folder))))


def last_rev(db: Session, module_id: str) -> int:
    """The number of the last change of any draft of a module; 0: there was none."""
    asked = select(func.max(DraftChange.rev)).where(DraftChange.module_id == module_id)
    return db.scalar(asked) or 0


def changes(db: Session, module_id: str, rev: int | None = None) -> Sequence[DraftChange]:
    """The changes of drafts of a module, newest first; of one rev when it is named."""
    asked = select(DraftChange).where(DraftChange.module_id == module_id)
    if rev is not None:
        asked = asked.where(DraftChange.rev == rev)
    return db.scalars(asked.order_by(DraftChange.rev.desc(), DraftChange.path).limit(LISTED)).all()


def notes(db: Session, module_id: str, *, open_only: bool = True) -> Sequence[ReviewNote]:
    """What reviewers said of a draft, by file and line."""
    asked = select(ReviewNote).where(ReviewNote.module_id == module_id)
    if open_only:
        asked = asked.where(ReviewNote.done_at.is_(None))
    return db.scalars(asked.order_by(ReviewNote.path, ReviewNote.line, ReviewNote.at)).all()


def note(db: Session, note_id: uuid.UUID) -> ReviewNote | None:
    """What a reviewer said."""
    return db.get(ReviewNote, note_id)


def history(
    db: Session, module_id: str, *, below: int | None = None, most: int | None = None
) -> list[HistoryLine]:
    """The versions of a module, newest first; two statements.

    below  only versions of smaller numbers; None: from the newest on
    most   how many at most; None: all
    """
    author, approver = aliased(User), aliased(User)
    asked = (
        select(
            ModuleVersion.id,
            ModuleVersion.number,
            ModuleVersion.kind,
            ModuleVersion.published_at,
            Module.published_id,
            Publication,
            author.name,
            author.username,
            approver.name.label("approver_name"),
            approver.username.label("approver_username"),
        )
        .join(Module, Module.id == ModuleVersion.module_id)
        .outerjoin(Publication, Publication.version_id == ModuleVersion.id)
        .outerjoin(author, author.id == Publication.by_id)
        .outerjoin(approver, approver.id == Publication.approved_by)
        .where(ModuleVersion.module_id == module_id)
        .order_by(ModuleVersion.number.desc())
        .limit(most)
    )
    if below is not None:
        asked = asked.where(ModuleVersion.number < below)
    rows = db.execute(asked).all()
    learners = _learners(db, module_id)
    return [_history_line(row, learners) for row in rows]


def _history_line(row: Any, learners: Mapping[uuid.UUID, int]) -> HistoryLine:
    return HistoryLine(
        version_id=row.id,
        number=row.number,
        kind=row.kind,
        at=row.published_at,
        is_published=row.id == row.published_id,
        publication=row.Publication,
        by=row.name or row.username or "",
        approver=row.approver_name or row.approver_username or "",
        learners=learners.get(row.id, 0),
    )


def _learners(db: Session, module_id: str) -> dict[uuid.UUID, int]:
    rows = db.execute(
        select(ModuleStart.version_id, func.count().label("learners"))
        .where(ModuleStart.module_id == module_id)
        .group_by(ModuleStart.version_id)
    )
    return {row.version_id: row.learners for row in rows}


def desk(db: Session) -> list[DeskLine]:
    """Every module with its draft, and drafts of new modules; two statements, by module id."""
    published = db.execute(
        select(Module.id, ModuleVersion.number, ModuleVersion.facts, Module.published_id)
        .join(ModuleVersion, ModuleVersion.id == Module.published_id)
        .order_by(Module.id)
    ).all()
    drafts = {
        one.module_id: (one, name or username or "")
        for one, name, username in db.execute(
            select(ModuleDraft, User.name, User.username).outerjoin(
                User, User.id == ModuleDraft.changed_by
            )
        )
    }
    lines = [
        _desk_line(row.id, row.number, row.facts["title"], row.published_id, drafts)
        for row in published
    ]
    known = {row.id for row in published}
    lines += [_desk_line(key, 0, {}, None, drafts) for key in drafts if key not in known]
    return sorted(lines, key=lambda line: line.module_id)


def _desk_line(
    module_id: str,
    number: int,
    title: Mapping[str, str],
    published_id: uuid.UUID | None,
    drafts: Mapping[str, tuple[ModuleDraft, str]],
) -> DeskLine:
    found, name = drafts.get(module_id, (None, ""))
    is_behind = found is not None and found.base_id != published_id
    return DeskLine(module_id, number, title, found, is_behind, name)


def touched(db: Session, module_id: str, base_id: uuid.UUID | None) -> Touched:
    """Whom a publication concerns; one statement."""
    here = ModuleStart.version_id == base_id
    row = db.execute(
        select(
            func.count().filter(here).label("learners"),
            func.count().filter(here, ModuleStart.finished_at.is_not(None)).label("finished"),
            func.count().filter(ModuleStart.version_id != base_id).label("elsewhere"),
            select(func.count())
            .select_from(QuizDraft)
            .where(QuizDraft.module_id == module_id)
            .scalar_subquery()
            .label("tries"),
        ).where(ModuleStart.module_id == module_id)
    ).one()
    return Touched(row.learners, row.finished, row.elsewhere, row.tries)


def waiting_for_review(db: Session) -> Sequence[ModuleDraft]:
    """Drafts whose authors have asked for a review, the longest waiting first."""
    return db.scalars(
        select(ModuleDraft)
        .where(ModuleDraft.state == DraftState.ASKED)
        .order_by(ModuleDraft.state_at, ModuleDraft.module_id)
    ).all()

"""Verbs of drafts: open, throw away, save and remove files, undo, bring up to date."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import module_files, queries
from lms.authoring.merged_files import both
from lms.authoring.models import DraftChange, DraftState, ModuleDraft
from lms.authoring.remembering import forget_draft
from lms.authoring.three_way import three_way
from lms.courses import queries as courses
from lms.courses.module_reading import MODULE_FILE
from lms.courses.service import keep_files
from lms.courses.tree import MAX_FILE_BYTES
from lms.db import insert_new
from lms.errors import NotFound, Refusal
from lms.trail import service as trail
from lms.words import N_

_GONE = N_("This draft was published or thrown away meanwhile. Look at the module again.")
_BAD_PATH = N_('A module has no place for a file with the name "%(path)s".')
_TOO_LARGE = N_("The file is larger than 2 MB.")
_NO_FILE = N_("This file is not in the draft any more.")
_KEPT_FILE = N_("A module cannot be without its module.toml.")
_SAVED_MEANWHILE = N_(
    "Somebody else saved this file while you wrote. Compare both, then save again."
)
_CHANGED_SINCE = N_("This was changed again since. Undo the newer changes first.")
_NO_CHANGE = N_("There is no such change.")
_BOTH_CHANGED = N_(
    "You and somebody else changed the same files: %(paths)s. Choose for each of them."
)
_UP_TO_DATE = N_("This draft is already up to date.")


class Conflict(Refusal):
    """Somebody else saved the file since: both contents, so that nothing is lost.

    mine    what was to be saved
    theirs  what is in the draft now; None: the file was removed
    seen    the hash to save with, once both were compared; None: as for theirs
    was     the hash of what both go back to; None: nothing, or it is not known
    """

    def __init__(
        self,
        path: str,
        mine: bytes,
        theirs: bytes | None,
        seen: str | None,
        was: str | None = None,
    ) -> None:
        super().__init__(_SAVED_MEANWHILE)
        self.path, self.mine, self.theirs, self.seen, self.was = path, mine, theirs, seen, was


class RebaseConflict(Refusal):
    """Files that the draft and a newer version both changed, and for which no side was chosen."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(_BOTH_CHANGED, paths=", ".join(paths))
        self.paths = tuple(paths)


def hash_of(content: bytes) -> str:
    """The name under which a content is kept: 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def open_draft(db: Session, actor: User, module_id: str, *, now: datetime) -> ModuleDraft:
    """Begin a draft of the published version; the draft that is there already, if there is one.

    raises  NotFound when there is no such module
    """
    found = queries.draft(db, module_id)
    if found is not None:
        return found
    version, course = courses.published_version(db, module_id), queries.course_of(db, module_id)
    if version is None or course is None:
        raise NotFound
    return begin_draft(
        db,
        actor,
        module_id,
        now=now,
        course_id=course.course_id,
        folder=version.folder,
        base_id=version.id,
        files=dict(version.files),
    )


def drop_draft(db: Session, actor: User, draft: ModuleDraft, *, now: datetime) -> None:
    """Throw a draft away; its changes stay in the list of changes."""
    draft = held(db, draft)
    trail.note(db, actor, "authoring.drop_draft", draft, now=now, module=draft.module_id)
    forget_draft(db, draft.module_id)
    db.delete(draft)


def save_file(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    path: str,
    content: bytes,
    *,
    seen: str | None,
    now: datetime,
) -> ModuleDraft:
    """Keep a file of a draft; the same content again changes nothing.

    seen    hash of the file as the writer saw it; None: there was none
    raises  Conflict when somebody else saved another content since
    """
    if not module_files.is_path(path):
        raise Refusal(_BAD_PATH, status=422, path=path)
    if len(content) > MAX_FILE_BYTES:
        raise Refusal(_TOO_LARGE, status=413)
    draft = held(db, draft)
    there = draft.files.get(path)
    if there == hash_of(content):
        return draft
    if there != seen:
        theirs = queries.content(db, there) if there else None
        raise Conflict(path, content, theirs, there, seen)
    kept = keep_files(db, {path: content})
    return change_files(db, actor, draft, {**draft.files, **kept}, now=now)


def remove_file(
    db: Session, actor: User, draft: ModuleDraft, path: str, *, seen: str, now: datetime
) -> ModuleDraft:
    """Take a file out of a draft; one that is gone already changes nothing.

    raises  Conflict when somebody else saved it since
    """
    if path == MODULE_FILE:
        raise Refusal(_KEPT_FILE, status=422)
    draft = held(db, draft)
    there = draft.files.get(path)
    if there is None:
        return draft
    if there != seen:
        raise Conflict(path, b"", queries.content(db, there), there)
    left = {one: key for one, key in draft.files.items() if one != path}
    return change_files(db, actor, draft, left, now=now)


def put_back(
    db: Session, actor: User, draft: ModuleDraft, rev: int, *, now: datetime
) -> ModuleDraft:
    """Undo a change of a draft: all files that it changed are as they were before it.

    rev     of the change, as DraftChange.rev
    raises  Refusal when one of the files was changed again since
    """
    draft = held(db, draft)
    undone = queries.changes(db, draft.module_id, rev)
    if not undone:
        raise Refusal(_NO_CHANGE, status=404)
    files = dict(draft.files)
    for change in undone:
        if files.get(change.path) != change.new_hash:
            raise Refusal(_CHANGED_SINCE)
        files.pop(change.path, None)
        if change.old_hash is not None:
            files[change.path] = change.old_hash
    return change_files(db, actor, draft, files, now=now)


def rebase(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    *,
    take: Mapping[str, str],
    now: datetime,
) -> ModuleDraft:
    """Bring a draft up to what was published since it was begun, file by file.

    take    path -> "mine", "theirs" or "both" (merged_files.py), for files that both changed
    raises  RebaseConflict with the paths that both changed and `take` does not name
    """
    draft = held(db, draft)
    newest = courses.published_version(db, draft.module_id)
    if newest is None or newest.id == draft.base_id:
        raise Refusal(_UP_TO_DATE)
    base = courses.module_version(db, draft.base_id) if draft.base_id else None
    merged = three_way(base.files if base else {}, draft.files, newest.files)
    wanted = [path for path in merged.conflicts if take.get(path) == "both"]
    together = both(db, wanted, base.files if base else {}, draft.files, newest.files)
    undecided = [
        path
        for path in merged.conflicts
        if take.get(path) not in ("mine", "theirs") and path not in together
    ]
    if undecided:
        raise RebaseConflict(undecided)
    files = dict(merged.files)
    for path in merged.conflicts:
        if take[path] == "theirs":
            files.pop(path, None)
            files |= {path: newest.files[path]} if path in newest.files else {}
    files |= keep_files(db, {path: one.text.encode() for path, one in together.items()})
    draft.base_id, draft.folder = newest.id, newest.folder
    return change_files(db, actor, draft, files, now=now)


def held(db: Session, draft: ModuleDraft) -> ModuleDraft:
    """The draft as it is now, held until the transaction ends: two editors wait for each other."""
    db.flush()  # reading it anew forgets what another verb of this request has changed in it
    found = queries.draft_to_change(db, draft.id)
    if found is None:
        raise Refusal(_GONE)
    return found


def change_files(
    db: Session, actor: User, draft: ModuleDraft, files: Mapping[str, str], *, now: datetime
) -> ModuleDraft:
    """Give a draft that is held other files, and write down each of them that changed.

    files  path -> hash of a content that is kept
    """
    changed = [path for path in sorted({*draft.files, *files}) if _differ(draft.files, files, path)]
    draft.rev += 1
    for path in changed:
        old, new = draft.files.get(path), files.get(path)
        values = {"path": path, "old_hash": old, "new_hash": new, "rev": draft.rev}
        db.add(DraftChange(module_id=draft.module_id, by_id=actor.id, at=now, **values))
    draft.files = dict(sorted(files.items()))
    draft.changed_at, draft.changed_by = now, actor.id
    if draft.state is DraftState.APPROVED:  # what was approved is not what stands there now
        draft.state, draft.approved_by, draft.state_at = DraftState.OPEN, None, now
    return draft


def _differ(old: Mapping[str, str], new: Mapping[str, str], path: str) -> bool:
    return old.get(path) != new.get(path)


def begin_draft(
    db: Session,
    actor: User,
    module_id: str,
    *,
    now: datetime,
    course_id: str,
    folder: str,
    base_id: uuid.UUID | None,
    files: Mapping[str, str],
) -> ModuleDraft:
    """Make the row of a draft; the one that another editor made at this moment.

    base_id  None: the module is new
    """
    made = insert_new(
        db,
        ModuleDraft,
        module_id=module_id,
        course_id=course_id,
        folder=folder,
        base_id=base_id,
        files=dict(files),
        rev=queries.last_rev(db, module_id),
        changed_at=now,
        changed_by=actor.id,
        state=DraftState.OPEN,
        state_at=now,
    )
    found = made or queries.draft(db, module_id)
    assert found is not None
    if made:
        trail.note(db, actor, "authoring.open_draft", made, now=now, module=module_id)
    return found

"""Verbs of copies for a country: copy a module, take over what its parent changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import queries
from lms.authoring.lesson_verbs import TAKEN, check_new_id, next_number
from lms.authoring.line_merge import Clash, merged
from lms.authoring.models import ModuleDraft
from lms.authoring.parents import as_copy, parent_in, with_version
from lms.authoring.remembering import copy_remembered
from lms.authoring.service import begin_draft, change_files, held
from lms.courses import queries as courses
from lms.courses.models import ModuleVersion
from lms.courses.module_reading import MODULE_FILE
from lms.courses.service import keep_files
from lms.courses.source_types import Parent
from lms.errors import NotFound, Refusal
from lms.trail import service as trail
from lms.words import N_

_ODD = N_("The file module.toml cannot be rewritten. Mend it under “Facts of the module” first.")
_NO_PARENT = N_("This module is not a copy of another one.")
_MOVED_ON = N_("The parent was published again since you read this. Look at its changes first.")
_NOTHING = N_("There is nothing to take over in this file.")
_CLASH = N_("Both changed the same lines of this file. Put them together in the editor.")
_MOST_BYTES = 300_000  # a longer text is no lesson; comparing it would take seconds


class Way(StrEnum):
    """What becomes of a file that the parent changed."""

    HERE = "here"
    TAKE = "take"
    MERGE = "merge"
    CLASH = "clash"


@dataclass(frozen=True)
class Coming:
    """A file that the parent changed, as a copy would take it over.

    content  None: the file goes, or nothing is to be done
    clashes  where both changed the same lines; empty where whole files clash
    """

    way: Way
    content: bytes | None = None
    clashes: tuple[Clash, ...] = ()


def coming(base: bytes | None, mine: bytes | None, theirs: bytes | None) -> Coming:
    """What becomes of one file; None: it is not there.

    base  of the parent as it was copied; theirs: of the parent as it is
    """
    if mine == theirs:
        return Coming(Way.HERE)
    if mine == base:
        return Coming(Way.TAKE, theirs)
    texts = [_text(one) for one in (base, mine, theirs)]
    if base is None or mine is None or theirs is None or None in texts:
        return Coming(Way.CLASH)
    together = merged(*(text for text in texts if text is not None))
    if together.text is None:
        return Coming(Way.CLASH, clashes=together.clashes)
    content = together.text.encode()
    return Coming(Way.HERE) if content == mine else Coming(Way.MERGE, content)


def copy_module(
    db: Session, actor: User, parent_id: str, new_id: str, *, country: str, now: datetime
) -> ModuleDraft:
    """Begin a copy of a published module; the course lists it when somebody takes it in.

    country  a value of accounts.kinds.Country
    raises   NotFound without a published parent; Refusal for an id that is taken or no id
    """
    version, course = courses.published_version(db, parent_id), queries.course_of(db, parent_id)
    if version is None or course is None:
        raise NotFound
    check_new_id(new_id, [])
    if courses.highest_number(db, new_id) or queries.draft(db, new_id):
        raise Refusal(TAKEN, status=422, id=new_id)
    toml = queries.content(db, version.files[MODULE_FILE]) or b""
    try:
        made = as_copy(toml, new_id, Parent(parent_id, version.number, country))
    except ValueError:
        raise Refusal(_ODD, status=422) from None
    draft = begin_draft(
        db,
        actor,
        new_id,
        now=now,
        course_id=course.course_id,
        folder=f"{next_number(queries.folders(db)):02}-{new_id}",
        base_id=None,
        files=dict(version.files) | keep_files(db, {MODULE_FILE: made}),
    )
    copy_remembered(db, parent_id, new_id, by_id=actor.id, at=now)
    trail.note(
        db,
        actor,
        "authoring.copy_module",
        draft,
        now=now,
        module=new_id,
        parent=parent_id,
        version=version.number,
        country=country,
    )
    return draft


def take_change(
    db: Session, actor: User, draft: ModuleDraft, path: str, *, seen: int, now: datetime
) -> ModuleDraft:
    """Take over what the parent changed in one file since the version it is followed up to.

    seen    number of the parent's version that was looked at
    raises  Refusal when both changed the same lines, or the parent was published again
    """
    draft = held(db, draft)
    base, newest = _parent_of(db, draft, seen)
    files = [one.get(path) for one in (base.files, draft.files, newest.files)]
    contents = courses.blobs(db, {key for key in files if key})
    was, mine, theirs = (contents[key] if key else None for key in files)
    if was == theirs:
        raise Refusal(_NOTHING)
    found = coming(was, mine, theirs)
    if found.way is Way.HERE:
        return draft
    if found.way is Way.CLASH:
        raise Refusal(_CLASH)
    left: Mapping[str, str] = {one: key for one, key in draft.files.items() if one != path}
    kept = keep_files(db, {path: found.content}) if found.content is not None else {}
    return change_files(db, actor, draft, {**left, **kept}, now=now)


def follow_parent(
    db: Session, actor: User, draft: ModuleDraft, *, seen: int, now: datetime
) -> ModuleDraft:
    """Note in module.toml that the parent was looked through up to a version.

    seen    number of that version
    raises  Refusal when the parent was published again since
    """
    draft = held(db, draft)
    _parent_of(db, draft, seen)
    toml = queries.content(db, draft.files[MODULE_FILE]) or b""
    try:
        kept = keep_files(db, {MODULE_FILE: with_version(toml, seen)})
    except ValueError:
        raise Refusal(_ODD, status=422) from None
    if kept[MODULE_FILE] == draft.files[MODULE_FILE]:
        return draft
    return change_files(db, actor, draft, {**draft.files, **kept}, now=now)


def _parent_of(db: Session, draft: ModuleDraft, seen: int) -> tuple[ModuleVersion, ModuleVersion]:
    """The parent's version that the draft follows, and the published one."""
    parent = parent_in(queries.content(db, draft.files[MODULE_FILE]) or b"")
    base = queries.version_to_restore(db, parent.id, parent.version) if parent else None
    newest = courses.published_version(db, parent.id) if parent else None
    if base is None or newest is None:
        raise Refusal(_NO_PARENT)
    if newest.number != seen:
        raise Refusal(_MOVED_ON)
    return base, newest


def _text(content: bytes | None) -> str | None:
    """The content as text; None for a picture and its like."""
    if content is None or len(content) > _MOST_BYTES:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None

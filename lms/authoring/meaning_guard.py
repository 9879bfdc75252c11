"""Keeps the meaning of answered questions: what a next version would make of their ids."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.authoring import publish_queries
from lms.authoring.quiz_meaning import free_id
from lms.authoring.same_meaning import Altered, altered, ids_of
from lms.authoring.three_way import Hashes
from lms.courses import queries as courses
from lms.courses.faults import Fault
from lms.courses.models import ModuleVersion
from lms.courses.module_reading import QUIZ_FILE
from lms.courses.source_types import CourseSource
from lms.quizzes.author_queries import answered
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Question


@dataclass(frozen=True)
class Next:
    """The files that a module would have next.

    files  path within the folder -> hash
    known  hash -> content, of those that are not kept yet
    """

    folder: str
    files: Hashes
    known: Mapping[str, bytes]


def faults_of_draft(
    db: Session, version: ModuleVersion | None, files: Hashes, *, folder: str, source: str
) -> list[Fault]:
    """Where a draft, or an older state, gives the id of an answered question to another one.

    version  the published one; None: the module is new, and nothing was answered
    source   the source language, whose file is named where all languages have changed; a
             warning where hardly a word of it is left there, for translators may write anew
    """
    return _faults(db, version, Next(folder, files, {}), source) if version else []


def faults_of_load(db: Session, source: CourseSource) -> list[Fault]:
    """The same of all modules of a folder that was read; a statement where no quiz has changed."""
    modules = {one.id: one for one in source.all_modules}
    found: list[Fault] = []
    for version in courses.published_modules(db, modules):
        module = modules[version.module_id]
        known = {_hash(data): data for path, data in module.files.items() if _is_quiz(path)}
        files = {path: _hash(data) for path, data in module.files.items() if _is_quiz(path)}
        new = Next(module.folder, files, known)
        found += _faults(db, version, new, source.source_language)
    return [one for one in found if one.level == "fault"]


def _faults(db: Session, version: ModuleVersion, new: Next, source: str) -> list[Fault]:
    paths = _changed(version, new.files, source)
    if not paths:
        return []
    old_files = {path: version.files[path] for path in paths if path in version.files}
    wanted = {*old_files.values(), *(new.files[path] for path in paths)} - set(new.known)
    contents = {**courses.blobs(db, wanted), **new.known}
    said: set[str] = set()
    found: list[Fault] = []
    for path in paths:
        before = _read(contents[old_files[path]]) if path in old_files else []
        after = _read(contents[new.files[path]])
        old = {one.id: one for one in before}
        taken = {id_ for one in (*before, *after) for id_ in ids_of(one)}
        strange = {one.id for one in after} - set(old)
        old |= _held_before(db, version, path, strange)
        is_source = path.startswith(f"{source}/")
        changed = [
            one
            for one in altered(old, after)
            if one.id not in said and (is_source or one.level == "fault")
        ]
        said |= {one.id for one in changed}
        found += _said(db, version.module_id, f"modules/{new.folder}/{path}", changed, taken)
    return found


def _said(
    db: Session, module_id: str, path: str, changed: list[Altered], taken: set[str]
) -> Iterator[Fault]:
    asked = answered(db, module_id, {id_ for one in changed for id_ in one.ids})
    for one in changed:
        if one.ids & asked:
            values = {"id": one.id, "new": unused_id(db, module_id, one.id, taken)}
            for what in one.whats:
                yield Fault(path, one.line, what, one.level, values)


def unused_id(db: Session, module_id: str, id_: str, taken: Collection[str]) -> str:
    """An id like this one that no question of the module has or had when it was answered."""
    used = set(taken)
    while answered(db, module_id, {found := free_id(id_, used)}):
        used.add(found)
    return found


def _held_before(
    db: Session, version: ModuleVersion, path: str, ids: Collection[str]
) -> dict[str, Question]:
    """Questions that the published version has not, as the last version had that held them."""
    found: dict[str, Question] = {}
    if not ids:
        return found
    files = publish_queries.older_files(db, version.module_id, version.number)
    keys = list(dict.fromkeys(one[path] for one in files if path in one))
    contents = courses.blobs(db, keys) if keys else {}
    for key in keys:  # the newest first
        left = [one for one in ids if one not in found]
        # Reading a file takes longer than looking whether it can hold one of them.
        if any(f"::{one}::".encode() in contents[key] for one in left):
            found |= {one.id: one for one in _read(contents[key]) if one.id in left}
    return found


def _changed(version: ModuleVersion, files: Hashes, source: str) -> list[str]:
    """The quiz files that are not as they are published, the source language first."""
    found = [p for p in sorted(files) if _is_quiz(p) and version.files.get(p) != files[p]]
    return sorted(found, key=lambda path: not path.startswith(f"{source}/"))


def _is_quiz(path: str) -> bool:
    return path.endswith(f"/{QUIZ_FILE}")


def _read(content: bytes) -> list[Question]:
    return read_gift(content.decode("utf-8", "replace"))[0]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

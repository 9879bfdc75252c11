"""Who wrote what stands in a draft: a second person's approval is one of nobody among them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from lms.authoring import publish_queries
from lms.authoring.changed_files import changed_paths
from lms.authoring.models import ModuleDraft
from lms.authoring.publish_queries import Written
from lms.courses import queries as courses


def writers_of(db: Session, draft: ModuleDraft) -> frozenset[uuid.UUID]:
    """All whose words are in a draft and not yet published, and who saved it last."""
    base = courses.module_version(db, draft.base_id) if draft.base_id else None
    files = base.files if base else {}
    paths = changed_paths(files, draft.files)
    last = {draft.changed_by} if draft.changed_by else set()
    changes = publish_queries.written(db, draft.module_id, paths) if paths else []
    older = publish_queries.older_files(db, draft.module_id, base.number + 1) if base else []
    found = {
        one
        for path in paths
        for one in writers_back(
            draft.files.get(path),
            [change for change in changes if change.path == path],
            {files.get(path) for files in older} or {None},
        )
    }
    return frozenset(last | found)


def writers_back(
    now: str | None, changes: Iterable[Written], published: Collection[str | None]
) -> set[uuid.UUID]:
    """Who changed one file since it was last as some published version had it.

    now        hash of the file as it stands; None: it was taken out
    changes    of this file, newest first; those of drafts that were thrown away lead nowhere
    published  the hashes that versions of the module had; None: it was not there
    """
    found: set[uuid.UUID] = set()
    for one in changes:
        if one.new_hash != now:
            continue
        if one.by_id is not None:
            found.add(one.by_id)
        now = one.old_hash
        if now in published:
            break
    return found

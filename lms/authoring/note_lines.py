"""Where the lines that reviewers wrote about stand in a draft now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from lms.authoring import publish_queries
from lms.authoring.models import ModuleDraft, ReviewNote
from lms.authoring.moved_lines import Quoted, Saved, quoted, then
from lms.courses import queries as courses

_MOST_BYTES = 300_000  # a longer text is no lesson; comparing it would take seconds


def quoted_lines(
    db: Session, draft: ModuleDraft, notes: Iterable[ReviewNote]
) -> dict[uuid.UUID, Quoted]:
    """The line of each note that is about one, by the note's id; two statements, none without.

    What a file was when a note was written is told by the changes of drafts since.
    """
    about = [one for one in notes if one.line]
    if not about:
        return {}
    saves: dict[str, list[Saved]] = {}
    paths = {one.path for one in about}
    since = min(one.at for one in about)
    for change in publish_queries.changes_since(db, draft.module_id, paths, since):
        saved = Saved(change.old_hash, change.new_hash, change.at)
        saves.setdefault(change.path, []).append(saved)
    then_and_now = {
        one.id: (
            then(saves.get(one.path, ()), draft.files.get(one.path), one.at),
            draft.files.get(one.path),
        )
        for one in about
    }
    contents = courses.blobs(db, {key for both in then_and_now.values() for key in both if key})
    texts = {key: _text(content) for key, content in contents.items()}
    found = {}
    for one in about:
        old, new = (texts[key] if key else "" for key in then_and_now[one.id])
        found[one.id] = quoted(old, new, one.line)
    return found


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace") if len(content) <= _MOST_BYTES else ""

"""Changes of files as templates/authoring/_changes.html takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from lms.authoring import publish_queries
from lms.authoring.changed_files import FileChange, changed_paths, compare


def shown_changes(
    db: Session,
    old: Mapping[str, str],
    new: Mapping[str, str],
    *,
    url: str,
    only: str | None,
    editor: str = "",
) -> list[dict[str, Any]]:
    """Each file that differs; one statement.

    old, new  path -> hash
    url       of the page, to which ?file= is added to open one file alone
    only      the one file whose lines are wanted; None, or no such path: those that come first
    editor    the address in front of a path that can be edited; "" for none
    """
    paths = changed_paths(old, new)
    wanted = only if only in paths else None
    contents = publish_queries.contents_by_hash(db, paths, old, new)
    found = compare(old, new, contents, only=wanted)
    return [_shown(one, place, url, editor) for place, one in enumerate(found, 1)]


def summed(changes: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many files were added, changed, removed."""
    kinds = [one["change"] for one in changes]
    return {kind: kinds.count(kind) for kind in ("added", "changed", "removed")}


def _shown(one: FileChange, place: int, url: str, editor: str) -> dict[str, Any]:
    can_edit = editor and one.is_text and one.change != "removed"
    return {
        "id": f"file-{place}",
        "path": one.path,
        "change": one.change,
        "language": one.language,
        "before": one.before,
        "after": one.after,
        "lines": one.lines,
        "is_text": one.is_text,
        "alone_url": f"{url}?file={one.path}" if one.left_out else "",
        "cut": one.cut,
        "edit_url": f"{editor}{one.path}" if can_edit else "",
    }

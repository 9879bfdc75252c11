"""A copy for a country and its parent: what the parent changed, as templates/authoring takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from lms.authoring import publish_queries, queries, rules
from lms.authoring.changed_files import changed_paths
from lms.authoring.copying import Coming, Way, coming
from lms.authoring.desk_rules import open_draft
from lms.authoring.opening import Opened, module_url, opened
from lms.authoring.parents import parent_in
from lms.authoring.shown_changes import shown_changes, summed
from lms.courses import queries as courses
from lms.courses.models import ModuleVersion
from lms.courses.module_reading import MODULE_FILE
from lms.courses.source_types import Parent
from lms.web.pages import Visit

HIGHEST = 1_000_000  # numbers of versions; larger ones are no columns


@dataclass(frozen=True)
class CopyAt:
    """A module that was copied from another one.

    base    the parent's version that it follows; None: there is no such version
    newest  the parent as it is published; None: it is not
    """

    here: Opened
    parent: Parent
    base: ModuleVersion | None
    newest: ModuleVersion | None

    @property
    def module_id(self) -> str:
        return self.here.module_id

    @property
    def url(self) -> str:
        """Of the page about its parent."""
        return f"{self.here.url}parent/"

    @property
    def is_behind(self) -> bool:
        """Whether the parent was published since."""
        return self.newest is not None and self.newest.number > self.parent.version


def copy_at(visit: Visit, module: str) -> CopyAt | None:
    """A copy by its id as it stands in an address; None when there is none, or it is no copy."""
    here = opened(visit, module)
    return copy_of(visit.db, here) if here else None


def copy_of(db: Session, here: Opened) -> CopyAt | None:
    """What is known of a module's parent; None when it has none."""
    key = here.files.get(MODULE_FILE)
    parent = parent_in(queries.content(db, key) or b"") if key else None
    if parent is None:
        return None
    known = 0 < parent.version < HIGHEST and "\0" not in parent.id
    base = queries.version_to_restore(db, parent.id, parent.version) if known else None
    return CopyAt(here, parent, base, courses.published_version(db, parent.id) if known else None)


def page(db: Session, user: Any, at: CopyAt, *, only: str | None) -> dict[str, Any]:
    """What the parent changed since, as templates/authoring/parent.html takes it.

    only  the one file whose lines are wanted; None: those that come first
    """
    base = at.base.files if at.base else {}
    newest = at.newest.files if at.newest and at.base else base
    changes = shown_changes(db, base, newest, url=at.url, only=only)
    ways = _ways(db, base, at.here.files, newest)
    for one in changes:
        found = ways[one["path"]]
        one |= {"way": found.way.value, "clashes": found.clashes}
        one["mine_url"] = f"{at.here.url}edit/{one['path']}" if one["path"] in at.here.files else ""
    return {
        **facts(at),
        "module": {"id": at.module_id, "url": at.here.url},
        "number": at.newest.number if at.newest else 0,
        "may_take": rules.may_edit(user, at.module_id)
        and (at.here.draft is not None or open_draft(user, at.here)),
        "is_draft": at.here.draft is not None,
        "changes": changes,
        "sums": summed(changes),
        "left": sum(one.way is not Way.HERE for one in ways.values()),
        "only": only if only in ways else None,
    }


def facts(at: CopyAt) -> dict[str, Any]:
    """What a page says of a copy and its parent."""
    return {
        "url": at.url,
        "parent": at.parent.id,
        "parent_url": module_url(at.parent.id) if at.newest else "",
        "version": at.parent.version,
        "country": at.parent.country,
        "is_behind": at.is_behind,
        "newest": at.newest.number if at.newest else 0,
        "is_known": at.base is not None,
    }


def _ways(
    db: Session, base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, Coming]:
    """What becomes of each file that the parent changed; one statement."""
    paths = changed_paths(base, theirs)
    contents = publish_queries.contents_by_hash(db, paths, base, mine, theirs) if paths else {}
    return {
        path: coming(
            *(contents[one[path]] if path in one else None for one in (base, mine, theirs))
        )
        for path in paths
    }

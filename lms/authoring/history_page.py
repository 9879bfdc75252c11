"""The history of a module and its versions side by side, as templates/authoring takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.authoring import publish_queries, publishing, queries
from lms.authoring.bench import HIGHEST, Bench, bench, heading
from lms.authoring.draft_checks import stops
from lms.authoring.meaning_guard import faults_of_draft
from lms.authoring.publish_page import touched_words
from lms.authoring.queries import HistoryLine
from lms.authoring.shown_changes import shown_changes, summed
from lms.courses.faults import Fault
from lms.courses.models import ModuleVersion
from lms.web.pages import Visit

PAGE = 50  # versions on a page


@dataclass(frozen=True)
class Compared:
    """Two states of a module; number 0 is the draft."""

    here: Bench
    old: int
    new: int
    old_files: Mapping[str, str]
    new_files: Mapping[str, str]

    @property
    def module_id(self) -> str:
        return self.here.module_id

    @property
    def url(self) -> str:
        """Of the page that compares them."""
        return f"{self.here.url}history/{self.old}/{self.new}/"


@dataclass(frozen=True)
class Older:
    """A version that may be brought back."""

    here: Bench
    version: ModuleVersion

    @property
    def module_id(self) -> str:
        return self.here.module_id

    @property
    def url(self) -> str:
        """Of the page that asks."""
        return f"{self.here.url}history/{self.version.number}/restore/"


def compared(visit: Visit, module: str, old: int, new: int) -> Compared | None:
    """Two states of a module by their numbers; None when one of them is not there."""
    here = bench(visit, module)
    if here is None or max(old, new) > HIGHEST:
        return None
    found = dict(publish_queries.files_by_number(visit.db, module, {old, new} - {0}))
    if here.draft is not None:
        found[0] = here.draft.files
    if old not in found or new not in found:
        return None
    return Compared(here, old, new, found[old], found[new])


def older(visit: Visit, module: str, number: int) -> Older | None:
    """A version by its number, together with what is published now."""
    here = bench(visit, module)
    if here is None or here.newest is None or number > HIGHEST:
        return None
    version = queries.version_to_restore(visit.db, module, number)
    return Older(here, version) if version else None


def page(
    db: Session, here: Bench, *, below: int | None, lang: str, can_restore: bool
) -> dict[str, Any]:
    """The versions, newest first, with what led to each.

    below  only versions of smaller numbers; None: from the newest on
    """
    lines = queries.history(db, here.module_id, below=below, most=PAGE + 1)
    shown = lines[:PAGE]
    changes = _changes(db, here.module_id, shown)
    url = f"{here.url}history/"
    versions = [_shown(one, changes[one.number], url, here, can_restore) for one in shown]
    return {
        **heading(here, lang),
        "url": url,
        "module_url": here.url,
        "publish_url": f"{here.url}publish/" if here.draft else "",
        "versions": versions,
        "older_url": f"{url}?below={shown[-1].number}" if len(lines) > PAGE else "",
        "is_older": below is not None,
    }


def comparison(db: Session, both: Compared, *, only: str | None, lang: str) -> dict[str, Any]:
    """What changed from one state to the other."""
    changes = shown_changes(db, both.old_files, both.new_files, url=both.url, only=only)
    return {
        **heading(both.here, lang),
        "module_url": both.here.url,
        "history_url": f"{both.here.url}history/",
        "url": both.url,
        "turned_url": f"{both.here.url}history/{both.new}/{both.old}/",
        "old": both.old,
        "new": both.new,
        "changes": changes,
        "sums": summed(changes),
        "only": only if only in {one["path"] for one in changes} else None,
    }


def restoring(
    db: Session, old: Older, *, only: str | None, lang: str, findings: Sequence[Fault] = ()
) -> dict[str, Any]:
    """What would come back, who is in the module now, and what keeps it from coming back.

    findings  that stopped it just now
    """
    newest = old.here.newest
    assert newest is not None
    found = findings or _other_meanings(db, old, newest)
    changes = shown_changes(db, newest.files, old.version.files, url=old.url, only=only)
    touched = queries.touched(db, old.module_id, newest.id)
    return {
        **heading(old.here, lang),
        "module_url": old.here.url,
        "history_url": f"{old.here.url}history/",
        "url": old.url,
        "number": old.version.number,
        "at": old.version.published_at,
        "newest": newest.number,
        "has_draft": old.here.draft is not None,
        "stops": [gettext(one.template) % one.values for one in found],
        "learners": touched.learners,
        "touched": touched_words(touched),
        "changes": changes,
        "sums": summed(changes),
        "only": only if only in {one["path"] for one in changes} else None,
    }


def _other_meanings(db: Session, old: Older, newest: ModuleVersion) -> list[Fault]:
    course = queries.course_of(db, old.module_id)
    source = str(course.facts["source_language"]) if course else ""
    files = old.version.files
    return stops(faults_of_draft(db, newest, files, folder=newest.folder, source=source))


def _changes(
    db: Session, module_id: str, lines: Sequence[HistoryLine]
) -> dict[int, list[dict[str, str]]]:
    """What changed with each version: as it was written down, else against the one before."""
    loaded = [one.number for one in lines if one.publication is None]
    wanted = {number for one in loaded for number in (one, one - 1)}
    files = publish_queries.files_by_number(db, module_id, wanted) if wanted else {}
    return {
        one.number: one.publication.changes
        if one.publication
        else publishing.changes_between(files.get(one.number - 1, {}), files[one.number])
        for one in lines
    }


def _shown(
    one: HistoryLine,
    changes: Sequence[Mapping[str, str]],
    url: str,
    here: Bench,
    can_restore: bool,
) -> dict[str, Any]:
    said = one.publication
    return {
        "number": one.number,
        "kind": one.kind,
        "at": one.at,
        "is_published": one.is_published,
        "is_loaded": said is None,
        "by": one.by,
        "approver": one.approver,
        "self_approved": said is not None and said.self_approved,
        "is_restored": said is not None and said.restored_id is not None,
        "moved": said.moved if said else 0,
        "message": said.message if said else "",
        "changes": changes,
        "sums": summed(changes),
        "learners": one.learners,
        "before_url": f"{url}{one.number - 1}/{one.number}/" if one.number > 1 else "",
        "draft_url": f"{url}{one.number}/0/" if here.draft else "",
        "restore_url": f"{url}{one.number}/restore/"
        if can_restore and not one.is_published
        else "",
    }

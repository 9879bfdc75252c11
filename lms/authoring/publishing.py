"""Publishing a draft, and bringing an older version back: one act, whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import noting, queries, rules
from lms.authoring.draft_checks import (
    Placed,
    Press,
    findings_of,
    other_meanings,
    placed,
    stops,
)
from lms.authoring.draft_writers import writers_of
from lms.authoring.models import DraftState, ModuleDraft, Publication
from lms.authoring.queries import Touched
from lms.authoring.service import held
from lms.courses import queries as courses
from lms.courses import service as course_service
from lms.courses.faults import Fault
from lms.courses.models import Kind, ModuleVersion
from lms.courses.service import Fresh
from lms.errors import NotFound, Refusal
from lms.progress import service as progress
from lms.trail import service as trail
from lms.words import N_

LONGEST_MESSAGE = 2000
_STOPS = N_("This cannot be published yet: %(count)s things must be mended first.")
_NO_MESSAGE = N_("Say in a sentence what has changed and why.")
_LONG_MESSAGE = N_("The message is longer than 2000 signs.")
_NO_CHANGE = N_("Nothing has changed since the published version.")
_MOVED_ON = N_(
    "Something else was published since this draft was begun. Bring it up to date first."
)
_SAVED_SINCE = N_("This draft was saved again meanwhile. Look at it, then publish.")
_NOT_APPROVED = N_("Another person must approve this draft before it is published.")


class StoppedError(Refusal):
    """The checks found faults; they are with it."""

    def __init__(self, findings: Sequence[Fault]) -> None:
        super().__init__(_STOPS, status=422, count=len(findings))
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Prepared:
    """A next version, checked, rendered and printed, before anything is written.

    rev       of the draft it was made of; -1: of an older version
    base_id   the published version it stands on; None: the module is new
    changes   [{path, change}] against that version
    warnings  of the checks, about what changed
    """

    placed: Placed
    fresh: Fresh
    rev: int
    base_id: uuid.UUID | None
    changes: list[dict[str, str]]
    warnings: tuple[Fault, ...]


def touched_by(db: Session, draft: ModuleDraft) -> Touched:
    """Whom publishing this draft concerns: a correction reaches `learners`, the others nobody."""
    return queries.touched(db, draft.module_id, draft.base_id)


def prepare(db: Session, draft: ModuleDraft, press: Press, *, now: datetime) -> Prepared:
    """Check and make the next version; writes nothing, and takes up to a second.

    raises  Refusal when nothing changed or something else was published since;
            StoppedError with the faults that the checks found
    """
    newest = courses.published_version(db, draft.module_id)
    if (newest.id if newest else None) != draft.base_id:
        raise Refusal(_MOVED_ON)
    changes = changes_between(newest.files if newest else {}, draft.files)
    if not changes:
        raise Refusal(_NO_CHANGE)
    found = placed(db, draft.course_id, draft.module_id, draft.folder, draft.files)
    findings = findings_of(found, press, frozenset(one["path"] for one in changes))
    findings += other_meanings(db, found, newest, draft.files)
    if stops(findings) or found.module is None:
        raise StoppedError(stops(findings))
    made = _make(db, found, press, now=now)
    return Prepared(found, made, draft.rev, draft.base_id, changes, tuple(findings))


def publish(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    *,
    kind: Kind,
    message: str,
    press: Press,
    now: datetime,
    prepared: Prepared | None = None,
) -> Publication:
    """Make the draft the published version; the draft is gone then.

    kind      a correction moves every learner of the version it was made from
    prepared  made before by `prepare`, so that writing takes no time; None: it is made here
    raises    Refusal without a message, without approval, or when somebody was faster;
              all that `prepare` raises
    """
    message = _checked(message)
    draft = held(db, draft)
    approver, self_approved = _approval(db, actor, draft)
    prepared = prepared or prepare(db, draft, press, now=now)
    if prepared.rev != draft.rev:
        raise Refusal(_SAVED_SINCE)
    _keep_meanings(db, draft, prepared)
    publication = Publication(
        approved_by=approver, self_approved=self_approved, message=message, kind=kind
    )
    _publish(db, actor, prepared, publication, now=now)
    db.delete(draft)
    return publication


def restore(
    db: Session,
    actor: User,
    version: ModuleVersion,
    *,
    kind: Kind,
    message: str,
    press: Press,
    now: datetime,
) -> Publication:
    """Publish the files of an older version again; a draft that there is stays and is behind.

    It was published before, so nobody approves it again. What stops it: that it cannot be read,
    and answered questions that would mean something else.
    """
    message = _checked(message)
    newest = courses.published_version(db, version.module_id)
    course = queries.course_of(db, version.module_id)
    if newest is None or course is None:
        raise NotFound
    changes = changes_between(newest.files, version.files)
    if not changes:
        raise Refusal(_NO_CHANGE)
    where = (course.course_id, version.module_id, newest.folder)
    found = placed(db, *where, version.files)
    findings = stops([*found.findings, *other_meanings(db, found, newest, version.files)])
    if findings or found.module is None:
        raise StoppedError(findings)
    prepared = Prepared(found, _make(db, found, press, now=now), -1, newest.id, changes, ())
    publication = Publication(
        approved_by=None, self_approved=False, message=message, kind=kind, restored_id=version.id
    )
    _publish(db, actor, prepared, publication, now=now)
    return publication


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> list[dict[str, str]]:
    """Which files were added, removed or changed, by path.

    >>> changes_between({"a": "1", "b": "1"}, {"b": "2", "c": "1"})[0]
    {'path': 'a', 'change': 'removed'}
    """
    found = []
    for path in sorted({*old, *new}):
        if old.get(path) != new.get(path):
            change = "added" if path not in old else "removed" if path not in new else "changed"
            found.append({"path": path, "change": change})
    return found


def _checked(message: str) -> str:
    message = message.strip()
    if not message:
        raise Refusal(_NO_MESSAGE, status=422)
    if len(message) > LONGEST_MESSAGE:
        raise Refusal(_LONG_MESSAGE, status=422)
    return message


def _approval(db: Session, actor: User, draft: ModuleDraft) -> tuple[uuid.UUID | None, bool]:
    """(who approved, whether they wrote part of it); a stranger to it who publishes approves."""
    writers = writers_of(db, draft)
    if draft.state is DraftState.APPROVED:
        return draft.approved_by, draft.approved_by in writers
    if not rules.may_review(actor, draft.module_id):
        raise Refusal(_NOT_APPROVED)
    own = actor.id in writers
    if own and not self_approval(db, draft.course_id):
        raise Refusal(_NOT_APPROVED)
    return actor.id, own


def self_approval(db: Session, course_id: str) -> bool:
    """Whether course.toml lets authors approve what they have written."""
    course = courses.course_version(db, course_id)
    return course is not None and bool(course.facts.get("self_approval"))


def _keep_meanings(db: Session, draft: ModuleDraft, prepared: Prepared) -> None:
    """Ask once more while nobody can answer: a question may have got its first answer meanwhile."""
    version = courses.module_version(db, draft.base_id) if draft.base_id else None
    findings = stops(other_meanings(db, prepared.placed, version, draft.files))
    if findings:
        raise StoppedError(findings)


def _make(db: Session, found: Placed, press: Press, *, now: datetime) -> Fresh:
    assert found.course is not None
    assert found.module is not None
    fresh = course_service.changed_modules(
        db,
        replace(found.course, modules=(found.module,), copies=()),
        words_of=press.words_of,
        fonts=press.fonts,
        now=now,
        print_pdf=press.print_pdf,
        read_check=press.read_check,
    )
    return fresh[0]


def _publish(
    db: Session, actor: User, prepared: Prepared, publication: Publication, *, now: datetime
) -> None:
    module_id = prepared.fresh.source.id
    pointer = queries.pointer_to_move(db, module_id)
    if (pointer.published_id if pointer else None) != prepared.base_id:
        raise Refusal(_MOVED_ON)
    course = prepared.placed.course
    assert course is not None
    kind = Kind(publication.kind)
    course_service.publish_course(db, course, [prepared.fresh], kind=kind, now=now)
    db.flush()  # the publication names the version
    version = courses.published_version(db, module_id)
    assert version is not None
    publication.version_id, publication.module_id = version.id, module_id
    publication.by_id, publication.at = actor.id, now
    publication.base_id, publication.changes = prepared.base_id, prepared.changes
    publication.moved = 0
    if kind is Kind.CORRECTION and prepared.base_id is not None:
        publication.moved = progress.move_all_to_version(
            db, module_id, prepared.base_id, version.id
        )
    db.add(publication)
    is_draft = publication.restored_id is None
    before = {module_id: prepared.base_id} if prepared.base_id else {}
    noting.note_published(
        db, before, {module_id: version.id}, now=now, actor=actor, from_draft=is_draft
    )
    db.flush()  # the trail names the publication
    trail.note(
        db,
        actor,
        "authoring.publish",
        publication,
        now=now,
        module=module_id,
        version=str(version.id),
        kind=kind.value,
        moved=publication.moved,
    )

"""What the publish page of a module shows, as templates/authoring/publish.html takes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from lms.authoring import (
    behind_page,
    desk_queries,
    draft_checks,
    publishing,
    queries,
    rules,
)
from lms.authoring.bench import Bench, files_of, heading
from lms.authoring.changed_files import changed_paths
from lms.authoring.draft_checks import Press
from lms.authoring.draft_writers import writers_of
from lms.authoring.merged_files import both
from lms.authoring.models import DraftState, ModuleDraft, ReviewNote
from lms.authoring.moved_lines import Quoted
from lms.authoring.note_lines import quoted_lines
from lms.authoring.publish_forms import NoteForm, PublishForm
from lms.authoring.queries import Touched
from lms.authoring.same_meaning import MEANINGS
from lms.authoring.shown_changes import shown_changes, summed
from lms.authoring.three_way import three_way
from lms.courses import queries as courses
from lms.courses.faults import Fault
from lms.courses.models import ModuleVersion
from lms.web.filters import num


def page(
    db: Session, here: Bench, user: Any, press: Press, *, only: str | None, lang: str
) -> dict[str, Any]:
    """Everything but the forms; with a draft, and with one that is behind.

    only  the one file whose lines are wanted; None: those that come first
    """
    draft, url = here.writing, f"{here.url}publish/"
    base = _base(db, here, draft)
    changes = shown_changes(
        db, files_of(base), draft.files, url=url, only=only, editor=f"{here.url}edit/"
    )
    notes = _recent(queries.notes(db, draft.module_id, open_only=False), base)
    lines = quoted_lines(db, draft, notes)
    people = [draft.changed_by, draft.asked_by, draft.approved_by]
    names = desk_queries.names(db, [*people, *_writers(notes)])
    findings = findings_of(db, draft, base, press) if changes else []
    touched = publishing.touched_by(db, draft)
    allowed = publishing.self_approval(db, draft.course_id)
    return {
        **heading(here, lang),
        "url": url,
        "module_url": here.url,
        "history_url": f"{here.url}history/",
        "rev": draft.rev,
        "number": base.number if base else 0,
        "changed_by": names.get(draft.changed_by or user.id, "") if draft.changed_by else "",
        "changed_at": draft.changed_at,
        "changes": changes,
        "sums": summed(changes),
        "only": only if only in {one["path"] for one in changes} else None,
        "stops": [one for one in findings if one["stops"]],
        "warnings": [one for one in findings if not one["stops"]],
        "learners": touched.learners,
        "touched": touched_words(touched) if base else [],
        "behind": _behind(db, here, draft, base) if here.is_behind else None,
        "notes": [_shown_note(one, lines.get(one.id), names, user, here) for one in notes],
        "review": _review(draft, user, names, writers_of(db, draft), allowed=allowed),
    }


def findings_of(
    db: Session, draft: ModuleDraft, base: ModuleVersion | None, press: Press
) -> list[dict[str, Any]]:
    """What the checks say, and which translations stayed behind their source, by file and line."""
    found = draft_checks.checks_of(db, draft, press)
    folder = f"modules/{draft.folder}/"
    editor = f"/author/modules/{draft.module_id}/edit/"
    shown = [_finding(one, folder, editor) for one in found]
    return shown + ([] if base is None else behind_page.findings(db, draft, base, editor))


def touched_words(touched: Touched) -> list[str]:
    """Who is in the module now, in sentences without names."""
    said = [
        ngettext(
            "%(number)s learner is in this version now.",
            "%(number)s learners are in this version now.",
            touched.learners,
            number=num(touched.learners),
        )
    ]
    if touched.learners:
        said.append(
            ngettext(
                "%(number)s of them has finished the module.",
                "%(number)s of them have finished the module.",
                touched.finished,
                number=num(touched.finished),
            )
        )
    if touched.elsewhere:
        said.append(
            ngettext(
                "%(number)s learner is in an older version; nothing reaches them.",
                "%(number)s learners are in older versions; nothing reaches them.",
                touched.elsewhere,
                number=num(touched.elsewhere),
            )
        )
    if touched.tries:
        said.append(
            ngettext(
                "%(number)s quiz is begun and not sent; it goes on with its own questions.",
                "%(number)s quizzes are begun and not sent; they go on with their own questions.",
                touched.tries,
                number=num(touched.tries),
            )
        )
    return said


def kind_words(learners: int) -> tuple[str, str, str]:
    """Beside each kind of change, whom it touches; in the order of publish_forms.KINDS."""
    return (
        ngettext(
            "Correction, for a slip: it reaches everybody at once. %(number)s learner goes on in "
            "the new version.",
            "Correction, for a slip: it reaches everybody at once. %(number)s learners go on in "
            "the new version.",
            learners,
            number=num(learners),
        ),
        gettext(
            "Revision, for a better text: who has begun stays in their version and may change "
            "over. Who begins now gets the new one."
        ),
        gettext(
            "Edition, for a new build of the module: who has begun stays, and a class changes "
            "over when its trainer says so. Who begins now gets the new one."
        ),
    )


def forms(
    here: Bench, touched: int, sent: PublishForm | None = None, note: NoteForm | None = None
) -> tuple[PublishForm, NoteForm]:
    """Both forms of the page, ready to be shown; those that were sent are kept as they are."""
    draft = here.writing
    newest = here.newest.number if here.newest else 0
    form = sent or PublishForm(formdata=None, rev=str(draft.rev), newest=str(newest))
    form.say_kinds(kind_words(touched))
    form.rev.data, form.newest.data = str(draft.rev), str(newest)
    if note is None:
        note = NoteForm(formdata=None)
        note.offer(paths_to_note(here, files_of(here.newest)))
    return form, note


def paths_to_note(here: Bench, base: Mapping[str, str]) -> list[str]:
    """The files that a note can be about: those that changed, then the others."""
    changed = changed_paths(base, here.writing.files)
    return [*changed, *(path for path in sorted(here.writing.files) if path not in changed)]


def _base(db: Session, here: Bench, draft: ModuleDraft) -> ModuleVersion | None:
    if draft.base_id is None or not here.is_behind:
        return here.newest if draft.base_id else None
    return courses.module_version(db, draft.base_id)


def _finding(one: Fault, folder: str, editor: str) -> dict[str, Any]:
    path = one.path.removeprefix(folder)
    quiz = f"{editor.removesuffix('edit/')}quiz/"
    is_file = path and path != one.path
    return {
        "path": path if is_file else "",
        "line": one.line,
        "url": f"{editor}{path}?line={one.line}" if is_file else "",
        "words": gettext(one.template) % one.values,
        "stops": one.level == "fault",
        "rename_url": f"{quiz}{one.values['id']}/rename" if one.template in MEANINGS else "",
        "new_id": one.values.get("new", ""),
    }


def _recent(notes: Sequence[ReviewNote], base: ModuleVersion | None) -> list[ReviewNote]:
    """Notes that are open, and those that were settled since the published version."""
    return [
        one
        for one in notes
        if one.done_at is None or base is None or one.done_at >= base.published_at
    ]


def _writers(notes: Iterable[ReviewNote]) -> list[Any]:
    return [who for one in notes for who in (one.by_id, one.done_by)]


def _shown_note(
    one: ReviewNote, line: Quoted | None, names: Mapping[Any, str], user: Any, here: Bench
) -> dict[str, Any]:
    can_settle = rules.may_save(user, one.module_id, one.path) or rules.may_review(
        user, one.module_id
    )
    now = (line.line or 0) if line else 0
    return {
        "path": one.path,
        "line": now or one.line,
        "quote": line.text if line else "",
        "is_moved": line is not None and line.line is None,
        "text": one.text,
        "by": names.get(one.by_id, ""),
        "at": one.at,
        "done_by": names.get(one.done_by, ""),
        "is_done": one.done_at is not None,
        "edit_url": f"{here.url}edit/{one.path}{f'?line={now}' if now else ''}",
        "settle_url": f"{here.url}publish/notes/{one.id}/settle" if can_settle else "",
    }


def _review(
    draft: ModuleDraft,
    user: Any,
    names: Mapping[Any, str],
    writers: Collection[Any],
    *,
    allowed: bool,
) -> dict[str, Any]:
    """How far the review is, and what this person may do about it."""
    is_own = user.id in writers
    may_review = rules.may_review(user, draft.module_id)
    approved = draft.state is DraftState.APPROVED
    may_approve = may_review and (allowed or not is_own)
    return {
        "state": draft.state.value,
        "at": draft.state_at,
        "asked_by": names.get(draft.asked_by, ""),
        "approved_by": names.get(draft.approved_by, "") if approved else "",
        "self_approved": approved and draft.approved_by in writers,
        "can_ask": draft.state in (DraftState.OPEN, DraftState.RETURNED),
        "can_review": may_review,
        "can_approve": may_approve and not approved,
        "is_own": is_own,
        "self_allowed": allowed,
        "can_publish": rules.may_edit(user, draft.module_id),
        "is_ready": approved or may_approve,
    }


def _behind(
    db: Session, here: Bench, draft: ModuleDraft, base: ModuleVersion | None
) -> dict[str, Any]:
    """What was published meanwhile: its number, and the files that both have changed."""
    assert here.newest is not None
    merged = three_way(files_of(base), draft.files, here.newest.files)
    together = both(db, merged.conflicts, files_of(base), draft.files, here.newest.files)
    mine = {path: draft.files[path] for path in merged.conflicts if path in draft.files}
    theirs = {p: here.newest.files[p] for p in merged.conflicts if p in here.newest.files}
    return {
        "number": here.newest.number,
        "at": here.newest.published_at,
        "theirs": merged.theirs,
        "compare_url": f"{here.url}history/{base.number if base else here.newest.number}/"
        f"{here.newest.number}/",
        "conflicts": [
            {**one, "both": together.get(one["path"])}
            for one in shown_changes(db, theirs, mine, url="", only=None)
        ],
    }

"""Doors of the editor: a file as text, saving it, what learners would get, what the checks say."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import desk_queries, editor_page, queries, service
from lms.authoring.desk_rules import save_file, see_module
from lms.authoring.draft_checks import Press
from lms.authoring.module_files import content_of
from lms.authoring.opening import FileAt, Opened, file_at, opened, opened_version
from lms.authoring.previewing import LONGEST, preview
from lms.errors import Refusal
from lms.web.filters import time_of_day
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("editor", __name__)

_TOO_LONG = N_("The text is longer than 200 kB. Shorten it, then save again. Your words are here.")
_NO_DRAFT = N_(
    "The draft was published or thrown away while you wrote. Your words are here. Saving them "
    "begins a new draft."
)
_SAVED = N_("Saved at %(time)s.")


@pages.show("/author/modules/<module>/edit/<path:file>", load=file_at, may=see_module)
def show_file(visit: Visit, at: FileAt) -> ResponseReturnValue:
    return _editor(visit, at, line=_line())


@pages.change("/author/modules/<module>/edit/<path:file>", load=file_at, may=save_file, keep=True)
def write_file(visit: Visit, at: FileAt) -> ResponseReturnValue:
    """Save the words; a script gets the new hash in JSON, a button the page again."""
    if "text" not in request.form:
        abort(400)
    typed = editor_page.printable(request.form["text"])
    if len(typed.encode()) > LONGEST:
        return _not_saved(visit, at, typed, Refusal(_TOO_LONG, status=413))
    if at.opened.draft is None and "begin" not in request.form:
        return _not_saved(visit, at, typed, Refusal(_NO_DRAFT))
    draft = at.opened.draft or service.open_draft(visit.db, visit.user, at.module_id, now=visit.now)
    seen = request.form.get("seen") or None
    content = _content(visit, at, typed)
    try:
        kept = service.save_file(
            visit.db, visit.user, draft, at.path, content, seen=seen, now=visit.now
        )
    except service.Conflict as no:
        if is_script():
            raise
        shown = editor_page.conflict(visit.db, at, no)
        return render_template("authoring/conflict.html", conflict=shown), 409
    except Refusal as no:
        return _not_saved(visit, at, typed, no)
    said = gettext(_SAVED, time=time_of_day(visit.now))
    if is_script():
        return {"ok": True, "saved": said, "seen": kept.files[at.path]}
    flash(said, "done")
    return redirect(at.url, 303)


@pages.show("/author/modules/<module>/findings/<path:file>", load=file_at, may=see_module)
def show_findings(visit: Visit, at: FileAt) -> ResponseReturnValue:
    """What the checks say of a file as it is saved, for the script of the editor."""
    found = editor_page.findings(visit.db, at, press())
    return {"ok": True, "html": render_template("authoring/_findings.html", findings=found)}


def _previewed(visit: Visit) -> FileAt | None:
    return file_at(visit, request.form.get("module", ""), request.form.get("file", ""))


@pages.change("/author/preview", load=_previewed, may=see_module, keep=True)
def preview_text(visit: Visit, at: FileAt) -> ResponseReturnValue:
    """What learners would get; nothing is kept."""
    text = editor_page.printable(request.form.get("text", ""))
    if not is_script():
        shown = preview(visit.db, at, text, press())
        return render_template("authoring/preview.html", shown=shown, at=_named(at), links=None)
    page_language()  # asked now, while we know who asks
    visit.db.rollback()  # what only reads waits for no writer, and lets others write
    shown = preview(visit.db, at, text, press())
    return {"ok": True, "html": render_template("authoring/_preview.html", shown=shown)}


def _looked(visit: Visit, module: str, number: int, file: str) -> FileAt | None:
    here = opened(visit, module)
    found = opened_version(visit.db, here, number) if here else None
    at = FileAt(found, file) if found else None
    return at if at and at.key and file.endswith(".md") else None


@pages.show("/author/modules/<module>/look/<int:number>/<path:file>", load=_looked, may=see_module)
def show_as_learner(visit: Visit, at: FileAt) -> ResponseReturnValue:
    """A text of a version, or of the draft, as learners get it."""
    shown = preview(visit.db, at, editor_page.text_of(visit.db, at), press())
    newest = opened(visit, at.module_id)
    links = editor_page.look_links(
        at,
        desk_queries.numbers(visit.db, at.module_id),
        has_draft=newest is not None and newest.draft is not None,
    )
    return render_template("authoring/preview.html", shown=shown, at=_named(at), links=links)


def press() -> Press:
    """What checking and rendering need, as the application was given it."""
    found: Press = current_app.extensions["lms.press"]
    return found


def is_script() -> bool:
    """Whether a script asks, which wants JSON."""
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return wanted == "application/json"


def _line() -> int:
    """The line that a finding or a note points at; 0: none."""
    text = request.args.get("line", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _content(visit: Visit, at: FileAt, typed: str) -> bytes:
    """The words as bytes; as they are kept when a browser only passed them through."""
    kept = queries.content(visit.db, at.key) if at.key else None
    if kept is not None and editor_page.printable(kept.decode("utf-8", "replace")) == typed:
        return kept
    return content_of(typed)


def _editor(visit: Visit, at: FileAt, **how: Any) -> str:
    shown = editor_page.editor(visit.db, visit.user, at, press(), **how)
    return render_template("authoring/editor.html", editor=shown)


def _not_saved(visit: Visit, at: FileAt, typed: str, no: Refusal) -> ResponseReturnValue:
    """The editor with the words that could not be saved, and why."""
    if is_script():
        raise no
    return _editor(visit, at, typed=typed, fault=gettext(no.message, **no.values)), no.status


def _named(at: FileAt) -> dict[str, Any]:
    here: Opened = at.opened
    return {
        "name": editor_page.name_of(at),
        "number": here.number,
        "path": at.path,
        "module": {"id": here.module_id, "url": here.url},
        "url": at.url,
    }

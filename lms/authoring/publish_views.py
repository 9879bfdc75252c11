"""Doors of publishing: the gate, the review, bringing a draft up to date, the one act itself."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.authoring import publish_page, publishing, review, service
from lms.authoring.bench import Bench, bench, bench_of, files_of, heading, noted
from lms.authoring.desk_rules import edit_module, see_module
from lms.authoring.draft_checks import Press
from lms.authoring.models import ModuleDraft, ReviewNote
from lms.authoring.opening import module_url
from lms.authoring.publish_forms import NoteForm, PublishForm
from lms.authoring.publish_rules import review_module, settle_note
from lms.authoring.publishing import Prepared
from lms.courses import queries as courses
from lms.courses.models import Kind
from lms.db import begin_writing
from lms.errors import Refusal
from lms.web.filters import num
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("publishing", __name__)

_ADDRESS = "/author/modules/<module>/publish/"
_SAVED_SINCE = N_("This draft was saved again since you read it. Look at the changes first.")
_PUBLISHED_SINCE = N_("Something else was published since you read this. Look at it first.")
_TAKE = "take:"


@pages.show(_ADDRESS, load=bench, may=see_module)
def show_publishing(visit: Visit, here: Bench) -> ResponseReturnValue:
    if here.draft is None:
        module = {**heading(here, page_language()), "module_url": here.url}
        return render_template("authoring/nothing.html", module=module)
    return _page(visit, here)


@pages.change(_ADDRESS, load=bench, may=edit_module, keep=True)
def publish_draft(visit: Visit, here: Bench) -> ResponseReturnValue:
    form = PublishForm()
    if here.draft is not None and not form.validate():
        return _page(visit, here, form=form), 422
    try:
        _as_seen(here, form.rev.data, form.newest.data)
        draft, prepared = _prepared(visit, here.module_id)
        kind = Kind(form.kind.data)
        made = publishing.publish(
            visit.db,
            visit.user,
            draft,
            kind=kind,
            message=form.message.data,
            press=press(),
            now=visit.now,
            prepared=prepared,
        )
    except Refusal as no:
        return _refused(visit, here, no, form=form)
    say_published(visit, here.module_id, made.moved)
    return redirect(f"{here.url}history/", 303)


@pages.change(f"{_ADDRESS}ask-review", load=bench, may=see_module)
def ask_review(visit: Visit, here: Bench) -> ResponseReturnValue:
    try:
        review.ask_review(visit.db, visit.user, here.writing, now=visit.now)
    except Refusal as no:
        return _refused(visit, here, no)
    flash(gettext("You have asked for a review."), "done")
    return _back(here)


@pages.change(f"{_ADDRESS}approve", load=bench, may=review_module)
def approve_draft(visit: Visit, here: Bench) -> ResponseReturnValue:
    try:
        rev = _number(request.form.get("rev"))
        review.approve(visit.db, visit.user, here.writing, rev=rev, now=visit.now)
    except Refusal as no:
        return _refused(visit, here, no)
    flash(gettext("You have approved this draft. Another save takes that back."), "done")
    return _back(here)


@pages.change(f"{_ADDRESS}notes", load=bench, may=review_module, keep=True)
def write_note(visit: Visit, here: Bench) -> ResponseReturnValue:
    form = _note_form(here)
    if not form.validate():
        return _page(visit, here, note=form), 422
    path, line, text = form.path.data, form.line_number, form.text.data
    review.add_note(visit.db, visit.user, here.writing, path, line, text, now=visit.now)
    flash(gettext("The note is kept."), "done")
    return _back(here)


@pages.change(f"{_ADDRESS}return", load=bench, may=review_module, keep=True)
def return_draft(visit: Visit, here: Bench) -> ResponseReturnValue:
    form = _note_form(here)
    if not form.validate():
        return _page(visit, here, note=form), 422
    said = [(form.path.data, form.line_number, form.text.data)]
    try:
        review.return_with_notes(visit.db, visit.user, here.writing, said, now=visit.now)
    except Refusal as no:
        return _refused(visit, here, no, note=form)
    flash(gettext("The draft is back with its authors."), "done")
    return _back(here)


@pages.change(f"{_ADDRESS}notes/<uuid:note_id>/settle", load=noted, may=settle_note)
def settle_one(visit: Visit, note: ReviewNote) -> ResponseReturnValue:
    review.settle_note(visit.db, visit.user, note, now=visit.now)
    return redirect(f"{module_url(note.module_id)}publish/#review", 303)


@pages.change(f"{_ADDRESS}rebase", load=bench, may=edit_module)
def rebase_draft(visit: Visit, here: Bench) -> ResponseReturnValue:
    """Take along what was published meanwhile; of a file that both changed, the side chosen."""
    take = {
        name.removeprefix(_TAKE): side
        for name, side in request.form.items()
        if name.startswith(_TAKE)
    }
    try:
        _as_seen(here, request.form.get("rev"), request.form.get("newest"))
        service.rebase(visit.db, visit.user, here.writing, take=take, now=visit.now)
    except Refusal as no:
        return _refused(visit, here, no)
    flash(gettext("The draft is up to date. Look at the changes again."), "done")
    return _back(here)


def press() -> Press:
    """What checks, renders and prints."""
    found: Press = current_app.extensions["lms.press"]
    return found


def say_published(visit: Visit, module_id: str, moved: int) -> None:
    """Tell the author which version it is now, and how many learners went along."""
    version = courses.published_version(visit.db, module_id)
    assert version is not None
    flash(gettext("Version %(number)s is published.", number=num(version.number)), "done")
    if moved:
        went = ngettext(
            "%(number)s learner goes on in it.",
            "%(number)s learners go on in it.",
            moved,
            number=num(moved),
        )
        flash(went, "done")


def read_apart(visit: Visit) -> None:
    """Let others write while something takes time: nothing was written yet.

    Who asks stays known: a row that is thrown out of the session keeps what was read.
    """
    visit.db.expunge_all()
    visit.db.rollback()


def _prepared(visit: Visit, module_id: str) -> tuple[ModuleDraft, Prepared]:
    """The draft, and all that is made of it: rendering and printing take a second."""
    read_apart(visit)
    draft = bench_of(visit.db, module_id)
    if draft is None:
        raise Refusal(_PUBLISHED_SINCE)
    prepared = publishing.prepare(visit.db, draft.writing, press(), now=visit.now)
    read_apart(visit)
    begin_writing(visit.db)
    return draft.writing, prepared


def _as_seen(here: Bench, rev: str | None, newest: str | None) -> None:
    """Refuse what was decided about another state than the one that is there."""
    if _number(rev) != here.writing.rev:
        raise Refusal(_SAVED_SINCE)
    if _number(newest) != (here.newest.number if here.newest else 0):
        raise Refusal(_PUBLISHED_SINCE)


def _number(text: str | None) -> int:
    """A number of a hidden field, -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _note_form(here: Bench) -> NoteForm:
    form = NoteForm()
    form.offer(publish_page.paths_to_note(here, files_of(here.newest)))
    return form


def _back(here: Bench) -> ResponseReturnValue:
    return redirect(f"{here.url}publish/", 303)


def _refused(
    visit: Visit,
    here: Bench,
    no: Refusal,
    *,
    form: PublishForm | None = None,
    note: NoteForm | None = None,
) -> ResponseReturnValue:
    """The page as it is now with the refusal above it, and what was typed."""
    read_apart(visit)
    now = bench_of(visit.db, here.module_id)
    if now is None or now.draft is None:
        raise no
    fault = gettext(no.message, **no.values)
    return _page(visit, now, form=form, note=note, fault=fault), no.status


def _page(
    visit: Visit,
    here: Bench,
    *,
    form: PublishForm | None = None,
    note: NoteForm | None = None,
    fault: str = "",
) -> str:
    only, lang = request.args.get("file"), page_language()
    shown = publish_page.page(visit.db, here, visit.user, press(), only=only, lang=lang)
    publish, noting = publish_page.forms(here, shown["learners"], form, note)
    if note is None and request.args.get("path") in here.writing.files:
        noting.path.data = request.args["path"]
    return render_template(
        "authoring/publish.html", module=shown, form=publish, note=noting, fault=fault
    )

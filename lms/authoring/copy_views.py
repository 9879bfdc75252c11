"""Doors of copies for a country: making one, and taking over what its parent changed since."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import copying, service
from lms.authoring.copy_page import HIGHEST, CopyAt, copy_at, page
from lms.authoring.desk_rules import edit_course, edit_module, see_module
from lms.authoring.forms import CopyForm
from lms.authoring.models import ModuleDraft
from lms.authoring.opening import Opened, module_url, opened
from lms.errors import Refusal
from lms.web.filters import num
from lms.web.pages import Pages, Visit

pages = Pages("copies", __name__)

_COPY = "/author/modules/<module>/copy/"
_PARENT = "/author/modules/<module>/parent/"


def _published(visit: Visit, module: str) -> Opened | None:
    here = opened(visit, module)
    return here if here and here.is_published else None


@pages.show(_COPY, load=_published, may=edit_course)
def show_copying(_visit: Visit, here: Opened) -> ResponseReturnValue:
    form = CopyForm(formdata=None)
    return render_template("authoring/copy.html", module=here, form=form)


@pages.change(_COPY, load=_published, may=edit_course, keep=True)
def copy_module(visit: Visit, here: Opened) -> ResponseReturnValue:
    """Begin a copy of the published version under another id."""
    form = CopyForm()
    if form.validate():
        country, new_id = form.country.data, form.module_id.data
        try:
            copying.copy_module(
                visit.db, visit.user, here.module_id, new_id, country=country, now=visit.now
            )
            return redirect(module_url(new_id), 303)
        except Refusal as no:
            form.say("module_id", no.message, **no.values)
    return render_template("authoring/copy.html", module=here, form=form), 422


@pages.show(_PARENT, load=copy_at, may=see_module)
def show_parent(visit: Visit, at: CopyAt) -> ResponseReturnValue:
    """What the parent changed since the version that this copy follows."""
    shown = page(visit.db, visit.user, at, only=request.args.get("file"))
    return render_template("authoring/parent.html", copy=shown)


@pages.change(f"{_PARENT}take", load=copy_at, may=edit_module)
def take_change(visit: Visit, at: CopyAt) -> ResponseReturnValue:
    """Take one file's change over; a draft is begun where there is none."""
    path = request.form.get("file", "")
    copying.take_change(visit.db, visit.user, _draft(visit, at), path, seen=_seen(), now=visit.now)
    flash(gettext("Taken over: %(path)s.", path=path), "done")
    return redirect(at.url, 303)


@pages.change(f"{_PARENT}seen", load=copy_at, may=edit_module)
def follow_parent(visit: Visit, at: CopyAt) -> ResponseReturnValue:
    """Note in the draft that the parent was looked through up to its newest version."""
    seen = _seen()
    copying.follow_parent(visit.db, visit.user, _draft(visit, at), seen=seen, now=visit.now)
    said = gettext("This copy follows version %(number)s of its parent now.", number=num(seen))
    flash(said, "done")
    return redirect(at.here.url, 303)


def _draft(visit: Visit, at: CopyAt) -> ModuleDraft:
    return at.here.draft or service.open_draft(visit.db, visit.user, at.module_id, now=visit.now)


def _seen() -> int:
    """The parent's version that was looked at; 0, which there is not, for anything else."""
    text = request.form.get("version", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 8
    return min(int(text), HIGHEST) if is_number else 0

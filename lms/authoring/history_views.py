"""Doors of a module's history: its versions, two of them side by side, one brought back."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import history_page, publishing, rules
from lms.authoring.bench import HIGHEST, Bench, bench
from lms.authoring.desk_rules import edit_module, see_module
from lms.authoring.history_page import Compared, Older, compared, older
from lms.authoring.publish_forms import PublishForm
from lms.authoring.publish_page import kind_words
from lms.authoring.publish_views import press, read_apart, say_published
from lms.authoring.publishing import StoppedError
from lms.courses.models import Kind
from lms.errors import Refusal
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("history", __name__)

_ADDRESS = "/author/modules/<module>/history/"
_RESTORE = f"{_ADDRESS}<int:number>/restore/"
_PUBLISHED_SINCE = N_("Something else was published since you read this. Look at it first.")


@pages.show(_ADDRESS, load=bench, may=see_module)
def show_history(visit: Visit, here: Bench) -> ResponseReturnValue:
    can_restore = rules.may_edit(visit.user, here.module_id)
    module = history_page.page(
        visit.db, here, below=_below(), lang=page_language(), can_restore=can_restore
    )
    return render_template("authoring/history.html", module=module)


@pages.show(f"{_ADDRESS}<int:old>/<int:new>/", load=compared, may=see_module)
def show_difference(visit: Visit, both: Compared) -> ResponseReturnValue:
    only = request.args.get("file")
    module = history_page.comparison(visit.db, both, only=only, lang=page_language())
    return render_template("authoring/compare.html", module=module)


@pages.show(_RESTORE, load=older, may=edit_module)
def show_restoring(visit: Visit, old: Older) -> ResponseReturnValue:
    return _page(visit, old, PublishForm(formdata=None))


@pages.change(_RESTORE, load=older, may=edit_module, keep=True)
def restore_version(visit: Visit, old: Older) -> ResponseReturnValue:
    """Publish an older state again, as a new version."""
    form = PublishForm()
    if not form.validate():
        return _page(visit, old, form), 422
    try:
        assert old.here.newest is not None
        if form.newest.data != str(old.here.newest.number):
            raise Refusal(_PUBLISHED_SINCE)
        made = publishing.restore(
            visit.db,
            visit.user,
            old.version,
            kind=Kind(form.kind.data),
            message=form.message.data,
            press=press(),
            now=visit.now,
        )
    except Refusal as no:
        read_apart(visit)
        again = older(visit, old.module_id, old.version.number)
        assert again is not None
        return _page(visit, again, form, no), no.status
    say_published(visit, old.module_id, made.moved)
    return redirect(f"{old.here.url}history/", 303)


def _page(visit: Visit, old: Older, form: PublishForm, no: Refusal | None = None) -> str:
    only, lang = request.args.get("file"), page_language()
    found = no.findings if isinstance(no, StoppedError) else ()
    module = history_page.restoring(visit.db, old, only=only, lang=lang, findings=found)
    fault = gettext(no.message, **no.values) if no else ""
    form.say_kinds(kind_words(module["learners"]))
    form.newest.data = str(module["newest"])
    return render_template("authoring/restore.html", module=module, form=form, fault=fault)


def _below() -> int | None:
    """The number below which versions are listed; None for the newest."""
    text = request.args.get("below", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 8
    return min(int(text), HIGHEST) if is_number else None

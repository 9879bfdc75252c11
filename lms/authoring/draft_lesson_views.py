"""Doors of the lessons of a draft: add one, take one out, put them in another order."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import desk_page, lesson_verbs
from lms.authoring.desk_rules import edit_module
from lms.authoring.desk_views import module_page
from lms.authoring.forms import NewLessonForm
from lms.authoring.models import ModuleDraft
from lms.authoring.opening import Opened, opened
from lms.errors import NotFound, Refusal
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("draft_lessons", __name__)

_NO_DRAFT = N_("There is no draft of this module. Begin one first.")
_RETIRED = N_("The lesson is taken out of the draft. Learners keep it until you publish.")


@pages.change("/author/modules/<module>/lessons/add", load=opened, may=edit_module, keep=True)
def add_lesson(visit: Visit, here: Opened) -> ResponseReturnValue:
    form = NewLessonForm()
    if form.validate():
        titles = dict.fromkeys(here.languages, str(form.heading.data))
        try:
            lesson_verbs.add_lesson(
                visit.db,
                visit.user,
                draft_of(here),
                form.lesson_id.data,
                titles=titles,
                minutes=int(form.minutes.data or 1),
                now=visit.now,
            )
        except Refusal as no:
            form.say("lesson_id", no.message, **no.values)
        else:
            return redirect(here.url, 303)
    return module_page(visit, here, form), 422


@pages.change("/author/modules/<module>/lessons/order", load=opened, may=edit_module)
def move_lesson(visit: Visit, here: Opened) -> ResponseReturnValue:
    """Move one lesson up or down by a place."""
    ids = _ids(visit, here)
    lesson_id, step = request.form.get("lesson", ""), request.form.get("move", "")
    if lesson_id in ids and step in ("up", "down"):
        at = ids.index(lesson_id)
        to = min(len(ids) - 1, max(0, at + (1 if step == "down" else -1)))
        ids.insert(to, ids.pop(at))
        lesson_verbs.order_lessons(visit.db, visit.user, draft_of(here), ids, now=visit.now)
    return redirect(here.url, 303)


def _leaving(visit: Visit, module: str, lesson: str) -> Opened | None:
    here = opened(visit, module)
    return here if here is not None and lesson in _ids(visit, here) else None


@pages.show("/author/modules/<module>/lessons/<lesson>/retire", load=_leaving, may=edit_module)
def show_retiring(visit: Visit, here: Opened) -> ResponseReturnValue:
    return render_template("authoring/retire.html", retire=_shown(here))


@pages.change("/author/modules/<module>/lessons/<lesson>/retire", load=_leaving, may=edit_module)
def retire_lesson(visit: Visit, here: Opened) -> ResponseReturnValue:
    lesson_id = _shown(here)["id"]
    lesson_verbs.retire_lesson(visit.db, visit.user, draft_of(here), lesson_id, now=visit.now)
    flash(gettext(_RETIRED), "done")
    return redirect(here.url, 303)


def draft_of(here: Opened) -> ModuleDraft:
    """The draft to change; a Refusal when there is none."""
    if here.draft is None:
        raise Refusal(_NO_DRAFT)
    return here.draft


def _shown(here: Opened) -> dict[str, str]:
    arguments = request.view_args
    if not arguments:
        raise NotFound
    lesson_id = str(arguments["lesson"])
    return {"id": lesson_id, "url": here.url, "action": f"{here.url}lessons/{lesson_id}/retire"}


def _ids(visit: Visit, here: Opened) -> list[str]:
    return desk_page.lesson_ids(desk_page.texts_of(visit.db, here))[0]

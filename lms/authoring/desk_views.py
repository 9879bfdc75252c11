"""Doors of the authors' desk: all modules, one module, beginning and ending a draft."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import desk_page, service
from lms.authoring.desk_rules import edit_course, edit_module, open_draft, see_module
from lms.authoring.forms import NewLessonForm, NewModuleForm
from lms.authoring.lesson_verbs import new_module
from lms.authoring.opening import DESK, Opened, module_url, opened
from lms.authoring.rules import see_desk
from lms.errors import Refusal
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit

pages = Pages("desk", __name__)


@pages.show("/author/", may=see_desk)
def show_desk(visit: Visit) -> ResponseReturnValue:
    desk = desk_page.desk(visit.db, visit.user, page_language())
    return render_template("authoring/desk.html", desk=desk)


@pages.show("/author/modules/<module>/", load=opened, may=see_module)
def show_module(visit: Visit, here: Opened) -> ResponseReturnValue:
    return module_page(visit, here, NewLessonForm(formdata=None))


def module_page(visit: Visit, here: Opened, form: NewLessonForm) -> str:
    """The overview of a module, with the form of a new lesson as it was filled in."""
    shown = desk_page.module(visit.db, visit.user, here, page_language())
    return render_template("authoring/module.html", module=shown, form=form)


@pages.change("/author/modules/<module>/open", load=opened, may=open_draft)
def begin_draft(visit: Visit, here: Opened) -> ResponseReturnValue:
    """Begin a draft, then go on with the file from which it was begun."""
    service.open_draft(visit.db, visit.user, here.module_id, now=visit.now)
    file = request.form.get("file", "")
    return redirect(f"{here.url}edit/{file}" if file in here.files else here.url, 303)


@pages.change("/author/modules/<module>/drop", load=opened, may=edit_module)
def drop_draft(visit: Visit, here: Opened) -> ResponseReturnValue:
    """Throw a draft away; without the tick nothing happens."""
    if here.draft is not None and "sure" in request.form:
        service.drop_draft(visit.db, visit.user, here.draft, now=visit.now)
        flash(gettext("The draft is gone. Its changes stay in the list of changes."), "done")
        return redirect(DESK if here.draft.base_id is None else here.url, 303)
    return redirect(here.url, 303)


@pages.show("/author/new-module/", may=edit_course)
def show_new_module(visit: Visit) -> ResponseReturnValue:
    form = NewModuleForm(formdata=None)
    return render_template("authoring/new_module.html", form=form)


@pages.change("/author/new-module/", may=edit_course, keep=True)
def make_module(visit: Visit) -> ResponseReturnValue:
    form = NewModuleForm()
    if form.validate():
        languages = desk_page.course_languages(visit.db)
        try:
            new_module(
                visit.db,
                visit.user,
                form.module_id.data,
                code=form.code.data,
                titles=dict.fromkeys(languages, str(form.heading.data)),
                lesson_id=form.lesson_id.data,
                now=visit.now,
            )
            return redirect(module_url(form.module_id.data), 303)
        except Refusal as no:
            form.say("module_id", no.message, **no.values)
    return render_template("authoring/new_module.html", form=form), 422

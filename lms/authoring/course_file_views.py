"""Doors of what belongs to the whole course: the order of modules, its rules, its glossaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import (
    course_page,
    course_verbs,
    desk_queries,
    editor_page,
    module_files,
    queries,
)
from lms.authoring.desk_rules import edit_course
from lms.authoring.editor_views import press
from lms.authoring.module_files import content_of
from lms.authoring.previewing import LONGEST
from lms.authoring.service import Conflict
from lms.courses.models import CourseVersion
from lms.courses.sources import COURSE_FILE
from lms.db import begin_writing
from lms.errors import Refusal
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("course_files", __name__)

COURSE = "/author/course/"
_TOO_LONG = N_("The text is longer than 200 kB. Shorten it, then save again. Your words are here.")
_SAVED = N_("Saved. Learners have it now.")
_ODD_LIST = N_("The list in course.toml cannot be rewritten. Open course.toml and change it there.")


@dataclass(frozen=True)
class CourseFile:
    """A file of the course outside its modules."""

    version: CourseVersion
    path: str

    @property
    def url(self) -> str:
        return f"{COURSE}edit/{self.path}"


def _course(visit: Visit) -> CourseVersion | None:
    return desk_queries.first_course(visit.db)


def _file(visit: Visit, file: str) -> CourseFile | None:
    version = _course(visit)
    if version is None or not course_verbs.is_course_file(version, file):
        return None
    return CourseFile(version, file)


@pages.show("/author/course/", load=_course, may=edit_course)
def show_course(visit: Visit, version: CourseVersion) -> ResponseReturnValue:
    shown = course_page.course(visit.db, version, page_language())
    return render_template("authoring/course.html", course=shown)


@pages.change("/author/course/order", load=_course, may=edit_course)
def order_modules(visit: Visit, version: CourseVersion) -> ResponseReturnValue:
    """Move a module up or down, take it out of the course, or bring it back at the end.

    A copy for a country takes the place of its parent, and the other way round.
    """
    key = version.files[COURSE_FILE]
    content = queries.content(visit.db, key) or b""
    listed, module_id = module_files.modules_of(content), request.form.get("module", "")
    instead = ""
    if request.form.get("move") == "in" and "\0" not in module_id:
        instead = course_page.replaced_by(visit.db, listed, module_id)
    ids = course_page.moved(listed, module_id, request.form.get("move", ""), instead)
    try:
        made = module_files.with_modules(content, ids)
    except ValueError:
        raise Refusal(_ODD_LIST, status=422) from None
    if made != content:
        try:
            _save(visit, CourseFile(version, COURSE_FILE), made, seen=key)
        except course_verbs.CourseStoppedError as no:
            for one in no.findings[:5]:
                flash(f"{one.path}: {gettext(one.template) % one.values}", "error")
    return redirect(COURSE, 303)


@pages.show("/author/course/edit/<path:file>", load=_file, may=edit_course)
def show_course_file(visit: Visit, at: CourseFile) -> ResponseReturnValue:
    return _page(visit, at, _text(visit, at))


@pages.change("/author/course/edit/<path:file>", load=_file, may=edit_course, keep=True)
def write_course_file(visit: Visit, at: CourseFile) -> ResponseReturnValue:
    """Check and publish the words at once; what has faults is shown again with them."""
    if "text" not in request.form:
        abort(400)
    typed = editor_page.printable(request.form["text"])
    if len(typed.encode()) > LONGEST:
        return _page(visit, at, typed, fault=gettext(_TOO_LONG)), 413
    if typed == _text(visit, at):
        return redirect(at.url, 303)
    try:
        _save(visit, at, content_of(typed), seen=request.form.get("seen") or None)
    except Conflict as no:
        shown = course_page.conflict(visit.db, at.path, at.url, no)
        return render_template("authoring/conflict.html", conflict=shown), 409
    except course_verbs.CourseStoppedError as no:
        found = [editor_page.finding(one) for one in no.findings]
        fault = gettext(no.message, **no.values)
        return _page(visit, at, typed, fault=fault, findings=found), 422
    flash(gettext(_SAVED), "done")
    return redirect(at.url, 303)


def save_texts(visit: Visit, version: CourseVersion, files: Mapping[str, bytes]) -> None:
    """Check and publish files that were made from this version of the course.

    raises  CourseStoppedError, and Refusal when somebody was faster
    """
    visit.db.expunge_all()  # who asks and what was read stay as they are
    visit.db.rollback()  # checking and printing take seconds, in which learners may write
    prepared = course_verbs.prepare_files(visit.db, version, files, press(), now=visit.now)
    visit.db.rollback()
    begin_writing(visit.db)
    course_verbs.save_course(visit.db, visit.user, prepared, now=visit.now)


def _save(visit: Visit, at: CourseFile, content: bytes, *, seen: str | None) -> None:
    visit.db.expunge(visit.user)  # stays as it is for the page that is shown afterwards
    visit.db.expunge(at.version)
    visit.db.rollback()  # checking and printing take seconds, in which learners may write
    prepared = course_verbs.prepare_course(
        visit.db, at.version, at.path, content, press(), seen=seen, now=visit.now
    )
    visit.db.rollback()
    begin_writing(visit.db)
    course_verbs.save_course(visit.db, visit.user, prepared, now=visit.now)


def _text(visit: Visit, at: CourseFile) -> str:
    key = at.version.files.get(at.path)
    content = queries.content(visit.db, key) if key else None
    return editor_page.printable((content or b"").decode("utf-8", "replace"))


def _page(visit: Visit, at: CourseFile, text: str, *, fault: str = "", findings: Any = ()) -> str:
    shown = {
        "path": at.path,
        "url": at.url,
        "language": at.path.removeprefix("glossary/").removesuffix(".toml")
        if at.path.startswith("glossary/")
        else "",
        "text": text,
        "seen": at.version.files.get(at.path, ""),
        "fault": fault,
        "findings": findings,
    }
    return render_template("authoring/course_file.html", file=shown)

"""Doors of translation: the work list, a language of a module, a file side by side, changes."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.authoring import translating, translation_lists, translation_page
from lms.authoring import translation_queries as queries
from lms.authoring.course_file_views import save_texts
from lms.authoring.course_verbs import CourseStoppedError
from lms.authoring.incoming import Finding, NotTakenError
from lms.authoring.pairs import Pair
from lms.authoring.rules import see_desk
from lms.authoring.translating import Desk, Saved
from lms.authoring.translation_lists import address
from lms.authoring.translation_queries import Subject
from lms.authoring.translation_rules import forgive_changes, see_changes, translate, write_texts
from lms.authoring.typed_texts import Typed, read_typed
from lms.errors import Refusal
from lms.web.languages import NAMES, page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("translations", __name__)

_HASH = re.compile(r"[0-9a-f]{64}")
_EMPTIED = N_("A text cannot be left empty. Write its translation.")
_THEIRS = N_("Somebody else changed this text meanwhile. Compare both, then save again.")
_WAITS = N_("This text is new. It can be saved together with all that are missing in this file.")


class FileDesk(NamedTuple):
    """A file as somebody translates it."""

    desk: Desk
    pair: Pair

    @property
    def module_id(self) -> str:
        return self.desk.module_id

    @property
    def language(self) -> str:
        return self.desk.language


def _desk(visit: Visit, module: str, language: str) -> Desk | None:
    return translating.desk(visit.db, module, language) if language in NAMES else None


def _file(visit: Visit, module: str, language: str, file: str) -> FileDesk | None:
    if language not in NAMES:
        return None
    desk = translating.desk(visit.db, module, language, file, glossary=True)
    pair = desk.pair(file) if desk else None
    return FileDesk(desk, pair) if desk and pair else None


def _subject(visit: Visit, module: str) -> Subject | None:
    return queries.subject(visit.db, module)


@pages.show("/author/translations/", may=see_desk)
def show_work(visit: Visit) -> ResponseReturnValue:
    work = translation_lists.work(visit.db, visit.user, page_language())
    return render_template("authoring/translations.html", modules=work)


@pages.show("/author/modules/<module>/translate/", load=_subject, may=see_changes)
def show_changes(visit: Visit, subject: Subject) -> ResponseReturnValue:
    shown = {
        "code": subject.code,
        "title": subject.title(subject.source),
        "source": subject.source,
        "url": address(subject.module_id),
        "may_forgive": forgive_changes(visit.user, subject),
        "changes": translation_lists.changes(visit.db, subject),
    }
    return render_template("authoring/source_changes.html", module=shown)


@pages.change("/author/modules/<module>/translate/forgive", load=_subject, may=forgive_changes)
def forgive_change(visit: Visit, subject: Subject) -> ResponseReturnValue:
    """Note that a change of the source does not matter; what is no such change is left alone."""
    path, old, new = (request.form.get(one, "") for one in ("path", "old", "new"))
    if path in subject.files and _HASH.fullmatch(old) and _HASH.fullmatch(new):
        translating.forgive(visit.db, visit.user, subject.module_id, path, old, new, now=visit.now)
        flash(gettext("Noted. The translations count as made from the new text."), "done")
    return redirect(address(subject.module_id), 303)


@pages.show("/author/modules/<module>/translate/<language>/", load=_desk, may=translate)
def show_files(visit: Visit, desk: Desk) -> ResponseReturnValue:
    return files_page(desk, (), may_save=write_texts(visit.user, desk))


def files_page(desk: Desk, faults: tuple[str, ...], *, may_save: bool = True) -> str:
    """The files of a language; faults: why a translators' file was not taken."""
    shown = {
        "code": desk.subject.code,
        "title": desk.subject.title(desk.subject.source),
        "source": desk.subject.source,
        "language": desk.language,
        "url": address(desk.module_id, desk.language),
        "files": translation_lists.files_of(desk),
        "faults": faults,
        "may_save": may_save,
        "is_course": desk.subject.course is not None,
    }
    return render_template("authoring/translate.html", module=shown)


@pages.show("/author/modules/<module>/translate/<language>/<path:file>", load=_file, may=translate)
def show_file(visit: Visit, here: FileDesk) -> ResponseReturnValue:
    return _page(here, None, {}, may_save=write_texts(visit.user, here))


@pages.change(
    "/author/modules/<module>/translate/<language>/<path:file>",
    load=_file,
    may=write_texts,
    keep=True,
)
def save_file(visit: Visit, here: FileDesk) -> ResponseReturnValue:
    """Write the texts that changed. When one cannot be written, none is, and all typed is kept."""
    typed = read_typed(request.form.to_dict(), here.pair.steps)
    if typed.conflicts or typed.emptied:
        faults = dict.fromkeys(typed.conflicts, gettext(_THEIRS))
        faults |= dict.fromkeys(typed.emptied, gettext(_EMPTIED))
        return _page(here, typed, faults), 409 if typed.conflicts else 422
    try:
        saved = _save(visit, here, typed)
    except NotTakenError as error:
        return _page(here, typed, {one.key: _words(one) for one in error.findings}), 422
    except CourseStoppedError as no:
        said = [gettext(one.template) % one.values for one in no.findings[:1]]
        return _page(here, typed, dict.fromkeys(typed.kept, said[0] if said else "")), 422
    except Refusal as no:
        words = gettext(no.message, **no.values)
        return _page(here, typed, dict.fromkeys(typed.kept, words)), no.status
    if saved.waiting or typed.homeless:
        return _half_saved(visit, here, typed, saved)
    flash(_said(saved), "done")
    return redirect(_back(here), 303)


def _save(visit: Visit, here: FileDesk, typed: Typed) -> Saved:
    """Into the draft of the module; the course's own files are published at once."""
    course = here.desk.subject.course
    if course is None:
        return translating.save_texts(
            visit.db,
            visit.user,
            here.desk,
            here.pair,
            typed.changes,
            typed.confirmed,
            now=visit.now,
        )
    written = translating.with_entries(here.desk, here.pair, typed.changes)
    if written.text is not None:
        save_texts(visit, course, {here.pair.twin: written.text.encode()})
        visit.db.flush()  # it is read again
    again = _file(visit, here.module_id, here.language, here.pair.path)
    assert again is not None
    count = translating.confirm_texts(
        visit.db, visit.user, again.desk, again.pair, typed.confirmed, now=visit.now
    )
    return Saved(written.changed, count, written.waiting)


def _page(
    here: FileDesk, typed: Typed | None, faults: dict[str, str], *, may_save: bool = True
) -> str:
    open_only = request.args.get("show") == "open"
    shown = translation_page.page(
        here.desk, here.pair, open_only=open_only, typed=typed, faults=faults, may_save=may_save
    )
    return render_template("authoring/translate_file.html", file=shown)


def _half_saved(visit: Visit, here: FileDesk, typed: Typed, saved: Saved) -> ResponseReturnValue:
    """The page as it stands now, with what could not be written still in its fields."""
    visit.db.flush()  # it is read again
    again = _file(visit, here.module_id, here.language, here.pair.path)
    assert again is not None
    waiting = {key: typed.kept[key] for key in saved.waiting}
    left = Typed(kept=waiting, homeless=typed.homeless)
    return _page(again, left, dict.fromkeys(waiting, gettext(_WAITS)))


def _back(here: FileDesk) -> str:
    url = address(here.module_id, here.language, here.pair.path)
    return f"{url}?show=open" if request.args.get("show") == "open" else url


def _said(saved: Saved) -> str:
    if not saved.changed and not saved.confirmed:
        return str(gettext("Nothing was changed."))
    if not saved.changed:
        return str(gettext("Noted as still right."))
    return str(ngettext("%(num)s text saved.", "%(num)s texts saved.", saved.changed))


def _words(finding: Finding) -> str:
    values: dict[str, Any] = dict(finding.values)
    return str(gettext(finding.template, **values))

"""Doors for translators outside: a language of a module as XLIFF, and what they send back."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable
from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.authoring import exchange, translating
from lms.authoring.course_file_views import save_texts
from lms.authoring.course_verbs import CourseStoppedError
from lms.authoring.differences import words
from lms.authoring.exchange import Taken
from lms.authoring.incoming import Finding
from lms.authoring.readable_texts import readable
from lms.authoring.steps import Record, State, step
from lms.authoring.translating import Desk
from lms.authoring.translation_files import Twins
from lms.authoring.translation_lists import address
from lms.authoring.translation_rules import translate, write_texts
from lms.authoring.translation_views import files_page, pages
from lms.errors import Refusal
from lms.web.languages import NAMES
from lms.web.pages import Visit
from lms.words import N_

LARGEST = 2_000_000  # bytes of a file that is taken in
MOST_SHOWN = 100
_NO_FILE = N_("Choose the file that the translators sent back.")
_TOO_LARGE = N_("The file is larger than 2 MB.")
_NOTHING = N_("There is nothing to send out yet.")


def _desk(visit: Visit, module: str, language: str) -> Desk | None:
    return translating.desk(visit.db, module, language) if language in NAMES else None


@pages.show("/author/modules/<module>/translate/<language>/export.xlf", load=_desk, may=translate)
def send_out(_visit: Visit, desk: Desk) -> ResponseReturnValue:
    """The texts of a language as XLIFF; with ?show=open only what is missing or stale."""
    twins = _twins(desk)
    if not twins:
        raise Refusal(_NOTHING)
    is_part = request.args.get("show") == "open"
    content = exchange.export(desk.texts, twins, _records(desk), open_only=is_part)
    response = Response(content, content_type="application/xliff+xml; charset=utf-8")
    name = f"{desk.module_id}-{desk.language}.xlf"  # ids need no escaping in a header
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.change("/author/modules/<module>/translate/<language>/import", load=_desk, may=write_texts)
def take_in(visit: Visit, desk: Desk) -> ResponseReturnValue:
    """Show what a file would change; with the button on that page, change it."""
    content = _packed(request.form.get("packed", "")) or _uploaded()
    fault = _NO_FILE if not content else _TOO_LARGE if len(content) > LARGEST else ""
    if fault:
        return files_page(desk, (gettext(fault),)), 422
    twins = _twins(desk)
    taken = exchange.take(content, desk.texts, twins, _records(desk))
    if taken.faults:
        return files_page(desk, tuple(_lines(taken.faults))), 422
    if "take" not in request.form:
        shown = _preview(desk, taken, content)
        return render_template("authoring/import.html", preview=shown)
    try:
        _write(visit, desk, taken)
    except CourseStoppedError as no:
        said = [gettext(one.template) % one.values for one in no.findings]
        return files_page(desk, tuple(said)), 422
    words_ = ngettext("%(num)s file taken in.", "%(num)s files taken in.", len(taken.files))
    flash(words_, "done")
    return redirect(address(desk.module_id, desk.language), 303)


def _write(visit: Visit, desk: Desk, taken: Taken) -> None:
    """Into the draft of the module; the course's own files are published at once."""
    course, now = desk.subject.course, visit.now
    if course is None:
        translating.take_texts(visit.db, visit.user, desk, taken.files, taken.records, now=now)
        return
    if taken.files:
        files = {path: text.encode() for path, text in taken.files.items()}
        save_texts(visit, course, files)
        visit.db.flush()  # it is read again
    again = translating.desk(visit.db, desk.module_id, desk.language)
    assert again is not None
    translating.keep_records(visit.db, visit.user, again, taken.records, now=now)


def _twins(desk: Desk) -> list[Twins]:
    return [one.twins for one in desk.pairs if not one.is_odd]


def _records(desk: Desk) -> dict[str, tuple[Record, ...]]:
    return {one.twins.twin: one.records for one in desk.pairs}


def _uploaded() -> bytes:
    file = request.files.get("file")
    return file.read(LARGEST + 1) if file else b""


def _packed(text: str) -> bytes:
    """A file that the preview carries along; b"" for none and for what was forged."""
    try:
        packed = base64.b64decode(text, validate=True)
        return zlib.decompressobj().decompress(packed, LARGEST + 1) if packed else b""
    except (binascii.Error, ValueError, zlib.error):
        return b""


def _preview(desk: Desk, taken: Taken, content: bytes) -> dict[str, Any]:
    found = [one for twins in _twins(desk) for one in _changes(desk, twins, taken)]
    return {
        "code": desk.subject.code,
        "language": desk.language,
        "source": desk.subject.source,
        "url": address(desk.module_id, desk.language),
        "changes": found[:MOST_SHOWN],
        "count": len(found),
        "confirmed": _confirmed(desk, taken),
        "left": _lines(taken.left),
        "packed": base64.b64encode(zlib.compress(content, 9)).decode(),
    }


def _changes(desk: Desk, twins: Twins, taken: Taken) -> Iterable[dict[str, Any]]:
    """Each text of a file that would change: its source, what stands there, what would."""
    if twins.twin not in taken.files:
        return
    before = {one.source.key: one for one in _steps(desk, twins) if one.source and one.target}
    texts = {**desk.texts, **taken.files}
    for one in step(*twins.units(texts), taken.records.get(twins.twin, ())):
        if one.source is None or one.target is None:
            continue
        new = readable(one.target, one.target.text)
        there = before.get(one.source.key)
        old = readable(there.target, there.target.text) if there and there.target else ""
        if old != new:
            source = readable(one.source, one.source.text)
            yield {"path": twins.path, "source": source, "pieces": words(old, new)}


def _steps(desk: Desk, twins: Twins) -> Iterable[Any]:
    return next((one.steps for one in desk.pairs if one.twins == twins), ())


def _confirmed(desk: Desk, taken: Taken) -> int:
    """How many stale texts were found still right."""
    count = 0
    for pair in desk.pairs:
        kept = taken.records.get(pair.twins.twin)
        if kept is None:
            continue
        texts = {**desk.texts, **taken.files}
        after = step(*pair.twins.units(texts), kept)
        confirmed = sum(one.state is State.CONFIRMED for one in after)
        count += max(0, confirmed - pair.counts.confirmed)
    return count


def _lines(findings: Iterable[Finding]) -> list[str]:
    return [
        gettext(
            "Line %(line)s, %(path)s: %(reason)s",
            line=one.line,
            path=one.path or "-",
            reason=gettext(one.template, **one.values),
        )
        for one in findings
    ]

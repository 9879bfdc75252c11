"""Doors for question files: bring one into the draft's quiz after a look, take the quiz out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.authoring import quiz_editor_page as page
from lms.authoring.desk_rules import edit_module, see_module
from lms.authoring.quiz_desk import QuizAt, answered, quiz_at, save_texts
from lms.authoring.quiz_editing import UnfitError
from lms.authoring.quiz_editor_views import pages
from lms.authoring.quiz_exchange import ENDINGS, FORM_NAMES, Arrival, arrival, taken_in, writable
from lms.authoring.quiz_form import KIND_NAMES
from lms.courses.tree import MAX_FILE_BYTES
from lms.errors import Refusal
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.formats.reading import FORMS, Form, read_questions
from lms.quizzes.questions import Question
from lms.web.pages import Visit
from lms.words import N_

_NOTHING = N_("Choose a file, or write questions into the field.")
_TOO_LARGE = N_("The file is larger than 900 kB. Make several of it.")
_NONE_CHOSEN = N_("Choose at least one question.")
_TYPES = {
    "gift": "text/plain",
    "aiken": "text/plain",
    "json": "application/json",
    "moodle-xml": "application/xml",
}
_MOST = 900_000  # bytes; the preview carries them along in a form


@dataclass(frozen=True)
class Leaving:
    """A quiz on its way out, in one of the forms."""

    quiz: QuizAt
    form: Form

    @property
    def module_id(self) -> str:
        return self.quiz.module_id


@pages.show("/author/modules/<module>/quiz/import", load=quiz_at, may=edit_module)
def show_import(_visit: Visit, at: QuizAt) -> ResponseReturnValue:
    return _form(at)


@pages.change("/author/modules/<module>/quiz/import", load=quiz_at, may=edit_module)
def take_questions(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    """Show what a file would bring; with the button on that page, bring what was ticked."""
    if "found" in request.form:
        return _take(visit, at)
    typed = request.form.get("text", "")
    content = _uploaded() or typed.encode("utf-8", "replace")
    if not content.strip():
        return _form(at, typed=typed, fault=gettext(_NOTHING)), 422
    if len(content) > _MOST:
        return _form(at, fault=gettext(_TOO_LARGE)), 413
    found = arrival(read_questions(content, _form_named()), _taken(visit, at))
    if not found.coming:
        left = [(one.line, page.sentence(one)) for one in found.left_out]
        return _form(at, typed=typed, left=left), 422
    shown = _preview(at, found)
    return render_template("author/quiz_arrival.html", arrival=shown)


def _take(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    """Bring the questions that the look before has shown and that were ticked."""
    read = read_questions(request.form["found"].encode("utf-8", "replace"), "gift")
    found = arrival(read, _taken(visit, at))
    wanted = set(request.form.getlist("take"))
    chosen = [one.question for one in found.coming if one.was_id in wanted]
    if not chosen:
        shown = _preview(at, found) | {"fault": gettext(_NONE_CHOSEN)}
        return render_template("author/quiz_arrival.html", arrival=shown), 422
    try:
        text = taken_in(at.texts[at.source], chosen)
    except UnfitError as error:
        raise Refusal(error.faults[0].message, status=422, **error.faults[0].values) from None
    if len(text.encode()) > MAX_FILE_BYTES:
        raise Refusal(_TOO_LARGE, status=413)
    save_texts(visit, at, {at.source: text})
    said = ngettext(
        "%(num)s question stands in the draft now.",
        "%(num)s questions stand in the draft now.",
        len(chosen),
    )
    flash(said, "done")
    return redirect(at.url, 303)


def _leaving(visit: Visit, module: str, form: str) -> Leaving | None:
    at = quiz_at(visit, module)
    named = next((one for one in FORMS if one == form), None)
    return Leaving(at, named) if at and named else None


@pages.show("/author/modules/<module>/quiz/export/<form>", load=_leaving, may=see_module)
def send_questions(_visit: Visit, leaving: Leaving) -> ResponseReturnValue:
    """The quiz in another form; the list has said how many of its questions the form holds."""
    at, form = leaving.quiz, leaving.form
    text, _ = writable(at.read[at.source][0], form)
    response = Response(text, content_type=f"{_TYPES[form]}; charset=utf-8")
    name = f"{at.module_id}-{at.source}.{ENDINGS[form]}"  # ids need no escaping in a header
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _uploaded() -> bytes:
    file = request.files.get("file")
    if file is None:
        return b""
    content: bytes = file.read(_MOST + 1)
    file.close()  # a large one is a file on the disk
    return content


def _form_named() -> Form | None:
    """The form that was chosen; None: by what the file holds."""
    named = request.form.get("form", "")
    return next((one for one in FORMS if one == named), None)


def _taken(visit: Visit, at: QuizAt) -> set[str]:
    return at.ids | set(answered(visit.db, at.module_id))


def _form(
    at: QuizAt, *, typed: str = "", fault: str = "", left: Sequence[tuple[int, str]] = ()
) -> str:
    shown = {
        "module": page.place(at),
        "language": at.source,
        "forms": list(FORM_NAMES.items()),
        "typed": typed,
        "fault": fault,
        "left": left,
    }
    return render_template("author/quiz_import.html", form=shown)


def _preview(at: QuizAt, found: Arrival) -> dict[str, Any]:
    questions: list[Question] = [one.question for one in found.coming]
    return {
        "module": page.place(at),
        "language": at.source,
        "rows": [
            (one.question.id, one.was_id, gettext(KIND_NAMES[one.question.kind]), one.question.text)
            for one in found.coming
        ],
        "left": [(one.line, page.sentence(one)) for one in found.left_out],
        "found": write_gift(questions),
        "fault": "",
    }

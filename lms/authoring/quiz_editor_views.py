"""Doors of the quiz editor: the list, one question as a form or as GIFT, a new one, taking out."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.authoring import quiz_editor_page as page
from lms.authoring.desk_rules import edit_module, see_module
from lms.authoring.quiz_desk import (
    QuestionAt,
    QuizAt,
    answered,
    question_at,
    quiz_at,
    save_texts,
)
from lms.authoring.quiz_editing import take_out
from lms.authoring.quiz_fields import KINDS, empty, fields_of, fits, typed_fields
from lms.authoring.quiz_saving import Said, Sent, rename, save_gift, save_new, save_question
from lms.authoring.service import Conflict
from lms.quizzes.questions import Kind
from lms.web.forms import clean
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("quiz_editor", __name__)

_SAVED = N_("The question is saved in the draft.")
_ADDED = N_("The question stands behind the others. Its other languages are still to be written.")
_GONE = N_("The question is out of the draft. Answers given to it stay as they are.")
_RENAMED = N_("%(old)s is called %(new)s now, in every language.")
_MEANWHILE = N_(
    "Somebody else changed this question while you wrote. Your words are here and not saved yet. "
    "Save again to put them over theirs."
)


@pages.show("/author/modules/<module>/quiz/", load=quiz_at, may=see_module)
def show_quiz(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    return render_template("author/quiz_list.html", quiz=page.quiz(visit.db, visit.user, at))


@pages.show("/author/modules/<module>/quiz/<question>/", load=question_at, may=see_module)
def show_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    return _page(visit, at.quiz, at)


@pages.change(
    "/author/modules/<module>/quiz/<question>/", load=question_at, may=edit_module, keep=True
)
def write_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    """Save the form or the GIFT text; with "add" the form comes back with one more row."""
    sent = _sent(at.question.kind)
    if "add" in request.form:
        return _page(visit, at.quiz, at, fields=sent.fields.with_empty())
    try:
        said = save_gift(visit, at, sent) if sent.language else save_question(visit, at, sent)
    except Conflict:
        said = Said(meanwhile=True)
    return _answered(visit, at.quiz, at, sent, said)


@pages.show("/author/modules/<module>/quiz/new", load=quiz_at, may=edit_module)
def show_new(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    kind = _kind(request.args.get("kind", ""))
    return _page(visit, at, None, fields=empty(kind, id=f"{at.module_id}-"[:50]))


@pages.change("/author/modules/<module>/quiz/new", load=quiz_at, may=edit_module, keep=True)
def add_question(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    sent = _sent(_kind(request.form.get("kind", "")))
    if "add" in request.form:
        return _page(visit, at, None, fields=sent.fields.with_empty())
    try:
        said = save_new(visit, at, sent)
    except Conflict:
        said = Said(meanwhile=True)
    return _answered(visit, at, None, sent, said)


@pages.change("/author/modules/<module>/quiz/<question>/rename", load=question_at, may=edit_module)
def rename_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    """Give a question that means something else now an id of its own; back to the gate."""
    new_id = rename(visit, at)
    flash(gettext(_RENAMED, old=at.question.id, new=new_id), "done")
    return redirect(f"{at.quiz.here.url}publish/", 303)


@pages.show("/author/modules/<module>/quiz/<question>/retire", load=question_at, may=edit_module)
def ask_to_retire(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    asked = answered(visit.db, at.module_id).get(at.question.id, 0)
    shown = {
        "module": page.place(at.quiz),
        "id": at.question.id,
        "url": at.url,
        "text": at.question.text,
        "language": at.quiz.source,
        "asked": asked,
    }
    return render_template("author/quiz_retire.html", question=shown)


@pages.change("/author/modules/<module>/quiz/<question>/retire", load=question_at, may=edit_module)
def retire_question(visit: Visit, at: QuestionAt) -> ResponseReturnValue:
    """Take a question out, in every language."""
    quiz, changed = at.quiz, {}
    for language, text in quiz.texts.items():
        found = quiz.question(at.question.id, language)
        if found is not None:
            changed[language] = take_out(text, found)
    save_texts(visit, quiz, changed)
    flash(gettext(_GONE), "done")
    return redirect(quiz.url, 303)


def _kind(name: str) -> Kind:
    found = next((kind for kind in KINDS if kind.value == name), None)
    return found if found is not None else abort(404)


def _sent(kind: Kind) -> Sent:
    """What a form sent, cleaned; a text of GIFT keeps its tabs."""
    typed = {name: [clean(one) for one in values] for name, values in request.form.lists()}
    values = {name: found[0] for name, found in typed.items() if found}
    return Sent(
        fields=typed_fields(kind, typed),
        seen=values.get("seen", ""),
        language=values.get("language", ""),
        gift=values.get("gift", ""),
        as_new=values.get("act") == "new",
    )


def _answered(
    visit: Visit, quiz: QuizAt, at: QuestionAt | None, sent: Sent, said: Said
) -> ResponseReturnValue:
    """The question's page after it was saved; else the form with what was typed, and why."""
    if said.saved_id:
        flash(gettext(_SAVED if at and said.saved_id == at.question.id else _ADDED), "done")
        return redirect(quiz.address(said.saved_id), 303)
    told: dict[str, Any] = {
        "faults": said.faults,
        "meaning": [gettext(one) for one in said.meaning],
        "new_id": said.new_id,
    }
    if sent.language:
        told |= {"gift": sent.gift + "\n", "gift_language": sent.language}
        told["gift_faults"] = [(one.line, page.sentence(one)) for one in said.gift_faults]
    else:
        told["fields"] = sent.fields
        told["said"] = " ".join(page.sentence(one) for one in said.gift_faults)
    if said.meanwhile:
        told["said"] = gettext(_MEANWHILE)
        old = at.question if at else None
        told["theirs"] = page.text_in(quiz, old, sent.language) if old else ""
    return _page(visit, quiz, at, **told), 409 if said.meanwhile or said.meaning else 422


def _page(visit: Visit, quiz: QuizAt, at: QuestionAt | None, **told: Any) -> str:
    old = at.question if at else None
    if "fields" not in told:
        told["fields"] = fields_of(old) if old and fits(old) else None
    shown = page.question(visit.db, visit.user, quiz, old, **told)
    return render_template("author/quiz_question.html", question=shown)

"""Doors of authors: the questions of a module, one question, what is done about a mistake in it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from lms.accounts.rules import write_courses
from lms.courses import queries as course_queries
from lms.quizzes import analysis_page, author_page, correction_queries, regrading
from lms.quizzes.answering import Typed, read_answers, typed_in
from lms.quizzes.author_forms import MendForm
from lms.quizzes.author_page import Looked
from lms.quizzes.corrections import REKEY, RESTORE, Ruling, is_key
from lms.quizzes.questions import Kind, Question
from lms.quizzes.regrading import Mended
from lms.quizzes.typed_numbers import readings
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.filters import num
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("questions", __name__)

_ANSWER_IT = N_("Answer the whole question, with the right answer.")
_TWO_NUMBERS = N_(
    "This can be read as %(one)s or as %(other)s. Write it without a sign between the thousands; "
    "behind a decimal sign, write one more 0."
)


@pages.show("/author/quizzes/", may=write_courses)
def show_modules(visit: Visit) -> ResponseReturnValue:
    modules = author_page.modules(visit.db, page_language())
    return render_template("author/index.html", modules=modules)


def published(visit: Visit, module: str) -> QuizVersion | None:
    """The published version of a module that has a quiz; None: there is none."""
    if "\0" in module:
        return None  # PostgreSQL refuses to look for it
    version = course_queries.published_version(visit.db, module)
    return quiz_version(visit.db, version.id) if version else None


@pages.show("/author/quizzes/<module>/", load=published, may=write_courses)
def show_questions(visit: Visit, version: QuizVersion) -> ResponseReturnValue:
    lang = page_language()
    questions = pool(visit.db, version, version.language(lang))
    flags = analysis_page.flags_of(analysis_page.figures_of(visit, version), questions, lang)
    shown = author_page.question_list(visit.db, version, lang, flags)
    return render_template("author/module.html", module=shown)


def _looked(visit: Visit, module: str, question: str, number: int | None = None) -> Looked | None:
    return author_page.look(visit.db, module, question, number)


@pages.show("/author/quizzes/<module>/<question>/", load=_looked, may=write_courses)
def show_question(visit: Visit, looked: Looked) -> ResponseReturnValue:
    return _page(visit, looked, MendForm(formdata=None), {}, "")


@pages.show("/author/quizzes/<module>/<question>/<int:number>/", load=_looked, may=write_courses)
def show_question_of_version(visit: Visit, looked: Looked) -> ResponseReturnValue:
    return _page(visit, looked, MendForm(formdata=None), {}, "")


@pages.change(
    "/author/quizzes/<module>/<question>/<int:number>/", load=_looked, may=write_courses, keep=True
)
def mend_question(visit: Visit, looked: Looked) -> ResponseReturnValue:
    """Show whose result would change; with the button on that page, do it."""
    typed = typed_in(request.form.lists())
    form = MendForm()
    form.offer(looked.question, mended=_is_mended(visit, looked))
    is_whole = form.validate()
    question = _in_page_language(visit, looked)
    answer, fault = None, ""
    if form.act.data == REKEY:
        answer, fault = _key(question, typed)
    if fault or not is_whole:
        return _page(visit, looked, form, typed, fault), 422
    ruling = Ruling(form.act.data, answer)
    mended = Mended(looked.module_id, looked.question.id, looked.versions, ruling)
    if "confirm" not in request.form:
        return _preview(visit, looked, form, mended, typed)
    done = regrading.mend_question(
        visit.db, visit.user, mended, reason=form.reason.data, now=visit.now
    )
    flash(_done(done.changed), "done")
    return redirect(looked.address)


def _done(changed: int) -> str:
    if not changed:
        return str(gettext("Done. No result changed."))
    return str(
        ngettext(
            "Done. %(num)s result was marked anew.",
            "Done. %(num)s results were marked anew.",
            changed,
        )
    )


def _in_page_language(visit: Visit, looked: Looked) -> Question:
    language = looked.version.language(page_language())
    return pool(visit.db, looked.version, language)[looked.question.id]


def _is_mended(visit: Visit, looked: Looked) -> bool:
    corrections = correction_queries.corrections_of(visit.db, looked.module_id)
    newest = correction_queries.in_force(corrections, looked.version.id).get(looked.question.id)
    return newest is not None and newest.act != RESTORE


def _key(question: Question, typed: Typed) -> tuple[Any, str]:
    """The answer that is to be right, and what is wrong with it in words of the page."""
    reading = read_answers([question], typed)
    answer = reading.answers.get(question.id)
    fault = reading.faults.get(question.id)
    if fault:
        return None, gettext(fault)
    for one in question.parts or (question,):
        given = answer.get(one.id) if one is not question and isinstance(answer, dict) else answer
        fault = _two_numbers(one, given)
        if fault:
            return None, fault
    return (answer, "") if is_key(question, answer) else (None, gettext(_ANSWER_IT))


def _two_numbers(question: Question, given: object) -> str:
    """A key must be one number: 1.234 is one and a bit for some and more than a thousand for
    others; of the answers of learners each reading is tried."""
    if question.kind is not Kind.NUMERIC or not isinstance(given, str):
        return ""
    found = readings(given, question.unit)
    if len(set(found)) < 2:
        return ""
    return str(gettext(_TWO_NUMBERS, one=num(found[0]), other=num(found[1])))


def _page(visit: Visit, looked: Looked, form: MendForm, typed: Typed, fault: str) -> str:
    shown = author_page.one_question(visit.db, looked, page_language(), typed, fault, visit.user.id)
    if not form.is_submitted():
        form.offer(looked.question, mended=bool(shown["holds"]))
    return render_template("author/question.html", question=shown, form=form)


def _preview(visit: Visit, looked: Looked, form: MendForm, mended: Mended, typed: Typed) -> str:
    moves = author_page.who_moves(visit.db, regrading.changes(visit.db, mended))
    module = looked.version.module(page_language())
    sent = {"act": [form.act.data], "reason": [form.reason.data], **typed}
    preview = moves | {
        "id": looked.question.id,
        "code": module.code,
        "module_title": module.title,
        "module_url": author_page.list_address(looked.module_id),
        "action": looked.address,
        "act": {one.value: one.label for one in form.act.choices}[form.act.data],
        "reason": form.reason.data,
        "sent": [(name, value) for name, values in sent.items() for value in values],
    }
    return render_template("author/preview.html", preview=preview)

"""Doors of readers: the answers that wait for a person, and one of them with its rubric."""

from __future__ import annotations

import uuid
from decimal import Decimal

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.accounts.rules import teach
from lms.errors import Refusal
from lms.quizzes import essay_page, regrading, rules
from lms.quizzes.essay_forms import EssayForm, form_for
from lms.quizzes.essay_page import Essay
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("essays", __name__)

_DONE = N_("Your marks are kept. The learner sees them with your comment.")


@pages.show("/teach/essays/", may=teach)
def show_essays(visit: Visit) -> ResponseReturnValue:
    waiting = essay_page.waiting(visit.db, visit.user.id, page_language(), now=visit.now)
    return render_template("quizzes/essays.html", essays=waiting)


def _essay(visit: Visit, attempt_id: uuid.UUID, question: str) -> Essay | None:
    return essay_page.essay(visit.db, attempt_id, question)


def _held(visit: Visit, attempt_id: uuid.UUID, question: str) -> Essay | None:
    return essay_page.essay(visit.db, attempt_id, question, hold=True)


_ADDRESS = "/teach/essays/<uuid:attempt_id>/<question>/"


@pages.show(_ADDRESS, load=_essay, may=rules.mark_essay, hide=True)
def show_essay(_visit: Visit, essay: Essay) -> ResponseReturnValue:
    before = essay_page.typed_before(essay)
    return _page(essay, form_for(essay.question)(formdata=None, data=_numbers(before)))


@pages.change(_ADDRESS, load=_held, may=rules.mark_essay, hide=True, keep=True)
def mark_essay(visit: Visit, essay: Essay) -> ResponseReturnValue:
    form = form_for(essay.question)()
    if not form.validate():
        return _page(essay, form), 422
    try:
        regrading.mark_essay(
            visit.db,
            visit.user,
            essay.standing,
            essay.question,
            essay.version,
            points=form.points,
            comment=form.comment.data or "",
            seen=_id(form.seen.data),
            now=visit.now,
        )
    except Refusal as no:
        flash(gettext(no.message), "warning")
        form.seen.data = essay_page.typed_before(essay)["seen"]
        return _page(essay, form), no.status
    flash(gettext(_DONE), "done")
    return redirect(essay_page.ESSAYS)


def _page(essay: Essay, form: EssayForm) -> str:
    shown = essay_page.shown(essay, form, page_language())
    return render_template("quizzes/essay.html", essay=shown, form=form)


def _numbers(before: dict[str, object]) -> dict[str, object]:
    """Fields of numbers hold decimals."""
    return {k: Decimal(v) if isinstance(v, int) else v for k, v in before.items()}


def _id(text: str | None) -> uuid.UUID | None:
    """The id that a form sent; None for none, and one that fits no marks for anything else."""
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)

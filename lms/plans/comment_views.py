"""Doors of comments at one answer: read them, write one, answer or settle one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import NotFound, Refusal
from lms.plans import advice_queries, advising, queries, rules
from lms.plans.addresses import plan_url, section_url
from lms.plans.answers import by_section
from lms.plans.comment_parts import Said, comments_url, said_by_path
from lms.plans.countries import template_of
from lms.plans.kinds import CommentKind, CommentState
from lms.plans.models import Plan
from lms.plans.phrases import phrases
from lms.plans.ready_forms import CommentForm, ReplyForm
from lms.plans.section_around import answer_shown, row_names
from lms.plans.template import Section, Template
from lms.web.languages import page_language
from lms.web.pages import Pages, Visit
from lms.words import N_

pages = Pages("plan_comments", __name__)


@dataclass(frozen=True)
class Spot:
    """A section of a plan beside whose answers somebody writes."""

    plan: Plan
    template: Template
    section: Section
    comment_id: uuid.UUID | None = None

    @property
    def path(self) -> str:
        """The answer that the request is about.

        raises  NotFound for what this section does not ask
        """
        path = request.args.get("at") or request.form.get("at", "")
        if self.section.field_at(path) is None and self.section.rows_at(path) is None:
            raise NotFound()
        return path

    def url(self, path: str) -> str:
        """The page of the comments at an answer."""
        return f"{comments_url(self.plan, self.section)}?at={path}"


def _spot(
    visit: Visit, plan_id: uuid.UUID, section: str, comment_id: uuid.UUID | None = None
) -> Spot | None:
    plan = queries.plan_with_sections(visit.db, plan_id)
    if plan is None:
        return None
    template = template_of(plan)
    found = next((one for one in template.sections if one.key == section), None)
    return Spot(plan, template, found, comment_id) if found else None


_ADDRESS = "/plans/<uuid:plan_id>/<section>/comments/"


@pages.show(_ADDRESS, load=_spot, may=rules.comment_section, hide=True)
def show_comments(visit: Visit, spot: Spot) -> ResponseReturnValue:
    return _page(visit, spot, spot.path)


@pages.change(_ADDRESS, load=_spot, may=rules.comment_section, hide=True, keep=True)
def write_comment(visit: Visit, spot: Spot) -> ResponseReturnValue:
    path, form = spot.path, _comment_form()
    if not form.validate():
        return _page(visit, spot, path, form=form), 422
    try:
        advising.write_comment(
            visit.db,
            visit.user,
            spot.plan,
            spot.section.key,
            path,
            kind=CommentKind(form.kind.data),
            text=" ".join(part for part in (_phrase(form.phrase.data), form.text.data) if part),
            language=page_language(),
            comment_id=_uuid(form.comment_id.data),
            now=visit.now,
        )
    except Refusal as no:
        form.say("text", no.message, **no.values)
        return _page(visit, spot, path, form=form), no.status
    flash(gettext(N_("Your comment stands beside the answer.")), "done")
    return redirect(f"{section_url(spot.plan.id, spot.section)}#{path}")


@pages.change(
    f"{_ADDRESS}<uuid:comment_id>", load=_spot, may=rules.comment_section, hide=True, keep=True
)
def answer_comment(visit: Visit, spot: Spot) -> ResponseReturnValue:
    path, form = spot.path, ReplyForm()
    assert spot.comment_id is not None  # the address has one
    if not form.validate():
        return _page(visit, spot, path, reply=form, at=spot.comment_id), 422
    try:
        _answer(visit, spot, spot.comment_id, path, form)
    except Refusal as no:
        form.say("text", no.message, **no.values)
        return _page(visit, spot, path, reply=form, at=spot.comment_id), no.status
    flash(gettext(N_("Saved.")), "done")
    return redirect(spot.url(path))


def _answer(visit: Visit, spot: Spot, comment_id: uuid.UUID, path: str, form: ReplyForm) -> None:
    """An answer alone, or one that settles the comment: done, or seen differently."""
    state = request.form.get("state", "")
    if state in set(CommentState):
        advising.settle_comment(
            visit.db,
            visit.user,
            spot.plan,
            comment_id,
            CommentState(state),
            reply=form.text.data,
            reply_id=_uuid(form.comment_id.data),
            language=page_language(),
            now=visit.now,
        )
        return
    advising.write_comment(
        visit.db,
        visit.user,
        spot.plan,
        spot.section.key,
        path,
        kind=CommentKind.NOTE,
        text=form.text.data,
        replies_to=comment_id,
        comment_id=_uuid(form.comment_id.data),
        language=page_language(),
        now=visit.now,
    )


def _page(
    visit: Visit,
    spot: Spot,
    path: str,
    *,
    form: CommentForm | None = None,
    reply: ReplyForm | None = None,
    at: uuid.UUID | None = None,
) -> str:
    rows = advice_queries.comments_in(visit.db, spot.plan.id, spot.section.key)
    found = said_by_path(spot.plan, rows).get(path, ())
    question, answer = _asked(spot, path)
    return render_template(
        "plans/comments.html",
        plan={"title": spot.plan.title, "url": plan_url(spot.plan.id)},
        section={
            "title": spot.section.title.in_language(page_language()),
            "url": f"{section_url(spot.plan.id, spot.section)}#{path}",
            "action": comments_url(spot.plan, spot.section),
        },
        at=path,
        question=question,
        answer=answer,
        comments=[(one, _reply_form(one, reply, at)) for one in found],
        can_settle=rules.edit_plan(visit.user, spot.plan),
        form=form or _comment_form(fresh=True),
    )


def _asked(spot: Spot, path: str) -> tuple[str, str]:
    """The question and the answer as it stands; a table has no answer of its own."""
    language, kept = page_language(), by_section(spot.plan.sections)
    asked, table = spot.section.field_at(path), spot.section.rows_at(path)
    if asked is None:
        return (table.title.in_language(language) if table else path), ""
    value = kept.get(spot.section.key, {}).get(path, "")
    named = row_names(spot.template, kept, language)
    shown = answer_shown(asked, value, spot.plan.currency, language, named)
    return asked.question.in_language(language), shown


def _comment_form(*, fresh: bool = False) -> CommentForm:
    made: dict[str, Any] = (
        {"formdata": None, "comment_id": str(uuid.uuid4()), "kind": CommentKind.THINK.value}
        if fresh
        else {}
    )
    form = CommentForm(**made)
    own = [("", gettext(N_("None: I write my own")))]
    form.phrase.choices = own + [
        (one.key, one.text.in_language(page_language())) for one in phrases()
    ]
    return form


def _reply_form(one: Said, reply: ReplyForm | None, at: uuid.UUID | None) -> ReplyForm:
    if reply is not None and one.id == at:
        return reply
    return ReplyForm(formdata=None, comment_id=str(uuid.uuid4()))


def _phrase(key: str | None) -> str:
    found = next((one for one in phrases() if one.key == key), None)
    return found.text.in_language(page_language()) if found else ""


def _uuid(text: Any) -> uuid.UUID:
    """The id that the page made; another one when it is no id."""
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return uuid.uuid4()

"""Doors of a quiz's rules: how many questions are drawn, what passes, when answers are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from lms.authoring import queries, service
from lms.authoring import quiz_editor_page as page
from lms.authoring.desk_rules import edit_module
from lms.authoring.quiz_desk import QuizAt, quiz_at, rules_in
from lms.authoring.quiz_editor_views import pages
from lms.authoring.quiz_rule_lines import draw_from_of, with_rules
from lms.courses.module_reading import MODULE_FILE
from lms.courses.quiz_rules import COUNTS, SHOW_ANSWERS
from lms.courses.source_types import QuizRules
from lms.errors import Refusal
from lms.web.forms import Choice, Filled, Form, LongText, Number, NumberBetween, Tick
from lms.web.pages import Visit
from lms.words import N_

_ODD = N_("The rules in module.toml cannot be rewritten. Open module.toml and change them there.")
_LINES = N_("Write each tag on a line of its own with a number, such as: outcome-1 = 2")
_SUM = N_("The numbers must add up to how many questions are drawn.")
_MASTERY = N_("This is more than are drawn.")
_MEANWHILE = N_(
    "Somebody else changed the facts of the module meanwhile. Look at them, then save again."
)
_SAVED = N_("The rules are saved in the draft.")


def _whole(_form: object, field: Number) -> None:
    if field.data is not None and field.data != int(field.data):
        raise ValidationError(gettext(N_("Write a whole number.")))


class RulesForm(Form):
    """The rules of a quiz as module.toml holds them; 0 stands for no limit."""

    draw = Number(_l("How many questions are drawn"), Filled(), NumberBetween(1, 100), _whole)
    share = Number(_l("How many percent of the marks pass"), Filled(), NumberBetween(0, 100))
    mastery = Number(
        _l("How many must be wholly right to pass"),
        NumberBetween(0, 100),
        _whole,
        description=_l("0: the percentage counts."),
    )
    draw_from = LongText(
        _l("From which tags they are drawn"),
        description=_l("A line for each, such as: outcome-1 = 2. Empty: one of each slot."),
    )
    shuffle = Tick(_l("Mix questions without a slot, and options"))
    attempts = Number(
        _l("Attempts"), NumberBetween(0, 100), _whole, description=_l("0: as many as one likes.")
    )
    counts = Choice(
        _l("Which attempt counts"),
        choices=list(zip(COUNTS, (_l("The best"), _l("The latest"), _l("The first")), strict=True)),
    )
    pause_minutes = Number(
        _l("Minutes between two attempts"), Filled(), NumberBetween(0, 10_080), _whole
    )
    minutes = Number(_l("Minutes for one attempt"), NumberBetween(0, 600), _whole,
                     description=_l("0: no limit."))  # fmt: skip
    show_answers = Choice(
        _l("When right answers are shown"),
        choices=list(
            zip(
                SHOW_ANSWERS,
                (_l("After sending"), _l("Once it is passed"), _l("Never")),
                strict=True,
            )
        ),
    )
    pre_test = Tick(_l("Learners may try it before the module"))


@pages.show("/author/modules/<module>/quiz/rules", load=quiz_at, may=edit_module)
def show_rules(_visit: Visit, at: QuizAt) -> ResponseReturnValue:
    if at.rules is None:
        raise Refusal(_ODD)
    return _form(at, RulesForm(formdata=None, data=_shown(at.rules)))


@pages.change("/author/modules/<module>/quiz/rules", load=quiz_at, may=edit_module, keep=True)
def write_rules(visit: Visit, at: QuizAt) -> ResponseReturnValue:
    form = RulesForm()
    is_whole = form.validate()
    if not is_whole or not _draws(form):
        return _form(at, form), 422
    key = at.here.files[MODULE_FILE]
    if request.form.get("seen", "") != key:
        form.say("draw", _MEANWHILE)
        return _form(at, form), 409
    draft = at.here.draft or service.open_draft(visit.db, visit.user, at.module_id, now=visit.now)
    try:
        text = (queries.content(visit.db, key) or b"").decode()
        made = with_rules(text, _values(form))
    except ValueError:  # no UTF-8, too
        raise Refusal(_ODD, status=422) from None
    if rules_in(made) is None:
        raise Refusal(_ODD, status=422)
    service.save_file(
        visit.db, visit.user, draft, MODULE_FILE, made.encode(), seen=key, now=visit.now
    )
    flash(gettext(_SAVED), "done")
    return redirect(at.url, 303)


def _draws(form: RulesForm) -> bool:
    """Whether the tags say how many are drawn in all; else the form says why."""
    try:
        shares = draw_from_of(form.draw_from.data or "")
    except ValueError:
        form.say("draw_from", _LINES)
        return False
    if shares and sum(count for _, count in shares) != _number(form.draw):
        form.say("draw_from", _SUM)
        return False
    if _number(form.mastery) > _number(form.draw):
        form.say("mastery", _MASTERY)
        return False
    return True


def _shown(rules: QuizRules) -> dict[str, Any]:
    numbers = ("draw", "mastery", "attempts", "pause_minutes", "minutes")
    values: dict[str, Any] = {name: Decimal(getattr(rules, name)) for name in numbers}
    for name in ("shuffle", "counts", "show_answers", "pre_test"):
        values[name] = getattr(rules, name)
    lines = "\n".join(f"{tag} = {count}" for tag, count in rules.draw_from)
    return values | {"share": (rules.pass_mark * 100).normalize(), "draw_from": lines}


def _values(form: RulesForm) -> dict[str, Any]:
    """The keys of the table in their usual order; what is as usual is left out."""
    share = (_number(form.share) / 100).normalize()
    whole = {name: int(_number(getattr(form, name))) for name in ("attempts", "minutes", "mastery")}
    return {
        "draw": int(_number(form.draw)),
        "pass": share if share != share.to_integral() else share.quantize(Decimal("1.0")),
        "pause_minutes": int(_number(form.pause_minutes)),
        **{name: value or None for name, value in whole.items()},
        "counts": form.counts.data if form.counts.data != COUNTS[0] else None,
        "show_answers": form.show_answers.data
        if form.show_answers.data != SHOW_ANSWERS[0]
        else None,
        "shuffle": None if form.shuffle.data else False,
        "pre_test": form.pre_test.data or None,
        "draw_from": draw_from_of(form.draw_from.data or "") or None,
    }


def _number(field: Number) -> Decimal:
    return field.data or Decimal(0)


def _form(at: QuizAt, form: RulesForm) -> str:
    shown = {
        "module": page.place(at),
        "action": f"{at.url}rules",
        "seen": at.here.files[MODULE_FILE],
    }
    return render_template("author/quiz_rules.html", rules=shown, form=form)

"""What the pages of advice, comments, agreement and freezing ask."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField

from lms.plans.advice_models import PROOF
from lms.plans.kinds import CommentKind
from lms.web.forms import Choice, Filled, Form, LongText, Optional, Radios, Text, Tick
from lms.words import N_

ANYBODY, SOMEBODY = "any", "one"
MOST_WORDS = 2000


class AdviceForm(Form):
    """Whom to ask, about what."""

    whom = Radios(
        _l("Whom do you ask?"),
        choices=[
            (ANYBODY, _l("Any trainer of this course")),
            (SOMEBODY, _l("Somebody whose user name I know")),
        ],
    )
    username = Text(
        _l("Their user name or phone number"),
        Optional(),
        description=_l("Only when you ask one person: a mentor, a trainer you know."),
    )
    sections = SelectMultipleField(
        _l("About which sections?"),
        choices=[],
        description=_l("None ticked: the whole plan."),
        validate_choice=False,
    )
    text = LongText(
        _l("What do you want to know?"),
        Filled(N_("Write one question, so that the answer helps you.")),
        most=MOST_WORDS,
        description=_l("They read the whole plan and write beside your answers. They change none."),
    )
    advice_id = HiddenField()


class CommentForm(Form):
    """A comment at an answer: a ready sentence, own words, or both."""

    kind = Radios(
        _l("What is it?"),
        choices=[
            (CommentKind.GOOD.value, _l("Good because …")),
            (CommentKind.THINK.value, _l("Think about …")),
            (CommentKind.NOTE.value, _l("A note")),
        ],
    )
    phrase = Choice(_l("A ready sentence"), choices=[])
    text = LongText(_l("Your words"), most=MOST_WORDS)
    comment_id = HiddenField()


class ReplyForm(Form):
    """An answer to a comment."""

    text = LongText(_l("Your answer"), most=MOST_WORDS)
    comment_id = HiddenField()


class AgreeForm(Form):
    """A member agrees to the plan as it reads."""

    member = Radios(_l("Which of them are you?"), choices=[])
    agree = Tick(
        _l("I have read the plan. My share and my part are right. I agree."),
        [Filled(N_("Tick this box if you agree."))],
    )


class RecordForm(Form):
    """A member without an account agrees, and what shows it."""

    member = Choice(_l("Who agrees?"), choices=[])
    proof = Text(
        _l("What shows it?"),
        Filled(N_("Write what shows it, such as the date of the signed minutes.")),
        most=PROOF,
        description=_l("For example: minutes of 3 March, signed by all, kept by Lan."),
    )

"""What the page of a reader asks: points for each line of the rubric, and a comment."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from lms.quizzes.questions import Question
from lms.web.forms import Filled, Form, LongText, Number
from lms.words import N_

MOST_COMMENT = 2000
_PREFIX = "points-"


class WholePoints:
    """A whole number from 0 to the most a criterion can earn."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data is None or (0 <= field.data <= self.most and field.data % 1 == 0):
            return
        sentence = N_("Write a whole number from 0 to %(most)s.")
        raise ValidationError(gettext(sentence, most=self.most))


class EssayForm(Form):
    """The comment; `form_for` adds a field for each criterion of a rubric.

    seen  id of the newest marks when the page was shown; empty when there were none
    """

    seen = HiddenField()
    comment = LongText(
        _l("What do you want to say about it?"),
        most=MOST_COMMENT,
        description=_l("The learner reads this. It can stay empty."),
    )

    @property
    def points(self) -> dict[str, int]:
        """Criterion id -> points; of a form without faults."""
        return {
            field.name.removeprefix(_PREFIX): int(field.data)
            for field in self
            if field.name.startswith(_PREFIX)
        }


def form_for(question: Question) -> type[EssayForm]:
    """The form for a question's rubric."""
    fields = {
        field_name(one.id): Number(
            one.text,
            Filled(N_("Write the points; 0 is possible.")),
            WholePoints(one.points),
            most=20,
        )
        for one in question.rubric
    }
    return type("RubricForm", (EssayForm,), fields)


def field_name(criterion_id: str) -> str:
    """The field of a criterion."""
    return f"{_PREFIX}{criterion_id}"

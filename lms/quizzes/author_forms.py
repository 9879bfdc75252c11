"""What the pages of authors ask: what is done about a question with a mistake, and why."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from lms.quizzes.corrections import CREDIT, DROP, REKEY, REKEYABLE, RESTORE
from lms.quizzes.questions import Question
from lms.web.forms import AtLeast, Filled, Form, LongText, Radios
from lms.words import N_

LEAST_REASON = 10
MOST_REASON = 1000
ACTS = (
    (REKEY, _l("Another answer is right: the one you gave above")),
    (CREDIT, _l("Give the full mark to everybody who was asked")),
    (DROP, _l("Leave the question out of every result")),
    (RESTORE, _l("Mark by the key of the file again")),
)


class MendForm(Form):
    """What is to hold for the question, and why."""

    act = Radios(_l("What is to hold from now on?"), choices=ACTS)
    reason = LongText(
        _l("Why?"),
        Filled(N_("Write the reason in plain words.")),
        AtLeast(LEAST_REASON, N_("Write at least %(least)s signs, so that it can be understood.")),
        most=MOST_REASON,
        description=_l("Learners whose result changes read this."),
    )

    def offer(self, question: Question, *, mended: bool) -> None:
        """Offer what can be done about this question.

        mended  whether something else than the key of the file holds already
        """
        left_out = set() if question.kind in REKEYABLE else {REKEY}
        left_out |= set() if mended else {RESTORE}
        self.act.choices = [one for one in self.act.choices if one.value not in left_out]

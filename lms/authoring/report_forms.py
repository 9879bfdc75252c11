"""What the pages of reported mistakes ask: what is wrong, what is answered, why nothing is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from lms.authoring.report_times import LEAST, MOST
from lms.authoring.reporting import REASONS
from lms.web.forms import AtLeast, Filled, Form, LongText, Radios
from lms.words import N_

_TOO_SHORT = N_("Write at least %(least)s characters, so that the place can be found.")


class ReportForm(Form):
    """A mistake that somebody found.

    block  number of the paragraph; empty: the whole page
    """

    text = LongText(
        _l("What is wrong?"),
        Filled(),
        AtLeast(LEAST, _TOO_SHORT),
        most=MOST,
        description=_l("Copy the sentence or the number, and say what it should be if you know."),
        render_kw={"rows": 5},
    )
    block = HiddenField()


class AnswerForm(Form):
    """What the person reads about the mistake they reported.

    seen  the stamp of the report when the page was shown
    """

    seen = HiddenField()
    text = LongText(
        _l("Your answer"),
        Filled(),
        most=MOST,
        description=_l("Write in the language of the report. The person reads this."),
        render_kw={"rows": 5},
    )


class CloseForm(Form):
    """Why a report is closed without an answer; seen as in AnswerForm."""

    seen = HiddenField(id="close-seen")
    reason = Radios(
        _l("What the person reads"), choices=[(key, _l(words)) for key, words in REASONS.items()]
    )

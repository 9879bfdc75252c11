"""What is asked when a plan is begun from a sample, or typed in from paper for a group."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField

from lms.plans.forms import StartForm, TitleForm
from lms.web.forms import Filled
from lms.words import N_


class SampleForm(TitleForm):
    """A plan of one's own, and which sections of the sample it begins with."""

    sections = SelectMultipleField(
        _l("Which sections do you want to begin with?"),
        [Filled(N_("Choose at least one section."))],
        description=_l("Their answers are copied, and you write your own in their place."),
        validate_choice=False,
    )
    plan_id = HiddenField()


class TypedPlanForm(StartForm):
    """A plan that a group wrote on paper."""

"""What the history of a plan asks: a name for the plan as it stands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from lms.plans.models import NAME
from lms.web.forms import Filled, Form, Text
from lms.words import N_


class VersionForm(Form):
    """A name for the plan as it stands now."""

    name = Text(
        _l("A name for the plan as it stands now"),
        Filled(N_("Write a name, so that you find it again.")),
        most=NAME,
        description=_l("For example: before the talk with our trainer"),
    )
    version_id = HiddenField()

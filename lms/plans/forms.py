"""What the list and the home of plans ask; the form of a section is made from its template."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from lms.plans.countries import COUNTRIES
from lms.plans.models import TITLE
from lms.web.forms import Filled, Form, Radios, Text, Tick
from lms.words import N_


class TitleForm(Form):
    """What the plan is called."""

    title = Text(
        _l("A name for this plan"),
        Filled(N_("Write a name. You can change it later.")),
        most=TITLE,
        description=_l("For example: Greens from Thanh Chuong. You can change it later."),
    )


class StartForm(TitleForm):
    """A new plan: its name and where it will be."""

    country = Radios(
        _l("Where will it be?"),
        choices=[(country.value, _l(name)) for country, name in COUNTRIES.items()],
        description=_l("The money of that country is used in the plan."),
    )
    plan_id = HiddenField()


class DeleteForm(Form):
    """A tick, so that no plan goes by a slip of the thumb."""

    sure = Tick(
        _l("Delete this plan and all its answers."),
        [Filled(N_("Tick this box if you want this."))],
    )

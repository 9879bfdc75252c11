"""What the desk's small forms ask: a new module, a new lesson, a picture's name and description."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from lms.accounts.kinds import Country
from lms.courses.shapes import SLUG
from lms.web.forms import Filled, Form, Number, NumberBetween, Radios, Text
from lms.words import N_

_AN_ID = _l("2 to 60 of a-z, 0-9 and -. It stands in addresses and never changes.")


def _is_id(_form: object, field: Text) -> None:
    if not SLUG.fullmatch(field.data or ""):
        raise ValidationError(gettext(N_("An id is 2 to 60 of a-z, 0-9 and -.")))


class NewModuleForm(Form):
    """A module that there never was, with its first lesson."""

    module_id = Text(_l("Id of the module"), Filled(), _is_id, most=60, description=_AN_ID)
    code = Text(_l("Code"), Filled(), most=10, description=_l("Such as M11."))
    heading = Text(
        _l("Title"),
        Filled(),
        most=120,
        description=_l("It stands in all languages until it is translated."),
    )
    lesson_id = Text(_l("Id of its first lesson"), Filled(), _is_id, most=60, description=_AN_ID)


COUNTRIES = (
    (Country.VIET_NAM.value, _l("Viet Nam")),
    (Country.MONGOLIA.value, _l("Mongolia")),
    (Country.KYRGYZSTAN.value, _l("Kyrgyzstan")),
    (Country.OTHER.value, _l("Another country")),
)


class CopyForm(Form):
    """A module again, for the people of one country."""

    country = Radios(_l("For which country?"), choices=COUNTRIES)
    module_id = Text(_l("Id of the copy"), Filled(), _is_id, most=60, description=_AN_ID)


class NewLessonForm(Form):
    """A lesson behind the others of a module."""

    lesson_id = Text(_l("Id of the lesson"), Filled(), _is_id, most=60, description=_AN_ID)
    heading = Text(
        _l("Title"),
        Filled(),
        most=120,
        description=_l("It stands in all languages until it is translated."),
    )
    minutes = Number(_l("Minutes"), Filled(), NumberBetween(1, 240), default=10)

"""What the certificate pages ask."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from lms.certificates.models import LONGEST_NAME, LONGEST_REASON
from lms.certificates.names import EMPTY, UNSEEN, seen, tidy
from lms.web.forms import AtMost, Filled, Form, LongText, Text
from lms.words import N_


class FindForm(Form):
    """Which certificate?"""

    number = Text(
        _l("Number on the paper"),
        Filled(N_("Write the number that stands on the paper.")),
        description=_l("For example SSE-234-ABC-DEF. Small letters and missing dashes are fine."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


def _all_seen(_form: Any, field: Field) -> None:
    """Say what was taken out: nobody's name is changed behind their back."""
    typed = tidy(field.raw_data[0] if field.raw_data else "")
    if seen(typed) != typed:
        raise ValidationError(gettext(UNSEEN))


class ClaimForm(Form):
    """The name as it should be printed."""

    holder = StringField(
        _l("Your name, as it should be printed"),
        [Filled(EMPTY), AtMost(LONGEST_NAME), _all_seen],
        filters=[tidy, seen],
        description=_l("As in your passport. It cannot be changed on the paper later."),
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )


class WithdrawForm(Form):
    """Why it no longer holds."""

    reason = LongText(
        _l("Why is it withdrawn?"),
        Filled(N_("Write the reason in plain words.")),
        most=LONGEST_REASON,
        description=_l("Everybody who looks up the number reads this. Write nothing private."),
    )

"""What the account pages ask."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import StopValidation

from lms.accounts import names, secrets_kept
from lms.accounts.kinds import Country, Stage
from lms.web.forms import AtLeast, Choice, Filled, Form, Radios, Secret, Text, Tick
from lms.web.languages import NAMES
from lms.words import N_

COUNTRIES = (
    (Country.VIET_NAM.value, _l("Viet Nam")),
    (Country.MONGOLIA.value, _l("Mongolia")),
    (Country.KYRGYZSTAN.value, _l("Kyrgyzstan")),
    (Country.OTHER.value, _l("Another country")),
)
STAGES = (
    (Stage.BEFORE.value, _l("Before leaving for Korea")),
    (Stage.IN_KOREA.value, _l("Working in Korea")),
    (Stage.PREPARING.value, _l("Preparing to go home")),
    (Stage.RETURNED.value, _l("Back home")),
)
_WHO: dict[str, str] = {
    "autocomplete": "username",
    "autocapitalize": "none",
    "spellcheck": "false",
}
_NEW: dict[str, str] = {"autocomplete": "new-password"}
_PRESENT: dict[str, str] = {"autocomplete": "current-password"}
_SECRET_HINT = _l("6 digits, or a password of 8 or more characters.")


class UsableName:
    """A user name or phone number that somebody could sign in with."""

    def __call__(self, _form: Any, field: Field) -> None:
        if not names.keys_of(field.data or ""):
            raise StopValidation(gettext(names.BAD_NAME))


class GoodSecret:
    """A PIN or password that is not easy to guess for this name (of the form or the person)."""

    def __call__(self, form: Any, field: Field) -> None:
        name = form.username.data if "username" in form else form.owner
        fault = secrets_kept.fault_of(field.data or "", name or "")
        if fault:
            raise StopValidation(gettext(fault))


class SignInForm(Form):
    """Who is it?"""

    username = Text(
        _l("User name or phone number"), Filled(N_("Write your name or number.")), render_kw=_WHO
    )
    password = Secret(
        _l("PIN or password"), Filled(N_("Write your PIN or password.")), render_kw=_PRESENT
    )
    remember = Tick(_l("Keep me signed in on this phone"), default=True)


class ProfileForm(Form):
    """Language, country and stage; the name is optional."""

    name = Text(
        _l("Your name, as it should stand on the certificate"),
        most=80,
        description=_l("You can leave this empty and write it later."),
        render_kw={"autocomplete": "name"},
    )
    language = Choice(_l("Language"), choices=list(NAMES.items()))
    country = Radios(_l("Home country"), choices=COUNTRIES)
    stage = Radios(_l("Where are you now?"), choices=STAGES)


class JoinForm(Form):
    """The one short form."""

    username = Text(
        _l("User name or phone number"),
        Filled(N_("Choose a name, or write your phone number.")),
        UsableName(),
        most=60,
        description=_l("You choose it. It need not be your real name."),
        render_kw=_WHO,
    )
    password = Secret(
        _l("PIN or password"),
        Filled(N_("Choose a PIN or password.")),
        GoodSecret(),
        description=_SECRET_HINT,
        render_kw=_NEW,
    )
    language = Choice(_l("Language"), choices=list(NAMES.items()))
    country = Radios(_l("Home country"), choices=COUNTRIES)
    stage = Radios(_l("Where are you now?"), choices=STAGES)
    consent = Tick(
        _l("I have read what is kept about me, and I agree."),
        [Filled(N_("Tick this box if you agree. Without it there can be no account."))],
    )


class RecoverForm(Form):
    """Name, the words of the card, a new secret."""

    username = Text(
        _l("User name or phone number"), Filled(N_("Write your name or number.")), render_kw=_WHO
    )
    words = Text(
        _l("The words on your recovery card"),
        Filled(N_("Write the words of your card.")),
        AtLeast(30, N_("The card has six words of five letters. Write all of them.")),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = Secret(
        _l("New PIN or password"),
        Filled(N_("Choose a PIN or password.")),
        GoodSecret(),
        description=_SECRET_HINT,
        render_kw=_NEW,
    )


class ChangeSecretForm(Form):
    """The present secret and a new one."""

    owner = ""  # whose secret it is; the view says it

    old = Secret(
        _l("Present PIN or password"),
        Filled(N_("Write your present PIN or password.")),
        render_kw=_PRESENT,
    )
    password = Secret(
        _l("New PIN or password"),
        Filled(N_("Choose a PIN or password.")),
        GoodSecret(),
        description=_SECRET_HINT,
        render_kw=_NEW,
    )


class LeaveForm(Form):
    """The secret once more, and a tick."""

    password = Secret(
        _l("PIN or password"), Filled(N_("Write your PIN or password.")), render_kw=_PRESENT
    )
    sure = Tick(
        _l("Delete my account and what I have written."),
        [Filled(N_("Tick this box if you want this."))],
    )

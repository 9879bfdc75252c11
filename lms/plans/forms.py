"""What the plan's pages ask; the form of a section is built from its data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field as FormField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from lms.accounts.kinds import Country
from lms.plans import answers as kept
from lms.plans.models import TITLE
from lms.plans.questions import Field, Kind, Section
from lms.plans.sections import SECTIONS
from lms.plans.typed_numbers import stored, written
from lms.web.forms import (
    Filled,
    Form,
    LongText,
    Number,
    NumberBetween,
    Optional,
    Radios,
    Text,
    Tick,
)
from lms.web.languages import page_language
from lms.words import N_

COUNTRIES: Mapping[Country, str] = {
    Country.VIET_NAM: N_("Viet Nam"),
    Country.MONGOLIA: N_("Mongolia"),
    Country.KYRGYZSTAN: N_("Kyrgyzstan"),
    Country.OTHER: N_("Another country"),
}


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


class WholeNumber:
    """People and things are counted, not measured."""

    def __call__(self, _form: Any, field: FormField) -> None:
        if field.data is not None and field.data != field.data.to_integral_value():
            raise ValidationError(gettext(N_("Write a whole number.")))


class Figure(Number):
    """A number that is shown again as its reader writes numbers."""

    def __init__(self, label: str, *checks: Any, unit: str = "", **kw: Any) -> None:
        super().__init__(label, *checks, **kw)
        self.type = "Number"  # templates ask for the kit's own names
        if unit:
            self.unit = unit

    def _value(self) -> str:
        if getattr(self, "typed", None) is None and self.data is not None:
            return written(self.data, page_language())
        return str(super()._value())


class SectionForm(Form):
    """The questions of one section, and the rev of the answers they were filled from."""

    section: Section
    base_rev = HiddenField()

    @property
    def seen_rev(self) -> int:
        """The rev this page was made from; 0 for none and for what is no number."""
        typed = self.base_rev.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def answers(self) -> dict[str, str]:
        """What was typed, by name, ready to be kept; empty answers are left out."""
        values = {name: self[name].data for name, _ in self.section.names()}
        return {
            name: stored(value) if isinstance(value, Decimal) else value
            for name, value in values.items()
            if value not in (None, "")
        }

    def validate(self, **options: Any) -> bool:
        """Whether all can be kept; a part may not be larger than its whole."""
        good = bool(super().validate(**options))
        if not good:
            return False
        wrong = kept.too_many(self.section, self.answers())
        for name in wrong:
            self.say(name, N_("This is more than all the people you counted."))
        return not wrong


def asking(section: Section, currency: str) -> SectionForm:
    """The form of a section as it was posted."""
    form: SectionForm = _form_class(section.key)()
    return _in_money(form, currency)


def filled(section: Section, currency: str, answers: Mapping[str, str], rev: int) -> SectionForm:
    """The form of a section with the answers that are kept."""
    fields = dict(section.names())
    values: dict[str, Any] = {
        name: Decimal(text) if fields[name].kind.is_number else text
        for name, text in answers.items()
        if name in fields
    }
    form: SectionForm = _form_class(section.key)(
        formdata=None, data={**values, "base_rev": str(rev)}
    )
    return _in_money(form, currency)


def _in_money(form: SectionForm, currency: str) -> SectionForm:
    for name, field in form.section.names():
        if field.kind is Kind.MONEY and "/" not in name:  # rows say their money once, above
            form[name].unit = currency
    return form


@cache
def _form_class(key: str) -> type[SectionForm]:
    section = next(one for one in SECTIONS if one.key == key)
    fields = {name: _field(field) for name, field in section.names()}
    return type(f"Form of {key}", (SectionForm,), {"section": section, **fields})


def _field(field: Field) -> Any:
    label = _l(field.label)
    hint = {"description": _l(field.hint)} if field.hint else {}
    if field.kind is Kind.LINE:
        return Text(label, Optional(), most=field.most, **hint)
    if field.kind is Kind.TEXT:
        return LongText(label, Optional(), most=field.most, **hint)
    checks: list[Any] = [Optional(), NumberBetween(0, field.most)]
    if field.kind is Kind.COUNT:
        checks.append(WholeNumber())
    unit = _l(field.unit) if field.unit else ""
    return Figure(label, *checks, unit=unit, **hint)

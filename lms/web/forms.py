"""Forms: text becomes values once, limits are said in words, errors stand beside their field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import BooleanField, Field, PasswordField, RadioField, SelectField, StringField
from wtforms import TextAreaField as WTTextArea
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from lms.web.filters import num
from lms.web.numbers import read_number
from lms.words import N_

Pairs = Iterable[tuple[str, Any]]
# Joiners belong to letters of several scripts, the vowel separator to Mongolian; other invisible
# signs only turn text around or make two names look alike.
_INVISIBLE_ALLOWED = {"\n", "\t", "\u200c", "\u200d", "\u180e"}
_NEVER = {"Cc", "Cf", "Cs", "Co"}
_BREAKS = re.compile(r"[\s\u2028\u2029]+")


def clean(text: str | None) -> str:
    """Text as people mean it: NFC, no control or private-use characters, no space at the ends.

    >>> clean("  Lan\\u202e\\x00 \\r\\n B ")
    'Lan \\n B'
    """
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in unicodedata.normalize("NFC", lines) if _is_text(c))
    return "".join(kept).strip()


def one_line(text: str | None) -> str:
    """Cleaned text without line breaks, one space where there were several."""
    return _BREAKS.sub(" ", clean(text))


def _is_text(character: str) -> bool:
    # Characters newer than our tables count as unassigned and are kept; noncharacters are not.
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return character in _INVISIBLE_ALLOWED or unicodedata.category(character) not in _NEVER


class Form(FlaskForm):  # type: ignore[misc]
    """A form of the house: CSRF is checked by the door, words are ours, text is cleaned."""

    class Meta:
        csrf = False  # the door checks the token before the view runs

        def wrap_formdata(self, _form: Any, formdata: Any) -> Any:
            """What a browser's form sent; JSON, which may hold anything, is no form."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return CombinedMultiDict([request.files, request.form])

    def say(self, field_name: str, message: str, **values: Any) -> None:
        """Put a sentence of a verb's refusal beside the field it is about."""
        field = self[field_name]
        field.errors = [*field.errors, gettext(message, **values)]

    @property
    def first_error(self) -> Field | None:
        """The first field with a fault, None when there is none."""
        return next((field for field in self if field.errors), None)


class Filled:
    """The field may not be empty."""

    field_flags = {"required": True}

    def __init__(self, message: str = N_("Fill in this field.")) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if field.data in (None, "", []) or field.data is False:
            # Messages that reading the text has already left stand alone.
            raise StopValidation("" if field.errors else gettext(self.message))


class Optional:
    """An empty field is fine and is checked no further."""

    def __call__(self, _form: Any, field: Field) -> None:
        if field.data in (None, "") and not field.errors:
            raise StopValidation()


class AtMost:
    """No more characters than the table holds."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Any, field: Field) -> None:
        count = len(field._value() if isinstance(field, Number) else field.data or "")
        if count > self.most:
            raise ValidationError(
                gettext(
                    N_("Write at most %(most)s characters. You have written %(count)s."),
                    most=self.most,
                    count=count,
                )
            )


class AtLeast:
    """No fewer characters than needed."""

    def __init__(self, least: int, message: str) -> None:
        self.least = least
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if len(field.data or "") < self.least:
            raise ValidationError(gettext(self.message, least=self.least))


class NumberBetween:
    """A number within limits that are said in words."""

    def __init__(self, least: int | str, most: int | str) -> None:
        self.least = Decimal(least)
        self.most = Decimal(most)

    def __call__(self, _form: Any, field: Field) -> None:
        if field.data is None or self.least <= field.data <= self.most:
            return
        raise ValidationError(
            gettext(
                N_("Write a number from %(least)s to %(most)s."),
                least=num(self.least),
                most=num(self.most),
            )
        )


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _cleaned_line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


class Text(StringField):  # type: ignore[misc]
    """One line of text, cleaned; 200 characters unless told."""

    def __init__(self, label: str, *checks: Callable[..., None], most: int = 200, **kw: Any):
        filters = [*kw.pop("filters", ()), _cleaned_line]
        super().__init__(label, [*checks, AtMost(most)], filters=filters, **kw)


class LongText(WTTextArea):  # type: ignore[misc]
    """Several lines of text, cleaned; 2,000 characters unless told."""

    def __init__(self, label: str, *checks: Callable[..., None], most: int = 2000, **kw: Any):
        filters = [*kw.pop("filters", ()), _cleaned]
        super().__init__(label, [*checks, AtMost(most)], filters=filters, **kw)


class Secret(PasswordField):  # type: ignore[misc]
    """A password or PIN; never shown again, never cleaned beyond Unicode form."""

    def __init__(self, label: str, *checks: Callable[..., None], most: int = 200, **kw: Any):
        super().__init__(label, [*checks, AtMost(most)], **kw)
        self.type = "PasswordField"  # templates ask for WTForms' own names


def _choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class Choice(SelectField):  # type: ignore[misc]
    """One of several values, given as (value, label)."""

    def __init__(self, label: str, *checks: Callable[..., None], choices: Pairs, **kw: Any):
        super().__init__(label, list(checks), choices=_choices(choices), **kw)

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValidationError:
            raise StopValidation(gettext(N_("Choose one of the answers."))) from None


class Radios(RadioField):  # type: ignore[misc]
    """One of a few values, all of them in sight, given as (value, label)."""

    def __init__(self, label: str, *checks: Callable[..., None], choices: Pairs, **kw: Any):
        kw.setdefault("validate_choice", False)
        super().__init__(label, list(checks), choices=_choices(choices), **kw)
        self.type = "RadioField"

    def pre_validate(self, form: Any) -> None:
        known = {str(value) for value, *_ in self.iter_choices()}
        if self.data not in known:
            raise StopValidation(gettext(N_("Choose one of the answers.")))


class Tick(BooleanField):  # type: ignore[misc]
    """Yes when ticked."""

    def __init__(self, label: str, checks: list[Any] | None = None, **kw: Any):
        super().__init__(label, checks or [], **kw)
        self.type = "BooleanField"


class Number(Text):
    """A number in the reader's habit; `data` is a Decimal, None when empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            self.data = read_number(self.typed)
        except InvalidOperation:
            raise ValueError(gettext(N_("Write a number, such as 12000 or 12,5."))) from None

    def _value(self) -> str:
        typed: str | None = getattr(self, "typed", None)
        if typed is not None:
            return typed
        return "" if self.data is None else format(Decimal(self.data), "f")

"""Fields turn text into values once, and say what is wrong in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from lms.web import forms
from lms.web.forms import clean, one_line


class Sample(forms.Form):
    line = forms.Text("Line", forms.Filled(), most=10)
    text = forms.LongText("Text", forms.Optional(), most=20)
    price = forms.Number("Price", forms.Filled(), forms.NumberBetween(0, 1_000_000))
    size = forms.Number("Size", forms.Optional())
    kind = forms.Choice("Kind", choices=[("a", "A"), ("b", "B")])
    side = forms.Radios("Side", choices=[("l", "Left"), ("r", "Right")])
    sure = forms.Tick("Sure", [forms.Filled("Tick it.")])
    secret = forms.Secret("Secret", most=12)


GOOD = {
    "line": " a\nb ",
    "text": "c\r\nd",
    "price": "12.000",
    "kind": "a",
    "side": "r",
    "sure": "y",
    "secret": "  s  ",
}


@pytest.fixture
def fill(app):
    """fill(field=value) is a good form but for what is given."""

    def made(**given):
        with app.test_request_context():
            form = Sample(MultiDict(GOOD | given))
            form.validate()
            return form

    return made


def test_a_good_form_has_values(fill):
    form = fill()

    assert form.errors == {}
    assert (form.line.data, form.text.data) == ("a b", "c\nd")
    assert (form.price.data, form.size.data) == (Decimal(12000), None)
    assert (form.kind.data, form.side.data, form.sure.data) == ("a", "r", True)
    assert form.secret.data == "  s  "
    assert form.first_error is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("line", "  ", "Fill in this field."),
        ("line", "x" * 11, "Write at most 10 characters. You have written 11."),
        ("text", "x" * 21, "Write at most 20 characters. You have written 21."),
        ("price", "", "Fill in this field."),
        ("price", "much", "Write a number, such as 12000 or 12,5."),
        ("price", "-1", "Write a number from 0 to 1,000,000."),
        ("price", "9" * 300, "Write a number, such as 12000 or 12,5."),
        ("size", "x", "Write a number, such as 12000 or 12,5."),
        ("kind", "c", "Choose one of the answers."),
        ("side", "", "Choose one of the answers."),
        ("side", "c", "Choose one of the answers."),
        ("sure", "", "Tick it."),
        ("secret", "x" * 13, "Write at most 12 characters. You have written 13."),
    ],
)
def test_a_fault_is_one_sentence_beside_its_field(fill, field, value, sentence):
    form = fill(**{field: value})

    assert form.errors[field][0] == sentence
    assert set(form.errors) == {field}
    assert form.first_error.name == field


@pytest.mark.parametrize("typed", ["12.000", "12 000", " 12000 ", "much", "1" * 30])
def test_a_number_is_shown_again_as_it_was_typed(fill, typed):
    assert fill(price=typed).price._value() == typed.strip()


def test_a_number_that_was_stored_is_shown_plainly(app):
    with app.test_request_context():
        form = Sample(formdata=None, price=Decimal("1E+3"))

    assert form.price._value() == "1000"


def test_a_refusal_can_be_put_beside_a_field(app, fill):
    form = fill()

    with app.test_request_context():
        form.say("line", "Taken by %(who)s.", who="Lan")

    assert form.errors == {"line": ["Taken by Lan."]}


def test_a_form_made_many_times_has_its_filters_once(fill):
    assert {len(fill().line.filters) for _ in range(3)} == {1}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, ""),
        ("  a  ", "a"),
        ("e\u0301", "é"),
        ("a\x00\x1b\x7fb", "ab"),
        ("a\u202eb\ufeff\u200b", "ab"),
        ("\ue000x\uf8ff", "x"),
        ("a\ufffeb", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("ᠮᠣᠩ\u180eᠭ", "ᠮᠣᠩ\u180eᠭ"),
        ("\U0001fae9", "\U0001fae9"),
    ],
)
def test_text_is_kept_as_people_mean_it(typed, meant):
    assert clean(typed) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
    clean(text).encode()


def test_a_number_that_stands_there_from_the_beginning_has_no_zeros_behind_it(app):
    class Beginning(forms.Form):
        whole = forms.Number("Whole", default=10)
        part = forms.Number("Part", default=Decimal("2.50"))

    with app.test_request_context():
        form = Beginning(formdata=None)

    assert 'value="10"' in form.whole()
    assert 'value="2.50"' in form.part()

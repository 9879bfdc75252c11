"""What is typed and what is kept, each kind there and back, and what is said of a slip."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.plans.shown_answers import converted, in_words, shown
from lms.plans.template import Field, Kind, Texts
from lms.plans.template_reading import load_template
from lms.plans.typed_answers import (
    NO_CHOICE,
    NO_MONTH,
    NO_NUMBER,
    NO_SEASON,
    NO_TWELVE,
    NOT_WHOLE,
    OUT_OF_RANGE,
    TOO_FINE,
    TOO_LONG,
    Fault,
    read_answer,
    typed_again,
)
from lms.plans.typed_numbers import stored, written
from lms.web.languages import NAMES

VN = load_template("VN")
LANGUAGES = sorted(NAMES)


def at(section: str, path: str) -> Field:
    """A question of the Vietnamese template."""
    found = VN.section(section).field_at(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("section", "path", "typed", "kept"),
    [
        ("idea", "one_line", "  We   pickle\ngreens ", "We pickle greens"),
        ("idea", "who", " two\nlines ", "two\nlines"),
        ("idea", "who", "   ", ""),
        ("products", "products/a/price", "1 200", "1200"),
        ("products", "products/a/price", "1.200", "1200"),
        ("products", "products/a/price", "1,200", "1200"),
        ("products", "materials/a/price", "12,5", "12.5"),
        ("products", "materials/a/quantity", "0,05", "0.05"),
        ("market", "interviews", "12", "12"),
        ("rules", "funds/a/share", "7,5 %", "7.5"),
        ("actions", "start_month", "2027-01", "2027-01"),
        ("actions", "start_month", "3/2027", "2027-03"),
        ("actions", "start_month", "12.2027", "2027-12"),
        ("people", "members/a/sex", "f", "f"),
        ("people", "members/a/returnee", "yes", "yes"),
        ("work", "decent", "voice, hours,pay_on_time", "pay_on_time,hours,voice"),
        ("products", "products/a/season", "1,2,3,1,2,3,1,2,3,1,2,3", "1,2,3,1,2,3,1,2,3,1,2,3"),
        (
            "products",
            "products/a/twelve",
            "1.200;1,5;;;;;;;;;;2 000",
            "1200,1.5,,,,,,,,,,2000",
        ),
        (
            "products",
            "products/a/twelve",
            "1,2,3,4,5,6,7,8,9,10,11,12.5",
            "1,2,3,4,5,6,7,8,9,10,11,12.5",
        ),
        ("products", "products/a/twelve", ";;;;;;;;;;;", ""),
        ("products", "materials/a/product", "0f8f-4c", "0f8f-4c"),
    ],
)
def test_what_is_typed_is_kept_in_one_form_and_typing_that_form_again_changes_nothing(
    section, path, typed, kept
):
    asked = at(section, path)

    assert read_answer(asked, typed, "vi", "VND") == kept
    assert read_answer(asked, kept, "vi", "VND") == kept
    assert read_answer(asked, typed_again(asked, kept, "vi"), "vi", "VND") == kept


@pytest.mark.parametrize(
    ("section", "path", "typed", "fault"),
    [
        ("products", "products/a/price", "twelve", Fault(NO_NUMBER)),
        ("products", "products/a/price", "12,5", Fault(NOT_WHOLE)),
        ("products", "materials/a/quantity", "0,0005", Fault(TOO_FINE, {"places": "3"})),
        ("market", "interviews", "2,5", Fault(NOT_WHOLE)),
        ("market", "interviews", "-1", Fault(OUT_OF_RANGE, {"least": "0", "most": "1.000"})),
        ("products", "products/a/later", "11", Fault(OUT_OF_RANGE, {"least": "0", "most": "10"})),
        ("idea", "one_line", "x" * 201, Fault(TOO_LONG, {"most": "200", "count": "201"})),
        ("actions", "start_month", "13/2027", Fault(NO_MONTH)),
        ("actions", "start_month", "spring", Fault(NO_MONTH)),
        ("people", "members/a/sex", "q", Fault(NO_CHOICE)),
        ("work", "decent", "voice,gold", Fault(NO_CHOICE)),
        ("products", "products/a/season", "1,2,3", Fault(NO_SEASON)),
        ("products", "products/a/season", "0" + ",2" * 11, Fault(NO_SEASON)),
        ("products", "products/a/twelve", "1;2;3", Fault(NO_TWELVE)),
        ("products", "products/a/twelve", "x" + ";2" * 11, Fault(NO_NUMBER)),
        ("products", "materials/a/product", "<b>", Fault(NO_CHOICE)),
    ],
)
def test_a_slip_is_said_in_a_sentence_and_nothing_is_kept(section, path, typed, fault):
    assert read_answer(at(section, path), typed, "vi", "VND") == fault


def test_money_has_the_decimals_of_its_own_currency():
    price, savings = at("products", "products/a/price"), at("money", "savings_krw")

    assert read_answer(price, "12,50", "ky", "KGS") == "12.5"
    assert read_answer(savings, "12,50", "ky", "KGS") == Fault(NOT_WHOLE)


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from(LANGUAGES))
def test_every_amount_is_read_back_as_it_was_written_in_every_language(value, language):
    asked = Field("x", Kind.MONEY, Texts({"en": "?"}), most=Decimal(10**12))
    kept = stored(value)

    assert read_answer(asked, written(value, language), language, "KGS") == kept
    assert read_answer(asked, typed_again(asked, kept, language), language, "KGS") == kept


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "₫14,628,000 – 14.6 million Vietnamese dong"),
        ("vi", "14.628.000 ₫ – 14,6 triệu đồng Việt Nam"),
        ("mn", "₫ 14,628,000 – 14.6 сая Вьетнамын донг"),
        ("ky", "14 628 000 ₫ – 14,6 миллион Вьетнам доңу"),
        ("ru", "14 628 000 ₫ – 14,6 миллиона вьетнамских донгов"),
        ("ko", "₫14,628,000 – 1462.8만 베트남 동"),
    ],
)
def test_an_amount_is_read_back_in_words_of_six_languages(language, words):
    assert in_words(Decimal(14_628_000), "VND", language).replace("\xa0", " ") == words


def test_words_round_up_to_the_next_name_and_small_amounts_are_digits():
    assert in_words(Decimal(999_960), "KGS", "en").endswith("– 1 million Kyrgystani soms")
    assert in_words(Decimal("650.5"), "KGS", "ru") == "650,50\xa0KGS"
    assert in_words(Decimal(0), "VND", "vi") == "0\xa0₫"


def test_answers_are_shown_with_currency_unit_and_names():
    def read(section: str, path: str, kept: str, rows: dict[str, str] | None = None) -> str:
        return shown(at(section, path), kept, "vi", "VND", rows).replace("\xa0", " ")

    assert read("products", "products/a/price", "28000") == "28.000 ₫"
    assert read("money", "savings_krw", "8000000") == "8.000.000 ₩"
    assert read("rules", "funds/a/share", "7.5") == "7,5 %"
    assert read("market", "interviews", "12") == "12 người"
    assert read("people", "members/a/returnee", "yes") == "Có"
    assert read("work", "decent", "hours,voice") == (
        "Giờ làm theo luật; Hỏi ý người lao động trước khi quyết định"
    )
    assert read("actions", "start_month", "2027-03") == "tháng 3 năm 2027"
    assert read("products", "materials/a/product", "p", {"p": "Dưa muối"}) == "Dưa muối"
    assert read("products", "products/a/twelve", "1200" + "," * 11).startswith("1.200 · – · –")
    assert read("idea", "who", "") == ""


def test_a_season_is_told_by_its_busy_and_quiet_months():
    season = at("products", "products/a/season")

    assert shown(season, "3" + ",2" * 10 + ",1", "en", "VND") == "Quiet: Dec; Busy: Jan"
    assert shown(season, "2" + ",2" * 11, "en", "VND").startswith("Normal: Jan, Feb")


def test_won_become_the_money_of_the_plan_at_a_stated_rate():
    found = converted(Decimal(8_000_001), Decimal("0.0605"), "12 March 2027", "KGS")

    assert found.amount == Decimal("484000.06")
    assert found.on == "12 March 2027"

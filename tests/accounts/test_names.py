"""User names and phone numbers mean the same however they are typed."""

from __future__ import annotations

import unicodedata

import pytest

from lms.accounts.names import keys_of

PHONES = [
    ("kr", "010-2345-6789", "+82 10-2345-6789", "+821023456789"),
    ("kr", "01023456789", "0082 10 2345 6789", "+821023456789"),
    ("vn", "0912 345 678", "+84 912 345 678", "+84912345678"),
    ("vn", "0351234567", "+84351234567", "+84351234567"),
    ("mn", "8811 2233", "+976 8811 2233", "+97688112233"),
    ("mn", "99112233", "+97699112233", "+97699112233"),
    ("kg", "0700 123 456", "+996 700 123456", "+996700123456"),
    ("kg", "0555 123 456", "+996 (555) 12-34-56", "+996555123456"),
]


@pytest.mark.parametrize(("home", "national", "international", "key"), PHONES)
def test_a_number_typed_at_home_and_abroad_is_one_number(home, national, international, key):
    assert keys_of(national, home=home)[0] == key
    assert key in keys_of(national)
    assert keys_of(international)[0] == key


def test_a_number_in_full_width_digits_is_the_same_number():
    assert keys_of("０１０-２３４５-６７８９") == ["+821023456789"]


NAMES = [
    "Nguyễn.Thị_Hoa",
    "Бат-Эрдэнэ",
    "Өлзийхутаг",
    "Айгүл.Кыргызова",
    "김민수",
    "Straße",
    "İrem",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_in_capitals_and_in_parts(name):
    (key,) = keys_of(name)

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert keys_of(unicodedata.normalize(form, name)) == [key]
        assert keys_of(unicodedata.normalize(form, key)) == [key]
    assert keys_of(f"  {name} ") == [key]


@pytest.mark.parametrize("name", NAMES[:5])
def test_a_name_is_the_same_in_capital_letters(name):
    assert keys_of(name.upper()) == keys_of(name)


def test_names_with_marks_that_stand_alone_can_be_used():
    assert keys_of("สมชาย") == ["สมชาย"]
    assert keys_of("မောင်မောင်") == [unicodedata.normalize("NFKC", "မောင်မောင်")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "ab",
        "a" * 41,
        "two words",
        "a/b",
        "<b>",
        "a\u202eb",
        "a\x00bc",
        "lan@x",
        "..\u2028",
    ],
)
def test_what_nobody_could_sign_in_with_has_no_key(text):
    assert keys_of(text) == []

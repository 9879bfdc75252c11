"""Which PINs and passwords are good enough, how they and the words of a card are kept."""

from __future__ import annotations

import re
import unicodedata

import pytest

from lms.accounts import secrets_kept
from lms.accounts.secrets_kept import fault_of, hashed, matches, new_words, words_hash

GOOD = ["274913", "correct horse", "mật khẩu của tôi", "нууц үг минь", "비밀번호예요 여덟"]
EASY = [
    "000000",
    "123456",
    "654321",
    "121212",
    "123123",
    "password",
    "PassWord",
    "aaaaaaaa",
    "abababab",
]
SHORT = ["", "27491", "2749134", "abcdefg", "пароль"]


@pytest.mark.parametrize("secret", GOOD)
def test_a_good_secret_has_no_fault(secret):
    assert fault_of(secret, "lan") is None


@pytest.mark.parametrize("secret", EASY)
def test_an_easy_secret_is_refused(secret):
    assert "easy to guess" in (fault_of(secret, "lan") or "")


@pytest.mark.parametrize("secret", SHORT)
def test_a_short_secret_is_told_the_rule(secret):
    assert fault_of(secret, "lan") == "Use 6 digits, or a password of 8 or more characters."


@pytest.mark.parametrize(
    ("secret", "username"),
    [
        ("nguyen.lan", "Nguyen.Lan"),
        ("01023456789", "010-2345-6789"),
        ("456789", "010-2345-6789"),
        ("1023456789", "+82 10 2345 6789"),
    ],
)
def test_a_name_or_number_is_no_secret(secret, username):
    assert "your name or number" in (fault_of(secret, username) or "")


def test_a_secret_is_kept_by_argon2id_and_never_twice_the_same():
    first, second = hashed("274913"), hashed("274913")

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert [matches(kept, "274913") for kept in (first, second)] == [True, True]
    assert len(first) <= 200


def test_a_secret_is_the_same_however_its_letters_are_put_together():
    kept = hashed(unicodedata.normalize("NFD", "mật khẩu của tôi"))

    assert matches(kept, unicodedata.normalize("NFC", "mật khẩu của tôi"))


@pytest.mark.parametrize("kept", [None, "x", "", "$argon2id$broken"])
def test_nothing_matches_a_hash_that_is_none(kept):
    assert matches(kept, "nobody has this secret") is False


def test_a_card_has_six_words_of_five_letters_and_never_the_same():
    cards = {new_words() for _ in range(200)}

    assert len(cards) == 200
    assert all(
        re.fullmatch(
            r"([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz] ?){6}", c
        )
        for c in cards
    )


def test_words_are_read_however_they_are_written():
    words = "lusab babad fomun kizat dojop rihus"

    same = [
        words.upper(),
        words.replace(" ", "-"),
        words.replace(" ", ""),
        f"  {words} .",
        "1. " + words,
    ]

    assert {words_hash(text) for text in same} == {words_hash(words)}
    assert words_hash("lusab babad fomun kizat dojop rihut") != words_hash(words)


def test_every_number_of_a_word_gives_another_word():
    assert len({secrets_kept._proquint(n) for n in range(2**16)}) == 2**16

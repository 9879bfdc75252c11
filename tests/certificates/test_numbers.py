"""A number is read as people type it, and a slip is told as such."""

from __future__ import annotations

import re

import pytest

from lms.certificates.numbers import ALPHABET, LETTERS, SHAPE, SLIP, canonical, new_number
from lms.errors import Refusal


def test_numbers_look_alike_and_are_all_different():
    made = {new_number() for _ in range(500)}

    assert len(made) == 500
    assert all(re.fullmatch(rf"SSE(-[{ALPHABET}]{{3}}){{3}}", number) for number in made)
    assert not set(ALPHABET) & set("0O1ILU")


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} \n",
        "https://learn.example.org/certificates/{}",
        "https://learn.example.org/certificates/{}/",
    ],
)
@pytest.mark.parametrize("change", [str, str.lower, lambda n: n.replace("-", " ")])
def test_a_number_is_read_however_it_is_typed(typed, change):
    number = new_number()

    assert canonical(typed.format(change(number))) == number
    assert canonical(number.removeprefix("SSE-").replace("-", "")) == number


def test_cyrillic_letters_that_look_the_same_and_wide_ones_are_read():
    latin = "SSE-ABE-KMH-PC"
    number = next(latin + c for c in ALPHABET if _good(latin + c))

    assert canonical(number.translate(str.maketrans("ABEKMHPC", "АВЕКМНРС"))) == number
    assert canonical("".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in number)) == number


def test_one_wrong_letter_and_two_changed_places_are_always_told():
    for _ in range(20):
        number = new_number()
        body = number.removeprefix("SSE-").replace("-", "")
        slips = {body[:at] + c + body[at + 1 :] for at in range(9) for c in ALPHABET}
        slips |= {body[:at] + body[at + 1] + body[at] + body[at + 2 :] for at in range(8)}
        slips.discard(body)
        assert [slip for slip in slips if _good(slip)] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", SHAPE),
        ("SSE", SHAPE),
        ("x" * 10_000, SHAPE),
        ("../../etc/passwd", SHAPE),
        ("SSE-234-ABC-DE0", LETTERS),
        ("<b>234567", LETTERS),
        ("SSE-234-ABC-D\u202eF", LETTERS),
        ("SSE-222-222-223", SLIP),
    ],
)
def test_what_can_be_no_number_is_refused_with_what_is_wrong(typed, sentence):
    with pytest.raises(Refusal) as no:
        canonical(typed)

    assert (no.value.message, no.value.status) == (sentence, 404)


def _good(text: str) -> bool:
    try:
        canonical(text)
    except Refusal:
        return False
    return True

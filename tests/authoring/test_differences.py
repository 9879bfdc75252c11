"""Differences between texts: whole words, in the order of both, and nothing lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring.differences import Change, Piece, around, difference, is_same, words

TEXTS = st.lists(
    st.sampled_from(
        ["giá", "bán", "một", "협동조합은", "사람", "баа", " ", " ", "\n", "\n", "5.000", "."]
    )
).map("".join)


def _old(lines):
    return [
        "".join(one.text for one in line.pieces if one.change is not Change.ADDED)
        for line in lines
        if line.old is not None
    ]


def _new(lines):
    return [
        "".join(one.text for one in line.pieces if one.change is not Change.REMOVED)
        for line in lines
        if line.new is not None
    ]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(old, new):
    lines = difference(old, new)

    assert _old(lines) == (old.removesuffix("\n").split("\n") if old else [])
    assert _new(lines) == (new.removesuffix("\n").split("\n") if new else [])
    assert [line.old for line in lines if line.old] == sorted(n.old for n in lines if n.old)
    assert [line.new for line in lines if line.new] == sorted(n.new for n in lines if n.new)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert {line.change for line in difference(text, text)} <= {Change.SAME}
    assert is_same(text, unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Giá bán là 5.000 đồng", "Giá bán là 6.000 đồng", ["5", "6"]),
        ("협동조합은 사람 중심", "협동조합이 사람 중심", ["협동조합은", "협동조합이"]),
        ("Үнэ нь 300 төгрөг", "Үнэ 300 төгрөг", [" нь"]),
    ],
)
def test_a_changed_word_is_shown_whole(old, new, changed):
    pieces = words(old, new)

    assert [piece.text for piece in pieces if piece.change is not Change.SAME] == changed


def test_a_line_that_is_alike_is_one_changed_line():
    lines = difference("One.\nThe fee is 300 won.\nEnd.", "One.\nThe fee is 400 won.\nNew.\nEnd.")

    assert [(line.change, line.old, line.new) for line in lines] == [
        (Change.SAME, 1, 1),
        (Change.CHANGED, 2, 2),
        (Change.ADDED, None, 3),
        (Change.SAME, 3, 4),
    ]


def test_far_lines_are_left_out_and_the_gap_is_marked():
    old = "\n".join(str(n) for n in range(20))

    kept = around(difference(old, old.replace("10", "ten")), context=1)

    assert [line and line.pieces[0].text for line in kept] == [
        None, "9", "10", "ten", "11", None,
    ]  # fmt: skip


def test_signs_stored_in_another_way_are_no_change():
    composed, apart = "Đà Nẵng", unicodedata.normalize("NFD", "Đà Nẵng")

    assert words(composed, apart) == (Piece(Change.SAME, composed),)

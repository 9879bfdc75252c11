"""Two texts put together: what is clean, what is marked, and that no line is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring.merging import MergedText, merge_texts

NAMES = ("mine", "theirs")
texts = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", "a\nB\nc\n", MergedText("a\nB\nc\n", 1, 0)),
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nc\nd\n", MergedText("A\nb\nc\nd\n", 1, 0)),
        ("a\nb\n", "a\n", "a\nb\n", MergedText("a\n", 0, 0)),
        ("a\n", "a\nnew\n", "a\nnew\n", MergedText("a\nnew\n", 0, 0)),
        ("a\r\nb\r\n", "a\nb\n", "a\nc\n", MergedText("a\nc\n", 1, 0)),
        (
            "one\ntwo\nthree\n",
            "one\n2\nthree\n",
            "one\nII\nthree\n",
            MergedText("one\n<<<<<<< mine\n2\n=======\nII\n>>>>>>> theirs\nthree\n", 0, 1),
        ),
        (
            "",
            "a\nb\nz",
            "a\nc\nz\n",
            MergedText("a\n<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs\nz\n", 0, 1),
        ),
    ],
)
def test_what_one_side_changed_stands_and_what_both_changed_is_marked(base, mine, theirs, expected):
    assert merge_texts(base, mine, theirs, names=NAMES) == expected


@settings(max_examples=150)
@given(texts, texts, texts)
def test_each_side_can_be_read_out_of_the_merged_text(base, mine, theirs):
    merged = merge_texts(base, mine, theirs, names=NAMES)

    assert merge_texts(base, mine, base) == MergedText(mine, 0, 0)
    assert merge_texts(base, base, theirs).text == theirs
    assert merge_texts(base, mine, mine).text == mine
    assert merged.text.count("<<<<<<< mine\n") == merged.clashes
    assert merged.text.count(">>>>>>> theirs\n") == merged.clashes
    for line in {*mine.split("\n"), *theirs.split("\n")} - {*base.split("\n")}:
        assert line in merged.text.split("\n")

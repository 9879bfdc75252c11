"""Two changes of one text: put together line by line as git does, or shown where they clash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring.copying import Way, coming
from lms.authoring.line_merge import Clash, merged

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d\r\n", "e"]), max_size=8).map(
    "".join
)
FEW = settings(max_examples=150, deadline=None)


@FEW
@given(LINES, LINES)
def test_who_changed_nothing_gets_what_the_other_has(base, other):
    assert merged(base, base, other).text == other
    assert merged(base, other, base).text == other
    assert merged(base, other, other).text == other


@FEW
@given(LINES, LINES, LINES)
def test_it_does_not_matter_whose_text_comes_first(base, mine, theirs):
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)

    assert one.text == other.text
    assert [(c.base, c.mine, c.theirs) for c in one.clashes] == [
        (c.base, c.theirs, c.mine) for c in other.clashes
    ]


@FEW
@given(LINES, LINES, LINES)
def test_there_is_a_text_or_a_clash_at_a_line_of_mine(base, mine, theirs):
    found = merged(base, mine, theirs)

    assert (found.text is None) == bool(found.clashes)
    lines = mine.count("\n") + 2
    assert [one for one in found.clashes if not 1 <= one.line <= lines] == []


# What `git merge-file` makes of these: the text, or None where it reports a conflict.
GIT = [
    ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
    ("a\nb\nc\n", "a\nx\nb\nc\n", "a\nb\nc\ny\n", "a\nx\nb\nc\ny\n"),
    ("a\nb\nc\n", "b\nc\n", "a\nb\n", "b\n"),
    ("a\nb\n", "A\nb\n", "a\nB\n", None),  # lines that touch
    ("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", None),
    ("", "x\n", "y\n", None),
    ("a\n", "a\nx\n", "a\nx\n", "a\nx\n"),
    ("Ngày\nđêm\nkhuya\n", "Ngày ấy\nđêm\nkhuya\n", "Ngày\nđêm\nmuộn\n", "Ngày ấy\nđêm\nmuộn\n"),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "text"), GIT)
def test_it_decides_as_git_does(base, mine, theirs, text):
    assert merged(base, mine, theirs).text == text


def test_a_clash_names_its_line_and_the_three_texts():
    found = merged("a\nb\nc\n", "0\na\nB1\nc\n", "a\nB2\nc\n")

    assert found.clashes == (Clash(3, ("b\n",), ("B1\n",), ("B2\n",)),)


WHOLE = [
    (b"1", b"1", b"2", Way.TAKE, b"2"),
    (None, None, b"2", Way.TAKE, b"2"),
    (b"1", b"1", None, Way.TAKE, None),
    (b"1", b"2", b"2", Way.HERE, None),
    (b"1", None, None, Way.HERE, None),
    (b"1", b"3", None, Way.CLASH, None),
    (b"1", None, b"2", Way.CLASH, None),
    (None, b"1", b"2", Way.CLASH, None),
    (b"\xff", b"\xfe", b"\xfd", Way.CLASH, None),
    (b"a\nb\nc\n", b"A\nb\nc\n", b"a\nb\nC\n", Way.MERGE, b"A\nb\nC\n"),
    (b"a\nb\nc\n", b"A\nb\nC\n", b"a\nb\nC\n", Way.HERE, None),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "way", "content"), WHOLE)
def test_what_becomes_of_a_file_of_a_copy(base, mine, theirs, way, content):
    found = coming(base, mine, theirs)

    assert (found.way, found.content) == (way, content)

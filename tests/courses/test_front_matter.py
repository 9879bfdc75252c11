"""The lines at the top of a lesson: taken off, read, and never a reason to stop."""

from __future__ import annotations

import pytest

from lms.courses.front_matter import split_front_matter


def test_front_matter_is_taken_off_and_the_body_keeps_its_line():
    front = split_front_matter('---\nid: a-b\ntitle: "A: b"\nminutes: 12\n---\n\nText\n')

    assert front.values == {"id": "a-b", "title": "A: b", "minutes": 12}
    assert (front.body, front.body_line, front.faults) == ("\nText\n", 6, ())
    assert front.lines["minutes"] == 4


@pytest.mark.parametrize(
    "text", ["", "a", "---", "---\nFoo\n---\nBar", "---\n---\na", "---\nid: a"]
)
def test_a_text_without_front_matter_is_all_body(text):
    front = split_front_matter(text)

    assert (front.values, front.body, front.body_line) == ({}, text, 1)
    assert front.faults == ((1, "The front matter is missing."),)


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("id: a\ntitle: b: c", 3),
        ("id: &a [x]\nb: *a", 3),
        ("id: a\nid: b", 3),
        ("id: 2024-13-45", 1),
        ("a: " + "[" * 3_000, 1),
        ("a: !!python/object:os.system x", 2),
        ("a: x\n- b", 3),
        ("? [a]\n: b\nid: c", 1),
        ("id: " + "a" * 5_000, 1),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_fault_and_no_exception(inside, line):
    front = split_front_matter(f"---\n{inside}\n---\nbody")

    assert front.values == {}
    assert front.body == "body"
    assert [at for at, _ in front.faults] == [line]

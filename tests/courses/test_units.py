"""Two languages of one text: the same blocks, links, pictures and numbers, or a difference."""

from __future__ import annotations

import pytest

from lms.courses.units import differences, numbers_in, units


def test_units_are_the_blocks_a_translator_works_on():
    found = units("Text [a](term:ab).[^1]\n\n- b 1\n\n::: tip\n| c |\n|---|\n:::\n\n[^1]: d\n", 5)

    assert [(one.line, one.kind, one.text) for one in found] == [
        (5, "paragraph", "Text [a](term:ab).[^1]"),
        (7, "bullet list", ""),
        (7, "list item", ""),
        (7, "paragraph", "b 1"),
        (7, "end of list", ""),
        (9, "box tip", ""),
        (10, "table of 1 x 1", ""),
        (10, "cell", "c"),
        (10, "end of box", ""),
        (10, "footnote", ""),
        (14, "paragraph", "d"),
    ]
    assert (found[0].links, found[0].notes, found[3].numbers) == (("term:ab",), ("1",), ("1",))


@pytest.mark.parametrize(
    ("source", "other", "said"),
    [
        ("a\n\nb", "a b", ["The text ends here; the source goes on (line 3): paragraph."]),
        ("a", "a\n\n- b", ["Here: bullet list; the source has ended."]),
        (
            "::: tip\na\n:::",
            "::: note\na\n:::",
            ["Here: box note; in the source (line 1): box tip."],
        ),
        (
            "::: tip x\na\n:::",
            "::: tip\na\n:::",
            ["Here: box tip; in the source (line 1): box tip with a title."],
        ),
        (
            "![a](media/a.svg)",
            "![a](media/b.svg)",
            ["The pictures differ: media/b.svg here, media/a.svg in the source (line 1)."],
        ),
        (
            "- a\n- b",
            "1. a\n2. b",
            ["Here: numbered list; in the source (line 1): bullet list."],
        ),
        ("a *b* [c](/d)", "**x** [y](/d) z", []),
        ("", "", []),
    ],
)
def test_two_languages_are_in_step_or_the_first_difference_is_named(source, other, said):
    found = differences(units(source), units(other))

    assert [one.template % one.values for one in found] == said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,000,000", ("1000000",)),
        ("1.000.000", ("1000000",)),
        ("1\u00a0000\u202f000", ("1000000",)),
        ("8.3 %", ("8.3",)),
        ("8,3 %", ("8.3",)),
        ("in 2024, 100 people", ("100", "2024")),
        ("07:30", ("30", "7")),
        ("M1 and 0", ("0", "1")),
        ("none", ()),
    ],
)
def test_numbers_are_the_same_however_a_language_writes_them(text, numbers):
    assert numbers_in(text) == numbers

"""Which files and lines differ between two states of a folder, and how many a page shows."""

from __future__ import annotations

import time

from lms.authoring.changed_files import MOST_LINES, compare, out_of_step
from lms.authoring.differences import Change, difference

CONTENTS = {"1": b"a\nb\n", "2": b"a\nc\n", "png": b"\x89PNG\xff", "png2": b"\x89PNG\xfe\xff"}


def test_a_file_is_new_gone_or_changed_with_its_size_before_and_now():
    old, new = {"en/a.md": "1", "en/b.md": "1"}, {"en/a.md": "2", "vi/c.md": "1"}

    found = compare(old, new, CONTENTS)

    assert [(one.path, one.change, one.before, one.after) for one in found] == [
        ("en/a.md", "changed", 4, 4),
        ("en/b.md", "removed", 4, None),
        ("vi/c.md", "added", None, 4),
    ]
    assert [one.language for one in found] == ["en", "en", "vi"]


def test_a_picture_has_sizes_and_no_lines():
    (found,) = compare({"media/a.png": "png"}, {"media/a.png": "png2"}, CONTENTS)

    assert (found.is_text, found.lines, found.before, found.after) == (False, (), 5, 6)


def test_a_page_that_holds_many_lines_leaves_further_files_to_be_opened_one_by_one():
    contents = {"long": b"x\n" * (MOST_LINES + 1), "2": b"y\n"}
    new = {"en/a.md": "long", "en/b.md": "2"}

    both = compare({}, new, contents)
    alone = compare({}, new, contents, only="en/b.md")

    assert [(one.left_out, len(one.lines)) for one in both] == [(False, MOST_LINES + 1), (True, 0)]
    assert [(one.left_out, len(one.lines)) for one in alone] == [(True, 0), (False, 1)]


def test_a_file_that_only_looks_the_same_has_no_changed_line():
    contents = {"nfc": "Tiền\n".encode(), "crlf": "Tiền\r\n".encode()}

    (found,) = compare({"vi/a.md": "nfc"}, {"vi/a.md": "crlf"}, contents)

    assert found.lines == (None,)


def test_a_translation_is_out_of_step_until_it_changes_too():
    files = ["en/a.md", "en/trainer.md", "vi/a.md", "mn/a.md", "module.toml", "vi/trainer.md"]
    languages = ["en", "vi", "mn", "ko"]

    found = list(out_of_step(["en/a.md", "en/trainer.md", "vi/a.md"], files, "en", languages))

    assert found == [("mn/a.md", "mn")]


def test_a_line_of_four_thousand_words_is_compared_in_well_under_a_second():
    words = [f"word{n % 400}" for n in range(4000)]
    changed = [f"{one}x" if n % 10 == 0 else one for n, one in enumerate(words)]
    old, new = " ".join(words), " ".join(changed)

    began = time.perf_counter()
    (line,) = difference(old, new)
    took = time.perf_counter() - began

    assert "".join(one.text for one in line.pieces if one.change is not Change.ADDED) == old
    assert "".join(one.text for one in line.pieces if one.change is not Change.REMOVED) == new
    assert took < 3

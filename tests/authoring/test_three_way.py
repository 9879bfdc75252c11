"""Laws of putting two folders together: nobody's change is lost, and no side is preferred."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.authoring.three_way import Step, decided, known_to_folder, three_way

FOLDERS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(FOLDERS, FOLDERS)
def test_who_changed_nothing_takes_what_the_other_made(base, theirs):
    found = three_way(base, base, theirs)

    assert (found.files, found.conflicts) == (theirs, ())
    assert three_way(base, theirs, base).files == theirs


@given(FOLDERS, FOLDERS, FOLDERS)
def test_both_sides_see_the_same_conflicts(base, mine, theirs):
    here, there = three_way(base, mine, theirs), three_way(base, theirs, mine)

    assert here.conflicts == there.conflicts
    assert decided(here, theirs) == dict(sorted(there.files.items()))


@given(FOLDERS, FOLDERS, FOLDERS)
def test_every_file_comes_from_one_side_and_a_change_of_one_side_is_never_lost(base, mine, theirs):
    found = three_way(base, mine, theirs)

    for path in {*base, *mine, *theirs}:
        was, here, there = base.get(path), mine.get(path), theirs.get(path)
        got = found.files.get(path)
        assert got in (here, there)
        if path not in found.conflicts:
            assert {one for one in (here, there) if one != was} <= {got}


@given(FOLDERS, FOLDERS, FOLDERS)
def test_putting_together_twice_changes_nothing(base, mine, theirs):
    once = three_way(base, mine, theirs)
    again = three_way(theirs, once.files, theirs)

    assert (again.files, again.conflicts) == (once.files, ())


LOADED, WEB, OUT = (False, False), (True, False), (True, True)


def steps(*made):
    """Versions of one file: (content, how it was made)."""
    return [Step({"a": key} if key else {}, *how) for key, how in made]


@pytest.mark.parametrize(
    ("history", "folder", "result", "is_conflict"),
    [
        ([("1", LOADED), ("2", LOADED)], "1", "1", False),  # taken back in the files
        ([("1", LOADED), ("2", WEB)], "1", "2", False),  # the folder is only behind
        ([("1", LOADED), ("2", OUT)], "1", "2", False),
        ([("1", LOADED), ("2", WEB)], "3", "3", True),
        ([("1", LOADED), ("2", OUT)], "3", "3", False),  # exported, then changed in the folder
        ([("1", LOADED), ("2", WEB), ("2", LOADED)], "3", "3", True),  # loaded other files
        ([("1", LOADED), ("2", WEB), ("2", LOADED)], "1", "2", False),
        ([("1", LOADED), ("2", WEB), ("4", LOADED)], "3", "3", False),
        ([("1", LOADED), ("2", WEB)], None, None, True),  # removed in the folder
        ([("1", LOADED)], None, None, False),
        ([("1", WEB)], None, "1", False),  # a module that was begun on the web
        ([("1", LOADED), ("", WEB)], "1", None, False),  # removed on the web
        ([("1", LOADED), ("2", WEB), ("1", WEB)], "1", "1", False),
    ],
)
def test_the_history_tells_whether_a_folder_is_behind_or_was_changed(
    history, folder, result, is_conflict
):
    history = steps(*history)
    mine = {"a": folder} if folder else {}

    found = three_way(known_to_folder(history, mine), mine, history[-1].files)

    assert (found.files.get("a"), bool(found.conflicts)) == (result, is_conflict)

"""Lessons that come, go and change places: every language moves along, and no lesson changes."""

from __future__ import annotations

import tomllib

import pytest
from course_fixture import SMALL
from hypothesis import given
from hypothesis import strategies as st

from lms.authoring.module_files import (
    content_of,
    is_path,
    lesson_files,
    lessons_of,
    new_files,
    with_module,
    with_order,
    without_box,
)

IDS = ("one", "two", "three", "four")
TITLES = {"en": 'A "new" lesson: two', "vi": "Bài mới"}
MODULE = b"""id = "a-b"
lessons = [
    "one", "two",  # the order
    "three", "four",
]
minutes = 5

[quiz]
lessons = 3
"""


def folder():
    files = {
        f"{language}/{at:02}-{one}.md": f"{language} {one}".encode()
        for language in ("en", "vi")
        for at, one in enumerate(IDS, 1)
    }
    return {"module.toml": MODULE, "en/quiz.gift": b"q", "en/trainer.md": b"t", **files}


@given(st.permutations(IDS))
def test_another_order_keeps_every_byte_of_every_lesson(ids):
    found = with_order(folder(), ids)

    assert lessons_of(found) == tuple(ids)
    for language in ("en", "vi"):
        for at, one in enumerate(ids, 1):
            assert found[f"{language}/{at:02}-{one}.md"] == f"{language} {one}".encode()
    assert sorted(found.values()) == sorted(
        {**folder(), "module.toml": found["module.toml"]}.values()
    )
    said = tomllib.loads(found["module.toml"].decode())
    assert said == tomllib.loads(MODULE.decode()) | {"lessons": list(ids)}


@given(st.permutations(IDS))
def test_the_old_order_brings_the_old_files_back(ids):
    start = with_order(folder(), IDS)

    assert with_order(with_order(start, ids), IDS) == start


def test_a_lesson_less_moves_the_numbers_of_those_behind_it():
    found = with_order(folder(), ["one", "three", "four"])

    assert [path for path in found if path.startswith("vi/")] == [
        "vi/01-one.md",
        "vi/02-three.md",
        "vi/03-four.md",
    ]


def test_a_list_that_cannot_be_found_is_refused():
    files = {**folder(), "module.toml": b'"lessons" = ["one"]\n'}

    with pytest.raises(ValueError, match="lessons"):
        with_order(files, ["two"])


def test_a_new_lesson_is_written_in_every_language():
    found = lesson_files("new-one", TITLES, 7)

    assert found["en/01-new-one.md"].decode() == (
        '---\nid: new-one\ntitle: "A \\"new\\" lesson: two"\nminutes: 7\n---\n\n'
        'A "new" lesson: two\n'
    )
    assert list(found) == ["en/01-new-one.md", "vi/01-new-one.md"]


def test_the_trainer_s_box_of_a_lesson_goes_and_the_others_stay():
    notes = "---\ntitle: T\n---\n\nHello.\n\n::: lesson one\nA.\n:::\n\n::: lesson two\nB.\n:::\n"

    found = without_box({"en/trainer.md": notes.encode(), "en/01-one.md": notes.encode()}, "one")

    assert found["en/trainer.md"].decode() == notes.replace("::: lesson one\nA.\n:::\n\n", "")
    assert found["en/01-one.md"].decode() == notes


def test_a_new_module_has_all_its_files():
    found = new_files("my-shop", "M09", TITLES, lesson_id="first-day")

    assert sorted(found) == [
        *("en/01-first-day.md", "en/quiz.gift", "en/trainer.md", "module.toml"),
        *("vi/01-first-day.md", "vi/quiz.gift", "vi/trainer.md"),
    ]
    said = tomllib.loads(found["module.toml"].decode())
    assert (said["title"], said["lessons"]) == (TITLES, ["first-day"])


def test_a_course_lists_a_new_module_last_and_once():
    text = (SMALL / "course.toml").read_bytes()

    found = with_module(text, "my-shop")

    assert tomllib.loads(found.decode())["modules"][-1] == "my-shop"
    assert with_module(found, "my-shop") == found
    assert len(found) == len(text) + len(', "my-shop"')


@pytest.mark.parametrize(
    "path",
    ["../course.toml", "en/../../x.md", "module.toml/x", "en/a.html", "media/.x", "", "/en/a.md"],
)
def test_a_file_with_no_place_in_a_module_is_known(path):
    assert not is_path(path)


def test_typed_text_becomes_a_file_of_the_house():
    assert content_of("a\r\nbe\u0301\rc") == "a\nbé\nc\n".encode()
    assert content_of("") == b""

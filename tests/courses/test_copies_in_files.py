"""Copies for a country in course files: what they may be, and what is wrong in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lms.courses.checks import check_course
from lms.courses.sources import Parent, read_course

SMALL = Path(__file__).parents[1] / "data" / "course-small"
TOML = "modules/03-first-steps-mn/module.toml"
GOOD = 'id = "first-steps"\nversion = 1\ncountry = "mn"\n'


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course in which the first module has a copy for Mongolia."""
    course = Path(shutil.copytree(SMALL, tmp_path / "course"))
    shutil.copytree(course / "modules/01-first-steps", course / "modules/03-first-steps-mn")
    text = (course / TOML).read_text("utf-8")
    assert 'id = "first-steps"' in text
    text = text.replace('id = "first-steps"', 'id = "first-steps-mn"')
    (course / TOML).write_text(f"{text}\n[parent]\n{GOOD}", "utf-8")
    return course


def say(folder, old, new, path=TOML):
    """Put something else in the place of one text that is there."""
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def found(folder):
    """Findings as they are printed, without the line, and without the small course's own."""
    own = {str(one) for one in check_course(SMALL)}
    lines = [str(one) for one in check_course(folder) if str(one) not in own]
    return [line for line in lines if "The lesson is short" not in line]


def test_a_copy_that_is_not_listed_is_no_fault(folder):
    course, _ = read_course(folder)

    assert found(folder) == []
    assert [one.id for one in course.modules] == ["first-steps", "shared-shop"]
    assert [one.parent for one in course.copies] == [Parent("first-steps", 1, "mn")]
    assert [one.id for one in course.all_modules][-1] == "first-steps-mn"


def test_a_copy_may_stand_in_its_parent_s_place(folder):
    say(folder, '"first-steps"', '"first-steps-mn"', "course.toml")
    shutil.rmtree(folder / "modules/01-first-steps")

    line = (folder / TOML).read_text("utf-8").splitlines().index("[parent]") + 1
    assert found(folder) == [
        f'{TOML}:{line}: warning: parent: the module "first-steps" is not among these files.'
    ]


def test_a_parent_and_its_copy_are_not_listed_together(folder):
    say(folder, '"first-steps"', '"first-steps", "first-steps-mn"', "course.toml")

    sentences = [line.partition(": ")[2] for line in found(folder)]

    assert sentences == [
        "This module and modules/01-first-steps go back to the same one. List one of them only."
    ]


def test_a_copy_that_is_listed_nowhere_else_clashes_with_strangers(folder):
    say(folder, 'code = "T01"', 'code = "T02"')

    assert [line.partition(": ")[2] for line in found(folder)] == [
        "The code is also that of modules/02-shared-shop."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", "version = 0", "version must be a whole number from 1 to 1000000."),
        ("version = 1\n", "", "version is missing in [parent]."),
        ('"mn"', '"xx"', "country must be one of: vn, mn, kg, other."),
        (
            'id = "first-steps"\nver',
            'id = "first-steps-mn"\nver',
            "A module cannot be a copy of itself.",
        ),
        ("version = 1", "version = 1\nby = 2", '"by" is not known here.'),
    ],
)
def test_what_is_wrong_in_the_table_stands_on_its_line(folder, old, new, said):
    say(folder, old, new)

    assert said in [line.partition(": ")[2] for line in found(folder)]


def test_an_unlisted_module_without_a_parent_stays_a_fault(folder):
    say(folder, f"\n[parent]\n{GOOD}", "")

    assert 'The module "first-steps-mn" is not listed in course.toml.' in [
        line.partition(": ")[2] for line in found(folder)
    ]

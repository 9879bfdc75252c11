"""The blocks of a lesson have numbers: where a question leads back to, and that it may."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import html5lib
import pytest

from lms import paths
from lms.courses.checks import check_course
from lms.courses.markdown import render
from lms.courses.parser import count_blocks
from lms.quiz_checker import check_quiz, read_self_check

SMALL = Path(__file__).parents[1] / "data" / "course-small"
QUIZ = "modules/01-first-steps/en/quiz.gift"


def read(text: str):
    return read_self_check(text, "en")


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "course"))


BLOCKS = random.Random(3)


def test_the_blocks_of_a_stored_lesson_are_numbered_as_a_page_counts_them():
    lessons = sorted((paths.COURSES / "modules").glob("*/*/[0-9]*.md"))
    assert len(lessons) >= 34
    for lesson in BLOCKS.sample(lessons, 8):
        body = lesson.read_text(encoding="utf-8").split("---\n", 2)[2]
        html = render(body, numbered=True, read_check=read, controls=True).html
        page = html5lib.parse(html, namespaceHTMLElements=False).find("body")

        ids = [
            next(x for one in top.iter() if (x := one.get("id", "")).startswith("b-"))
            for top in page
        ]
        assert ids == [f"b-{number}" for number in range(1, count_blocks(body) + 1)]


def test_a_heading_keeps_its_own_id_beside_its_number():
    html = render("a\n\n## Two words\n\n---\n\n- b\n\n[^1]: c\n\nd[^1]", numbered=True).html

    assert '<h2 id="h-two-words"><span id="b-2"></span>Two words</h2>' in html
    assert re.findall(r'id="(b-\d)"', html) == ["b-1", "b-2", "b-3", "b-4", "b-5", "b-6"]


def test_what_is_rendered_for_others_has_no_numbers():
    assert 'id="b-' not in render("a\n\n## b\n\n::: tip\nc\n:::").html


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("[tag:lesson-write-it-down] [tag:block-1]", ""),
        ("[tag:lesson-write-it-down] [tag:block-9]", ""),
        (
            "[tag:lesson-write-it-down] [tag:block-10]",
            "names block 10; the lesson write-it-down has",
        ),
        ("[tag:lesson-write-it-down] [tag:block-0]", "names block 0; the lesson write-it-down has"),
        ("[tag:lesson-write-it-down] [tag:block-x]", "names block x; the lesson write-it-down has"),
        ("[tag:block-1]", "names a block, so it must name one lesson."),
        ("[tag:lesson-none] [tag:block-1]", "there is no lesson none in this module."),
    ],
)
def test_a_question_names_a_block_that_its_lesson_has(folder, tags, said):
    for path in (QUIZ, QUIZ.replace("/en/", "/vi/")):
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(text.replace("[tag:slot-1]", f"[tag:slot-1] {tags}", 1), "utf-8")

    found = [
        str(one)
        for one in check_course(folder, check_quiz=check_quiz)
        if "The lesson is short" not in str(one)
    ]

    assert (found == []) == (said == "")
    assert [
        one for one in found if not one.partition("t01-budget-a")[2].lstrip(": ").startswith(said)
    ] == []

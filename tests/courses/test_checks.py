"""A course is checked before it is loaded: what is good passes, what is broken is named."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from lms.courses.checks import check_course
from lms.courses.faults import Fault

SMALL = Path(__file__).parents[1] / "data" / "course-small"
MODULE = "modules/01-first-steps"
EN = f"{MODULE}/en/01-write-it-down.md"
VI = f"{MODULE}/vi/01-write-it-down.md"
TOML = f"{MODULE}/module.toml"
POCKETS = f"{MODULE}/en/02-two-pockets.md"
BARS = f"{MODULE}/media/two-bars.svg"


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "course"))


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Put something else in the place of one text that is there."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def sentences(found: list[Fault]) -> list[str]:
    """Findings as they are printed, without the small course's only warning."""
    return [str(one) for one in found if "The lesson is short" not in str(one)]


def test_the_small_course_has_no_faults_and_only_short_lessons():
    found = check_course(SMALL)

    assert sentences(found) == []
    assert {one.level for one in found} == {"warning"}
    assert len(found) == 8


BROKEN = [
    (EN, "term:budget", "term:bugdet", [f'{EN}:22: The glossary has no "bugdet".']),
    (EN, "media/two-bars.svg", "media/bars.svg", [f"{EN}:20: There is no picture media/bars.svg."]),
    (
        EN,
        "](media/",
        "](https://x.example/",
        [f"{EN}:20: The picture https://x.example/two-bars.svg is not from media/."],
    ),
    (
        EN,
        "![Two bars for each day: money in is higher than money out]",
        "![]",
        [f"{EN}:20: The picture media/two-bars.svg has no description."],
    ),
    (EN, "## What", "# What", [f"{EN}:9: Begin headings with ##; the page has the title already."]),
    (EN, "## What", "#### What", [f"{EN}:9: Use headings with ## and ### only."]),
    (EN, "## What", "### What", [f"{EN}:9: A heading with ### needs one with ## before it."]),
    (EN, "::: example Lan's week", "::: sample Lan's week", [f"{EN}:11: There is no box sample."]),
    (
        EN,
        "105,000 VND.\n:::",
        "105,000 VND.\n",
        [f"{EN}:26: The box activity, or one before it, is not closed with :::."],
    ),
    (
        EN,
        "what went out.\n:::",
        "what went out.",
        [f"{EN}:26: The box activity, or one before it, is not closed with :::."],
    ),
    (
        EN,
        "::: activity",
        "::: lesson write-it-down",
        [f"{EN}:26: A lesson box belongs into trainer notes only."],
    ),
    (
        EN,
        "Every evening",
        "Every <b>evening</b>",
        [f"{EN}:7: warning: <b> will be shown as text; HTML is not used."],
    ),
    (
        EN,
        "For one week",
        "For [one](javascript:week)",
        [f"{EN}:7: This link cannot be read, or its address is not allowed."],
    ),
    (
        EN,
        ".[^1]",
        ".[^2]",
        [
            f"{EN}:22: The footnote [^2] has no text.",
            f"{EN}:34: warning: The footnote [^1] is used nowhere.",
        ],
    ),
    (
        EN,
        "1. First",
        "[budget](term:budget) 1. First",
        [f'{EN}:31: warning: "budget" is linked before; link it once.'],
    ),
    (
        f"{POCKETS}",
        "(/learn/)",
        "(learn)",
        [f"{POCKETS}:25: The link learn leads nowhere; use a full address or one from /."],
    ),
    (
        f"{POCKETS}",
        "(/learn/)",
        "(#top)",
        [f"{POCKETS}:25: warning: The link #top leads to no heading."],
    ),
    (
        f"{POCKETS}",
        "(/learn/)",
        "(http://x.example)",
        [f"{POCKETS}:25: warning: The link http://x.example is not https."],
    ),
    (
        f"{MODULE}/en/trainer.md",
        "::: lesson two-pockets",
        "::: lesson two-pocket",
        [f'{MODULE}/en/trainer.md:16: There is no lesson "two-pocket" in this module.'],
    ),
    (
        f"{MODULE}/en/trainer.md",
        "::: lesson two-pockets",
        "::: note",
        [f'{MODULE}/en/trainer.md:4: warning: There is no box for the lesson "two-pockets".'],
    ),
    (
        VI,
        "## Lan nh\u1eadn",
        "### Lan nh\u1eadn",
        [f"{VI}:9: Here: heading 3; in the source (line 9): heading 2."],
    ),
    (
        VI,
        "2. Sau \u0111\u00f3 l\u00e0 ti\u1ec1n ra.\n",
        "",
        [f"{VI}:31: Here: end of list; in the source (line 32): list item."],
    ),
    (
        VI,
        "| Ng\u00e0y sau | 310.000 | 205.000 |\n",
        "",
        [f"{VI}:12: Here: table of 2 x 3; in the source (line 12): table of 3 x 3."],
    ),
    (
        VI,
        "105.000",
        "150.000",
        [f"{VI}:17: warning: The numbers differ: 150000 here, 105000 in the source (line 17)."],
    ),
    (
        VI,
        "[ng\u00e2n s\u00e1ch](term:budget)",
        "ng\u00e2n s\u00e1ch",
        [f"{VI}:22: The links differ: - here, term:budget in the source (line 22)."],
    ),
    (VI, "minutes: 8", "minutes: 9", [f"{VI}:1: minutes must be 8, as in the source."]),
    (
        TOML,
        'en = ["write a budget for one week", ',
        "en = [",
        [f"{TOML}:16: outcomes: 2 in vi, 1 in the source."],
    ),
    (
        TOML,
        'terms = ["budget"]',
        'terms = ["budget", "profit"]',
        [f'{TOML}:5: The glossary has no "profit".'],
    ),
    (
        TOML,
        'terms = ["budget"]',
        'terms = ["budget", "surplus"]',
        [f'{TOML}:5: warning: No lesson links the term "surplus".'],
    ),
    (
        TOML,
        "needs = []",
        'needs = ["shared-shop"]',
        [f'{TOML}:6: warning: needs: the module "shared-shop" comes later in the course.'],
    ),
    (
        TOML,
        "needs = []",
        'needs = ["first-steps"]',
        [f'{TOML}:6: needs: there is no other module "first-steps".'],
    ),
    (
        TOML,
        "minutes = 30",
        "minutes = 14",
        [f"{TOML}:3: The lessons take 15 minutes, more than the module."],
    ),
    (
        TOML,
        '"T01"',
        '"T02"',
        ["modules/02-shared-shop/module.toml:2: The code is also that of modules/01-first-steps."],
    ),
    (
        f"{MODULE}/en/quiz.gift",
        "t01-budget-a",
        "t02-vote-a",
        [
            'modules/02-shared-shop/en/quiz.gift:2: The question id "t02-vote-a" is also used in '
            "modules/01-first-steps."
        ],
    ),
    (
        "glossary/vi.toml",
        "[surplus]",
        "[profit]",
        [
            'glossary/vi.toml:1: The term "surplus" is missing.',
            'glossary/vi.toml:5: The source has no term "profit".',
        ],
    ),
    (
        BARS,
        "<path",
        "<script/><path",
        [f"{BARS}:1: The element script is not allowed in a drawing."],
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "said"), BROKEN)
def test_one_thing_broken_is_named_with_its_file_and_line(folder, path, old, new, said):
    change(folder, path, old, new)

    found = sentences(check_course(folder))

    assert [one for one in said if one not in found] == [], found


def test_a_lesson_too_long_is_a_fault_and_a_long_one_a_warning(folder):
    text = (folder / EN).read_text(encoding="utf-8")
    (folder / EN).write_text(text + "\nw" + " w" * 850 + "\n", encoding="utf-8")
    long = sentences(check_course(folder))
    (folder / EN).write_text(text + "\nw" + " w" * 650 + "\n", encoding="utf-8")
    longish = sentences(check_course(folder))

    assert f"{EN}:6: The lesson has 924 words; at most 900 fit one sitting." in long
    assert f"{EN}:6: warning: The lesson is long: 724 words." in longish


def test_a_picture_that_is_not_used_is_a_warning(folder):
    shutil.copy(folder / BARS, folder / f"{MODULE}/media/spare.svg")

    assert sentences(check_course(folder)) == [
        f"{MODULE}/media/spare.svg:1: warning: The picture is used nowhere."
    ]


def test_a_module_too_heavy_for_a_slow_line_is_a_fault(folder):
    noise = random.Random(1)
    for number in range(5):
        content = b"\xff\xd8\xff" + noise.randbytes(39_000)
        (folder / f"{MODULE}/media/p{number}.jpg").write_bytes(content)

    found = sentences(check_course(folder))

    assert f"{TOML}:1: In vi the module weighs 197 kB; at most 150 kB are allowed." in found


def test_quizzes_are_checked_by_whom_the_caller_sends(folder):
    asked = []

    def check_quiz(quiz, source, draw, draw_from, blocks):
        assert set(blocks) in ({"write-it-down", "two-pockets"}, {"one-vote", "share-the-surplus"})
        asked.append((quiz.splitlines()[1][:16], source is None, draw))
        return [(3, "50 % of this is wrong.")] if source else []

    found = sentences(check_course(folder, check_quiz=check_quiz))

    assert [(first, draw) for _, first, draw in asked] == [(True, 2), (False, 2)] * 2
    assert f"{MODULE}/vi/quiz.gift:3: 50 % of this is wrong." in found


@pytest.mark.parametrize(
    "path", sorted(p.relative_to(SMALL).as_posix() for p in SMALL.rglob("*.[mst]*"))
)
@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff\xfe", b"---\n- a\n---\n", b"[" * 3_000])
def test_whatever_stands_in_a_file_the_check_ends_with_a_list(folder, path, content):
    (folder / path).write_bytes(content)

    assert [one for one in check_course(folder) if one.level == "fault"]

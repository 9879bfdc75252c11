"""Course files become frozen values; whatever is wrong in them is a fault on its line."""

from __future__ import annotations

import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from lms.courses.faults import Fault
from lms.courses.sources import Completion, QuizRules, Term, content_hash, read_course

SMALL = Path(__file__).parents[1] / "data" / "course-small"
MODULE = "modules/01-first-steps"
LESSON = f"{MODULE}/en/01-write-it-down.md"


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "course"))


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Put something else in the place of one text that is there."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_bytes(text.replace(old, new, 1).encode())


def sentences(found: list[Fault]) -> list[str]:
    return [str(one) for one in found]


def test_the_small_course_is_read_whole():
    course, found = read_course(SMALL)

    assert found == []
    assert (course.id, course.source_language, course.languages) == (
        "small-course",
        "en",
        ("en", "vi"),
    )
    assert course.translations == ("vi",)
    assert course.title["vi"] == "Kh\u00f3a h\u1ecdc nh\u1ecf"
    assert course.completion == Completion("read", ("lessons", "quiz"), ("modules",))
    assert course.glossary["vi"]["surplus"].word == "th\u1eb7ng d\u01b0"
    assert [module.id for module in course.modules] == ["first-steps", "shared-shop"]


def test_a_module_knows_its_rules_lessons_and_pictures():
    course, _ = read_course(SMALL)
    module = course.modules[1]

    assert (module.code, module.folder, module.minutes) == ("T02", "02-shared-shop", 25)
    assert module.quiz == QuizRules(2, Decimal("0.7"), 10)
    assert module.needs == ("first-steps",)
    assert list(module.lessons["vi"]) == ["one-vote", "share-the-surplus"]
    assert list(module.media) == ["circle.svg"]
    assert module.quizzes["vi"].startswith("// [tag:slot-1]")
    lesson = module.lessons["vi"]["one-vote"]
    assert (lesson.minutes, lesson.body_line) == (9, 6)
    assert lesson.path == "modules/02-shared-shop/vi/01-one-vote.md"
    assert module.trainer_notes["en"].title == "Trainer notes for A shared shop"


def test_the_folder_can_be_written_back_byte_for_byte():
    course, _ = read_course(SMALL)

    on_disk = {
        path.relative_to(SMALL).as_posix(): path.read_bytes()
        for path in SMALL.rglob("*")
        if path.is_file()
    }
    assert course.all_files() == on_disk


def test_files_beside_the_course_are_carried_along_and_hidden_ones_are_not(folder):
    (folder / "countries").mkdir()
    (folder / "countries" / "vn.toml").write_bytes(b"a = 1\r\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"x")

    course, found = read_course(folder)

    assert found == []
    assert course.files["countries/vn.toml"] == b"a = 1\r\n"
    assert not any(".git" in name for name in course.all_files())


def test_the_hash_changes_with_a_byte_and_with_the_meaning_of_a_linked_term_only():
    course, _ = read_course(SMALL)
    first, second = course.modules
    meaning = {**course.glossary["vi"], "budget": Term("x", "another meaning", 1)}
    changed = {**course.glossary, "vi": meaning}

    before = content_hash(first, course.glossary)

    assert before == content_hash(read_course(SMALL)[0].modules[0], course.glossary)
    assert len(before) == 64
    assert content_hash(first, changed) != before
    assert content_hash(second, changed) == content_hash(second, course.glossary)


def test_one_changed_byte_makes_another_hash(folder):
    course, _ = read_course(folder)
    change(folder, LESSON, "Every evening", "Each evening")
    again, _ = read_course(folder)

    hashes = [[content_hash(one, course.glossary) for one in c.modules] for c in (course, again)]

    assert hashes[0][0] != hashes[1][0]
    assert hashes[0][1] == hashes[1][1]


BROKEN = [
    ("course.toml", 'id = "small-course"\n', "", "course.toml:1: id is missing."),
    (
        "course.toml",
        'id = "small-course"',
        "id = 5",
        "course.toml:2: id must be a text that is not empty.",
    ),
    (
        "course.toml",
        'id = "small-course"',
        'id = "Small Course"',
        "course.toml:2: id must be 2 to 60 of a-z, 0-9 and -.",
    ),
    (
        "course.toml",
        'source_language = "en"',
        'source_language = "en"\nauthor = "x"',
        'course.toml:4: "author" is not known here.',
    ),
    (
        "course.toml",
        '["en", "vi"]',
        '["en", "vi", "xx"]',
        'course.toml:4: languages: "xx" is none of en, vi, mn, ky, ru, ko.',
    ),
    (
        "course.toml",
        '"shared-shop"]',
        '"shared-shop", "third"]',
        'course.toml:5: There is no module "third" that can be read.',
    ),
    (
        "course.toml",
        '"first-steps", ',
        '"first-steps", "first-steps", ',
        'course.toml:5: modules lists "first-steps" twice.',
    ),
    (
        "course.toml",
        ', "shared-shop"]',
        "]",
        'modules/02-shared-shop/module.toml:1: The module "shared-shop" is not listed in',
    ),
    ("course.toml", 'vi = "Hai', 'mn = "Hai', "course.toml:11: vi is missing in [summary]."),
    ("course.toml", 'vi = "Hai', 'mn = "Hai', 'course.toml:13: "mn" is not known here.'),
    (
        "course.toml",
        'lesson = "read"',
        'lesson = "seen"',
        "course.toml:16: lesson must be one of: read.",
    ),
    (
        "course.toml",
        '["lessons", "quiz"]',
        '["talk"]',
        "course.toml:17: module must be a list of some of: lessons, quiz.",
    ),
    ("glossary/vi.toml", 'word = "ng\u00e2n', 'wort = "ng\u00e2n', "word is missing in [budget]."),
    ("glossary/vi.toml", "[surplus]", "[Surplus]", '"Surplus" must be 2 to 60 of a-z, 0-9 and -.'),
    (f"{MODULE}/module.toml", "minutes = 30", 'minutes = "30"', f"{MODULE}/module.toml:3: minutes"),
    (f"{MODULE}/module.toml", "minutes = 30", "minutes = true", f"{MODULE}/module.toml:3: minutes"),
    (
        f"{MODULE}/module.toml",
        "pass = 0.5",
        "pass = 1.5",
        f"{MODULE}/module.toml:22: pass must be a number over 0 and up to 1, such as 0.7.",
    ),
    (f"{MODULE}/module.toml", "pass = 0.5", "pass = nan", f"{MODULE}/module.toml:22: pass must"),
    (
        f"{MODULE}/module.toml",
        "draw = 2",
        "draw = 2\nshow = 1",
        f'{MODULE}/module.toml:22: "show" is not known here.',
    ),
    (
        f"{MODULE}/module.toml",
        'id = "first-steps"',
        'id = "first-step"',
        f'{MODULE}/module.toml:1: The folder "01-first-steps" must be two digits and the id',
    ),
    (
        f"{MODULE}/module.toml",
        '"two-pockets"]',
        '"two-pockets", "third"]',
        f'{MODULE}/module.toml:4: The lesson "third" is missing in vi.',
    ),
    (
        f"{MODULE}/module.toml",
        ', "two-pockets"]',
        "]",
        f'{MODULE}/en/02-two-pockets.md:1: The lesson "two-pockets" is not listed in module.toml.',
    ),
    (
        f"{MODULE}/module.toml",
        'code = "T01"',
        "code = T01",
        f"{MODULE}/module.toml:2: This is not TOML:",
    ),
    (
        LESSON,
        "id: write-it-down",
        "id: write-it",
        f'{LESSON}:2: The id in the front matter must be "write-it-down", as in the file\'s name.',
    ),
    (LESSON, "minutes: 8", "minutes: eight", f"{LESSON}:4: minutes must be a whole number"),
    (LESSON, "title: Write it down", "title: 2024", f"{LESSON}:3: title must be a text"),
    (LESSON, "minutes: 8", "minutes: 8\nlevel: 1", f'{LESSON}:5: "level" is not known here.'),
    (LESSON, "minutes: 8\n", "", f"{LESSON}:1: minutes is missing."),
    (LESSON, "---\nid", "id", f"{LESSON}:1: The front matter is missing."),
    (LESSON, "For one", "For \x00 one", f"{LESSON}:7: The file holds a NUL character."),
    (LESSON, "---\nid", "\ufeff---\nid", f"{LESSON}:1: The file begins with a byte order mark"),
    (
        LESSON,
        "## What Lan found\n",
        "## What Lan found\r\n",
        f"{LESSON}:9: warning: Lines end in CR LF; save the file with LF.",
    ),
    (LESSON, "Tuesday", "Tue\u0301sday", f"{LESSON}:15: warning: Accents are written apart"),
    (
        f"{MODULE}/en/02-two-pockets.md",
        "(/learn/).\n",
        "(/learn/).",
        f"{MODULE}/en/02-two-pockets.md:25: warning: The last line has no line end.",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "said"), BROKEN)
def test_what_is_wrong_in_a_file_is_said_with_its_line(folder, path, old, new, said):
    change(folder, path, old, new)

    _, found = read_course(folder)

    assert [one for one in sentences(found) if said in one], sentences(found)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{MODULE}/vi/quiz.gift", "The quiz of this language is missing."),
        (f"{MODULE}/vi/trainer.md", "The trainer notes of this language are missing."),
        (f"{MODULE}/module.toml", "The module has no module.toml."),
        ("glossary/vi.toml", "The glossary of this language is missing."),
    ],
)
def test_a_missing_file_is_a_fault_where_it_should_be(folder, path, said):
    (folder / path).unlink()

    _, found = read_course(folder)

    assert f"{path}:1: {said}" in sentences(found)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{MODULE}/en/notes.txt", "This file belongs to nothing in the module."),
        (f"{MODULE}/ru/01-write-it-down.md", "This file belongs to nothing in the module."),
        (f"{MODULE}/en/introduction.md", "A lesson's file is named like 01-two-returns.md."),
        (f"{MODULE}/en/03-write-it-down.md", f"is also that of {LESSON}."),
        ("glossary/ru.toml", "This file belongs to no language of the course."),
        ("modules/readme.txt", "This file belongs to no module."),
        ("modules/03-draft/en/01-a.md", ""),
    ],
)
def test_a_file_nobody_asked_for_is_a_fault(folder, path, said):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    text = (folder / LESSON).read_text(encoding="utf-8")
    (folder / path).write_text(text if path.endswith(".md") else "", encoding="utf-8")

    _, found = read_course(folder)

    about = path if said else "modules/03-draft/module.toml"
    assert [one for one in sentences(found) if one.startswith(f"{about}:1:") and said in one]


def test_two_folders_with_the_same_module_are_a_fault(folder):
    shutil.copytree(folder / MODULE, folder / "modules/03-first-steps")

    course, found = read_course(folder)

    assert sentences(found) == [
        "modules/03-first-steps/module.toml:1: "
        'The module id "first-steps" is also that of modules/01-first-steps.'
    ]
    assert [one.folder for one in course.modules] == ["01-first-steps", "02-shared-shop"]


def test_bytes_that_are_not_utf_8_are_a_fault_on_their_line(folder):
    (folder / LESSON).write_bytes(b"---\nid: a\n\xff\n")

    _, found = read_course(folder)

    assert f"{LESSON}:3: The file is not UTF-8." in sentences(found)


@pytest.mark.skipif(os.name == "nt", reason="links need rights of their own on Windows")
def test_links_out_of_the_folder_to_folders_and_to_nothing_are_faults(folder, tmp_path):
    secret = tmp_path / "secret.toml"
    secret.write_text("key = 1")
    (folder / "outside.toml").symlink_to(secret)
    (folder / "inside.toml").symlink_to(folder / "course.toml")
    (folder / "nothing.toml").symlink_to(folder / "gone.toml")
    (folder / "self.toml").symlink_to(folder / "self.toml")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")

    course, found = read_course(folder)

    assert sentences(found) == [
        "loop:1: This is a link to a folder; copy the folder here.",
        "nothing.toml:1: The file cannot be read.",
        "outside.toml:1: This link leads out of the course's folder.",
        "pipe:1: This is not a file.",
        "self.toml:1: The file cannot be read.",
    ]
    assert "outside.toml" not in course.files
    assert "inside.toml" in course.files


@pytest.mark.parametrize(
    "content", [b"", b"= 1", b"\xff", b"a = " + b"[" * 5_000, b"a = 1e999999999999999999999"]
)
def test_a_course_file_that_cannot_be_read_is_a_fault_and_no_exception(folder, content):
    (folder / "course.toml").write_bytes(content)

    course, found = read_course(folder)

    assert course is None
    assert "fault" in {one.level for one in found}


def test_a_folder_without_a_course_is_one_fault(tmp_path):
    assert read_course(tmp_path)[0] is None
    assert sentences(read_course(tmp_path / "gone")[1]) == [
        "course.toml:1: There is no course.toml in this folder."
    ]

"""From files to immutable versions and back: what makes a version, and what it holds."""

from __future__ import annotations

import hashlib
import shutil

import pytest
from course_fixture import SMALL, cheap_pdf, load
from factories import NOW
from sqlalchemy import select

from lms import paths
from lms.courses import publishing, queries, service
from lms.courses.models import (
    Blob,
    Course,
    CourseVersion,
    Kind,
    LessonText,
    Module,
    ModuleVersion,
    Pack,
    Picture,
    TrainerText,
)
from lms.courses.sources import read_course
from lms.courses.words import pack_words

LESSON = "modules/01-first-steps/en/01-write-it-down.md"


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def numbers(course, module="first-steps"):
    asked = select(ModuleVersion.number).where(ModuleVersion.module_id == module)
    return sorted(course.db.scalars(asked))


def test_loading_makes_a_version_of_each_module_and_all_that_belongs_to_it(course):
    tables = (Course, CourseVersion, Module, ModuleVersion, LessonText, TrainerText, Pack, Picture)

    assert {table.__tablename__: course.rows(table) for table in tables} == {
        "courses": 1,
        "course_versions": 1,
        "modules": 2,
        "module_versions": 2,
        "lesson_texts": 8,
        "trainer_texts": 12,
        "packs": 8,
        "pictures": 2,
    }
    facts = course.version().facts
    assert (facts["code"], facts["minutes"], facts["languages"]) == ("T01", 30, ["en", "vi"])
    assert facts["order"] == ["write-it-down", "two-pockets"]
    assert facts["quiz"] == {
        "draw": 2,
        "pass": "0.5",
        "pause_minutes": 0,
        "attempts": 0,
        "counts": "best",
        "minutes": 0,
        "show_answers": "sent",
        "mastery": 0,
        "shuffle": True,
        "pre_test": False,
        "draw_from": [],
    }
    assert facts["lessons"]["vi"]["two-pockets"]["title"] == "Hai túi tiền"


def test_unchanged_content_makes_no_version(course):
    assert course.publish() == 0
    assert (numbers(course), course.rows(CourseVersion)) == ([1], 1)


def test_a_changed_letter_makes_a_version_of_its_module_only(course):
    course.change(LESSON, "Every evening", "Each evening")

    assert course.publish() == 1
    assert (numbers(course), numbers(course, "shared-shop")) == ([1, 2], [1])
    assert course.rows(CourseVersion) == 1
    assert course.publish() == 0


@pytest.mark.parametrize(
    "path",
    [
        "modules/01-first-steps/vi/02-two-pockets.md",
        "modules/01-first-steps/en/trainer.md",
        "modules/01-first-steps/en/quiz.gift",
        "modules/01-first-steps/module.toml",
        "modules/01-first-steps/media/two-bars.svg",
    ],
)
def test_every_file_of_a_module_counts(course, path):
    text = (SMALL / path).read_text("utf-8")
    course.write(path, text.replace("</svg>", " </svg>") if path.endswith("svg") else f"{text}\n")

    assert course.publish() == 1


def test_a_meaning_changed_makes_a_version_where_the_term_is_used(course):
    course.change("glossary/en.toml", "made before it is spent", "made before it goes")

    assert course.publish() == 1
    assert (numbers(course), numbers(course, "shared-shop")) == ([1, 2], [1])
    assert course.rows(CourseVersion) == 2


def test_a_course_file_changed_makes_a_version_of_the_course_alone(course):
    course.change("course.toml", "A small course", "A short course")

    assert course.publish() == 0
    assert course.rows(CourseVersion) == 2
    assert (
        queries.course_version(course.db, "small-course").facts["title"]["en"] == "A short course"
    )


def test_an_older_version_is_never_touched(course):
    old = course.version()
    before = (old.facts, old.files, old.content_hash, old.published_at)
    texts = select(LessonText.html).where(LessonText.version_id == old.id).order_by(LessonText.id)
    words = course.db.scalars(texts).all()
    course.change(LESSON, "Every evening", "Each evening")
    course.publish()

    course.db.expire_all()

    kept = course.version(number=1)
    assert (kept.facts, kept.files, kept.content_hash, kept.published_at) == before
    assert course.db.scalars(texts).all() == words
    assert course.version().number == 2


def test_going_back_to_older_words_makes_a_new_version(course):
    course.change(LESSON, "Every evening", "Each evening")
    course.publish()
    course.change(LESSON, "Each evening", "Every evening")

    assert course.publish() == 1
    assert numbers(course) == [1, 2, 3]
    assert course.version(number=3).content_hash == course.version(number=1).content_hash


def test_versions_are_written_back_byte_for_byte(course):
    assert service.export_course(course.db, "small-course") == files_of(SMALL)
    assert service.export_course(course.db, "nobody-s") == {}


def test_what_is_written_back_is_the_newest_and_loading_it_makes_nothing(course, tmp_path):
    course.change(LESSON, "Every evening", "Each evening")
    course.change("glossary/vi.toml", "lập trước khi chi", "lập trước khi tiêu")
    course.write("glossary/en.toml", (SMALL / "glossary/en.toml").read_text("utf-8") + "\n# e\n")
    course.publish()

    written = service.export_course(course.db, "small-course")
    for path, content in written.items():
        target = tmp_path / "back" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    source, faults = read_course(tmp_path / "back")

    assert written == files_of(course.folder)
    assert (load(course.db, source), faults) == (0, [])


def test_a_module_taken_out_of_the_course_is_not_written_back(course):
    course.change("course.toml", '["first-steps", "shared-shop"]', '["first-steps"]')
    shutil.rmtree(course.folder / "modules/02-shared-shop")

    assert course.publish() == 0
    assert service.export_course(course.db, "small-course") == files_of(course.folder)


def test_a_file_is_kept_once_under_its_hash(course):
    contents = set(files_of(SMALL).values())

    kept = {row.hash: row.content for row in course.db.execute(select(Blob.hash, Blob.content))}

    assert set(kept.values()) == contents
    assert all(hashlib.sha256(content).hexdigest() == key for key, content in kept.items())


def test_nothing_is_written_before_everything_is_made(course, monkeypatch):
    course.change(LESSON, "Every evening", "Each evening")
    course.change("modules/02-shared-shop/en/01-one-vote.md", "Five women", "5 women")
    source, _ = read_course(course.folder)
    seen = []
    make = publishing.make

    def watched(module, glossary, **how):
        seen.append((module.id, numbers(course), list(course.db.new)))
        if module.id == "shared-shop":
            raise ValueError("a picture is broken")
        return make(module, glossary, **how)

    monkeypatch.setattr(publishing, "make", watched)
    how = {"words_of": pack_words, "fonts": paths.FONTS, "now": NOW, "print_pdf": cheap_pdf}
    with pytest.raises(ValueError, match="a picture is broken"):
        service.load_course(course.db, source, kind=Kind.REVISION, **how)

    assert seen == [("first-steps", [1], []), ("shared-shop", [1], [])]
    assert numbers(course) == [1]


def test_a_pdf_to_take_along_is_printed_with_the_pictures_and_the_same_twice():
    source, _ = read_course(SMALL)
    made = [
        publishing.make(
            source.modules[0],
            source.glossary,
            number=1,
            words_of=pack_words,
            fonts=paths.FONTS,
            now=NOW,
        )
        for _ in range(2)
    ]

    pdf = made[0].packs["vi", "pdf"]
    assert (pdf[:5], pdf == made[1].packs["vi", "pdf"]) == (b"%PDF-", True)
    assert made[0].facts["packs"]["vi"]["pdf"] == len(pdf)
    assert b"data:image/svg+xml;base64," in made[0].packs["en", "html"]


def test_notes_are_cut_at_their_own_fence():
    source, _ = read_course(SMALL)
    made = publishing.make(
        source.modules[1],
        source.glossary,
        number=1,
        words_of=pack_words,
        fonts=paths.FONTS,
        now=NOW,
        print_pdf=cheap_pdf,
    )

    texts = {key: html for key, html in made.trainers.items() if key[1] == "en"}

    assert sorted(key[0] for key in texts) == ["", "one-vote", "share-the-surplus"]
    assert "Play the meeting" in texts["", "en"]
    assert "144,000 each" not in texts["", "en"]
    assert texts["share-the-surplus", "en"] == "<p>Answer: 720,000 to share, 144,000 each.</p>\n"

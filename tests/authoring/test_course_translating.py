"""The course's own files in translation: its titles and glossaries, text by text, in step."""

from __future__ import annotations

from io import BytesIO

import pytest
from course_fixture import cheap_pdf
from factories import NOW
from sqlalchemy import delete, select
from tokens import hidden_of

from lms import paths
from lms.accounts.kinds import Role
from lms.authoring import queries, translating
from lms.authoring.draft_checks import Press
from lms.authoring.models import ModuleDraft, TranslationRecord
from lms.authoring.noting import note_course
from lms.authoring.translation_queries import COURSE
from lms.courses import queries as courses
from lms.courses.models import CourseVersion, ModuleVersion
from lms.courses.words import pack_words
from lms.quiz_checker import check_quiz, read_self_check
from tests.authoring.translating_page import fields, get, name_of, states, typed

WORK = "/author/translations/"
VI = "/author/modules/course.toml/translate/vi/"
WORDS = f"{VI}glossary/en.toml"
TITLES = f"{VI}course.toml"
EDIT = "/author/course/edit/glossary/en.toml"
OLD = "What is left of the year's income when all costs are paid."
NEW = "What is left of the income of a year when all is paid."
THEIRS = "Phần còn lại của thu nhập trong năm sau khi đã trả mọi chi phí."
MENDED = "Phần còn lại của thu nhập sau khi trả hết."


@pytest.fixture(autouse=True)
def cheap(app):
    """A press that prints cheaply."""
    app.extensions["lms.press"] = Press(
        check_quiz, read_self_check, pack_words, paths.FONTS, cheap_pdf
    )


@pytest.fixture
def author(course, db, browse, make):
    """An author of the course, whose translations are noted as `lms courses load` leaves them."""
    note_course(db, None, now=NOW)
    db.commit()
    return browse(make.user(Role.AUTHOR))


def glossary(db, language="vi") -> str:
    db.expire_all()
    version = courses.course_version(db, "small-course")
    return (queries.content(db, version.files[f"glossary/{language}.toml"]) or b"").decode()


def change_the_source(author):
    page = author.get(EDIT)
    text = fields(page.text.replace('name="text"', 'name="t-text"'))["t-text"]
    assert OLD in text
    sent = {"text": text.replace(OLD, NEW), "seen": hidden_of(page)["seen"]}
    assert author.post(EDIT, sent).status_code == 303


def test_the_work_list_has_the_titles_and_the_glossary_of_the_course(author):
    page = get(author, WORK)
    files = get(author, VI)

    assert page.count("<tbody>") == 3
    assert f'href="{VI}"' in page
    assert files.count('<th scope="row">') == 2
    assert "course.toml</a>" in files
    assert "glossary/en.toml</a>" in files
    assert set(states(get(author, WORDS))) == {"current"}
    assert set(states(get(author, TITLES))) == {"current"}


def test_a_changed_meaning_makes_its_translation_stale_until_it_is_saved(author, db):
    change_the_source(author)
    stale = get(author, WORDS)

    answer = author.post(WORDS, data=typed(stale, THEIRS, MENDED))

    assert states(stale)["stale"] == 1
    assert "<del>" in stale
    assert (answer.status_code, answer.location) == (303, WORDS)
    assert (THEIRS in glossary(db), MENDED in glossary(db)) == (False, True)
    assert "stale" not in states(get(author, WORDS))
    assert db.scalars(select(ModuleDraft)).all() == []


def test_what_is_still_right_is_confirmed_and_nothing_is_published(author, db, course):
    change_the_source(author)
    made = course.rows(CourseVersion), course.rows(ModuleVersion)
    page = get(author, WORDS)
    sent = fields(page)

    answer = author.post(WORDS, data={**sent, "confirm": name_of(sent, THEIRS)[2:]})

    assert answer.status_code == 303
    assert states(get(author, WORDS))["confirmed"] == 1
    assert (course.rows(CourseVersion), course.rows(ModuleVersion)) == made


def test_a_course_from_before_is_noted_as_it_stood_before_the_change(author, db):
    db.execute(delete(TranslationRecord))
    db.commit()

    change_the_source(author)

    assert states(get(author, WORDS))["stale"] == 1


def test_a_word_that_the_checks_refuse_is_not_saved_and_what_was_typed_stays(author, db):
    before = glossary(db)
    page = get(author, TITLES)
    sent = fields(page)
    name = next(one for one in sent if one.startswith("t-"))

    answer = author.post(TITLES, data={**sent, name: ""})

    assert answer.status_code == 422
    assert "A text cannot be left empty" in answer.text
    assert glossary(db) == before


def test_a_translator_reads_and_sends_out_but_an_author_saves(author, at, db):
    translator = at("")
    page = get(translator, WORDS)
    sent = fields(get(author, WORDS))

    answer = translator.post(WORDS, data=sent)
    out = translator.get(f"{VI}export.xlf")

    assert (fields(page), "an author of the course saves them" in page) == ({}, True)
    assert answer.status_code == 403
    assert (out.status_code, THEIRS in out.text) == (200, True)
    assert 'type="file"' not in get(translator, VI)


def test_a_translators_file_changes_titles_and_words_at_once(author, db):
    out = author.get(f"{VI}export.xlf").text
    title = courses.course_version(db, "small-course").facts["title"]["vi"]
    assert out.count(title) == 1
    back = out.replace(THEIRS, MENDED).replace(title, f"{title} hay")

    sent = {"file": (BytesIO(back.encode()), "vi.xlf"), "take": "1"}
    answer = author.post(f"{VI}import", data=sent, content_type="multipart/form-data")

    assert answer.status_code == 303
    assert MENDED in glossary(db)
    version = courses.course_version(db, "small-course")
    assert version.facts["title"]["vi"] == f"{title} hay"
    desk = translating.desk(db, COURSE, "vi")
    assert {one.state.value for pair in desk.pairs for one in pair.steps} == {"current"}


def test_words_of_the_course_that_are_behind_stand_in_the_inbox_of_who_translates_all(author, at):
    before = author.get("/author/inbox/").text
    change_the_source(author)

    after = author.get("/author/inbox/").text

    assert (before.count(VI), after.count(VI)) == (0, 1)
    assert VI in at("").get("/author/inbox/?show=translations").text
    assert VI not in at("first-steps:vi").get("/author/inbox/?show=translations").text


def test_a_language_is_done_to_a_hundred_percent_only_when_nothing_is_left(author, monkeypatch):
    nearly = {"done": 999, "wanted": 1000, "stale": 1, "missing": 0, "confirmed": 0, "surplus": 0}
    monkeypatch.setattr("lms.authoring.translation_lists.shown", lambda _: nearly)

    page = get(author, WORK)

    assert "99%" in page
    assert "100%" not in page

"""Translation in step from end to end: what is remembered, what becomes stale, what mends it."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW, Make
from sqlalchemy import func, select

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries, service
from lms.authoring.file_queries import pointers
from lms.authoring.models import Forgiven, ModuleDraft, TranslationRecord
from lms.authoring.noting import note_published
from lms.courses.models import Module, ModuleVersion
from tests.authoring.translating_page import (
    FILE,
    MENDED,
    NEW,
    SENTENCE,
    THEIRS,
    fields,
    get,
    states,
    typed,
)

VI_FILE = "vi/01-write-it-down.md"


@pytest.fixture
def translator(make: Make, db):
    """Somebody who translates the first module into Vietnamese and nothing else."""
    user = make.user()
    user.grants.append(Grant(role=Role.TRANSLATOR, scope="first-steps:vi", given_at=NOW))
    db.commit()
    return user


def published(noted) -> ModuleVersion:
    version = noted.course.version()
    noted.db.refresh(version)
    return version


def republish(noted) -> None:
    """Publish a change of the English lesson alone, then begin the next draft."""
    noted.change("en/01-write-it-down.md", SENTENCE, MENDED)
    noted.publish()
    noted.reopen()
    noted.db.commit()


def rows(db, *what) -> int:
    return db.scalar(select(func.count()).select_from(TranslationRecord).where(*what))


def test_what_is_loaded_is_remembered_once_and_all_current(noted, db):
    before = rows(db)

    note_published(db, {}, pointers(db), now=NOW)

    assert before > 100
    assert rows(db) == before
    assert published(noted).facts["stale"] == {"vi": []}
    files = published(noted).facts["translation"]["files"]["vi"]
    assert all(isinstance(count, int) and count > 0 for count in files.values())


def test_english_changes_and_vietnamese_is_stale_until_it_is_mended(
    noted, translator, browse, make, db
):
    republish(noted)
    assert published(noted).facts["stale"] == {"vi": ["write-it-down"]}
    vi = browse(translator)
    page = get(vi)
    assert states(page) == {"current": 21, "stale": 1}
    assert "<del>evening</del><ins>night</ins>" in page

    answer = vi.post(FILE, typed(page, THEIRS, NEW))

    assert answer.status_code == 303
    assert states(get(vi)) == {"current": 22}
    assert published(noted).facts["stale"] == {"vi": ["write-it-down"]}
    noted.draft = queries.draft_to_change(db, queries.draft(db, "first-steps").id)
    noted.publish()
    assert published(noted).facts["stale"] == {"vi": []}
    assert rows(db, TranslationRecord.unit_key.startswith("draft:")) == 0


def test_learners_of_a_stale_lesson_are_told_in_their_language_and_no_others(
    noted, browse, make, db
):
    learner = make.user()
    republish(noted)

    stale = browse(learner, lang="vi").get("/learn/first-steps/write-it-down/").text
    other = browse(learner, lang="vi").get("/learn/first-steps/two-pockets/").text
    english = browse(learner).get("/learn/first-steps/write-it-down/").text

    assert [text.count('href="?lang=en"') for text in (stale, other, english)] == [1, 0, 0]


def test_a_translation_found_still_right_is_confirmed_and_learners_are_told_no_more(
    noted, translator, browse, db
):
    republish(noted)
    vi = browse(translator)
    page = get(vi)
    name = next(n for n in fields(page) if n.startswith("t-") and f'value="{n[2:]}"' in page)

    answer = vi.post(FILE, fields(page) | {"confirm": name[2:]})

    assert answer.status_code == 303
    assert states(get(vi)) == {"current": 21, "confirmed": 1}
    assert published(noted).facts["stale"] == {"vi": []}


def test_a_forgiven_change_asks_nothing_of_translators(noted, translator, browse, db):
    republish(noted)
    changes = "/author/modules/first-steps/translate/"
    author = browse(noted.author)
    page = get(author, changes)
    sent = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("path", "old", "new")
    }

    answers = [author.post(f"{changes}forgive", sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert db.scalar(select(func.count()).select_from(Forgiven)) == 1
    assert states(get(browse(translator))) == {"current": 22}
    assert "text-card" not in get(author, changes)
    assert published(noted).facts["stale"] == {"vi": []}


def test_a_forged_change_is_not_forgiven(noted, browse, db):
    author = browse(noted.author)
    forged = {"path": "en/nothing.md", "old": "0" * 64, "new": "1" * 64}
    half = {"path": "en/quiz.gift", "old": "x", "new": "1" * 64}

    for sent in (forged, half, {}):
        author.post("/author/modules/first-steps/translate/forgive", sent)

    assert db.scalar(select(func.count()).select_from(Forgiven)) == 0


def test_a_draft_thrown_away_takes_what_was_remembered_of_it_along(noted, translator, browse, db):
    noted.change("en/01-write-it-down.md", SENTENCE, MENDED)
    db.commit()
    vi = browse(translator)
    vi.post(FILE, typed(get(vi), THEIRS, NEW))
    draft = queries.draft(db, "first-steps")
    drafted = rows(db, TranslationRecord.unit_key.startswith("draft:"))

    service.drop_draft(db, noted.author, draft, now=NOW)
    db.commit()

    assert drafted == 1
    assert rows(db, TranslationRecord.unit_key.startswith("draft:")) == 0
    assert states(get(vi)) == {"current": 22}


def test_files_that_are_loaded_again_make_old_translations_stale(noted, course, db):
    before = pointers(db)
    course.change("modules/01-first-steps/en/01-write-it-down.md", SENTENCE, MENDED)
    course.publish()

    note_published(db, before, pointers(db), now=NOW)
    db.commit()

    assert published(noted).facts["stale"] == {"vi": ["write-it-down"]}


def test_a_translation_that_comes_with_a_change_is_current(noted, course, db):
    before = pointers(db)
    course.change("modules/01-first-steps/en/01-write-it-down.md", SENTENCE, MENDED)
    course.change("modules/01-first-steps/vi/01-write-it-down.md", THEIRS, NEW)
    course.publish()

    note_published(db, before, pointers(db), now=NOW)
    db.commit()

    assert published(noted).facts["stale"] == {"vi": []}


def test_saving_begins_a_draft_where_there_is_none(noted, translator, browse, db):
    service.drop_draft(db, noted.author, noted.draft, now=NOW)
    db.commit()
    vi = browse(translator)

    answer = vi.post(FILE, typed(get(vi), THEIRS, NEW))

    assert answer.status_code == 303
    draft = db.scalars(select(ModuleDraft)).one()
    text = queries.contents(db, {"x": draft.files[VI_FILE]})["x"].decode()
    assert NEW in text
    assert draft.changed_by == translator.id


def more_modules(db, noted, count: int) -> None:
    """Modules with the texts of the first one and a draft each, in a course of six languages."""
    course = queries.course_of(db, "first-steps")
    version, draft = published(noted), noted.draft
    ids = [f"more-{number}" for number in range(count)]
    for key in ids:
        values = {"number": 1, "kind": "revision", "content_hash": key, "published_at": NOW}
        facts = {**version.facts, "translation": {}}
        copied = {"folder": key, "files": version.files, "facts": facts}
        made = ModuleVersion(id=uuid.uuid4(), module_id=key, **values, **copied)
        db.add_all([made, Module(id=key, published_id=made.id)])
        db.flush()  # the draft stands on it
        states = {"rev": 1, "changed_at": NOW, "state": draft.state, "state_at": NOW}
        own = {"course_id": "small-course", "folder": key, "files": draft.files}
        db.add(ModuleDraft(module_id=key, base_id=made.id, **own, **states))
    languages = ["en", "vi", "mn", "ky", "ru", "ko"]
    modules = [*course.facts["modules"], *ids]
    course.facts = {**course.facts, "modules": modules, "languages": languages}
    db.commit()


@pytest.mark.parametrize("count", [1, 12])
def test_the_work_list_costs_six_statements(noted, browse, counting, db, count):
    republish(noted)
    more_modules(db, noted, count)
    author = browse(noted.author)

    with counting() as statements:
        page = get(author, "/author/translations/")

    assert len(statements) == 6, statements
    assert page.count("<tbody>") == count + 3
    assert page.count(' lang="ky" aria-label=') == count + 3


def test_nothing_but_stored_counts_is_read_where_no_draft_differs(noted, browse, counting, db):
    service.drop_draft(db, noted.author, noted.draft, now=NOW)
    db.commit()
    author = browse(noted.author)

    with counting() as statements:
        get(author, "/author/translations/")

    assert len(statements) == 4, statements

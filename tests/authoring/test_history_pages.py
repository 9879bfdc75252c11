"""The history of a module: its versions, two of them side by side, one brought back."""

from __future__ import annotations

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.authoring.models import ModuleDraft, Publication
from lms.courses import service as course_service
from lms.courses.models import Kind, ModuleVersion
from lms.progress import service as progress
from tests.authoring.conftest import LESSON, MODULE, PRESS

URL = f"/author/modules/{MODULE}/"
HISTORY = f"{URL}history/"
RESTORE = f"{HISTORY}1/restore/"


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


@pytest.fixture
def published(desk):
    """A second version in which one line of one lesson is another."""
    desk.change(LESSON, "Every evening", "Each long evening")
    desk.publish(message="An evening is long.")
    return desk


def sent(**values):
    return {"newest": "2", "kind": "revision", "message": "The old one was right."} | values


def test_the_history_says_who_when_what_and_how_many_are_in_it(published, browse, make, db):
    old = published.course.version(number=1)
    learners = [make.user() for _ in range(3)]
    for one in learners:
        progress.begin_module(db, one, MODULE, old.id, now=NOW)
    db.commit()

    page = browse(published.author).get(HISTORY)

    assert page.text.index('id="version-2"') < page.text.index('id="version-1"')
    assert "An evening is long." in page.text
    assert f"Approved by {published.chief.name}" in page.text
    assert "Loaded from files" in page.text
    assert '<td class="figure">3</td>' in page.text
    assert f'href="{HISTORY}1/2/"' in page.text
    assert f'href="{RESTORE}"' in page.text
    assert [one for one in learners if one.name in page.text] == []


def test_who_may_only_review_sees_the_history_and_cannot_bring_back(published, browse, make):
    reviewer = browse(make.user(Role.REVIEWER))

    page = reviewer.get(HISTORY)
    codes = [reviewer.get(RESTORE).status_code, reviewer.post(RESTORE, sent()).status_code]

    assert (page.status_code, RESTORE in page.text) == (200, False)
    assert codes == [403, 403]


def many_versions(desk, most):
    newest = desk.course.version()
    for number in range(newest.number + 1, most + 1):
        desk.db.add(
            ModuleVersion(
                module_id=MODULE,
                number=number,
                kind=Kind.REVISION.value,
                folder=newest.folder,
                content_hash="made by hand",
                files=newest.files,
                facts=newest.facts,
                published_at=NOW,
            )
        )
    desk.db.commit()


def test_the_history_has_pages_of_fifty_and_an_end(desk, browse):
    many_versions(desk, 52)
    author = browse(desk.author)

    first, second = author.get(HISTORY), author.get(f"{HISTORY}?below=3")

    assert f'href="{HISTORY}?below=3"' in first.text
    assert ('id="version-3"' in first.text, 'id="version-2"' in first.text) == (True, False)
    assert ('id="version-2"' in second.text, "Older versions" in second.text) == (True, False)
    assert author.get(f"{HISTORY}?below=nonsense").status_code == 200


@pytest.mark.parametrize("versions", [1, 3])
def test_the_history_costs_the_same_for_one_version_and_three(desk, browse, counting, versions):
    many_versions(desk, versions)
    author = browse(desk.author)

    with counting() as statements:
        author.get(HISTORY)

    assert len(statements) == 6, statements


def test_two_versions_stand_side_by_side_either_way_round(published, browse):
    author = browse(published.author)

    there = author.get(f"{HISTORY}1/2/")
    back = author.get(f"{HISTORY}2/1/")

    assert "From version 1 to version 2" in there.text
    assert "<del>Every</del><ins>Each long</ins> evening" in there.text
    assert "<del>Each long</del><ins>Every</ins> evening" in back.text


def test_a_version_is_compared_with_the_draft_and_with_itself(published, browse):
    published.reopen()
    published.change(LESSON, "Each long evening", "Each night")
    published.db.commit()
    author = browse(published.author)

    draft = author.get(f"{HISTORY}2/0/")
    same = author.get(f"{HISTORY}2/2/")

    assert "From version 2 to the draft" in draft.text
    assert "<del>long evening</del><ins>night</ins>" in draft.text
    assert "Both hold the same files." in same.text


def test_a_state_that_is_not_there_cannot_be_compared(published, browse):
    author = browse(published.author)

    codes = {
        one: author.get(f"{HISTORY}{one}").status_code
        for one in ("1/3/", "0/1/", "1/99999999999999999999/", "77/restore/", "0/restore/")
    }

    assert set(codes.values()) == {404}


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        ("vi/01-write-it-down.md", "tiền", "tiền bạc", "<ins> bạc</ins>"),
        (LESSON, "Every", "매일 저녁 Every", "<ins>매일 저녁 </ins>"),
    ],
)
def test_words_of_every_script_are_compared_whole(desk, browse, path, old, new, shown):
    text = desk.text(path)
    desk.save(path, text.replace(old, new, 1))
    desk.publish()

    page = browse(desk.author).get(f"{HISTORY}1/2/")

    assert shown in page.text


def test_an_older_version_comes_back_byte_for_byte_as_a_new_one(published, browse, db):
    before = published.course.version(number=1).files
    author = browse(published.author)

    page = author.get(RESTORE)
    answer = author.post(RESTORE, sent())

    made = db.scalars(select(Publication).order_by(Publication.at, Publication.moved)).all()
    restored = next(one for one in made if one.restored_id)
    assert "<del>Each long</del><ins>Every</ins> evening" in page.text
    assert (answer.status_code, answer.location) == (303, HISTORY)
    assert published.course.version().number == 3
    assert published.course.version().files == before
    assert restored.message == "The old one was right."
    assert "an older version brought back" in author.get(HISTORY).text


def test_what_is_exported_after_bringing_back_equals_what_was_loaded(desk, browse, db):
    course_id = "small-course"
    loaded = course_service.export_course(db, course_id)
    desk.change(LESSON, "Every evening", "Each long evening")
    desk.publish()
    assert course_service.export_course(db, course_id) != loaded

    browse(desk.author).post(RESTORE, sent())

    assert course_service.export_course(db, course_id) == loaded


def test_a_draft_stays_when_an_older_version_comes_back_and_is_behind(published, browse, db):
    published.reopen()
    db.commit()
    author = browse(published.author)

    author.post(RESTORE, sent())

    assert published.course.rows(ModuleDraft) == 1
    assert "Version 3 was published since this draft was begun" in author.get(f"{URL}publish/").text


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"message": " "}, 422, "Say in a sentence what has changed and why."),
        ({"message": "a" * 2001}, 422, "Write at most 2000 characters."),
        ({"kind": "all"}, 422, "Choose one of the answers."),
        ({"newest": "1"}, 409, "Something else was published since you read this."),
        ({"newest": ""}, 409, "Something else was published since you read this."),
    ],
)
def test_a_fault_in_the_form_brings_nothing_back(published, browse, values, status, said):
    answer = browse(published.author).post(RESTORE, sent(**values))

    assert answer.status_code == status
    assert said in answer.text
    assert published.course.version().number == 2


def test_the_published_version_is_not_brought_back(published, browse):
    author = browse(published.author)

    page = author.get(f"{HISTORY}2/restore/")
    answer = author.post(f"{HISTORY}2/restore/", sent())

    assert "There is nothing to bring back." in page.text
    assert answer.status_code == 409
    assert published.course.rows(Publication) == 1

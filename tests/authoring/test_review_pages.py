"""Review on the pages: ask, approve, notes on lines, send back, settle, bring up to date."""

from __future__ import annotations

import uuid

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.authoring.models import DraftState, ModuleDraft, Publication, ReviewNote
from lms.trail.models import TrailEntry
from tests.authoring.conftest import LESSON, MODULE, PRESS

URL = f"/author/modules/{MODULE}/"
PUBLISH = f"{URL}publish/"
SECOND = "en/02-two-pockets.md"


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


@pytest.fixture
def changed(desk):
    desk.change(LESSON, "Every evening", "Each long evening")
    desk.db.commit()
    return desk


@pytest.fixture
def reviewer(changed, browse, make):
    """Somebody who may review this module and nothing else."""
    user = make.user(Role.REVIEWER)
    user.grants[0].scope = MODULE
    changed.db.commit()
    return browse(user)


def state(db):
    db.expire_all()
    return db.scalars(select(ModuleDraft)).one().state


def notes(db):
    db.expire_all()
    return db.scalars(select(ReviewNote)).all()


def send(draft, **values):
    return {
        "rev": str(draft.rev),
        "newest": "1",
        "kind": "revision",
        "message": "Clearer.",
    } | values


def note(**values):
    return {"path": LESSON, "line": "7", "text": "Say which evening."} | values


def test_what_a_reviewer_approves_its_author_publishes(changed, browse, reviewer, db):
    author = browse(changed.author)
    author.post(f"{PUBLISH}ask-review")
    asked = state(db)

    reviewer.post(f"{PUBLISH}approve", {"rev": str(changed.draft.rev)})
    approved = author.get(PUBLISH)
    answer = author.post(PUBLISH, send(changed.draft))

    assert asked is DraftState.ASKED
    assert "Approved" in approved.text
    assert answer.status_code == 303
    assert db.scalars(select(Publication)).one().self_approved is False
    assert "Approved by" in author.get(f"{URL}history/").text


def test_who_wrote_last_cannot_approve(changed, browse, db):
    author = browse(changed.author)

    page = author.get(PUBLISH)
    answer = author.post(f"{PUBLISH}approve", {"rev": str(changed.draft.rev)})

    assert f'action="{PUBLISH}approve"' not in page.text
    assert answer.status_code == 409
    assert "You wrote part of this draft, so another person must approve it." in answer.text
    assert state(db) is DraftState.OPEN


def test_a_course_may_let_authors_approve_their_own_and_the_history_shows_it(
    changed, browse, db, monkeypatch
):
    monkeypatch.setattr("lms.authoring.publishing.self_approval", lambda *_: True)
    author = browse(changed.author)

    page = author.get(PUBLISH)
    answer = author.post(PUBLISH, send(changed.draft))

    assert "let you approve what you wrote yourself" in page.text
    assert db.scalars(select(Publication)).one().self_approved is True
    assert "Approved by the same person who wrote it" in author.get(answer.location).text


@pytest.mark.parametrize("rev", ["0", "", "99", "x", "1.0", "-1"])
def test_what_was_saved_since_it_was_read_is_not_approved(changed, reviewer, db, rev):
    answer = reviewer.post(f"{PUBLISH}approve", {"rev": rev})

    assert answer.status_code == 409
    assert "saved again since you read it" in answer.text
    assert state(db) is DraftState.OPEN


def test_another_save_takes_the_approval_back(changed, reviewer, db):
    reviewer.post(f"{PUBLISH}approve", {"rev": str(changed.draft.rev)})

    changed.change(LESSON, "Each long evening", "Each evening")
    db.commit()

    assert state(db) is DraftState.OPEN


def test_a_note_stands_with_its_file_and_line_until_it_is_settled(changed, browse, reviewer, db):
    answer = reviewer.post(f"{PUBLISH}notes", note(text="Which\r\n<b>evening</b>?"))
    author = browse(changed.author)
    page = author.get(PUBLISH)
    settle = f"{PUBLISH}notes/{notes(db)[0].id}/settle"

    done = author.post(settle)
    author.post(settle)

    assert (answer.status_code, done.status_code) == (303, 303)
    assert f'href="{URL}edit/{LESSON}?line=7"' in page.text
    assert "Which\n&lt;b&gt;evening&lt;/b&gt;?" in page.text
    assert f'action="{settle}"' in page.text
    assert f'action="{settle}"' not in author.get(PUBLISH).text
    assert notes(db)[0].done_by == changed.author.id
    acts = db.scalars(select(TrailEntry.act).where(TrailEntry.act == "authoring.settle_note"))
    assert len(acts.all()) == 1


def test_a_draft_goes_back_with_a_note(changed, reviewer, db):
    answer = reviewer.post(f"{PUBLISH}return", note(line=""))

    assert answer.location == PUBLISH
    assert state(db) is DraftState.RETURNED
    assert [(one.path, one.line, one.text) for one in notes(db)] == [
        (LESSON, 0, "Say which evening.")
    ]


@pytest.mark.parametrize("door", ["notes", "return"])
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": ""}, "Say what must change."),
        ({"text": "a" * 2001}, "Write at most 2000 characters."),
        ({"path": "../../etc/passwd"}, "Choose one of the answers."),
        ({"path": "en/99-not-there.md"}, "Choose one of the answers."),
        ({"path": "a\0b"}, "Choose one of the answers."),
        ({"line": "-1"}, "Write a number from 0 to 100,000."),
        ({"line": "999999"}, "Write a number from 0 to 100,000."),
        ({"line": "1.5"}, "Write a whole number."),
        ({"line": "first"}, "Write a number"),
    ],
)
def test_a_bad_note_is_said_beside_its_field_and_is_not_kept(
    changed, reviewer, db, door, values, said
):
    answer = reviewer.post(f"{PUBLISH}{door}", note(**values))

    assert answer.status_code == 422
    assert said in answer.text
    assert notes(db) == []
    assert state(db) is DraftState.OPEN


def test_a_note_of_another_module_is_not_settled_through_this_one(changed, browse, db):
    other = ReviewNote(
        module_id="shared-shop", path=LESSON, line=1, text="x", by_id=changed.chief.id, at=NOW
    )
    db.add(other)
    db.commit()
    chief = browse(changed.chief)

    codes = [
        chief.post(f"{PUBLISH}notes/{one}/settle").status_code for one in (other.id, uuid.uuid4())
    ]

    assert codes == [404, 404]
    assert notes(db)[0].done_at is None


def test_a_translator_settles_notes_on_files_of_their_language_only(changed, browse, make, db):
    translator = make.user(Role.TRANSLATOR)
    translator.grants[0].scope = f"{MODULE}:vi"
    for path in (LESSON, "vi/01-write-it-down.md"):
        db.add(ReviewNote(module_id=MODULE, path=path, line=1, text="x", at=NOW))
    db.commit()
    there = browse(translator)

    codes = {
        one.path: there.post(f"{PUBLISH}notes/{one.id}/settle").status_code for one in notes(db)
    }

    assert codes == {LESSON: 403, "vi/01-write-it-down.md": 303}


@pytest.fixture
def behind(changed, course, db):
    """A draft that is behind: the published version changed the same lesson and another one."""
    for path, old, new in (
        (LESSON, "Every evening", "Every night"),
        (SECOND, "for dinner", "for supper"),
    ):
        course.change(f"modules/01-first-steps/{path}", old, new)
    course.publish()
    return changed


def test_a_draft_that_is_behind_says_what_both_changed_and_is_not_published(behind, browse):
    chief = browse(behind.chief)

    page = chief.get(PUBLISH)
    answer = chief.post(PUBLISH, send(behind.draft, newest="2"))

    assert "Version 2 was published since this draft was begun" in page.text
    assert f"Both changed {LESSON}. Which one stands?" in page.text
    assert f"These come along by themselves: {SECOND}." in page.text
    assert f'method="post" action="{PUBLISH}"' not in page.text
    assert answer.status_code == 409
    assert behind.course.rows(Publication) == 0


@pytest.mark.parametrize(
    ("side", "words"), [("mine", "Each long evening"), ("theirs", "Every night")]
)
def test_a_draft_is_brought_up_to_date_with_the_side_that_was_chosen(
    behind, browse, db, side, words
):
    sent = send(behind.draft, newest="2") | {f"take:{LESSON}": side}

    answer = browse(behind.author).post(f"{PUBLISH}rebase", sent)

    db.refresh(behind.draft)
    assert answer.location == PUBLISH
    assert behind.draft.base_id == behind.course.version().id
    assert words in behind.text(LESSON)
    assert "for supper" in behind.text(SECOND)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choose for each of them."),
        ({f"take:{LESSON}": "neither"}, "Choose for each of them."),
        ({"take:../x": "mine"}, "Choose for each of them."),
        ({f"take:{LESSON}": "mine", "newest": "1"}, "Something else was published since"),
        ({f"take:{LESSON}": "mine", "rev": "0"}, "saved again since you read it"),
    ],
)
def test_without_a_choice_for_each_file_nothing_is_brought_together(
    behind, browse, db, values, said
):
    before = behind.draft.base_id

    answer = browse(behind.author).post(f"{PUBLISH}rebase", send(behind.draft, newest="2") | values)

    db.refresh(behind.draft)
    assert answer.status_code == 409
    assert said in answer.text
    assert behind.draft.base_id == before

"""Drafts: opening, saving, two editors, undoing, bringing up to date."""

from __future__ import annotations

import pytest
from factories import NOW
from sqlalchemy import select

from lms.authoring import queries, service
from lms.authoring.draft_checks import checks_of
from lms.authoring.models import DraftChange, DraftState, ModuleDraft
from lms.authoring.service import Conflict, RebaseConflict, hash_of
from lms.errors import NotFound, Refusal
from tests.authoring.conftest import LESSON, MODULE, PRESS

OTHER = "vi/01-write-it-down.md"


def save(desk, actor, path, content, seen):
    return service.save_file(desk.db, actor, desk.draft, path, content, seen=seen, now=NOW)


def test_a_draft_begins_with_the_published_files_and_there_is_one(desk):
    again = service.open_draft(desk.db, desk.chief, MODULE, now=NOW)

    version = desk.course.version()
    assert (again.id, again.files, again.base_id) == (desk.draft.id, version.files, version.id)
    assert (again.folder, again.course_id, again.rev) == ("01-first-steps", "small-course", 0)
    assert (again.changed_by, desk.course.rows(ModuleDraft)) == (desk.author.id, 1)


def test_a_module_that_is_not_there_has_no_draft(desk):
    with pytest.raises(NotFound):
        service.open_draft(desk.db, desk.author, "no-such", now=NOW)


def test_a_save_is_kept_and_written_down(desk):
    before = desk.draft.files[LESSON]

    desk.change(LESSON, "Every evening", "Each evening")
    desk.db.commit()

    change = desk.db.scalars(select(DraftChange)).one()
    after = hash_of(desk.text().encode())
    assert (change.path, change.old_hash, change.new_hash) == (LESSON, before, after)
    assert (change.rev, change.by_id, desk.draft.rev) == (1, desk.author.id, 1)
    assert "Each evening" in desk.text()
    assert desk.course.version().files[LESSON] == before


def test_the_second_of_two_editors_is_told_and_sees_both_and_nothing_is_lost(desk):
    seen = desk.draft.files[LESSON]
    save(desk, desk.author, LESSON, b"first\n", seen)

    with pytest.raises(Conflict) as told:
        save(desk, desk.chief, LESSON, b"second\n", seen)

    assert (told.value.mine, told.value.theirs) == (b"second\n", b"first\n")
    assert (told.value.status, desk.text()) == (409, "first\n")
    save(desk, desk.chief, LESSON, b"first and second\n", told.value.seen)
    assert (desk.text(), desk.draft.rev) == ("first and second\n", 2)


def test_two_editors_of_different_files_do_not_meet(desk):
    one, two = desk.draft.files[LESSON], desk.draft.files[OTHER]

    save(desk, desk.author, LESSON, b"first\n", one)
    save(desk, desk.chief, OTHER, b"second\n", two)

    assert (desk.text(), desk.text(OTHER)) == ("first\n", "second\n")


def test_the_same_content_is_no_conflict_and_no_change(desk):
    seen = desk.draft.files[LESSON]
    save(desk, desk.author, LESSON, b"same\n", seen)

    save(desk, desk.chief, LESSON, b"same\n", seen)

    assert (desk.draft.rev, desk.course.rows(DraftChange)) == (1, 1)


def test_who_saves_what_was_removed_meanwhile_is_told(desk):
    seen = desk.draft.files[LESSON]
    service.remove_file(desk.db, desk.author, desk.draft, LESSON, seen=seen, now=NOW)

    with pytest.raises(Conflict) as told:
        save(desk, desk.chief, LESSON, b"mine\n", seen)

    assert (told.value.theirs, told.value.seen) == (None, None)
    save(desk, desk.chief, LESSON, b"mine\n", None)
    assert desk.text() == "mine\n"


def test_a_file_is_not_removed_under_somebody_s_hands(desk):
    seen = desk.draft.files[LESSON]
    save(desk, desk.author, LESSON, b"new\n", seen)

    with pytest.raises(Conflict):
        service.remove_file(desk.db, desk.chief, desk.draft, LESSON, seen=seen, now=NOW)

    assert desk.text() == "new\n"


def test_removing_twice_changes_nothing(desk):
    seen = desk.draft.files[LESSON]
    for _ in range(2):
        service.remove_file(desk.db, desk.author, desk.draft, LESSON, seen=seen, now=NOW)

    assert (LESSON in desk.draft.files, desk.draft.rev) == (False, 1)


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("../x.md", 1, 422), ("en/x.html", 1, 422), (LESSON, 2_000_001, 413)],
)
def test_what_no_module_can_hold_is_refused(desk, path, size, status):
    with pytest.raises(Refusal) as no:
        save(desk, desk.author, path, b"x" * size, None)

    assert (no.value.status, desk.draft.rev) == (status, 0)


def test_a_module_keeps_its_module_file(desk):
    with pytest.raises(Refusal, match=r"without its module\.toml"):
        service.remove_file(desk.db, desk.author, desk.draft, "module.toml", seen="", now=NOW)


def test_a_change_is_undone_and_the_undoing_is_a_change(desk):
    before = desk.text()
    desk.change(LESSON, "Every evening", "Each evening")

    service.put_back(desk.db, desk.author, desk.draft, 1, now=NOW)
    desk.db.commit()

    assert (desk.text(), desk.draft.rev) == (before, 2)
    assert [one.rev for one in queries.changes(desk.db, MODULE)] == [2, 1]


def test_what_was_changed_again_is_not_undone(desk):
    desk.change(LESSON, "Every evening", "Each evening")
    desk.change(LESSON, "Each evening", "All evenings")
    desk.db.commit()

    with pytest.raises(Refusal, match="changed again since"):
        service.put_back(desk.db, desk.author, desk.draft, 1, now=NOW)
    with pytest.raises(Refusal, match="no such change"):
        service.put_back(desk.db, desk.author, desk.draft, 9, now=NOW)

    assert "All evenings" in desk.text()


def test_a_draft_thrown_away_leaves_its_changes_and_the_next_counts_on(desk):
    desk.change(LESSON, "Every evening", "Each evening")
    service.drop_draft(desk.db, desk.author, desk.draft, now=NOW)
    desk.db.commit()

    with pytest.raises(Refusal, match="thrown away"):
        save(desk, desk.author, LESSON, b"x", None)
    desk.reopen()

    assert (desk.draft.rev, "Every evening" in desk.text()) == (1, True)
    assert desk.course.rows(DraftChange) == 1


def test_a_draft_takes_what_was_published_since_and_keeps_its_own(desk):
    desk.change(LESSON, "Every evening", "Each evening")
    desk.course.write(f"modules/01-first-steps/{OTHER}", desk.text(OTHER) + "\n")
    desk.course.publish()

    service.rebase(desk.db, desk.author, desk.draft, take={}, now=NOW)

    newest = desk.course.version()
    assert (desk.draft.base_id, newest.number) == (newest.id, 2)
    assert desk.draft.files[OTHER] == newest.files[OTHER]
    assert "Each evening" in desk.text()


@pytest.mark.parametrize(("side", "words"), [("mine", "Each evening"), ("theirs", "On evenings")])
def test_what_both_changed_must_be_chosen(desk, side, words):
    desk.change(LESSON, "Every evening", "Each evening")
    desk.course.change(f"modules/01-first-steps/{LESSON}", "Every evening", "On evenings")
    desk.course.publish()

    with pytest.raises(RebaseConflict) as told:
        service.rebase(desk.db, desk.author, desk.draft, take={}, now=NOW)
    assert told.value.paths == (LESSON,)
    service.rebase(desk.db, desk.author, desk.draft, take={LESSON: side}, now=NOW)

    assert words in desk.text()
    assert desk.draft.base_id == desk.course.version().id


def test_both_changes_of_a_file_are_put_together_and_a_clash_stops_publishing(desk):
    desk.change(LESSON, "Every evening", "Each evening")
    desk.course.change(f"modules/01-first-steps/{LESSON}", "Every evening", "On evenings")
    desk.course.publish()

    service.rebase(desk.db, desk.author, desk.draft, take={LESSON: "both"}, now=NOW)

    before, _, rest = desk.text().partition("<<<<<<< draft\n")
    mine, _, theirs = rest.partition("\n=======\n")
    assert "evening" not in before.splitlines()[-1]
    assert (mine[:12], theirs[:11]) == ("Each evening", "On evenings")
    stops = [one.line for one in checks_of(desk.db, desk.draft, PRESS) if one.level == "fault"]
    assert before.count("\n") + 1 in stops


def test_a_draft_that_is_up_to_date_says_so(desk):
    with pytest.raises(Refusal, match="up to date"):
        service.rebase(desk.db, desk.author, desk.draft, take={}, now=NOW)


def test_the_desk_shows_every_module_and_its_draft_in_two_statements(desk, counting):
    service.open_draft(desk.db, desk.author, "shared-shop", now=NOW)
    desk.course.change(f"modules/01-first-steps/{LESSON}", "Every evening", "On evenings")
    desk.course.publish()

    with counting() as statements:
        lines = queries.desk(desk.db)

    assert len(statements) == 2, statements
    assert [(one.module_id, one.number, one.is_behind) for one in lines] == [
        ("first-steps", 2, True),
        ("shared-shop", 1, False),
    ]
    assert {one.changed_by for one in lines} == {desk.author.name}
    assert lines[0].draft.state is DraftState.OPEN

"""Copies for a country: made, published unlisted, kept in files, and in step with their parent."""

from __future__ import annotations

import tomllib

import pytest
from factories import NOW
from sqlalchemy import func, select

from lms.accounts.kinds import Role
from lms.authoring import copying, course_verbs, desk_queries, publishing, queries, service
from lms.authoring.models import ModuleDraft, TranslationRecord
from lms.authoring.parents import as_copy, parent_in, with_version
from lms.courses import queries as courses
from lms.courses.models import Kind, Module
from lms.courses.service import export_course
from lms.courses.source_types import Parent
from lms.courses.sources import read_files
from lms.errors import Refusal
from tests.authoring.conftest import LESSON, MODULE, PRESS

COPY = "first-steps-mn"
URL = f"/author/modules/{COPY}/"
PARENT = f"{URL}parent/"
TOML = "module.toml"


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


@pytest.fixture
def copied(desk):
    """A draft that is a copy of the first module for Mongolia; the desk goes on with it."""
    service.drop_draft(desk.db, desk.author, desk.draft, now=NOW)
    desk.draft = make_copy(desk)
    desk.db.commit()
    return desk


def make_copy(desk, new_id=COPY, country="mn"):
    return copying.copy_module(desk.db, desk.author, MODULE, new_id, country=country, now=NOW)


def parent_changes(desk, *changes):
    """Publish the parent with other words; (path, old, new) each."""
    copy, desk.draft = desk.draft, service.open_draft(desk.db, desk.author, MODULE, now=NOW)
    for change in changes:
        desk.change(*change)
    desk.publish()
    desk.draft = copy


def take(desk, path, seen=2):
    return copying.take_change(desk.db, desk.author, desk.draft, path, seen=seen, now=NOW)


TOMLS = [
    b'id = "a-b"\ncode = "T"\n\n[title]\nen = "x"\n',
    b'id = \'a-b\'\ncode = "T"\n[title]\nen = "id = 5"\n[parent]\nid = "z"\nversion = 1\n'
    b'country = "vn"\n\n[quiz]\ndraw = 1\n',
    b'id = "a-b"\r\n[quiz]\r\ndraw = 1\r\n',
    b'id = "a-b"',
]


@pytest.mark.parametrize("toml", TOMLS)
def test_a_module_file_names_its_parent_and_keeps_the_rest(toml):
    made = as_copy(toml, "a-c", Parent("a-b", 3, "mn"))
    later = with_version(made, 12)

    assert parent_in(made) == Parent("a-b", 3, "mn")
    assert parent_in(later) == Parent("a-b", 12, "mn")
    rest = {key: one for key, one in tomllib.loads(toml.decode()).items() if key not in ("parent",)}
    said = tomllib.loads(later.decode())
    assert {key: one for key, one in said.items() if key != "parent"} == rest | {"id": "a-c"}
    assert with_version(later, 12) == later


@pytest.mark.parametrize("toml", [b"", b"\xff", b"parent = 1", b"[parent]\nid = 1\n"])
def test_what_names_no_parent_gives_none(toml):
    assert parent_in(toml) is None
    with pytest.raises(ValueError, match=r"parent|utf-8"):
        with_version(toml, 2)


def test_a_copy_has_the_parent_s_files_and_remembers_its_version(copied):
    parent = copied.course.version()

    assert (copied.draft.folder, copied.draft.base_id) == ("03-first-steps-mn", None)
    assert parent_in(copied.text(TOML).encode()) == Parent(MODULE, 1, "mn")
    differing = [p for p, key in copied.draft.files.items() if parent.files.get(p) != key]
    assert differing == [TOML]


def test_a_copy_remembers_what_its_translations_were_made_from(desk):
    def remembered(module):
        asked = select(func.count()).where(TranslationRecord.module_id == module)
        return desk.db.scalar(asked)

    desk.change(LESSON, "Every evening", "Each evening")
    desk.publish()
    known = remembered(MODULE)

    make_copy(desk)

    assert known > 0
    assert remembered(COPY) == known


@pytest.mark.parametrize("taken", [MODULE, "shared-shop", "No id!", COPY])
def test_a_copy_needs_an_id_of_its_own(copied, taken):
    with pytest.raises(Refusal):
        make_copy(copied, taken)

    assert copied.course.rows(ModuleDraft) == 1


def test_a_published_copy_is_unlisted_and_goes_out_and_in_byte_for_byte(copied):
    made = copied.publish()

    course = courses.course_version(copied.db, "small-course")
    assert made.changes[0]["change"] == "added"
    assert course.facts["modules"] == [MODULE, "shared-shop"]
    assert course.facts["copies"] == [COPY]
    files = export_course(copied.db, "small-course")
    source, found = read_files(files)
    assert [one for one in found if one.level == "fault"] == []
    assert ([one.id for one in source.copies], source.all_files()) == ([COPY], files)
    assert f"modules/03-{COPY}/{TOML}" in files


def test_other_publications_keep_the_copy(copied):
    copied.publish()

    parent_changes(copied, (LESSON, "Every evening", "Each evening"))

    course = courses.course_version(copied.db, "small-course")
    assert course.facts["copies"] == [COPY]


def listed(desk, *ids):
    """Save course.toml with these modules; CourseStoppedError when it cannot be so."""
    version = desk_queries.first_course(desk.db)
    old = queries.content(desk.db, version.files["course.toml"])
    text = old.decode()
    start = text.index("modules = [")
    end = text.index("]", start)
    names = ", ".join(f'"{one}"' for one in ids)
    content = f"{text[:start]}modules = [{names}{text[end:]}".encode()
    prepared = course_verbs.prepare_course(
        desk.db,
        version,
        "course.toml",
        content,
        PRESS,
        seen=version.files["course.toml"],
        now=NOW,
    )
    course_verbs.save_course(desk.db, desk.chief, prepared, now=NOW)
    desk.db.commit()


def test_the_course_lists_the_copy_in_place_of_its_parent_and_not_both(copied):
    copied.publish()

    with pytest.raises(course_verbs.CourseStoppedError) as no:
        listed(copied, MODULE, "shared-shop", COPY)
    listed(copied, COPY, "shared-shop")

    assert [one.message for one in no.value.findings] == [
        "This module and modules/01-first-steps go back to the same one. List one of them only."
    ]
    course = courses.course_version(copied.db, "small-course")
    assert course.facts["modules"] == [COPY, "shared-shop"]
    assert "copies" not in course.facts


def test_a_change_of_the_parent_is_taken_over_whole(copied):
    parent_changes(copied, (LESSON, "Every evening", "Each evening"))

    take(copied, LESSON)

    parent = copied.course.version()
    assert copied.draft.files[LESSON] == parent.files[LESSON]
    assert parent_in(copied.text(TOML).encode()).version == 1


def test_two_changes_of_one_file_come_together(copied):
    copied.change(LESSON, "title:", "title:  ")
    parent_changes(copied, (LESSON, "Every evening", "Each evening"))

    take(copied, LESSON)

    text = copied.text()
    assert ("title:  " in text, "Each evening" in text) == (True, True)


def test_a_clash_is_refused_and_nothing_is_lost(copied):
    copied.change(LESSON, "Every evening", "In the yurt every evening")
    parent_changes(copied, (LESSON, "Every evening", "Each evening"))
    before = dict(copied.draft.files)

    with pytest.raises(Refusal) as no:
        take(copied, LESSON)

    assert no.value.message.startswith("Both changed the same lines")
    assert copied.draft.files == before


def test_what_was_decided_about_an_older_parent_is_refused(copied):
    parent_changes(copied, (LESSON, "Every evening", "Each evening"))
    parent_changes(copied, (LESSON, "Each evening", "All evenings"))

    with pytest.raises(Refusal, match="published again"):
        take(copied, LESSON, seen=2)
    with pytest.raises(Refusal, match="published again"):
        copying.follow_parent(copied.db, copied.author, copied.draft, seen=2, now=NOW)


def test_a_module_that_is_no_copy_follows_nothing(desk):
    with pytest.raises(Refusal, match="not a copy"):
        copying.follow_parent(desk.db, desk.author, desk.draft, seen=1, now=NOW)
    with pytest.raises(Refusal, match="not a copy"):
        take(desk, LESSON, seen=1)


def test_the_page_makes_a_copy_and_says_what_it_is(desk, browse):
    chief = browse(desk.chief)
    address = f"/author/modules/{MODULE}/copy/"

    page = chief.get(address)
    wrong = chief.post(address, {"country": "xx", "module_id": MODULE})
    answer = chief.post(address, {"country": "mn", "module_id": COPY})
    module = chief.get(URL)

    assert "Copy first-steps for a country" in page.text
    assert (wrong.status_code, f'value="{MODULE}"' in wrong.text) == (422, True)
    assert (answer.status_code, answer.location) == (303, URL)
    assert "A copy of first-steps, which it follows up to version 1." in module.text


def test_only_authors_of_the_whole_course_make_copies(desk, browse, make):
    person = make.user()
    desk.db.commit()
    translator = make.user(Role.TRANSLATOR)
    desk.db.commit()

    answers = [
        browse(one).post(f"/author/modules/{MODULE}/copy/", {"country": "mn", "module_id": COPY})
        for one in (person, translator)
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert desk.course.rows(ModuleDraft) == 1


def test_the_pages_show_what_the_parent_changed_and_take_it_over(copied, browse):
    copied.change("en/02-two-pockets.md", "title:", "title:  ")
    copied.change("vi/01-write-it-down.md", "title:", "title:  ")
    copied.publish()
    second = "en/02-two-pockets.md"
    parent_changes(
        copied,
        (LESSON, "Every evening", "Each evening"),
        (second, "title:", "title:   "),
    )
    chief = browse(copied.chief)

    module, page = chief.get(URL), chief.get(PARENT)
    answer = chief.post(f"{PARENT}take", {"version": "2", "file": LESSON})
    clash = chief.post(f"{PARENT}take", {"version": "2", "file": second})
    after = chief.get(PARENT)
    seen = chief.post(f"{PARENT}seen", {"version": "2"})
    at_last = chief.get(PARENT)

    assert "The parent has changed: first-steps is at version 2 now." in module.text
    assert "<del>Every</del><ins>Each</ins> evening" in page.text
    assert f'aria-label="Take this change over: {LESSON}"' in page.text
    assert f'aria-label="Take this change over: {second}"' not in page.text
    assert "Both changed the same place." in page.text
    assert f'href="{URL}edit/{second}?line=3"' in page.text
    assert "2 changes are not taken over yet." in page.text
    assert (answer.status_code, answer.location) == (303, PARENT)
    assert (clash.status_code, "Both changed the same lines" in clash.text) == (409, True)
    assert "This copy has it already" in after.text
    assert "One change is not taken over yet." in after.text
    assert (seen.status_code, seen.location) == (303, URL)
    assert "The parent has not changed since" in at_last.text
    copied.db.expire_all()
    draft = queries.draft(copied.db, COPY)
    content = queries.content(copied.db, draft.files[TOML])
    assert parent_in(content) == Parent(MODULE, 2, "mn")


def test_the_page_about_the_parent_costs_seven_queries(copied, browse, counting):
    parent_changes(copied, (LESSON, "Every evening", "Each evening"))
    chief = browse(copied.chief)
    chief.get(PARENT)

    with counting() as statements:
        chief.get(PARENT)

    assert len(statements) == 7, statements


def test_a_parent_that_is_not_here_is_said(copied, browse):
    copied.change(TOML, 'id = "first-steps"\nversion = 1', 'id = "first-steps"\nversion = 9')
    copied.db.commit()
    chief = browse(copied.chief)

    unknown = chief.get(PARENT)
    copied.change(TOML, 'id = "first-steps"\nversion = 9', 'id = "who-knows"\nversion = 9')
    copied.db.commit()
    gone = chief.get(PARENT)
    none = chief.get(f"/author/modules/{MODULE}/parent/")

    assert "The parent has not changed since" in unknown.text
    assert "There is no published module who-knows here." in gone.text
    assert none.status_code == 404


def test_a_draft_of_the_parent_knows_no_clash_with_its_copy(copied):
    copied.publish()
    copied.reopen()
    copied.change(LESSON, "Every evening", "Each evening")

    made = copied.publish(Kind.CORRECTION)

    assert made.module_id == MODULE
    pointers = {one.id for one in copied.db.scalars(select(Module))}
    assert pointers == {MODULE, COPY, "shared-shop"}
    assert publishing.self_approval(copied.db, "small-course") is False


def test_bringing_a_copy_in_puts_it_in_its_parent_s_place_and_back(copied, browse):
    copied.publish()
    chief = browse(copied.chief)

    def order_after(module_id):
        answer = chief.post("/author/course/order", {"module": module_id, "move": "in"})
        assert answer.status_code == 303
        copied.db.expire_all()
        facts = courses.course_version(copied.db, "small-course").facts
        return facts["modules"], facts.get("copies")

    assert order_after(COPY) == ([COPY, "shared-shop"], None)
    assert order_after(MODULE) == ([MODULE, "shared-shop"], [COPY])

"""The authors' desk: the list of modules, one module, its lessons, beginning and ending a draft."""

from __future__ import annotations

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries, review
from lms.authoring.models import ModuleDraft
from lms.authoring.module_files import lessons_of

MODULE = "/author/modules/first-steps/"


def scoped(make, role: Role, scope: str):
    user = make.user()
    user.grants.append(Grant(role=role, scope=scope, given_at=NOW))
    make.db.flush()
    return user


def lessons(db) -> tuple[str, ...]:
    db.expire_all()
    return lessons_of(queries.contents(db, queries.draft(db, "first-steps").files))


def test_the_desk_lists_modules_with_their_drafts_and_what_waits(desk, browse, db):
    review.ask_review(db, desk.author, desk.draft, now=NOW)
    db.commit()

    page = browse(desk.author).get("/author/").text

    assert "One draft waits for a review." in page
    row = page.split(f'href="{MODULE}"')[1].split("</tr>")[0]
    assert "Version 1" in row
    assert "Waits for a review" in row
    assert desk.author.name in row
    assert 'href="/author/" aria-current="true"' in page


def test_who_works_on_one_module_sees_no_other(desk, browse, make):
    person = browse(scoped(make, Role.REVIEWER, "shared-shop"))

    page = person.get("/author/").text

    assert 'href="/author/modules/shared-shop/"' in page
    assert "first-steps" not in page
    assert person.get(MODULE).status_code == 403
    assert browse(make.user()).get("/author/").status_code == 403
    assert browse(make.trainer()).get(MODULE).status_code == 403


@pytest.mark.parametrize("drafts", [0, 2])
def test_the_desk_costs_the_same_with_many_drafts(course, browse, make, db, counting, drafts):
    author = browse(make.user(Role.AUTHOR))
    for module in ("first-steps", "shared-shop")[:drafts]:
        author.post(f"/author/modules/{module}/open")

    with counting() as front:
        author.get("/author/")
    with counting() as module:
        author.get(MODULE)

    assert len(front) == 5, front
    assert len(module) <= 5, module


def test_a_module_shows_each_lesson_in_each_language(desk, browse):
    page = browse(desk.author).get(MODULE).text

    for path in ("en/01-write-it-down.md", "vi/02-two-pockets.md", "vi/trainer.md", "en/quiz.gift"):
        assert f'href="{MODULE}edit/{path}"' in page
    assert f'href="{MODULE}edit/module.toml"' in page
    assert "Pictures (1)" in page


def test_lessons_are_added_moved_and_taken_out(desk, browse, db):
    author = browse(desk.author)
    fields = {"lesson_id": "a-third", "heading": "A <third> lesson", "minutes": "8"}

    answers = [
        author.post(f"{MODULE}lessons/add", fields),
        author.post(f"{MODULE}lessons/order", {"lesson": "a-third", "move": "up"}),
        author.post(f"{MODULE}lessons/order", {"lesson": "a-third", "move": "sideways"}),
        author.post(f"{MODULE}lessons/write-it-down/retire"),
    ]

    assert {one.status_code for one in answers} == {303}
    assert lessons(db) == ("a-third", "two-pockets")
    page = author.get(MODULE).text
    assert "A &lt;third&gt; lesson" in page
    assert f'href="{MODULE}edit/vi/01-a-third.md"' in page
    assert author.get(f"{MODULE}lessons/write-it-down/retire").status_code == 404


def test_a_lesson_with_a_bad_or_known_id_is_asked_for_again(desk, browse, db):
    author = browse(desk.author)

    for id_, words in (("two-pockets", "There is already"), ("No!", "An id is 2 to 60")):
        answer = author.post(
            f"{MODULE}lessons/add", {"lesson_id": id_, "heading": "Kept words", "minutes": "8"}
        )
        assert answer.status_code == 422
        assert words in answer.text
        assert "Kept words" in answer.text
    assert lessons(db) == ("write-it-down", "two-pockets")


def test_a_draft_is_thrown_away_only_with_the_tick(desk, browse, db):
    author = browse(desk.author)

    author.post(f"{MODULE}drop")
    assert desk.course.rows(ModuleDraft) == 1
    author.post(f"{MODULE}drop", {"sure": "y"})

    assert desk.course.rows(ModuleDraft) == 0
    assert "There is no draft." in author.get(MODULE).text


def test_who_may_only_read_begins_no_draft(course, browse, make):
    for user in (scoped(make, Role.REVIEWER, ""), make.trainer()):
        assert browse(user).post(f"{MODULE}open").status_code == 403
    translator = scoped(make, Role.TRANSLATOR, "first-steps:vi")
    assert browse(translator).post(f"{MODULE}open").status_code == 303
    assert browse(translator).post(f"{MODULE}drop", {"sure": "y"}).status_code == 403
    assert browse(translator).post("/author/new-module/").status_code == 403
    assert course.rows(ModuleDraft) == 1


def test_a_new_module_begins_as_a_draft(course, browse, make, db):
    author = browse(make.user(Role.AUTHOR))
    fields = {"module_id": "water", "code": "M03", "heading": "Water", "lesson_id": "a-well"}

    again = author.post("/author/new-module/", fields | {"module_id": "shared-shop"})
    made = author.post("/author/new-module/", fields)

    assert again.status_code == 422
    assert "There is already something" in again.text
    assert (made.status_code, made.location) == (303, "/author/modules/water/")
    assert [one.module_id for one in db.scalars(select(ModuleDraft))] == ["water"]
    page = author.get("/author/modules/water/").text
    assert "Water" in page
    assert "Not yet" in author.get("/author/").text


def test_a_module_whose_facts_are_broken_still_opens(desk, browse):
    author = browse(desk.author)
    author.post(
        f"{MODULE}edit/module.toml", {"text": "= [", "seen": desk.draft.files["module.toml"]}
    )

    page = author.get(MODULE)

    assert page.status_code == 200
    assert "The file module.toml cannot be read" in page.text
    assert f'href="{MODULE}edit/en/01-write-it-down.md"' in page.text
    assert author.post(f"{MODULE}lessons/write-it-down/retire").status_code == 422
    assert "This is not TOML" in author.get(f"{MODULE}edit/module.toml").text

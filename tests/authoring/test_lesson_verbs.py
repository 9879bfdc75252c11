"""Lessons within a draft: all languages move together, and what is odd is refused."""

from __future__ import annotations

import pytest
from factories import NOW

from lms.authoring import lesson_verbs, service
from lms.authoring.draft_checks import checks_of, stops
from lms.authoring.module_files import lessons_of
from lms.authoring.queries import contents
from lms.errors import Refusal
from tests.authoring.conftest import MODULE, PRESS

TITLES = {"en": "A new habit", "vi": "Thói quen mới"}


def ids(desk):
    return lessons_of(contents(desk.db, desk.draft.files))


def test_lessons_change_places_in_all_languages_in_one_change(desk):
    before = dict(desk.draft.files)

    lesson_verbs.order_lessons(
        desk.db, desk.author, desk.draft, ["two-pockets", "write-it-down"], now=NOW
    )

    files = desk.draft.files
    assert ids(desk) == ("two-pockets", "write-it-down")
    for language in ("en", "vi"):
        assert files[f"{language}/01-two-pockets.md"] == before[f"{language}/02-two-pockets.md"]
    assert (desk.draft.rev, stops(checks_of(desk.db, desk.draft, PRESS))) == (1, [])
    service.put_back(desk.db, desk.author, desk.draft, 1, now=NOW)


def test_the_order_that_is_there_already_is_no_change(desk):
    lesson_verbs.order_lessons(
        desk.db, desk.author, desk.draft, ["write-it-down", "two-pockets"], now=NOW
    )

    assert desk.draft.rev == 0


@pytest.mark.parametrize(
    "order", [["write-it-down"], ["write-it-down", "write-it-down"], ["write-it-down", "other"]]
)
def test_an_order_that_loses_a_lesson_is_refused(desk, order):
    with pytest.raises(Refusal, match="same lessons"):
        lesson_verbs.order_lessons(desk.db, desk.author, desk.draft, order, now=NOW)

    assert desk.draft.rev == 0


def add(desk, lesson_id="new-habit"):
    return lesson_verbs.add_lesson(
        desk.db, desk.author, desk.draft, lesson_id, titles=TITLES, minutes=5, now=NOW
    )


def test_a_new_lesson_stands_last_in_every_language_and_may_be_published(desk):
    add(desk)

    assert ids(desk) == ("write-it-down", "two-pockets", "new-habit")
    assert {"en/03-new-habit.md", "vi/03-new-habit.md"} <= set(desk.draft.files)
    assert stops(checks_of(desk.db, desk.draft, PRESS)) == []


@pytest.mark.parametrize(("lesson_id", "words"), [("two-pockets", "already"), ("Ä", "An id is")])
def test_an_id_that_is_taken_or_odd_is_refused(desk, lesson_id, words):
    with pytest.raises(Refusal, match=words):
        add(desk, lesson_id)


def test_a_lesson_goes_out_of_every_language(desk):
    lesson_verbs.retire_lesson(desk.db, desk.author, desk.draft, "write-it-down", now=NOW)

    assert ids(desk) == ("two-pockets",)
    assert {"en/01-two-pockets.md", "vi/01-two-pockets.md"} <= set(desk.draft.files)
    assert "lesson write-it-down" not in desk.text("en/trainer.md")
    with pytest.raises(Refusal, match="at least one lesson"):
        lesson_verbs.retire_lesson(desk.db, desk.author, desk.draft, "two-pockets", now=NOW)
    with pytest.raises(Refusal, match="no lesson"):
        lesson_verbs.retire_lesson(desk.db, desk.author, desk.draft, "write-it-down", now=NOW)


def test_a_module_file_that_no_verb_can_rewrite_stays(desk):
    desk.change("module.toml", "lessons = [", '"lessons" = [')

    with pytest.raises(Refusal, match="cannot be rewritten"):
        add(desk)

    assert desk.draft.rev == 1


def new_module(desk, module_id="my-shop"):
    titles = {"en": "My shop", "vi": "Quán của tôi"}
    return lesson_verbs.new_module(
        desk.db,
        desk.author,
        module_id,
        code="T09",
        titles=titles,
        lesson_id="first-day",
        now=NOW,
    )


def test_a_new_module_lacks_only_questions(desk):
    draft = new_module(desk)

    found = stops(checks_of(desk.db, draft, PRESS))

    assert (draft.base_id, draft.folder) == (None, "03-my-shop")
    assert {one.path for one in found} == {
        "modules/03-my-shop/en/quiz.gift",
        "modules/03-my-shop/vi/quiz.gift",
    }


def test_the_id_of_a_module_or_of_a_draft_is_taken(desk):
    new_module(desk)

    for module_id in (MODULE, "my-shop"):
        with pytest.raises(Refusal, match="already something"):
            new_module(desk, module_id)

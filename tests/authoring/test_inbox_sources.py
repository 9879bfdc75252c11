"""What stands in the authors' inbox besides reports: questions and translations."""

from __future__ import annotations

import re

import pytest

from lms.accounts.kinds import Role
from tests.authoring.inbox_reading import INBOX, rows_link, rows_of, worker
from tests.quizzes.class_made import ClassMade


@pytest.fixture
def author(browse, make):
    """Somebody who looks after all modules."""
    return browse(make.user(Role.AUTHOR))


def test_questions_with_bad_figures_stand_there_for_who_can_mend_them(
    browse, make, author, db, course
):
    made = ClassMade(db, course.version())
    question = "t01-budget-b"
    for _ in range(40):
        made.sits({question: False})
    db.commit()

    rows = rows_of(author.get(INBOX))
    scoped = browse(worker(make, Role.AUTHOR, "first-steps")).get(INBOX)

    assert any(question in row and "Question" in row for row in rows)
    assert f'href="/author/quizzes/first-steps/{question}/"' in author.get(INBOX).text
    assert rows_of(author.get(f"{INBOX}?show=reports")) == []
    assert rows_of(author.get(f"{INBOX}?show=questions")) == rows
    assert rows_of(scoped) == []


def _is_behind(db, course, **files) -> None:
    """The published version as the desk of translations leaves it; counts as in steps.Counts."""
    version = course.version()
    version.facts = version.facts | {"translation": {"source": "en", "files": files}}
    db.commit()


def test_translations_left_behind_stand_there_with_their_counts(author, db, course):
    lessons = {"en/01-write-it-down.md": [7, 2, 0, 0, 0], "en/02-two-pockets.md": [8, 0, 1, 0, 0]}
    _is_behind(
        db, course, vi=lessons, mn={"en/quiz.gift": 12}, ko={"en/quiz.gift": [0, 0, 9, 0, 0]}
    )

    page = author.get(INBOX)

    assert rows_of(page) == [
        "T01 · Tiếng Việt Translation First steps 2 texts are older than their source. "
        "One text is not translated."
    ]
    assert rows_link(page) == "/author/modules/first-steps/translate/vi/"


@pytest.mark.parametrize(
    ("role", "scope", "languages"),
    [
        (Role.TRANSLATOR, "first-steps:vi", ["vi"]),
        (Role.TRANSLATOR, "first-steps", ["vi", "mn"]),
        (Role.REVIEWER, "first-steps", ["vi", "mn"]),
        (Role.TRANSLATOR, "shared-shop", []),
    ],
)
def test_a_translator_sees_what_is_behind_in_their_languages(
    browse, make, db, course, role, scope, languages
):
    _is_behind(
        db, course, vi={"en/quiz.gift": [7, 2, 0, 0, 0]}, mn={"en/quiz.gift": [7, 1, 0, 0, 0]}
    )

    page = browse(worker(make, role, scope)).get(INBOX)

    assert re.findall(r"/translate/([a-z]+)/", page.text) == languages

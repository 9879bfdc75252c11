"""Lines that somebody pointed at: where they stand now, on the gate and in the editor."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from factories import NOW
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.authoring import review, service
from lms.authoring.module_files import content_of
from lms.authoring.moved_lines import Quoted, Saved, around, quoted, then
from tests.authoring.conftest import LESSON, MODULE, PRESS
from tests.authoring.test_translating import get, republish, translator  # noqa: F401
from tests.authoring.translating_page import FILE, fields

URL = f"/author/modules/{MODULE}/"
WORDS = st.text(alphabet="ab \u1ec7", max_size=4)


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("a\nb\n", "a\nb\n", 2, Quoted("b", 2)),
        ("a\nb\n", "new\nnew\na\nb\n", 2, Quoted("b", 4)),
        ("a\nb and c\n", "a\nb and d\n", 2, Quoted("b and c", None)),
        ("a\nb\n", "a\n", 2, Quoted("b", None)),
        ("a\nb\nc\nd\n", "b\nc\nd\na\n", 1, Quoted("a", 4)),
        ("x\na\nb\nc\n", "a\nb\nc\nx\nx\n", 1, Quoted("x", None)),  # one of two: nobody knows
        ("a\n", "a\n", 7, Quoted("", None)),
        ("a\n", "", 1, Quoted("a", None)),
    ],
)
def test_a_line_is_found_where_it_stands_now(old, new, line, found):
    assert quoted(old, new, line) == found


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_a_line_that_is_found_says_what_was_quoted(old, new, data):
    line = data.draw(st.integers(1, len(old)))

    found = quoted("\n".join(old) + "\n", "\n".join(new) + "\n", line)

    assert found.text == old[line - 1]
    assert found.line is None or new[found.line - 1] == old[line - 1]


def test_what_a_file_was_is_told_by_what_changed_it_since():
    first, second = (NOW + timedelta(hours=n) for n in (1, 2))
    saves = [Saved("a", "b", first), Saved("b", None, second)]

    assert [then(saves, None, NOW + timedelta(minutes=m)) for m in (0, 60, 119, 120)] == [
        "a",
        "b",
        "b",
        None,
    ]
    assert then([], "same", NOW) == "same"


@pytest.mark.parametrize(("line", "numbers"), [(0, []), (1, [1, 2]), (3, [2, 3]), (4, [])])
def test_a_line_is_shown_with_its_neighbours(line, numbers):
    assert [number for number, _ in around("a\nb\nc\n", line, context=1)] == numbers


def later(desk, old, new):
    """Change words of the lesson an hour after everything else."""
    text = desk.text()
    assert old in text
    content = content_of(text.replace(old, new))
    seen = desk.draft.files[LESSON]
    at = NOW + timedelta(hours=1)
    service.save_file(desk.db, desk.author, desk.draft, LESSON, content, seen=seen, now=at)
    desk.db.commit()


def noted_line(desk):
    """A note on the line that speaks of the evening; its number."""
    line = next(n for n, one in enumerate(desk.text().split("\n"), 1) if "Every evening" in one)
    said = "Say which evening."
    review.add_note(desk.db, desk.chief, desk.draft, LESSON, line, said, now=NOW)
    desk.db.commit()
    return line


def test_a_note_follows_its_line(desk, browse):
    line = noted_line(desk)
    later(desk, "Every evening", "A new paragraph.\n\nEvery evening")

    page = browse(desk.chief).get(f"{URL}publish/").text

    assert f"{LESSON}, line {line + 2}" in page
    assert f'href="{URL}edit/{LESSON}?line={line + 2}"' in page
    assert "The text has changed since." not in page


def test_a_note_on_a_line_that_was_changed_says_so_and_what_it_was(desk, browse):
    line = noted_line(desk)
    later(desk, "Every evening", "Each evening")

    page = browse(desk.chief).get(f"{URL}publish/").text

    assert f"The text has changed since. It was line {line}." in page
    assert "“Every evening Lan counts" in page
    assert f'href="{URL}edit/{LESSON}"' in page
    assert f">{LESSON}, line {line}</a>" not in page


@pytest.mark.parametrize("notes", [1, 3])
def test_notes_cost_two_statements_however_many(desk, browse, counting, notes):
    later(desk, "Every evening", "Each evening")
    chief = browse(desk.chief)
    with counting() as without:
        chief.get(f"{URL}publish/")
    for _ in range(notes):
        said = "Look here."
        review.add_note(desk.db, desk.author, desk.draft, LESSON, 2, said, now=NOW)
    desk.db.commit()

    with counting() as statements:
        chief.get(f"{URL}publish/")

    assert len(statements) == len(without) + 2, statements


def test_the_editor_shows_the_line_that_a_link_points_at(desk, browse):
    author = browse(desk.author)
    lines = desk.text().split("\n")

    page = author.get(f"{URL}edit/{LESSON}?line=2").text
    odd = [
        author.get(f"{URL}edit/{LESSON}?line={line}").text for line in ("", "-1", "9999", "x", "٣")
    ]

    assert "Around line 2" in page
    assert f'<td class="nr">2</td><td><strong>{lines[1]}</strong></td>' in page
    assert 'id="editor" data-line="2"' in page
    assert [one for one in odd if "Around line" in one or 'id="editor" data-line' in one] == []


def test_a_kept_lesson_page_tells_no_more_once_a_translator_has_confirmed(
    noted,
    translator,  # noqa: F811
    browse,
    make,
):
    learner = browse(make.user(), lang="vi")
    address = "/learn/first-steps/write-it-down/"
    republish(noted)
    before = [learner.get(address).text for _cold_then_kept in range(2)]
    page = get(browse(translator))
    name = next(n for n in fields(page) if n.startswith("t-") and f'value="{n[2:]}"' in page)
    browse(translator).post(FILE, fields(page) | {"confirm": name[2:]})

    after = learner.get(address).text

    notice = 'href="?lang=en"'
    assert [text.count(notice) for text in (*before, after)] == [1, 1, 0]


def test_one_s_own_reports_are_a_step_from_the_account(browse, make, course):
    page = browse(make.user()).get("/account").text

    assert re.findall(r'<a href="/report/">([^<]+)</a>', page) == [
        "Mistakes I reported, and the answers"
    ]

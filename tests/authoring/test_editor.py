"""The editor: saving, two editors of one file, lost sessions, hostile words, the preview."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

import pytest
from factories import NOW
from tokens import hidden_of

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries, service
from lms.authoring.models import DraftChange, ModuleDraft

MODULE = "/author/modules/first-steps/"
LESSON = "en/01-write-it-down.md"
EDIT = f"{MODULE}edit/{LESSON}"
JSON = {"Accept": "application/json"}
AREA = re.compile(r'<textarea[^>]*id="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)


def typed(page) -> str:
    """What stands in the text area of a page."""
    return unescape(AREA.search(page.text)[1])


def translator(make, scope: str):
    user = make.user()
    user.grants.append(Grant(role=Role.TRANSLATOR, scope=scope, given_at=NOW))
    make.db.flush()
    return user


def kept(db, path: str = LESSON) -> str:
    """A file of the draft as it stands in the database."""
    db.expire_all()
    draft = queries.draft(db, "first-steps")
    return queries.content(db, draft.files[path]).decode()


def test_saving_a_page_as_it_came_changes_nothing(desk, browse, db):
    author = browse(desk.author)
    files = dict(desk.draft.files)
    for path in [one for one in files if not one.startswith("media/")]:
        page = author.get(f"{MODULE}edit/{path}")
        sent = {"text": typed(page).replace("\n", "\r\n"), "seen": hidden_of(page)["seen"]}

        answer = author.post(f"{MODULE}edit/{path}", sent)

        assert (answer.status_code, answer.location) == (303, f"{MODULE}edit/{path}")
    db.expire_all()
    assert dict(queries.draft(db, "first-steps").files) == files
    assert desk.course.rows(DraftChange) == 0


def test_words_are_saved_and_the_checks_speak_of_their_lines(desk, browse, db):
    author = browse(desk.author)
    page = author.get(EDIT)
    assert "The checks find nothing here." in page.text or "Worth a look." in page.text
    text = typed(page).rstrip() + "\n\n![](media/none.svg)\n"

    author.post(EDIT, {"text": text, "seen": hidden_of(page)["seen"]})

    assert kept(db) == text
    after = author.get(EDIT)
    line = text.count("\n")
    assert f'data-line="{line}"' in after.text
    assert "There is no picture media/none.svg." in after.text
    assert "The picture media/none.svg has no description." in after.text
    found = author.get(f"{MODULE}findings/{LESSON}")
    assert f'data-line="{line}"' in found.json["html"]


def test_the_second_of_two_editors_is_shown_both_texts_and_nothing_is_lost(desk, browse, make, db):
    first, second = browse(desk.author), browse(make.admin(name="Bát Nguyệt"))
    page = first.get(EDIT)
    seen, text = hidden_of(page)["seen"], typed(page)
    second.post(EDIT, {"text": text + "\nTheirs, with <b>.\n", "seen": seen})

    told = first.post(EDIT, {"text": text + "\nMine & yours.\n", "seen": seen})

    assert told.status_code == 409
    assert kept(db) == text + "\nTheirs, with <b>.\n"
    both = f"{text}\n<<<<<<< yours\nMine & yours.\n=======\nTheirs, with <b>.\n>>>>>>> theirs\n"
    assert typed(told) == both
    assert re.findall(r">\n([^<]*)</textarea>", told.text)[1].endswith("Mine &amp; yours.\n")
    assert "By Bát Nguyệt." in told.text
    assert "Theirs, with &lt;b&gt;." in told.text
    assert '<td class="sign">+</td><td><ins>Mine &amp; yours.</ins>' in told.text or (
        "<ins>" in told.text
    )
    over = hidden_of(told)["seen"]
    assert first.post(EDIT, {"text": both, "seen": over}).status_code == 303
    assert kept(db) == both
    assert "Two versions of this place are still marked." in first.get(EDIT).text
    assert desk.course.rows(DraftChange) == 2


def test_changes_in_different_places_come_together_and_nothing_is_saved_by_itself(
    desk, browse, make, db
):
    first, second = browse(desk.author), browse(make.admin())
    page = first.get(EDIT)
    seen, text = hidden_of(page)["seen"], typed(page)
    theirs = text.replace("Every evening", "Each evening")
    second.post(EDIT, {"text": theirs, "seen": seen})

    told = first.post(EDIT, {"text": text + "\nMine.\n", "seen": seen})

    assert (told.status_code, typed(told)) == (409, theirs + "\nMine.\n")
    assert "1 place is taken from theirs" in told.text
    assert "No place was changed by both." in told.text
    assert kept(db) == theirs


def test_a_script_saves_and_is_told_the_hash_and_of_conflicts(desk, browse, db):
    author = browse(desk.author)
    seen = hidden_of(author.get(EDIT))["seen"]

    saved = author.post(EDIT, {"text": "one\n", "seen": seen}, headers=JSON)
    again = author.post(EDIT, {"text": "two\n", "seen": saved.json["seen"]}, headers=JSON)
    late = author.post(EDIT, {"text": "three\n", "seen": seen}, headers=JSON)

    assert saved.json["saved"].startswith("Saved at ")
    assert again.json["seen"] == service.hash_of(b"two\n")
    assert (late.status_code, late.json["ok"]) == (409, False)
    assert kept(db) == "two\n"


def test_words_survive_a_session_that_ended_while_they_were_written(desk, browse, app):
    stranger = browse()

    answer = stranger.post(EDIT, {"text": "An hour's <work>\nhere", "seen": "x"})

    assert answer.status_code == 401
    fields = hidden_of(answer)
    assert fields["kept_for"] == EDIT
    assert fields["kept-text"] == "An hour's <work>\nhere"
    assert fields["kept-seen"] == "x"


def test_a_draft_published_meanwhile_keeps_the_words_and_begins_anew(desk, browse, db):
    author = browse(desk.author)
    page = author.get(EDIT)
    text, seen = typed(page), hidden_of(page)["seen"]
    service.drop_draft(db, desk.author, desk.draft, now=NOW)
    db.commit()

    told = author.post(EDIT, {"text": text + "\nMore.\n", "seen": seen})

    assert told.status_code == 409
    assert typed(told) == text + "\nMore.\n"
    assert desk.course.rows(ModuleDraft) == 0
    sent = {"text": typed(told), "seen": hidden_of(told)["seen"], "begin": "yes"}
    assert hidden_of(told)["begin"] == "yes"
    assert author.post(EDIT, sent).status_code == 303
    assert kept(db) == text + "\nMore.\n"


def test_too_much_text_is_given_back_whole(desk, browse, db):
    author = browse(desk.author)
    before = kept(db)
    long = "a word\n" * 40_000

    told = author.post(EDIT, {"text": long, "seen": desk.draft.files[LESSON]})

    assert told.status_code == 413
    assert "longer than 200 kB" in told.text
    assert typed(told) == long
    assert author.post(EDIT, {"text": "x" * 1_900_000}).status_code == 413
    assert author.post(EDIT, {"x": "1"}).status_code == 400
    assert kept(db) == before


HOSTILE = """---
id: write-it-down
title: "<script>alert(1)</script>"
minutes: 5
---

<script>alert(2)</script> <img src=x onerror=alert(3)> [x](javascript:alert(4)) {{ 7*7 }}
![y](https://evil.example/z.png) ![<b>](media/../../x.svg) \x00\x08\u202e</textarea>
"""


def test_hostile_words_are_words_in_the_editor_and_in_the_preview(desk, browse):
    author = browse(desk.author)
    author.post(EDIT, {"text": HOSTILE, "seen": desk.draft.files[LESSON]})
    sent = {"module": "first-steps", "file": LESSON, "text": HOSTILE}

    pages = [
        author.get(EDIT).text,
        author.post("/author/preview", sent).text,
        author.post("/author/preview", sent, headers=JSON).json["html"],
        author.get(f"{MODULE}look/0/{LESSON}").text,
    ]

    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert 'src="https://evil' not in page
        assert "{{ 7*7 }}" in page
    assert "&lt;/textarea&gt;" in pages[0]


def test_the_preview_is_what_learners_get(desk, browse, counting):
    author = browse(desk.author)
    text = desk.text()
    sent = {"module": "first-steps", "file": LESSON, "text": text}
    author.post("/author/preview", sent, headers=JSON)

    with counting() as statements:
        answer = author.post("/author/preview", sent, headers=JSON)

    html = answer.json["html"]
    assert '<article lang="en">' in html
    assert f"{MODULE}pictures/" in html or "media/" not in text
    assert " kB for learners" in html
    assert len(statements) <= 6, statements


def test_a_version_is_looked_at_in_each_language(desk, browse):
    author = browse(desk.author)
    desk.change(LESSON, "\n---\n", "\n---\n\nOnly in the draft.\n")
    desk.db.commit()

    draft = author.get(f"{MODULE}look/0/{LESSON}")
    first = author.get(f"{MODULE}look/1/{LESSON}")

    assert "Only in the draft." in draft.text
    assert "Only in the draft." not in first.text
    assert f'href="{MODULE}look/1/vi/01-write-it-down.md"' in first.text
    assert f'href="{MODULE}look/0/{LESSON}"' in first.text
    assert author.get(f"{MODULE}look/9/{LESSON}").status_code == 404
    assert author.get(f"{MODULE}look/1/module.toml").status_code == 404


def test_a_translator_changes_files_of_one_language_only(desk, browse, make, db):
    person = browse(translator(make, "first-steps:vi"))
    path = "vi/01-write-it-down.md"
    seen = desk.draft.files
    text = desk.text(path) + "\nThêm.\n"

    own = person.post(f"{MODULE}edit/{path}", {"text": text, "seen": seen[path]})
    other = person.post(EDIT, {"text": "x\n", "seen": seen[LESSON]})
    facts = person.post(f"{MODULE}edit/module.toml", {"text": "x\n"})

    assert (own.status_code, other.status_code, facts.status_code) == (303, 403, 403)
    assert kept(db, path) == text
    assert "readonly" in person.get(EDIT).text
    assert person.get("/author/modules/shared-shop/").status_code == 403


@pytest.mark.parametrize(
    "file",
    ["../course.toml", "media/two-bars.svg", "en/x.html", "en/..%2fx.md", "%00", "en/a/b.md"],
)
def test_odd_paths_are_no_files(desk, browse, file):
    author = browse(desk.author)

    answers = [
        author.get(f"{MODULE}edit/{file}"),
        author.post(f"{MODULE}edit/{file}", {"text": "x"}),
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_without_a_draft_the_published_file_is_read_and_a_draft_begun_from_it(
    course, browse, make, db
):
    author = browse(make.user(Role.AUTHOR))

    page = author.get(EDIT)
    begun = author.post(f"{MODULE}open", {"file": LESSON})

    assert "readonly" in page.text
    assert "This is what is published." in page.text
    assert (begun.status_code, begun.location) == (303, EDIT)
    assert "readonly" not in author.get(EDIT).text
    assert isinstance(queries.draft(db, "first-steps").changed_at, datetime)

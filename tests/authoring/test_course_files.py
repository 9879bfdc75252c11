"""What belongs to the whole course on the web: the order of modules, rules, glossaries."""

from __future__ import annotations

from html import unescape

import pytest
from course_fixture import SMALL, cheap_pdf
from factories import NOW
from tokens import hidden_of

from lms import paths
from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring.draft_checks import Press
from lms.authoring.file_loading import with_web
from lms.authoring.models import Publication
from lms.courses import queries as courses
from lms.courses.models import CourseVersion, ModuleVersion
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.quiz_checker import check_quiz, read_self_check

COURSE = "/author/course/"
RULES = f"{COURSE}edit/course.toml"
WORDS = f"{COURSE}edit/glossary/en.toml"


@pytest.fixture(autouse=True)
def cheap(app):
    """A press that prints cheaply."""
    app.extensions["lms.press"] = Press(
        check_quiz, read_self_check, pack_words, paths.FONTS, cheap_pdf
    )


@pytest.fixture
def author(course, browse, make):
    return browse(make.user(Role.AUTHOR))


def order(db) -> list[str]:
    db.expire_all()
    return courses.course_version(db, "small-course").facts["modules"]


def typed(page) -> str:
    return unescape(page.text.split("<textarea")[1].split(">\n", 1)[1].split("</textarea>")[0])


def test_modules_change_places_go_and_come_back(course, author, db):
    move = f"{COURSE}order"

    author.post(move, {"module": "shared-shop", "move": "up"})
    swapped = order(db)
    author.post(move, {"module": "nothing", "move": "up"})
    needed = author.post(move, {"module": "first-steps", "move": "out"})
    told = author.get(COURSE).text
    answer = author.post(move, {"module": "shared-shop", "move": "out"})
    out = order(db)
    page = author.get(COURSE).text

    assert (needed.status_code, answer.status_code) == (303, 303)
    assert "there is no other module &#34;first-steps&#34;" in told
    assert (swapped, out) == (["shared-shop", "first-steps"], ["first-steps"])
    assert "not in the course" in page
    assert "Bring back" in page
    author.post(move, {"module": "shared-shop", "move": "in"})
    assert order(db) == ["first-steps", "shared-shop"]
    assert course.rows(ModuleVersion) == 2


def test_the_rules_are_changed_as_text_and_hold_at_once(course, author, db):
    page = author.get(RULES)
    text = typed(page).replace('["lessons", "quiz"]', '["lessons"]')

    answer = author.post(RULES, {"text": text, "seen": hidden_of(page)["seen"]})

    assert (answer.status_code, answer.location) == (303, RULES)
    db.expire_all()
    assert courses.course_version(db, "small-course").facts["completion"]["module"] == ["lessons"]
    assert author.post(RULES, {"text": text, "seen": "x"}).status_code == 303
    assert course.rows(CourseVersion) == 2


def test_a_fault_in_the_rules_changes_nothing_and_keeps_the_words(course, author, db):
    page = author.get(RULES)
    text = typed(page).replace("shared-shop", "no-such-module")

    answer = author.post(RULES, {"text": text, "seen": hidden_of(page)["seen"]})

    assert answer.status_code == 422
    assert "no-such-module" in typed(answer)
    assert "There is no module &#34;no-such-module&#34; that can be read." in answer.text
    assert order(db) == ["first-steps", "shared-shop"]
    assert course.rows(CourseVersion) == 1


def test_two_who_change_the_rules_are_shown_both(course, author, browse, make, db):
    page = author.get(RULES)
    text, seen = typed(page), hidden_of(page)["seen"]
    other = browse(make.admin())
    other.post(RULES, {"text": text + "\n# theirs\n", "seen": seen})

    told = author.post(RULES, {"text": text + "\n# mine\n", "seen": seen})

    assert told.status_code == 409
    assert "# theirs" in told.text
    assert "# mine" in typed(told)
    assert course.rows(CourseVersion) == 2


def test_a_new_meaning_makes_new_versions_of_the_modules_that_use_the_word(course, author, db):
    page = author.get(WORDS)
    text = typed(page)
    meaning = text.split('meaning = "')[1].split('"')[0]

    answer = author.post(
        WORDS, {"text": text.replace(meaning, "Another meaning."), "seen": hidden_of(page)["seen"]}
    )

    assert answer.status_code == 303
    assert course.rows(ModuleVersion) > 2
    assert course.rows(Publication) == course.rows(ModuleVersion) - 2


def test_a_folder_from_before_does_not_undo_what_was_saved_on_the_web(course, author, db):
    page = author.get(RULES)
    text = typed(page).replace('["lessons", "quiz"]', '["lessons"]')
    author.post(RULES, {"text": text, "seen": hidden_of(page)["seen"]})
    source, _ = read_course(SMALL)

    together = with_web(db, source, take=None)

    assert together.files["course.toml"].decode() == text
    assert (together.from_web, together.conflicts) == (("course.toml",), ())


def test_the_course_is_for_authors_of_all_of_it(course, browse, make):
    one = make.user()
    one.grants.append(Grant(role=Role.AUTHOR, scope="first-steps", given_at=NOW))
    make.db.flush()

    for user in (one, make.user(Role.REVIEWER), make.user(Role.TRANSLATOR), make.trainer()):
        person = browse(user)
        assert person.get(COURSE).status_code == 403
        assert person.post(RULES, {"text": "x"}).status_code == 403
        assert person.post(f"{COURSE}order", {"module": "x"}).status_code == 403


@pytest.mark.parametrize("file", ["glossary/xx.toml", "modules/x.toml", "../x", "%00"])
def test_other_files_are_not_there(author, file):
    assert author.get(f"{COURSE}edit/{file}").status_code == 404

"""The publish page: what changed, what stops it, who is touched; publishing and its refusals."""

from __future__ import annotations

import pytest
from factories import NOW

from lms.accounts.kinds import Role
from lms.authoring import queries, service
from lms.authoring.models import ModuleDraft, Publication
from lms.courses.models import Kind, ModuleVersion
from lms.progress import service as progress
from tests.authoring.conftest import LESSON, MODULE, PRESS
from tests.authoring.translating_page import THEIRS

URL = f"/author/modules/{MODULE}/"
PUBLISH = f"{URL}publish/"
QUIZ = "en/quiz.gift"


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


@pytest.fixture
def changed(desk):
    """A draft in which one line of one lesson is another."""
    desk.change(LESSON, "Every evening", "Each long evening")
    desk.db.commit()
    return desk


def form(desk, **values):
    """The publish form as its page gives it."""
    sent = {"rev": str(desk.draft.rev), "newest": "1", "kind": "revision", "message": "Clearer."}
    return sent | values


def begun(db, make, version, *, finished=False):
    """Somebody who is in a version of the module."""
    user = make.user()
    start = progress.begin_module(db, user, MODULE, version.id, now=NOW)
    if finished:
        start.finished_at = NOW
    db.commit()
    return user


def test_the_page_says_what_changed_line_by_line_and_word_by_word(changed, browse):
    page = browse(changed.chief).get(PUBLISH)

    assert page.status_code == 200
    assert "One file changed" in page.text
    assert f'href="{URL}edit/{LESSON}"' in page.text
    assert "<del>Every</del><ins>Each long</ins> evening" in page.text
    assert '<tbody lang="en">' in page.text


def test_the_page_says_who_is_touched_in_figures_and_not_in_names(changed, browse, make, db):
    version = changed.course.version()
    people = [begun(db, make, version) for _ in range(2)]
    begun(db, make, version, finished=True)

    page = browse(changed.chief).get(PUBLISH)

    assert "3 learners are in this version now." in page.text
    assert "1 of them has finished the module." in page.text
    assert "3 learners go on in the new version." in page.text
    assert [one for one in people if one.name in page.text or one.username in page.text] == []


def test_what_the_checks_find_stops_publishing_and_leads_to_its_line(changed, browse, db):
    changed.save(QUIZ, changed.text(QUIZ).replace("=", "~", 1))
    db.commit()
    chief = browse(changed.chief)

    page = chief.get(PUBLISH)
    answer = chief.post(PUBLISH, form(changed))

    assert "must be mended first" in page.text
    assert f'href="{URL}edit/{QUIZ}?line=' in page.text
    assert f'method="post" action="{PUBLISH}"' not in page.text
    assert answer.status_code == 422
    assert changed.course.rows(Publication) == 0
    assert changed.course.rows(ModuleVersion) == 2
    assert changed.course.rows(ModuleDraft) == 1


def test_a_translation_that_stayed_as_it_was_is_a_warning_and_no_stop(changed, browse):
    page = browse(changed.chief).get(PUBLISH)

    assert f'href="{URL}edit/vi/01-write-it-down.md?line=1"' in page.text
    assert "Look whether it still fits: Tiếng Việt." in page.text
    assert f'method="post" action="{PUBLISH}"' in page.text


def test_what_stayed_behind_is_counted_and_its_first_text_is_named(noted, browse, db):
    noted.change(LESSON, "Every evening", "Each evening")
    noted.change(LESSON, "## ", "## Now: ")
    db.commit()
    chief = browse(noted.chief)

    page = chief.get(PUBLISH).text
    lines = noted.text("vi/01-write-it-down.md").split("\n")
    first = next(at for at, line in enumerate(lines, 1) if line.startswith(THEIRS))

    assert f'href="{URL}edit/vi/01-write-it-down.md?line={first}"' in page
    assert "texts are behind their source, the first: “Each evening Lan counts" in page
    assert "Look whether it still fits" not in page


def test_a_change_that_does_not_matter_leaves_no_translation_behind(noted, browse, db):
    noted.change(LESSON, "Every evening Lan", "Every  evening Lan")
    db.commit()

    page = browse(noted.chief).get(PUBLISH).text

    assert "behind its source" not in page
    assert "behind their source" not in page


def test_somebody_else_than_the_writer_publishes(changed, browse, db):
    answer = browse(changed.chief).post(PUBLISH, form(changed, message="  Clearer.\r\nTruly. "))

    made = db.query(Publication).one()
    assert (answer.status_code, answer.location) == (303, f"{URL}history/")
    assert changed.course.version().number == 2
    assert (made.message, made.kind, made.by_id) == (
        "Clearer.\nTruly.",
        Kind.REVISION,
        changed.chief.id,
    )
    assert (made.approved_by, made.self_approved) == (changed.chief.id, False)
    assert made.changes == [{"path": LESSON, "change": "changed"}]
    assert changed.course.rows(ModuleDraft) == 0


def test_a_correction_takes_everybody_along_and_says_how_many(changed, browse, make, db):
    begun(db, make, changed.course.version())
    chief = browse(changed.chief)

    answer = chief.post(PUBLISH, form(changed, kind="correction"))

    said = chief.get(answer.location).text
    assert "Version 2 is published." in said
    assert "1 learner goes on in it." in said
    assert queries.touched(db, MODULE, changed.course.version().id).learners == 1


def test_who_saved_last_cannot_publish_alone(changed, browse):
    author = browse(changed.author)

    page = author.get(PUBLISH)
    answer = author.post(PUBLISH, form(changed))

    assert "another person must approve it" in page.text
    assert f'method="post" action="{PUBLISH}"' not in page.text
    assert answer.status_code == 409
    assert "Another person must approve this draft" in answer.text
    assert changed.course.rows(Publication) == 0


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"message": ""}, 422, "Say in a sentence what has changed and why."),
        ({"message": " \n\t "}, 422, "Say in a sentence what has changed and why."),
        ({"message": "a" * 2001}, 422, "Write at most 2000 characters."),
        ({"kind": ""}, 422, "Choose one of the answers."),
        ({"kind": "miracle"}, 422, "Choose one of the answers."),
        ({"rev": "0"}, 409, "This draft was saved again since you read it."),
        ({"rev": ""}, 409, "This draft was saved again since you read it."),
        ({"rev": "9" * 40}, 409, "This draft was saved again since you read it."),
        ({"newest": "7"}, 409, "Something else was published since you read this."),
    ],
)
def test_a_fault_in_the_form_publishes_nothing_and_keeps_what_was_typed(
    changed, browse, values, status, said
):
    sent = form(changed, **{"message": "Kept words."} | values)

    answer = browse(changed.chief).post(PUBLISH, sent)

    assert answer.status_code == status
    assert said in answer.text
    assert sent["message"].strip()[:50] in answer.text
    assert changed.course.rows(Publication) == 0
    assert changed.course.rows(ModuleVersion) == 2


def test_a_second_press_finds_that_the_draft_is_gone(changed, browse):
    chief = browse(changed.chief)
    sent = form(changed)
    chief.post(PUBLISH, sent)

    again = chief.post(PUBLISH, sent)

    assert again.status_code == 409
    assert "was published or thrown away meanwhile" in again.text
    assert changed.course.rows(Publication) == 1
    assert "There is no draft of this module." in chief.get(PUBLISH).text


def test_a_module_that_is_not_there_has_no_publish_page(desk, browse):
    author = browse(desk.author)

    codes = [
        author.get(f"/author/modules/{one}/publish/").status_code
        for one in ("nothing-here", "a" * 300, "a%00b")
    ]

    assert codes == [404, 404, 404]


@pytest.mark.parametrize("address", ["publish/", "history/", "history/1/0/"])
def test_learners_and_people_of_other_modules_see_nothing_of_it(desk, browse, make, address):
    others = [make.user(), make.trainer()]
    other = make.user(Role.AUTHOR)
    other.grants[0].scope = "shared-shop"
    desk.db.commit()

    codes = [browse(one).get(f"{URL}{address}").status_code for one in (*others, other)]

    assert codes == [403, 403, 403]


def test_translators_see_and_ask_but_do_not_publish(changed, browse, make):
    translator = make.user(Role.TRANSLATOR)
    translator.grants[0].scope = f"{MODULE}:vi"
    changed.db.commit()
    there = browse(translator)

    page = there.get(PUBLISH)
    codes = [
        there.post(f"{PUBLISH}{one}", form(changed)).status_code
        for one in ("", "approve", "notes", "return", "rebase")
    ]

    assert "An author of this module publishes it." in page.text
    assert f"{PUBLISH}ask-review" in page.text
    assert codes == [403, 403, 403, 403, 403]


def test_one_file_alone_can_be_opened(changed, browse):
    chief = browse(changed.chief)

    alone = chief.get(f"{PUBLISH}?file={LESSON}")
    forged = chief.get(f"{PUBLISH}?file=../../etc/passwd")

    assert "Show all files" in alone.text
    assert (forged.status_code, "passwd" in forged.text) == (200, False)
    assert "Show all files" not in forged.text


@pytest.mark.parametrize(("files", "count"), [(1, 18), (2, 19)])
def test_the_publish_page_costs_the_same_for_any_file_and_one_more_for_a_quiz(
    changed, browse, counting, db, files, count
):
    if files == 2:
        changed.save(QUIZ, changed.text(QUIZ).replace("####", "####Well. ", 1))
        db.commit()
    chief = browse(changed.chief)

    with counting() as statements:
        chief.get(PUBLISH)

    assert len(statements) == count, statements


def test_publishing_that_breaks_in_the_middle_leaves_nothing(changed, browse, monkeypatch):
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("lms.authoring.publishing.trail.note", break_down)

    answer = browse(changed.chief).post(PUBLISH, form(changed))

    assert answer.status_code == 500
    assert changed.course.rows(Publication) == 0
    assert changed.course.rows(ModuleVersion) == 2
    assert changed.course.version().number == 1
    assert service.held(changed.db, changed.draft).rev == changed.draft.rev

"""An id keeps its meaning once it was answered: at the gate, at bringing back, at loading."""

from __future__ import annotations

import pytest
from factories import NOW, Make
from sqlalchemy import select

from lms.accounts.models import User
from lms.authoring import meaning_guard, publishing
from lms.authoring.publishing import StoppedError
from lms.courses import queries as courses
from lms.courses.models import Kind, ModuleVersion
from lms.progress import service as progress
from lms.progress.models import ModuleStart
from lms.quizzes.author_queries import answered as answered_of
from lms.quizzes.formats.gift import read_gift
from tests.authoring.conftest import MODULE, PRESS
from tests.authoring.quiz_desk_made import answered, attempt
from tests.authoring.test_loading import edit, folder, house, lms, loaded  # noqa: F401 - fixtures

QUIZ, VI_QUIZ = "en/quiz.gift", "vi/quiz.gift"
BUDGET = "t01-budget-a"
URL = f"/author/modules/{MODULE}/"
SWAP = (
    ("=Before the week begins", "~Before the week begins"),
    ("~After the week has ended", "=After the week has ended"),
)
SWAP_VI = (
    ("=Trước khi tuần bắt đầu", "~Trước khi tuần bắt đầu"),
    ("~Sau khi tuần kết thúc", "=Sau khi tuần kết thúc"),
)


@pytest.fixture(autouse=True)
def _press(app):
    app.extensions["lms.press"] = PRESS


def turn(desk):
    """Another answer of the first question is right now, in both languages."""
    for path, pairs in ((QUIZ, SWAP), (VI_QUIZ, SWAP_VI)):
        for old, new in pairs:
            desk.change(path, old, new)
    desk.db.commit()


def stopped(desk):
    """What stops publishing, as (line, sentence)."""
    with pytest.raises(StoppedError) as no:
        desk.publish()
    return [(one.path, one.line, one.message) for one in no.value.findings]


def another(template):
    return f"{template} Give the new question another id, such as “{BUDGET}-2”."


def test_another_key_under_an_answered_id_stops_publishing_and_offers_an_id(desk):
    answered(desk, BUDGET)
    turn(desk)

    found = stopped(desk)

    said = another(
        f"“{BUDGET}” was answered already, and another answer is right now or earns another part "
        "of the mark."
    )
    assert found == [(f"modules/01-first-steps/{QUIZ}", 2, said)]
    assert desk.course.rows(ModuleVersion) == 2


def test_a_question_that_nobody_answered_may_change_its_meaning(desk):
    answered(desk, "t01-budget-b")
    turn(desk)

    made = desk.publish()

    assert made.kind is Kind.REVISION


def test_other_words_of_an_answered_question_may_be_published(desk):
    answered(desk, BUDGET)
    desk.change(QUIZ, "When does Lan make her budget?", "When does Lan write her budget?")

    made = desk.publish(Kind.CORRECTION)

    assert [one["path"] for one in made.changes] == [QUIZ]


def test_another_kind_says_so_and_nothing_else(desk):
    answered(desk, "t01-budget-b")
    for path in (QUIZ, VI_QUIZ):
        text = desk.text(path)
        start, end = text.index("{TRUE"), text.index("}", text.index("{TRUE"))
        desk.save(path, f"{text[:start]}{{=A#Right. ~B#No. ####Read.{text[end:]}")

    said = [sentence for _, _, sentence in stopped(desk)]

    assert said == [
        "“t01-budget-b” was answered already, and it is a question of another kind now. "
        "Give the new question another id, such as “t01-budget-b-2”."
    ]


def test_texts_that_changed_places_in_one_language_are_found_there(desk):
    answered(desk, BUDGET)
    first, last = "Trước khi tuần bắt đầu", "Khi thấy thiếu tiền"
    text = desk.text(VI_QUIZ)
    assert (text.count(first), text.count(last)) == (1, 1)
    desk.save(VI_QUIZ, text.replace(first, "@").replace(last, first).replace("@", last))

    found = stopped(desk)

    assert [(path, "have changed places" in said) for path, _, said in found] == [
        (f"modules/01-first-steps/{VI_QUIZ}", True)
    ]


def test_an_id_that_was_answered_and_taken_out_comes_back_with_its_meaning_only(desk):
    answered(desk, BUDGET)
    old = {path: desk.text(path) for path in (QUIZ, VI_QUIZ)}
    for path in old:
        desk.change(path, f"::{BUDGET}::", "::t01-other::")
    desk.publish()
    desk.reopen()
    for path in old:
        desk.change(path, "::t01-other::", f"::{BUDGET}::")
    turn(desk)

    found = stopped(desk)
    for path, text in old.items():
        desk.save(path, text)
    made = desk.publish()

    assert [f"“{BUDGET}” was answered" in said for _, _, said in found] == [True]
    assert len(made.changes) == 2


def test_the_first_answer_while_the_next_version_is_made_stops_it(desk):
    turn(desk)
    prepared = publishing.prepare(desk.db, desk.draft, PRESS, now=NOW)
    answered(desk, BUDGET)

    with pytest.raises(StoppedError) as no:
        desk.publish(prepared=prepared)

    assert len(no.value.findings) == 1


def test_an_old_state_with_another_meaning_is_not_brought_back(desk, browse):
    first = desk.course.version()
    turn(desk)
    desk.publish()
    answered(desk, BUDGET)
    chief = browse(desk.chief)
    address = f"{URL}history/{first.number}/restore/"

    page = chief.get(address)
    form = {"kind": "revision", "message": "Back.", "newest": "2"}
    answer = chief.post(address, form)

    assert "It cannot come back like this:" in page.text
    assert f"“{BUDGET}” was answered already" in page.text
    assert "Bring this version back" not in page.text
    assert (answer.status_code, f"“{BUDGET}” was answered already" in answer.text) == (422, True)
    assert desk.course.version().number == 2


def test_the_gate_gives_the_question_its_new_id_in_every_language(desk, browse):
    answered(desk, BUDGET)
    turn(desk)
    chief = browse(desk.chief)

    page = chief.get(f"{URL}publish/")
    answer = chief.post(f"{URL}quiz/{BUDGET}/rename")
    again = chief.get(f"{URL}publish/")

    assert f'formaction="{URL}quiz/{BUDGET}/rename"' in page.text
    assert f'href="{URL}edit/{QUIZ}?line=2"' in page.text
    assert (answer.status_code, answer.location) == (303, f"{URL}publish/")
    desk.db.expire_all()
    ids = [[one.id for one in read_gift(desk.text(path))[0]][0] for path in (QUIZ, VI_QUIZ)]
    assert ids == [f"{BUDGET}-2"] * 2
    assert "must be mended first" not in again.text


def test_an_offered_id_is_one_that_nobody_ever_answered(desk):
    answered(desk, BUDGET)
    desk.db.add(attempt(desk, f"{BUDGET}-2", ordinal=1))
    turn(desk)

    [(_, _, said)] = stopped(desk)

    assert f"such as “{BUDGET}-3”." in said


@pytest.mark.parametrize("extra", [0, 60])
def test_asking_who_answered_is_one_statement_however_many_attempts(desk, counting, extra):
    answered(desk, BUDGET)
    desk.db.add_all(attempt(desk, "t01-budget-b", ordinal=n + 1) for n in range(extra))
    desk.db.flush()

    with counting() as statements:
        found = answered_of(desk.db, MODULE, {BUDGET, "t01-pockets-a", 'odd"id', "x.y"})

    assert found == {BUDGET}
    assert len(statements) == 1, statements


def test_a_draft_with_the_published_quizzes_asks_nothing(desk, counting):
    version = desk.course.version()

    with counting() as statements:
        found = meaning_guard.faults_of_draft(
            desk.db, version, desk.draft.files, folder="01-first-steps", source="en"
        )

    assert (found, len(statements)) == ([], 0)


def of_house(house, *ids):  # noqa: F811
    """Somebody in the loaded house is in the module, and has answered these questions."""
    with house() as db:
        person = Make(db).user()
        version = courses.published_version(db, MODULE)
        progress.begin_module(db, person, MODULE, version.id, now=NOW)
        db.add_all(
            attempt(None, one, ordinal=n, user=person, version=version) for n, one in enumerate(ids)
        )
        db.commit()


def turn_files(folder):  # noqa: F811
    for path, pairs in ((QUIZ, SWAP), (VI_QUIZ, SWAP_VI)):
        for old, new in pairs:
            edit(folder, f"modules/01-first-steps/{path}", old, new)


@pytest.mark.parametrize("kind", ["correction", "revision"])
def test_files_with_another_meaning_are_not_loaded(lms, house, folder, kind):  # noqa: F811
    of_house(house, BUDGET)
    turn_files(folder)
    edit(folder, "modules/02-shared-shop/en/01-one-vote.md", "## ", "## Now: ")

    answer = lms("courses", "load", folder, "--kind", kind)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        f"modules/01-first-steps/{QUIZ}:2: “{BUDGET}” was answered already, and another answer is "
        "right now or earns another part of the mark. Give the new question another id, such as "
        f"“{BUDGET}-2”.",
        "lms: nothing was loaded.",
    ]
    with house() as db:
        assert [one.number for one in db.scalars(select(ModuleVersion))] == [1, 1]


def test_files_that_change_what_nobody_answered_are_loaded(lms, house, folder):  # noqa: F811
    of_house(house, "t01-pockets-a")
    turn_files(folder)

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.out, answer.err) == (0, "versions made: 1\n", "")


def test_a_loaded_correction_of_words_reaches_everybody_at_once(lms, house, folder):  # noqa: F811
    of_house(house, BUDGET)
    edit(folder, f"modules/01-first-steps/{QUIZ}", "make her budget", "write her budget")

    answer = lms("courses", "load", folder, "--kind", "correction")

    assert answer.code == 0
    assert answer.out == "learners moved to the corrected text: 1\nversions made: 1\n"
    with house() as db:
        pinned = db.scalars(select(ModuleStart.version_id)).all()
        assert pinned == [courses.published_version(db, MODULE).id]


def test_a_loaded_revision_moves_nobody(lms, house, folder):  # noqa: F811
    of_house(house)
    edit(folder, f"modules/01-first-steps/{QUIZ}", "make her budget", "write her budget")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.out) == (0, "versions made: 1\n")
    with house() as db:
        assert db.scalar(select(ModuleStart.version_id)) != courses.published_version(db, MODULE).id
        assert len(db.scalars(select(User)).all()) == 2


STEM, VI_STEM = "When does Lan make her budget?", "Lan lập ngân sách khi nào?"
CAPITAL = "What is the capital of Mongolia?"


def reworded(desk, new):
    """The first question asks this now, under its id; its options and its key stay."""
    desk.change(QUIZ, STEM, new)
    desk.db.commit()


def test_wholly_other_words_under_an_answered_id_are_worth_a_look_and_stop_nothing(desk, browse):
    answered(desk, BUDGET)
    reworded(desk, CAPITAL)

    page = browse(desk.chief).get(f"{URL}publish/").text

    assert f"“{BUDGET}” was answered already, and it has other words now." in page
    assert f'formaction="{URL}quiz/{BUDGET}/rename"' in page
    assert 'id="rename"' in page
    assert desk.publish().kind is Kind.REVISION


def test_a_better_wording_and_words_that_nobody_answered_are_not_doubted(desk, browse):
    reworded(desk, CAPITAL)
    assert "other words now" not in browse(desk.chief).get(f"{URL}publish/").text
    desk.change(QUIZ, CAPITAL, STEM.replace("make her budget", "write her budget"))
    answered(desk, BUDGET)

    assert "other words now" not in browse(desk.chief).get(f"{URL}publish/").text


def test_a_new_translation_of_an_answered_question_is_not_doubted(desk, browse):
    answered(desk, BUDGET)
    desk.change(VI_QUIZ, VI_STEM, "Chị ấy lập kế hoạch tiền bạc vào lúc nào?")
    desk.db.commit()

    assert "other words now" not in browse(desk.chief).get(f"{URL}publish/").text

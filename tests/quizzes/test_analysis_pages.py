"""Pages of item analysis: who sees them, what counts in them, and what they say about questions."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import timedelta
from fractions import Fraction
from html import unescape

import pytest
from factories import NOW

from lms.accounts.kinds import Role
from lms.quizzes.models import Act, Cause, Correction, Draft, Purpose, Regrade
from tests.quizzes.class_made import ClassMade, gift

LIST = "/author/quizzes/first-steps/"
PAGE, TABLE = f"{LIST}analysis/", f"{LIST}analysis.csv"
IDS = ("m-one", "m-two", "m-three", "m-four", "m-five", "m-six")
RIGHT = dict.fromkeys(IDS, "a")
VI = "Cái nào,"


@pytest.fixture
def author(browse, make):
    """Somebody who looks after questions."""
    return browse(make.user(Role.AUTHOR))


@pytest.fixture
def a_class(school, db):
    """A quiz of six questions in two languages; nobody has answered it yet."""
    version = school.publish(gifts={"en": gift(IDS), "vi": gift(IDS, VI)}, draw=len(IDS))
    return ClassMade(db, version)


def rows_of(page) -> dict[str, list[str]]:
    """Question -> the words of its cells in the first table, in the order of the page."""
    table = page.text.partition('class="desk-table"')[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table, re.DOTALL):
        cells = [words(cell) for cell in re.split(r"</t[hd]>", row)[:-1]]
        found[cells[0].split()[0]] = cells[1:]
    return found


def options_of(page, question: str) -> list[str]:
    """The words of each row in the table of a question's options."""
    [table] = re.findall(rf"<details><summary>{question} .*?</details>", page.text, re.DOTALL)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
    return [words(row) for row in rows]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_question_that_is_harder_in_one_language_stands_first_and_says_so(author, a_class):
    a_class.sit({"en": 50, "vi": 50}, harder={("vi", "m-four"): 4})

    page = author.get(PAGE)

    rows = rows_of(page)
    assert list(rows) == ["m-four", "m-one", "m-two", "m-three", "m-five", "m-six"]
    assert rows["m-four"] == [
        "This question is much harder in Vietnamese than in the other languages. "
        "Compare the translation with the source.",
        "100", "0", "36%", "0.40", "58%", "14% harder", "One right answer",
    ]  # fmt: skip
    assert rows["m-one"][0] == ""
    assert "One question needs a look. It stands first." in page.text
    assert "100 people have sent answers." in page.text


def test_each_figure_is_explained_with_its_source(author, a_class, time):
    a_class.sit({"en": 40})

    page = words(author.get(PAGE).text)

    assert "The quiz sorts learners reliably. Cronbach's alpha is 0.77, from 40 attempts." in page
    assert "below 30% a question is hard, above 95% it shows you little. Lord & Novick 1968" in page
    assert "it should be 0.15 or more. Henrysson 1963, Varma 2006" in page
    assert "Figures of November 22, 2026, 18:00." in page


def test_the_answers_to_choose_from_stand_with_who_chose_them(author, a_class):
    for answer in ["a"] * 22 + ["b"] * 10:
        a_class.sits(RIGHT | {"m-two": answer})

    page = author.get(PAGE)

    assert options_of(page, "m-two") == [
        "Right 2 right 22 69% 100%",
        "Wrong 2 10 31% 100%",
        "Lost 2 0 0% – Hardly anybody chooses it.",
    ]


def test_without_an_answer_the_page_says_what_will_stand_there(author, a_class):
    page = author.get(PAGE)

    assert "Nobody has sent answers yet." in page.text
    assert rows_of(page) == {}


def test_of_a_few_people_there_are_counts_and_no_judgement(author, a_class):
    for _ in range(4):
        a_class.sits(RIGHT)
    few = rows_of(author.get(PAGE))
    a_class.sits(RIGHT | {"m-one": "b"}, "vi")

    page = author.get(PAGE)

    assert few["m-one"] == ["Too few answers", "4", "0", "–", "–", "One right answer"]
    assert rows_of(page)["m-one"] == ["Too few answers", "5", "0", "80%", "–", "One right answer"]
    assert "too few answers to judge questions: each needs 30" in page.text
    assert "cannot be said yet" in page.text


def test_only_first_attempts_at_the_quiz_by_real_people_count(author, make, a_class):
    for _ in range(5):
        person = make.user()
        a_class.sits(RIGHT, person=person, purpose=Purpose.BEFORE)
        a_class.sits(RIGHT | {"m-one": "b"}, person=person)
        a_class.sits(RIGHT, person=person, ordinal=1)
    a_class.sits(RIGHT, demo=True)

    page = author.get(PAGE)

    assert rows_of(page)["m-one"][1:4] == ["5", "0", "0%"]


def test_in_a_demo_people_of_the_demo_count(app, author, a_class, monkeypatch):
    settings = app.extensions["lms.settings"]
    monkeypatch.setitem(
        app.extensions, "lms.settings", type(settings)(**vars(settings) | {"demo": True})
    )
    a_class.sits(RIGHT, demo=True)

    page = author.get(PAGE)

    assert "One person has sent answers." in page.text


def test_who_began_and_did_not_send_is_counted(author, a_class, db):
    for _ in range(3):
        a_class.sits(dict.fromkeys(IDS[:4], "a"))
    db.add(
        Draft(
            user_id=a_class.make.user().id,
            module_id="first-steps",
            purpose=Purpose.QUIZ,
            ordinal=0,
            version_id=a_class.version.id,
            language="en",
            typed={},
            began_at=NOW,
        )
    )
    db.commit()

    page = author.get(PAGE)

    assert "25% of the 4 people who began have not sent their answers." in page.text
    places = re.findall(r'<tr><th scope="row">(\d)</th>(.*?)</tr>', page.text)
    assert [(number, words(cells)) for number, cells in places] == [
        ("1", "3 0"), ("2", "3 0"), ("3", "3 0"), ("4", "3 0"), ("5", "3 3"), ("6", "3 3"),
    ]  # fmt: skip


def test_answers_to_a_translation_that_was_mended_since_do_not_count(author, a_class, school, db):
    for language in ["en", "vi"] * 5:
        a_class.sits(RIGHT, language)
    mended = gift(IDS, VI).replace(f"::m-two::{VI}", "::m-two::Cái nào đúng,")
    school.publish(gifts={"en": gift(IDS).replace("#Yes.", "#Well."), "vi": mended})

    rows = rows_of(author.get(PAGE))

    assert [rows["m-one"][1], rows["m-two"][1]] == ["10", "5"]
    assert rows["m-one"][5:7] == ["100%", "100%"]
    assert rows["m-two"][5:7] == ["100%", "–"]


def test_marks_made_anew_count_and_a_question_left_out_is_named(author, a_class, db):
    attempts = [a_class.sits(RIGHT | {"m-one": "b"}) for _ in range(5)]
    before = rows_of(author.get(PAGE))
    db.add(correction(a_class, "m-six", Act.DROP))
    for attempt in attempts:
        db.add(anew(attempt, {"m-one": {"earned": "1", "right": True, "given": "b"}}, "m-six"))
    db.commit()

    page = author.get(PAGE)

    assert before["m-one"][3] == "0%"
    assert rows_of(page)["m-one"][3] == "100%"
    assert "m-six" not in rows_of(page)
    assert "because everybody gets the same marks for them: m-six." in page.text


def test_with_another_key_the_answer_that_is_right_now_is_marked(author, a_class, db):
    attempts = [a_class.sits(RIGHT | {"m-one": "b"}) for _ in range(5)]
    db.add(correction(a_class, "m-one", Act.REKEY, answer="b"))
    for attempt in attempts:
        db.add(anew(attempt, {"m-one": {"earned": "1", "right": True, "given": "b"}}, ""))
    db.commit()

    page = author.get(PAGE)

    rows = options_of(page, "m-one")
    assert rows == ["Right 1 0 0% –", "Wrong 1 right 5 100% 100%", "Lost 1 0 0% –"]


def test_a_question_with_the_full_mark_for_everybody_is_not_judged(author, a_class, db):
    for _ in range(5):
        a_class.sits(RIGHT)
    db.add(correction(a_class, "m-two", Act.CREDIT))
    db.commit()

    page = author.get(PAGE)

    assert list(rows_of(page)) == ["m-one", "m-three", "m-four", "m-five", "m-six"]
    assert "because everybody gets the same marks for them: m-two." in page.text


def correction(a_class, question_id, act, answer=None):
    return Correction(
        module_id="first-steps",
        question_id=question_id,
        versions=[str(a_class.version.id)],
        act=act,
        answer=answer,
        reason="Two answers are right.",
        at=NOW,
    )


def anew(attempt, marks, dropped):
    kept = {id_: one for id_, one in attempt.marks.items() if id_ != dropped}
    return Regrade(
        id=uuid.uuid4(),
        attempt_id=attempt.id,
        number=1,
        cause=Cause.CORRECTION,
        reason="Two answers are right.",
        at=NOW + timedelta(days=1),
        marks=kept | marks,
        earned=Fraction(5),
        possible=5,
        share=1.0,
        passed=False,
        waits=False,
    )


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_six_statements_once_its_figures_are_known(
    author, a_class, counting, people
):
    for _ in range(people):
        a_class.sits(RIGHT)
    with counting() as first:
        author.get(PAGE)

    with counting() as again:
        author.get(PAGE)

    assert (len(first), len(again)) == (8, 6), (first, again)


@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_a_learner_may_not_see_the_figures_and_a_stranger_signs_in(browse, make, a_class, address):
    a_class.sits(RIGHT)

    learner, stranger = browse(make.user()).get(address), browse().get(address)

    assert learner.status_code == 403
    assert (stranger.status_code, stranger.location) == (302, f"/sign-in?next={address}")


def test_a_trainer_reads_the_page_and_gets_no_way_to_the_author_s_pages(browse, make, a_class):
    a_class.sits(RIGHT)
    trainer = browse(make.trainer())

    page = trainer.get(PAGE)

    assert rows_of(page)["m-one"][1] == "1"
    assert 'href="/author/' not in page.text
    assert trainer.get(TABLE).status_code == 403


@pytest.mark.parametrize(
    "address", ["/author/quizzes/none/analysis/", "/author/quizzes/%00/analysis.csv"]
)
def test_a_module_that_is_not_there_has_no_figures(author, a_class, address):
    assert author.get(address).status_code == 404


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula(author, school, db):
    ids = ("=m-one", "m-two")
    version = school.publish(gifts={"en": gift(ids)}, draw=2)
    for answer in "aaaab":
        ClassMade(db, version).sits({"=m-one": answer, "m-two": "a"})

    answer = author.get(TABLE, headers={"Accept-Encoding": "identity"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="first-steps-analysis.csv"'
    )
    assert answer.data.startswith(b"\xef\xbb\xbfitem,slot,shown")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["item"], row["shown"], row["facility"]) for row in rows] == [
        ("'=m-one", "5", "0.8000"),
        ("m-two", "5", "1.0000"),
    ]


def test_the_list_of_questions_says_what_to_look_at(author, a_class):
    a_class.sit({"en": 50, "vi": 50}, harder={("vi", "m-four"): 4})

    page = author.get(LIST)

    assert "This question is much harder in Vietnamese" in rows_of(page)["m-four"][-1]
    assert [id_ for id_, cells in rows_of(page).items() if cells[-1]] == ["m-four"]
    assert f'href="{PAGE}"' in page.text


def test_the_page_speaks_the_language_of_its_reader(browse, make, a_class):
    a_class.sit({"en": 50, "vi": 50}, harder={("vi", "m-four"): 4})

    page = browse(make.user(Role.AUTHOR), lang="vi").get(PAGE)

    assert list(rows_of(page))[0] == "m-four"
    assert '<span class="quiet-text" lang="vi">Cái nào, 4?</span>' in page.text
    assert rows_of(page)["m-four"][4] == "0,40"
    assert '<th scope="col" class="figure">Tiếng Việt</th>' in page.text

"""The trial run marks as learners are marked and keeps nothing; files of questions come and go."""

from __future__ import annotations

import io
import json
import re

import pytest

from lms.authoring import queries
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.formats.reading import read_questions
from lms.quizzes.models import Attempt
from lms.quizzes.models import Draft as QuizDraft
from tests.authoring.conftest import MODULE
from tests.authoring.quiz_desk_made import GIFT, VI
from tests.authoring.test_quiz_editor import gift

URL = f"/author/modules/{MODULE}/quiz/"
BROUGHT = "::t-one::Again?{=Yes#Y. ~No#N. ####G.}\n\n::new::Fresh?{T}\n\n::odd::Broken{\n"


@pytest.fixture
def author(desk, browse):
    """An author whose draft holds four questions."""
    desk.save("en/quiz.gift", GIFT)
    desk.save("vi/quiz.gift", VI)
    desk.db.commit()
    return browse(desk.author)


def test_a_trial_marks_an_answer_with_its_feedback_and_keeps_nothing(author, desk):
    shown = author.get(f"{URL}t-many/trial")

    marked = author.post(f"{URL}t-many/trial", {"q-t-many": ["a", "c"]})

    assert "Which two?" in shown.text
    assert "0 of 1 earned" in marked.text
    assert "Two of them." in marked.text
    assert (desk.course.rows(Attempt), desk.course.rows(QuizDraft)) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "earned"),
    [({"q-t-case-left": "590"}, "1 of 1"), ({"q-t-case-left": "591"}, "0 of 1"), ({}, "0 of 1")],
)
def test_a_case_is_tried_with_its_questions(author, sent, earned):
    page = author.post(f"{URL}t-case/trial", sent)

    assert f"{earned} earned" in page.text


def test_a_whole_draw_is_tried_in_any_language(author):
    first = author.get(f"{URL}trial?draw=1")
    second = author.get(f"{URL}trial?draw=2")
    other = author.post(f"{URL}trial", {"language": "vi", "q-t-one": "a", "draw": "²"})

    ids = [
        re.findall(r'class="question" id="q-([a-z-]+)-card"', page.text) for page in (first, second)
    ]
    assert [len(one) for one in ids] == [2, 2]
    assert {*ids[0], *ids[1]} <= {"t-one", "t-two", "t-many", "t-case"}
    assert ids[0] != ids[1]
    assert other.status_code == 200
    assert "Trial run: draw 1" in other.text


def test_a_language_without_the_question_says_so(author):
    page = author.get(f"{URL}t-many/trial?language=vi")

    assert "There is nothing to show in this language yet." in page.text


def test_what_a_file_would_bring_is_shown_before_anything_changes(author, desk):
    page = author.post(f"{URL}import", {"text": BROUGHT})

    assert page.status_code == 200
    assert "the id t-one is taken" in page.text
    assert re.findall(r'name="take" value="([^"]+)"', page.text) == ["t-one-2", "new"]
    assert "odd: the braces are not closed" in page.text
    assert gift(desk) == GIFT


def test_ticked_questions_come_behind_the_others(author, desk):
    page = author.post(f"{URL}import", {"text": BROUGHT})
    found = re.search(r'name="found"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)
    assert found is not None
    text = found[1].replace("&#34;", '"').replace("&gt;", ">").replace("&amp;", "&")

    none = author.post(f"{URL}import", {"found": text})
    some = author.post(f"{URL}import", {"found": text, "take": ["t-one-2"]})

    assert none.status_code == 422
    assert "Choose at least one question." in none.text
    assert (some.status_code, some.location) == (303, URL)
    assert gift(desk).startswith(GIFT)
    assert [one.id for one in read_gift(gift(desk))[0]][-1] == "t-one-2"


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({}, 422, "Choose a file, or write questions into the field."),
        ({"text": "  "}, 422, "Choose a file, or write questions into the field."),
        ({"text": "::a::{"}, 422, "No question of this can be brought in."),
        ({"text": "[1, 2]"}, 422, "No question of this can be brought in."),
        ({"text": "<quiz><", "form": "moodle-xml"}, 422, "No question of this can be brought in."),
        ({"text": "a" * 900_001}, 413, "larger than 900 kB"),
        ({"file": (io.BytesIO(b"\xff\xfe\x00"), "a.gift")}, 422, "No question of this"),
    ],
)
def test_a_file_that_brings_nothing_says_why(author, desk, sent, status, said):
    page = author.post(f"{URL}import", sent)

    assert page.status_code == status
    assert said in page.text
    assert gift(desk) == GIFT


@pytest.mark.parametrize("form", ["gift", "moodle-xml", "json", "aiken"])
def test_the_quiz_goes_out_in_each_form(author, form):
    answer = author.get(f"{URL}export/{form}")

    read = read_questions(answer.data, form)
    count = {"aiken": 2}.get(form, 4)
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{MODULE}-en.')
    assert read.faults == []
    assert len(read.questions) == count
    assert f"holds {count} of 4 questions" in author.get(URL).text


def test_an_aiken_and_a_json_file_are_found_out(author, desk):
    aiken = "Who pays the fee?\nA. You\nB. The bank\nANSWER: A\n"
    as_json = json.dumps([{"id": "j-one", "kind": "true_false", "text": "So?", "answer": True}])

    pages = [author.post(f"{URL}import", {"text": text}).text for text in (aiken, as_json)]

    assert "Who pays the fee?" in pages[0]
    assert "j-one" in pages[1]
    assert queries.draft(desk.db, MODULE) is not None

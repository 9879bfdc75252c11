"""Learners report mistakes: what is kept, how often, and who reads the answer."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories import NOW
from sqlalchemy import select
from tokens import PIN

from lms import clock
from lms.accounts import secrets_kept
from lms.authoring.models import MistakeReport, ReportState
from lms.authoring.report_times import MOST_A_DAY
from lms.trail.models import TrailEntry
from tests.quizzes.attempts_made import sent

LESSON = "/report/first-steps/write-it-down/"
QUIZ = "/report/first-steps/quiz/"
TEXT = "The sum should be 12, not 21."
NASTY = '<script>alert("1")</script> %(name)s {{ 7 * 7 }} \u202e'


@pytest.fixture
def at(monkeypatch):
    """at(moment) is what the clock shows from now on."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def lan(make, course, at):
    """A learner, on the day on which the small course is published."""
    return make.user()


def kept(db) -> list[MistakeReport]:
    return list(db.scalars(select(MistakeReport).order_by(MistakeReport.at, MistakeReport.id)))


def test_what_is_reported_remembers_place_version_language_and_paragraph(browse, db, lan, course):
    answer = browse(lan, "vi").post(LESSON, {"text": TEXT, "block": "7"})

    [report] = kept(db)
    assert (answer.status_code, answer.location) == (302, "/report/")
    assert (report.user_id, report.module_id, report.lesson_id, report.language, report.block) == (
        lan.id, "first-steps", "write-it-down", "vi", 7,
    )  # fmt: skip
    assert (report.version_id, report.text, report.at) == (course.version().id, TEXT, NOW)
    assert report.state is ReportState.OPEN
    assert db.scalar(select(TrailEntry.act)) == "authoring.report_mistake"


def test_a_learner_reports_the_version_that_they_are_on(browse, db, lan, course):
    learner = browse(lan)
    old = course.version().id
    learner.post("/learn/first-steps/write-it-down/done")
    course.change("modules/01-first-steps/en/01-write-it-down.md", "# ", "# New: ")
    course.publish()

    learner.post(LESSON, {"text": TEXT})

    assert course.version().id != old
    assert [report.version_id for report in kept(db)] == [old]


def test_a_text_in_another_language_than_the_page_is_remembered_in_its_own(browse, db, lan):
    browse(lan, "mn").post(LESSON, {"text": TEXT})

    assert [report.language for report in kept(db)] == ["en"]


def test_the_lesson_and_the_result_of_a_quiz_lead_to_the_report(browse, lan):
    learner = browse(lan)

    lesson = learner.get("/learn/first-steps/write-it-down/")
    page, quiz = learner.get(LESSON), learner.get(QUIZ)

    assert f'<a class="link" href="{LESSON}">Report a mistake</a>' in lesson.text
    assert f'action="{LESSON}"' in page.text
    assert "An author answers within three working days." in page.text
    assert f'action="{QUIZ}"' in quiz.text
    assert "Check yourself T01" in quiz.text


def test_the_result_of_a_quiz_leads_to_the_report(browse, db, lan, course):
    attempt = sent(db, lan, course.version(), {"t01-budget-b": True})
    db.commit()

    page = browse(lan).get(f"/results/{attempt.id}/")

    assert f'<a class="link" href="{QUIZ}">Report a mistake</a>' in page.text


def test_the_paragraph_of_an_address_travels_in_the_form(browse, lan):
    learner = browse(lan)

    known, odd = learner.get(f"{LESSON}?block=12"), learner.get(f"{LESSON}?block=x%00")

    assert 'name="block" type="hidden" value="12"' in known.text
    assert 'name="block" type="hidden" value=""' in odd.text


@pytest.mark.parametrize("block", ["", "-1", "12345", "x", "٣", "1.5"])
def test_an_odd_paragraph_is_the_whole_page(browse, db, lan, block):
    browse(lan).post(LESSON, {"text": TEXT, "block": block})

    assert [report.block for report in kept(db)] == [None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Fill in this field."),
        (" \n ", "Fill in this field."),
        ("12 !", "Write at least 5 characters"),
        ("x" * 2001, "Write at most 2000 characters. You have written 2001."),
    ],
)
def test_too_little_and_too_much_are_said_beside_the_field(browse, db, lan, text, words):
    page = browse(lan).post(LESSON, {"text": text})

    assert page.status_code == 422
    assert words in page.text
    assert kept(db) == []


@pytest.mark.parametrize("text", ["x" * 5, "ü" * 2000])
def test_the_shortest_and_the_longest_report_are_kept(browse, db, lan, text):
    browse(lan).post(LESSON, {"text": text})

    assert [report.text for report in kept(db)] == [text]


def test_pressing_twice_keeps_one_report_and_the_next_day_another(browse, db, lan, at):
    learner = browse(lan)
    for _ in range(2):
        learner.post(LESSON, {"text": TEXT})
    learner.post(QUIZ, {"text": TEXT})
    at(NOW + timedelta(days=1, seconds=1))

    learner.post(LESSON, {"text": TEXT})

    assert sorted((report.at, report.lesson_id) for report in kept(db)) == [
        (NOW, "quiz"),
        (NOW, "write-it-down"),
        (NOW + timedelta(days=1, seconds=1), "write-it-down"),
    ]


def test_another_person_may_report_the_same(browse, make, db, lan):
    browse(lan).post(LESSON, {"text": TEXT})
    browse(make.user()).post(LESSON, {"text": TEXT})

    assert len(kept(db)) == 2


def test_the_twenty_first_report_of_a_day_waits_and_its_words_stay_on_the_page(browse, db, lan, at):
    learner = browse(lan)
    for number in range(MOST_A_DAY):
        learner.post(LESSON, {"text": f"Mistake number {number}"})

    page = learner.post(LESSON, {"text": "One more of them"})
    again = learner.post(LESSON, {"text": "Mistake number 3"})
    at(NOW + timedelta(days=1, seconds=1))
    later = learner.post(LESSON, {"text": "One more of them"})

    assert page.status_code == 429
    assert "You have sent 20 reports within a day." in page.text
    assert "One more of them</textarea>" in page.text
    assert (again.status_code, later.status_code) == (302, 302)
    assert len(kept(db)) == MOST_A_DAY + 1


def test_nasty_text_is_shown_as_text(browse, lan):
    learner = browse(lan)
    learner.post(LESSON, {"text": NASTY})

    page = learner.get("/report/")

    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; %(name)s {{ 7 * 7 }}" in page.text
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text


def test_one_reads_one_s_own_reports_newest_first_and_nobody_else_s(browse, make, db, lan, at):
    learner = browse(lan)
    learner.post(LESSON, {"text": "The first one"})
    at(NOW + timedelta(minutes=1))
    thanks = learner.post(QUIZ, {"text": "The second one"}, follow_redirects=True)
    browse(make.user()).post(LESSON, {"text": "Of somebody else"})
    first = kept(db)[0]
    first.state, first.answer, first.answered_at = ReportState.ANSWERED, "It is mended.", NOW
    db.commit()

    page = learner.get("/report/")

    assert "Thank you. The answer stands on this page within three working days." in thanks.text
    assert page.text.index("The second one") < page.text.index("The first one")
    assert "It is mended." in page.text
    assert "Waits for an answer" in page.text
    assert "Of somebody else" not in page.text


def test_who_has_reported_nothing_reads_how_to(browse, lan):
    assert "You have reported nothing yet." in browse(lan).get("/report/").text


def test_the_list_ends_after_fifty(browse, db, lan, course):
    for number in range(52):
        report(db, lan, course, text=f"Number {number:02}.", at=NOW + timedelta(minutes=number))
    db.commit()

    page = browse(lan).get("/report/").text

    assert page.count("<blockquote") == 50
    assert "Number 51." in page
    assert "Number 01." not in page


def report(db, user, course, **values) -> MistakeReport:
    """A report as the verb keeps it."""
    made = MistakeReport(
        **{
            "user_id": user.id,
            "module_id": "first-steps",
            "version_id": course.version().id,
            "lesson_id": "write-it-down",
            "language": "en",
            "text": TEXT,
            "at": NOW,
        }
        | values
    )
    db.add(made)
    db.flush()
    return made


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_one_s_own_costs_two_statements(browse, db, lan, course, counting, rows):
    for number in range(rows):
        report(db, lan, course, text=f"Number {number}.")
    learner = browse(lan)

    with counting() as statements:
        learner.get("/report/")

    assert len(statements) == 2, statements


def test_the_form_costs_three_statements(browse, lan, counting):
    learner = browse(lan)

    with counting() as statements:
        learner.get(LESSON)

    assert len(statements) == 3, statements


@pytest.mark.parametrize(
    "address",
    [
        "/report/first-steps/nothing/",
        "/report/nothing/write-it-down/",
        "/report/first-steps/%00/",
        "/report/%00/quiz/",
        f"/report/first-steps/{'x' * 500}/",
    ],
)
def test_there_is_no_form_for_a_place_that_is_not_there(browse, db, lan, address):
    learner = browse(lan)

    assert learner.get(address).status_code == 404
    assert learner.post(address, {"text": TEXT}).status_code == 404
    assert kept(db) == []


def test_what_was_typed_survives_a_lost_sign_in(browse, db, lan):
    page = browse().post(LESSON, {"text": TEXT})

    assert page.status_code == 401
    assert "The sum should be 12, not 21." in page.text
    assert kept(db) == []


def test_reports_with_their_answers_can_be_taken_along(browse, db, lan, course):
    report(db, lan, course, state=ReportState.ANSWERED, answer="It is mended.", answered_at=NOW)
    learner = browse(lan)

    taken = json.loads(learner.get("/account/data/download").text)["authoring"]

    assert taken == [
        {
            "what": "reported mistake",
            "module": "first-steps",
            "version": str(course.version().id),
            "lesson": "write-it-down",
            "language": "en",
            "block": None,
            "text": TEXT,
            "at": NOW.isoformat(),
            "state": "answered",
            "answer": "It is mended.",
            "answered_at": NOW.isoformat(),
        }
    ]


def test_reports_go_with_the_account_and_those_of_others_stay(browse, make, db, lan, course):
    lan.secret_hash = secrets_kept.hashed(PIN)
    other = make.user()
    report(db, lan, course, text="I am Lan, my number is 010-1234.")
    report(db, other, course, text="Another mistake.", answered_by=lan.id)
    db.commit()

    answer = browse(lan).post("/account/leave", {"password": PIN, "sure": "y"})

    db.expire_all()
    assert answer.location == "/"
    assert [(one.text, one.answered_by) for one in kept(db)] == [("Another mistake.", None)]

"""The authors' inbox: what stands in it for whom, and how a reported mistake is answered."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from factories import NOW
from sqlalchemy import select

from lms import clock
from lms.accounts.kinds import Role
from lms.authoring import rules
from lms.authoring.models import MistakeReport, ReportState
from lms.courses.models import ModuleVersion
from lms.trail.models import TrailEntry
from tests.authoring.inbox_reading import INBOX, rows_link, rows_of, worker

TEXT = "The sum should be 12, not 21."
NASTY = '<img src=x onerror=alert(1)> %(day)s {{ 7 * 7 }} "quoted"'
ANSWER = {"text": "Thank you, it is mended.", "seen": ""}


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """at(moment) is what the clock shows from now on."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def lan(make, course):
    """A learner who finds mistakes in the small course."""
    return make.user(name="Xuân Quỳnh", username="quynh77")


@pytest.fixture
def report(db, lan, course):
    """report(text=...) is a report of Lan's as the verb keeps it."""

    def made(**values) -> MistakeReport:
        module = values.get("module_id", "first-steps")
        place = {"first-steps": "write-it-down", "shared-shop": "one-vote"}[module]
        row = MistakeReport(
            **{
                "user_id": lan.id,
                "module_id": module,
                "version_id": course.version(module).id,
                "lesson_id": place,
                "language": "en",
                "text": TEXT,
                "at": NOW,
            }
            | values
        )
        db.add(row)
        db.commit()
        return row

    return made


@pytest.fixture
def author(browse, make):
    """Somebody who looks after all modules."""
    return browse(make.user(Role.AUTHOR))


def test_what_waits_longest_stands_first_and_what_is_late_says_so(author, report, at):
    report(text="Came on Sunday.", at=NOW)
    report(text="Came on Wednesday before.", at=NOW - timedelta(days=4))
    report(text="Came on Monday before.", at=NOW - timedelta(days=6))
    at(NOW + timedelta(days=3))

    rows = rows_of(author.get(INBOX))

    assert [one.split(" Came on ")[1] for one in rows] == [
        "Monday before. Late: to be answered by November 19, 2026 sent on November 16, 2026",
        "Wednesday before. Late: to be answered by November 23, 2026 sent on November 18, 2026",
        "Sunday. Answer by November 25, 2026 sent on November 22, 2026",
    ]


def test_a_row_names_place_and_language_and_nobody(author, lan, report):
    report(language="vi")

    page = author.get(INBOX)
    one = author.get(rows_link(page))

    assert rows_of(page) == [
        "T01.1 Write it down Reported mistake · Tiếng Việt The sum should be 12, not 21. "
        "Answer by November 25, 2026 sent on November 22, 2026"
    ]
    assert "You do not see who wrote this." in one.text
    for shown in (page, one):
        assert [name for name in ("Quỳnh", "quynh77", str(lan.id)) if name in shown.text] == []


@pytest.mark.parametrize(
    ("role", "scope", "seen"),
    [
        (Role.ADMIN, "", 2),
        (Role.AUTHOR, "", 2),
        (Role.REVIEWER, "", 2),
        (Role.AUTHOR, "first-steps", 1),
        (Role.REVIEWER, "first-steps", 1),
        (Role.TRANSLATOR, "first-steps", 1),
        (Role.TRANSLATOR, "first-steps:vi", 1),
        (Role.TRANSLATOR, "nothing:vi", 0),
        (Role.TRAINER, "", None),
        (None, "", None),
    ],
)
def test_one_sees_and_answers_reports_of_the_modules_one_works_on(
    browse, make, report, role, scope, seen
):
    ours, other = (
        report(text="In the first."),
        report(text="In the other.", module_id="shared-shop"),
    )
    user = worker(make, role, scope) if role else make.user()
    person = browse(user)

    page = person.get(INBOX)
    codes = [person.get(f"{INBOX}{one.id}/").status_code for one in (ours, other)]
    posted = [
        person.post(f"{INBOX}{one.id}/{end}", ANSWER | {"reason": "right"}).status_code
        for one in (ours, other)
        for end in ("", "close")
    ]

    assert page.status_code == (403 if seen is None else 200)
    assert ("In the first." in page.text, "In the other." in page.text) == (
        (seen or 0) >= 1,
        seen == 2,
    )
    assert codes == [200 if (seen or 0) >= 1 else 404, 200 if seen == 2 else 404]
    assert [code == 404 for code in posted] == [not seen] * 2 + [seen != 2] * 2


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("scope", ["", "a", "a:vi", ":vi", "b"])
def test_the_modules_of_lists_are_those_that_one_may_see(make, role, scope):
    user = worker(make, role, scope) if role else None
    seen = rules.modules_seen(user)

    for module in ("a", "b", "c"):
        assert (seen is None or module in seen) == rules.may_see(user, module)


def test_the_answer_reaches_the_person_and_leaves_the_inbox(browse, author, lan, db, report):
    made = report()

    answer = author.post(f"{INBOX}{made.id}/", ANSWER, follow_redirects=True)

    own = browse(lan).get("/report/").text
    assert "Your answer is kept." in answer.text
    assert "Nothing waits." in answer.text
    assert "Thank you, it is mended." in own
    assert "Answered" in own
    db.refresh(made)
    assert (made.state, made.answered_at) == (ReportState.ANSWERED, NOW)
    assert db.scalar(select(TrailEntry.act)) == "authoring.answer_report"


def test_a_report_can_be_closed_and_the_person_reads_why_in_their_language(
    browse, author, lan, db, report
):
    made = report()

    author.post(f"{INBOX}{made.id}/close", {"reason": "unclear", "seen": ""})

    own, kept = browse(lan).get("/report/").text, author.get(f"{INBOX}?show=settled")
    db.refresh(made)
    assert (made.state, made.answer) == (ReportState.CLOSED, "unclear")
    assert "We did not find the mistake. Report it again and copy the sentence." in own
    assert "Closed" in own
    assert len(rows_of(kept)) == 1
    assert rows_of(author.get(INBOX)) == []


@pytest.mark.parametrize(
    ("end", "sent", "words"),
    [
        ("", {"text": "  "}, "Fill in this field."),
        ("", {"text": "x" * 2001}, "You have written 2001."),
        ("close", {}, "Choose one of the answers."),
        ("close", {"reason": "other"}, "Choose one of the answers."),
    ],
)
def test_an_answer_that_says_nothing_is_asked_for_again(author, db, report, end, sent, words):
    made = report()

    page = author.post(f"{INBOX}{made.id}/{end}", sent)

    db.refresh(made)
    assert page.status_code == 422
    assert words in page.text
    assert made.state is ReportState.OPEN


def test_of_two_authors_the_second_reads_the_first_answer_and_loses_no_word(
    browse, make, author, db, report, at
):
    made = report()
    second = browse(make.user(Role.AUTHOR))
    author.post(f"{INBOX}{made.id}/", ANSWER)
    at(NOW + timedelta(minutes=5))

    page = second.post(f"{INBOX}{made.id}/", {"text": "I would say no.", "seen": ""})
    seen = re.findall(r'id="seen" name="seen" type="hidden" value="([^"]*)"', page.text)[0]
    again = second.post(f"{INBOX}{made.id}/", {"text": "I would say no.", "seen": seen})

    db.refresh(made)
    assert page.status_code == 409
    assert "Somebody else answered this meanwhile." in page.text
    assert "Thank you, it is mended." in page.text
    assert "I would say no.</textarea>" in page.text
    assert (again.status_code, made.answer) == (302, "I would say no.")


def test_pressing_twice_answers_once(author, db, report):
    made = report()

    codes = [author.post(f"{INBOX}{made.id}/", ANSWER).status_code for _ in range(2)]

    assert codes == [302, 302]
    acts = db.scalars(select(TrailEntry.act)).all()
    assert acts == ["authoring.answer_report"]


def test_nasty_words_are_shown_as_text_to_both(browse, author, lan, report):
    made = report(text=NASTY)
    author.post(f"{INBOX}{made.id}/", {"text": NASTY, "seen": ""})

    shown = [author.get(f"{INBOX}?show=settled"), author.get(f"{INBOX}{made.id}/")]
    shown.append(browse(lan).get("/report/"))

    for page in shown:
        assert "&lt;img src=x onerror=alert(1)&gt; %(day)s {{ 7 * 7 }}" in page.text
        assert "<img" not in page.text


def test_the_editor_opens_at_the_file_as_the_draft_has_it(browse, make, desk, report):
    made = report()
    desk.draft.files = {
        path.replace("en/01-write", "en/02-write"): key for path, key in desk.draft.files.items()
    }
    desk.db.commit()

    page = browse(desk.author).get(f"{INBOX}{made.id}/")
    reviewer = browse(worker(make, Role.REVIEWER, "first-steps")).get(f"{INBOX}{made.id}/")

    assert 'href="/author/modules/first-steps/edit/en/02-write-it-down.md"' in page.text
    assert "Open the editor" not in reviewer.text


@pytest.mark.parametrize(
    ("language", "lesson", "link"),
    [
        ("vi", "write-it-down", "/author/modules/first-steps/edit/vi/01-write-it-down.md"),
        ("en", "write-it-down", None),
        ("vi", "quiz", "/author/modules/first-steps/quiz/"),
    ],
)
def test_a_translator_opens_the_editor_of_their_language(
    browse, make, report, language, lesson, link
):
    made = report(language=language, lesson_id=lesson)

    page = browse(worker(make, Role.TRANSLATOR, "first-steps:vi")).get(f"{INBOX}{made.id}/")

    assert re.findall(r'href="(/author/modules/[^"]*)"', page.text) == [link][: link is not None]


def test_a_lesson_that_is_gone_has_no_editor(author, db, report):
    made = report()
    version = db.get_one(ModuleVersion, made.version_id)
    version.files = {path: key for path, key in version.files.items() if "write-it" not in path}
    db.commit()

    page = author.get(f"{INBOX}{made.id}/")

    assert page.status_code == 200
    assert "Open the editor" not in page.text


def test_a_report_that_is_not_there_is_not_found(author, course):
    assert author.get(f"{INBOX}{uuid.uuid4()}/").status_code == 404
    assert author.post(f"{INBOX}{uuid.uuid4()}/", ANSWER).status_code == 404


@pytest.mark.parametrize("show", ["", "reports", "questions", "translations", "settled", "'<b>"])
def test_every_choice_of_what_is_shown_opens(author, course, show):
    page = author.get(INBOX, query_string={"show": show})

    assert page.status_code == 200
    assert page.text.count(" selected>") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_costs_five_statements_before_quizzes_are_answered(
    author, report, counting, rows
):
    for number in range(rows):
        report(text=f"Number {number}.")

    with counting() as statements:
        author.get(INBOX)

    assert len(statements) == 5, statements


def test_the_list_ends_after_fifty_of_those_that_wait_longest(author, report):
    for number in range(52):
        report(text=f"Number {number:02}.", at=NOW + timedelta(minutes=number))

    page = author.get(INBOX)

    assert len(rows_of(page)) == 50
    assert "Number 00." in page.text
    assert "Number 51." not in page.text
    assert "At most 50 of each kind are shown." in page.text


def test_the_front_of_the_desk_leads_to_the_inbox_and_says_how_many_reports_wait(
    browse, make, author, report
):
    report()
    report(text="In the other.", module_id="shared-shop")
    report(state=ReportState.ANSWERED, answered_at=NOW)
    scoped = browse(worker(make, Role.TRANSLATOR, "first-steps:vi"))
    nobody_s = browse(worker(make, Role.TRANSLATOR, "nothing"))

    assert f'<a class="link" href="{INBOX}">Inbox (2)</a>' in author.get("/author/").text
    assert f'<a class="link" href="{INBOX}">Inbox (1)</a>' in scoped.get("/author/").text
    assert f'<a class="link" href="{INBOX}">Inbox</a>' in nobody_s.get("/author/").text

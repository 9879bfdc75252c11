"""A result after marks were made anew: the new ones count, the old ones stay in sight."""

from __future__ import annotations

import pytest

from lms.accounts.kinds import Role
from tests.quizzes.attempts_made import sent
from tests.quizzes.mending import GIFT, IDS, REASON, RIGHT, mend_address

THREE = IDS[:3]


@pytest.fixture
def version(school):
    return school.publish(gifts={"en": GIFT}, draw=3, **{"pass": "0.6"})


@pytest.fixture
def mend(browse, make, version):
    """mend(question, act, answer fields) decides as an author would."""
    author = browse(make.user(Role.AUTHOR))

    def decide(question, act, **answer):
        fields = {"act": act, "reason": REASON, "confirm": "yes", **answer}
        done = author.post(mend_address(version, question), fields)
        assert done.status_code == 302

    return decide


def result_of(browser, attempt):
    return browser.get(f"/results/{attempt.id}/")


def test_a_result_says_what_changed_when_and_why(version, mend, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, {"who": "b", "sum": "105000"}, asked=THREE)

    mend("who", "rekey", **{"q-who": "b"})
    page = result_of(browse(user), attempt)

    assert "You know this now" in page.text
    assert "2 of 3." in page.text
    assert "Marked anew on" in page.text
    assert f": {REASON} Before: 1 of 3, now: 2 of 3." in page.text
    first = page.text.split('aria-labelledby="a-1"')[1].split('aria-labelledby="a-2"')[0]
    assert f"The team changed how this question is marked: {REASON}" in first
    assert "It earned 0 before, and 1 now." in first
    assert "A right answer" not in first
    assert "The team changed" not in page.text.split('aria-labelledby="a-2"')[1]


def test_each_marking_anew_is_told_with_the_marks_before_it(version, mend, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, {"who": "b"}, asked=THREE)

    mend("who", "credit")
    mend("sum", "credit")
    page = result_of(browse(user), attempt)

    assert "Before: 0 of 3, now: 1 of 3." in page.text
    assert "Before: 1 of 3, now: 2 of 3." in page.text
    assert page.text.count("It earned 0 before, and 1 now.") == 2


def test_a_question_that_was_left_out_says_so_with_its_old_mark(version, mend, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, RIGHT)

    mend("who", "drop")
    page = result_of(browse(user), attempt)

    assert "2 of 2." in page.text
    assert "Before: 3 of 3, now: 2 of 2." in page.text
    assert "It earned 1 before, and counts for nobody now." in page.text
    assert "Counts for nobody" in page.text


def test_where_nothing_counts_any_more_the_result_from_before_stays(
    version, mend, browse, make, db
):
    user = make.user()
    attempt = sent(db, user, version, {"who": "c"})

    mend("who", "drop")
    page = result_of(browse(user), attempt)

    assert "0.5 of 1." in page.text
    assert "None of these questions counts any more." in page.text


def test_the_new_key_is_the_right_answer_that_is_shown(version, mend, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, {"who": "c"}, asked=THREE)

    mend("who", "rekey", **{"q-who": "b"})
    first = result_of(browse(user), attempt).text.split('aria-labelledby="a-2"')[0]

    assert "<strong>The richest</strong>" in first
    assert "The team changed how this question is marked" in first


def test_a_result_that_nobody_touched_says_nothing_of_it(version, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, RIGHT)

    page = result_of(browse(user), attempt)

    assert "Marked anew" not in page.text
    assert "The team changed" not in page.text
    assert "It earned" not in page.text

"""Essays are read by a person: what waits, marking by the rubric, what the learner sees."""

from __future__ import annotations

import uuid
from datetime import timedelta
from fractions import Fraction

import pytest
from factories import NOW
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.progress.models import ModuleStart
from lms.quizzes.models import Cause, EssayMark, Regrade
from lms.quizzes.own_data import KEEPER
from lms.trail.models import TrailEntry
from tests.quizzes.attempts_made import sent
from tests.quizzes.mending import GIFT, REASON, mend_address

WAITING = "/teach/essays/"
GOAL = "Lan saves 200 USD\nby <b>May</b> & 'June'."
ALL = {"points-a": "3", "points-b": "2", "comment": "Clear. Well done."}


@pytest.fixture
def version(school):
    return school.publish(gifts={"en": GIFT, "vi": f"{GIFT}\n"}, draw=2)


@pytest.fixture
def trainer(browse, make):
    return browse(make.trainer())


def address(attempt, question="goal"):
    return f"{WAITING}{attempt.id}/{question}/"


def test_what_waits_is_listed_the_oldest_first_and_without_names(version, trainer, make, db):
    old = sent(db, make.user(name="Lan Phạm"), version, {"goal": GOAL}, now=NOW - timedelta(days=3))
    new = sent(db, make.user(name="Bat-Erdene"), version, {"goal": GOAL}, language="vi")
    sent(db, make.user(), version, {"who": "a"}, asked=["who", "goal"])

    page = trainer.get(WAITING)

    assert [part.split('"')[0] for part in page.text.split(f'href="{WAITING}')[1:]] == [
        f"{old.id}/goal/",
        f"{new.id}/goal/",
    ]
    assert "Tiếng Việt" in page.text.split(str(new.id))[1].split("</li>")[0]
    assert "Phạm" not in page.text
    assert "Bat-Erdene" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_what_waits_costs_two_statements(version, trainer, make, db, counting, count):
    for _ in range(count):
        sent(db, make.user(), version, {"goal": GOAL})
    trainer.get(WAITING)

    with counting() as statements:
        trainer.get(WAITING)

    assert len(statements) == 2, statements


def test_one_s_own_text_is_neither_listed_nor_marked(version, browse, make, db):
    trainer = make.trainer()
    own = sent(db, trainer, version, {"goal": GOAL})
    desk = browse(trainer)

    assert str(own.id) not in desk.get(WAITING).text
    assert desk.get(address(own)).status_code == 404
    assert desk.post(address(own), ALL).status_code == 404
    assert db.scalars(select(EssayMark)).all() == []


def test_only_trainers_read_what_others_wrote(version, browse, make, db):
    attempt = sent(db, make.user(), version, {"goal": GOAL})

    for person in (browse(make.user()), browse(make.user(Role.AUTHOR))):
        assert person.get(WAITING).status_code == 403
        assert person.get(address(attempt)).status_code == 404
        assert person.post(address(attempt), ALL).status_code == 404
    assert browse().get(address(attempt)).location == f"/sign-in?next={address(attempt)}"
    assert browse(make.admin()).get(address(attempt)).status_code == 200


def test_a_page_shows_question_rubric_and_the_words_as_they_were_written(
    version, trainer, make, db
):
    attempt = sent(db, make.user(name="Lan Phạm"), version, {"goal": GOAL}, language="vi")

    page = trainer.get(address(attempt))

    assert "Write your goal." in page.text
    assert "It has an amount and a date" in page.text
    assert 'lang="vi">Lan saves 200 USD\nby &lt;b&gt;May&lt;/b&gt; &amp;' in page.text
    assert "Phạm" not in page.text


def test_points_by_the_rubric_become_the_mark_and_may_pass(version, trainer, browse, make, db):
    user = make.user()
    attempt = sent(db, user, version, {"who": "b", "goal": GOAL})
    assert (attempt.waits, attempt.passed) == (True, False)

    done = trainer.post(address(attempt), ALL)

    assert (done.status_code, done.location) == (302, WAITING)
    made = db.scalars(select(Regrade)).one()
    assert (made.cause, made.earned, made.possible, made.waits, made.passed) == (
        Cause.READER,
        1,
        2,
        False,
        True,
    )
    assert made.marks["goal"] == {"earned": "1", "right": True, "given": GOAL}
    start = db.scalars(select(ModuleStart).where(ModuleStart.user_id == user.id)).one()
    assert (start.quiz_share, start.quiz_passed_at is not None) == (0.5, True)
    assert "Nothing waits." in trainer.get(WAITING).text
    entry = db.scalars(select(TrailEntry).where(TrailEntry.act == "quizzes.mark_essay")).one()
    assert entry.facts == {"question": "goal"}


def test_a_part_of_the_points_is_an_exact_part_of_the_mark(version, trainer, make, db):
    attempt = sent(db, make.user(), version, {"goal": GOAL})

    trainer.post(address(attempt), {"points-a": "1", "points-b": "0"})

    assert db.scalars(select(Regrade)).one().earned == Fraction(1, 5)


@pytest.mark.parametrize("typed", ["99", "4", "-1", "1.5", "many", "", "0x1", "1e1", "NaN"])
def test_points_that_cannot_be_given_are_refused_and_all_is_kept(version, trainer, make, db, typed):
    attempt = sent(db, make.user(), version, {"goal": GOAL})

    page = trainer.post(address(attempt), ALL | {"points-a": typed, "comment": "Why <so>?"})

    assert page.status_code == 422
    assert 'id="points-a-fault"' in page.text
    assert f'value="{typed}"' in page.text
    assert 'name="points-b" required type="text" value="2"' in page.text
    assert "Why &lt;so&gt;?" in page.text
    assert db.scalars(select(EssayMark)).all() == []


def test_the_second_of_two_readers_is_told_and_keeps_what_was_typed(
    version, trainer, browse, make, db
):
    attempt = sent(db, make.user(), version, {"goal": GOAL})
    trainer.post(address(attempt), ALL)
    second = browse(make.trainer())

    page = second.post(
        address(attempt), {"seen": "", "points-a": "0", "points-b": "1", "comment": "No date."}
    )

    assert page.status_code == 409
    assert "Somebody else has marked this answer meanwhile." in page.text
    assert "No date." in page.text
    assert "Clear. Well done." in page.text
    newest = db.scalars(select(EssayMark)).one()
    assert f'name="seen" type="hidden" value="{newest.id}"' in page.text


def test_marks_can_be_given_again_and_both_stay(version, trainer, make, db):
    attempt = sent(db, make.user(), version, {"goal": GOAL})
    trainer.post(address(attempt), ALL)
    seen = db.scalars(select(EssayMark.id)).one()

    again = trainer.get(address(attempt))
    trainer.post(address(attempt), {"seen": str(seen), "points-a": "0", "points-b": "1"})

    assert 'name="points-a" required type="text" value="3"' in again.text
    made = db.scalars(select(Regrade).order_by(Regrade.number)).all()
    assert [(one.number, one.earned, one.passed) for one in made] == [
        (1, 1, True),
        (2, Fraction(1, 5), True),
    ]
    assert len(db.scalars(select(EssayMark)).all()) == 2


@pytest.mark.parametrize("seen", ["x", "0" * 32, "' OR 1=1", str(uuid.UUID(int=5))])
def test_forged_marks_that_were_seen_are_no_key_to_anything(version, trainer, make, db, seen):
    attempt = sent(db, make.user(), version, {"goal": GOAL})

    assert trainer.post(address(attempt), ALL | {"seen": seen}).status_code == 409
    assert db.scalars(select(EssayMark)).all() == []


def test_what_is_no_essay_or_was_left_open_has_no_page(version, trainer, make, db):
    attempt = sent(db, make.user(), version, {"who": "a"}, asked=["who", "goal"])

    for question in ("goal", "who", "nobody"):
        assert trainer.get(address(attempt, question)).status_code == 404
        assert trainer.post(address(attempt, question), ALL).status_code == 404
    assert trainer.get(f"{WAITING}{uuid.uuid4()}/goal/").status_code == 404


def test_an_essay_with_credit_waits_no_more_and_reading_it_does_not_lower_it(
    version, trainer, browse, make, db
):
    attempt = sent(db, make.user(), version, {"goal": GOAL})
    author = browse(make.user(Role.AUTHOR))
    fields = {"act": "credit", "reason": REASON, "confirm": "yes"}
    author.post(mend_address(version, "goal"), fields)
    listed = trainer.get(WAITING).text

    trainer.post(address(attempt), {"points-a": "0", "points-b": "0"})
    after_reading = db.scalars(select(Regrade)).one()
    restored = {"act": "restore", "reason": "It was clear after all.", "confirm": "yes"}
    author.post(mend_address(version, "goal"), restored)

    assert "Nothing waits." in listed
    assert after_reading.earned == 1
    newest = db.scalars(select(Regrade).order_by(Regrade.number.desc())).first()
    assert (newest.number, newest.earned, newest.waits, newest.passed) == (2, 0, False, True)


def test_the_learner_reads_points_and_comment_and_before_that_who_will_read_it(
    version, trainer, browse, make, db
):
    user = make.user()
    attempt = sent(db, user, version, {"who": "a", "goal": GOAL})
    learner = browse(user)
    before = learner.get(f"/results/{attempt.id}/")

    trainer.post(
        address(attempt), {"points-a": "3", "points-b": "1", "comment": "Who <b>does</b>?"}
    )
    after = learner.get(f"/results/{attempt.id}/")

    assert "A trainer will read" in before.text
    assert "1 of 2." in before.text
    assert "A trainer read your answer and marked it on" in after.text
    assert "Before: 1 of 2, now: 1.8 of 2." in after.text
    assert "3 of 3 points" in after.text
    assert "1 of 2 points" in after.text
    assert "Who &lt;b&gt;does&lt;/b&gt;?" in after.text


def test_points_comment_and_new_marks_can_be_taken_along(version, trainer, make, db):
    user = make.user()
    attempt = sent(db, user, version, {"goal": GOAL})
    trainer.post(address(attempt), ALL)

    kept = {one["what"]: one for one in KEEPER.export(db, user.id)}

    assert (kept["marked anew"]["earned"], kept["marked anew"]["attempt"]) == ("1", 1)
    assert kept["read by a trainer"]["points"] == {"a": 3, "b": 2}
    assert kept["read by a trainer"]["comment"] == "Clear. Well done."

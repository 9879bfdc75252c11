"""Mending a question with a mistake through the author's pages: a preview first, then the act."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factories import NOW
from sqlalchemy import func, select

from lms.accounts.kinds import Role
from lms.progress.models import CourseStart, LessonRead, ModuleStart
from lms.quizzes.models import Attempt, Correction, Purpose, Regrade
from lms.trail.models import TrailEntry
from tests.quizzes.attempts_made import sent
from tests.quizzes.mending import GIFT, IDS, MODULE, REASON, RIGHT, mend_address, sent_again

THREE = IDS[:3]


@pytest.fixture
def version(school):
    return school.publish(gifts={"en": GIFT, "vi": f"{GIFT}\n"}, draw=3)  # half of the marks pass


@pytest.fixture
def author(browse, make):
    return browse(make.user(Role.AUTHOR, name="Айгүл"))


def rows(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_a_preview_names_whose_result_would_change_and_writes_nothing(version, author, make, db):
    low, high = make.user(name="Lan", username="lan-99"), make.user(name="Bat")
    sent(db, low, version, {"who": "b", "sum": "105000"}, asked=THREE)
    sent(db, high, version, RIGHT)

    page = author.post(
        mend_address(version, "who"), {"act": "rekey", "q-who": "b", "reason": REASON}
    )

    assert page.status_code == 200
    assert "2 results would change: 1 up, 1 down." in page.text
    assert "One would pass now." in page.text
    assert "Lan<br>" in page.text
    assert "lan-99" in page.text
    assert "1 of 3</td><td" in page.text
    assert "2 of 3</td>" in page.text
    assert "Stays passed" in page.text
    assert (rows(db, Correction), rows(db, Regrade)) == (0, 0)


def test_what_is_done_is_what_the_preview_said(version, author, make, db):
    low, high, same = make.user(), make.user(), make.user()
    first = sent(db, low, version, {"who": "b", "sum": "105000"}, asked=THREE)
    sent(db, high, version, RIGHT)
    sent(db, same, version, {"sum": "105000"}, asked=THREE)
    address = mend_address(version, "who")
    preview = author.post(address, {"act": "rekey", "q-who": "b", "reason": REASON})

    done = author.post(address, sent_again(preview))

    assert (done.status_code, done.location) == (302, address)
    assert "Done. 2 results were marked anew." in author.get(address).text
    db.expire_all()
    found = {one.attempt_id: one for one in db.scalars(select(Regrade))}
    assert len(found) == 2
    assert (found[first.id].earned, found[first.id].possible) == (2, 3)
    assert (found[first.id].number, found[first.id].passed) == (1, True)
    assert found[first.id].reason == REASON
    assert db.get(Attempt, first.id).marks["who"]["earned"] == "0"
    starts = {one.user_id: one for one in db.scalars(select(ModuleStart))}
    assert starts[low.id].quiz_share == pytest.approx(2 / 3)
    assert starts[low.id].quiz_passed_at is not None
    assert starts[high.id].quiz_share == pytest.approx(2 / 3)
    entry = db.scalars(select(TrailEntry).where(TrailEntry.act == "quizzes.mend_question")).one()
    assert entry.facts == {"question": "who", "decision": "rekey", "attempts": 2}


def test_an_attempt_that_comes_after_the_preview_is_counted_when_it_is_done(
    version, author, make, db
):
    address = mend_address(version, "who")
    preview = author.post(address, {"act": "credit", "reason": REASON})
    sent(db, make.user(), version, {"who": "b"}, asked=THREE)

    author.post(address, sent_again(preview))

    assert "No result would change." in preview.text
    assert "Done. 1 result was marked anew." in author.get(address).text


def test_a_decision_that_changes_no_result_says_so(version, author):
    address = mend_address(version, "who")

    author.post(address, {"act": "credit", "reason": REASON, "confirm": "yes"})

    assert "Done. No result changed." in author.get(address).text


def test_a_pass_is_not_taken_away_by_a_new_key(version, author, make, db):
    learner = make.user()
    sent(db, learner, version, {"who": "a", "sum": "105000"}, asked=["who", "sum"])
    address = mend_address(version, "who")

    for question in ("who", "sum"):
        given = {"q-who": "b", "q-sum": "7"}
        fields = {"act": "rekey", "reason": REASON, "confirm": "yes", **given}
        assert author.post(mend_address(version, question), fields).status_code == 302
    author.post(address, {"act": "drop", "reason": REASON, "confirm": "yes"})

    newest = db.scalars(select(Regrade).order_by(Regrade.number.desc())).first()
    start = db.scalars(select(ModuleStart)).one()
    assert (newest.number, newest.earned, newest.possible, newest.passed) == (2, 1, 1, True)
    assert start.quiz_passed_at == NOW


def test_a_question_left_out_of_all_results_leaves_a_result_without_questions_as_it_was(
    version, author, make, db
):
    sent(db, make.user(), version, {"who": "c"})

    author.post(mend_address(version, "who"), {"act": "drop", "reason": REASON, "confirm": "yes"})

    made = db.scalars(select(Regrade)).one()
    assert (made.earned, made.possible, made.share, made.passed) == (0, 0, 0.5, True)


def test_what_was_decided_can_be_taken_back(version, author, make, db):
    sent(db, make.user(), version, {"who": "b"}, asked=THREE)
    address = mend_address(version, "who")
    author.post(address, {"act": "credit", "reason": REASON, "confirm": "yes"})

    author.post(address, {"act": "restore", "reason": "It was right after all.", "confirm": "y"})

    made = db.scalars(select(Regrade).order_by(Regrade.number)).all()
    assert [(one.number, one.earned) for one in made] == [(1, 1), (2, 0)]
    page = author.get(address)
    assert "Full mark for everybody" in page.text
    assert "The key of the file holds again" in page.text
    assert "Айгүл" in page.text


def test_new_answers_are_marked_by_what_was_decided(version, author, make, db):
    author.post(mend_address(version, "who"), {"act": "drop", "reason": REASON, "confirm": "yes"})

    attempt = sent(db, make.user(), version, RIGHT)

    assert (attempt.earned, attempt.possible) == (2, 2)
    assert sorted(attempt.marks) == ["shops", "sum"]


def test_versions_with_the_same_question_change_together_and_others_do_not(
    school, version, author, make, db
):
    newer = school.publish(gifts={"en": f"\n\n{GIFT}"}, draw=3)
    other = school.publish(gifts={"en": GIFT.replace("Who decides?", "Who votes?")}, draw=3)
    made = [sent(db, make.user(), one, {"who": "b"}) for one in (version, newer, other)]

    page = author.get(f"{MODULE}who/{newer.number}/")
    author.post(mend_address(newer, "who"), {"act": "credit", "reason": REASON, "confirm": "y"})

    assert f"these versions: {newer.number}, {version.number}." in page.text
    assert f'href="{mend_address(other, "who")}"' in page.text
    found = set(db.scalars(select(Regrade.attempt_id)))
    assert found == {made[0].id, made[1].id}


def test_a_better_result_before_the_module_passes_nothing(version, author, make, db):
    sent(db, make.user(), version, {"who": "b"}, purpose=Purpose.BEFORE)

    author.post(mend_address(version, "who"), {"act": "credit", "reason": REASON, "confirm": "yes"})

    made = db.scalars(select(Regrade)).one()
    assert (made.earned, made.passed) == (1, False)
    assert rows(db, ModuleStart) == 0


def test_who_passes_by_it_and_has_read_all_finishes_the_module(school, author, browse, make, db):
    user = make.user()
    learner = browse(user)
    for lesson in ("write-it-down", "two-pockets"):
        learner.post(f"/learn/first-steps/{lesson}/done")
    version = school.publish(gifts={"en": GIFT}, draw=3)
    sent(db, user, version, {"who": "b"}, asked=["who"])

    fields = {"act": "rekey", "q-who": "b", "reason": REASON, "confirm": "yes"}
    author.post(mend_address(version, "who"), fields)

    db.expire_all()
    start = db.scalars(select(ModuleStart)).one()
    assert (rows(db, LessonRead), rows(db, CourseStart)) == (2, 1)
    assert start.quiz_passed_at is not None
    assert start.finished_at is not None


def test_answers_in_another_language_are_marked_by_the_same_decision(version, author, make, db):
    sent(db, make.user(), version, {"sum": "100000"}, language="vi")

    author.post(
        mend_address(version, "sum"),
        {"act": "rekey", "q-sum": "100000", "reason": REASON, "confirm": "yes"},
    )

    assert db.scalars(select(Regrade)).one().earned == Fraction(1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose one of the answers."),
        ({"act": "rekey", "reason": REASON}, "Answer the whole question"),
        ({"act": "rekey", "reason": REASON, "q-who": "z"}, "Answer the whole question"),
        ({"act": "credit", "reason": ""}, "Write the reason in plain words."),
        ({"act": "credit", "reason": "so"}, "Write at least 10 signs"),
        ({"act": "credit", "reason": "x" * 1001}, "Write at most 1000 characters."),
        ({"act": "burn", "reason": REASON}, "Choose one of the answers."),
        ({"act": "restore", "reason": REASON}, "Choose one of the answers."),
    ],
)
def test_a_form_with_a_fault_comes_back_with_what_was_typed(version, author, db, fields, said):
    page = author.post(mend_address(version, "who"), {"confirm": "yes", **fields})

    assert page.status_code == 422
    assert said in page.text
    assert rows(db, Correction) == 0
    if "reason" in fields:
        assert fields["reason"] in page.text


def test_a_number_that_can_be_read_in_two_ways_is_no_key(version, author, db):
    page = author.post(
        mend_address(version, "sum"),
        {"act": "rekey", "q-sum": "105.000", "reason": REASON, "confirm": "yes"},
    )

    assert page.status_code == 422
    assert "This can be read as 105 or as 105,000." in page.text
    assert 'value="105.000"' in page.text


def test_an_essay_can_be_left_out_or_credited_and_has_no_other_key(version, author):
    page = author.get(mend_address(version, "goal"))

    assert 'value="rekey"' not in page.text
    assert 'value="credit"' in page.text
    answer = author.post(mend_address(version, "goal"), {"act": "rekey", "reason": REASON})
    assert answer.status_code == 422


def test_a_forged_question_or_version_does_not_exist(version, author):
    for address in (
        f"{MODULE}nobody/",
        f"{MODULE}who/99/",
        f"{MODULE}t01-budget-a/{version.number}/",
        "/author/quizzes/nowhere/",
        "/author/quizzes/nowhere/who/",
        f"/author/quizzes/shared-shop/who/{version.number}/",
        f"{MODULE}who/{10**30}/",
    ):
        assert author.get(address).status_code == 404, address
    posted = author.post(f"{MODULE}who/99/", {"act": "drop", "reason": REASON, "confirm": "y"})
    assert posted.status_code == 404


def test_nobody_but_authors_may_look_or_mend(version, browse, make, db):
    fields = {"act": "drop", "reason": REASON, "confirm": "yes"}
    for person in (browse(make.user()), browse(make.trainer())):
        for address in ("/author/quizzes/", MODULE, f"{MODULE}who/", mend_address(version, "who")):
            assert person.get(address).status_code == 403, address
        assert person.post(mend_address(version, "who"), fields).status_code == 403
    assert browse().get(MODULE).location == f"/sign-in?next={MODULE}"
    assert browse(make.admin()).get(MODULE).status_code == 200
    assert rows(db, Correction) == 0


def test_words_of_people_are_shown_as_words(version, author, make, db):
    nasty = "<script>alert(1)</script> & \"so\" 'on' {{ 7*7 }} \u202e"
    sent(db, make.user(name="<b>Lan</b>", username="x<i>y"), version, {"who": "b"}, asked=THREE)

    fields = {"act": "credit", "reason": nasty}
    preview = author.post(mend_address(version, "who"), fields)
    author.post(mend_address(version, "who"), fields | {"confirm": "yes"})
    page = author.get(mend_address(version, "who"))

    for text in (preview.text, page.text):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "{{ 7*7 }}" in text
    assert "&lt;b&gt;Lan&lt;/b&gt;" in preview.text


def test_the_list_says_how_a_question_does_and_what_holds(version, author, make, db):
    sent(db, make.user(), version, RIGHT)
    sent(db, make.user(), version, {"who": "b"}, asked=["who"])
    author.post(mend_address(version, "who"), {"act": "credit", "reason": REASON, "confirm": "y"})

    page = author.get(MODULE)

    row = page.text.split(f'href="{MODULE}who/"')[1].split("</tr>")[0]
    assert "Who decides?" in row
    assert '<td class="figure">2</td>' in row
    assert "50%" in row
    assert "Full mark for everybody" in row
    front = author.get("/author/quizzes/").text
    assert '<td class="figure">4</td><td class="figure">2</td>' in front


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_pages_of_authors_cost_does_not_grow_with_the_attempts(
    version, author, make, db, counting, count
):
    for _ in range(count):
        sent(db, make.user(), version, {"who": "b"}, asked=THREE)
    address = mend_address(version, "who")
    fields = {"act": "credit", "reason": REASON}
    costs = {}
    for _ in range(2):  # what a version is was read once before
        with counting() as front:
            author.get("/author/quizzes/")
        with counting() as one:
            author.get(address)
        with counting() as preview:
            author.post(address, fields)
        costs = {"front": len(front), "one": len(one), "preview": len(preview)}

    with counting() as done:
        author.post(address, fields | {"confirm": "yes"})

    assert costs == {"front": 2, "one": 4, "preview": 5}
    assert len(done) == 11, done

"""Mending a question of each kind as an author does: answer its card with the right answer."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.quizzes import author_page, regrading
from lms.quizzes.corrections import CREDIT, DROP, REKEY, RESTORE, Ruling
from lms.quizzes.models import Regrade
from lms.quizzes.regrading import Mended
from tests.quizzes.attempts_made import sent
from tests.quizzes.mending import GIFT, IDS, MODULE, REASON, mend_address, sent_again

KINDS = r"""::single::Who?{=A#Yes. ~B#No. ####All.}

::multiple::Which?{~%50%A#Yes. ~%50%B#Yes. ~%-100%C#No.####All.}

::truth::It is.{TRUE#No.#Yes.####All.}

// [reason:=The fee is in the rate#Right.] [reason:~Banks are bad#No.]
::reasons::It costs.{TRUE####All.}

::short::Where?{=Hanoi ####All.}

// [unit:VND]
::number::How much?{#5000:0 ####All.}

::matching::Match.{=x -> one =y -> two =z -> three ####All.}

::ordering::Order.{>ALL
 first
 second
 third
####All.}

// [kind:gaps]
::gaps::A [[1]] b [[2]].{=1 -> revenue =2 -> cost =2 -> %0%profit####All.}

// [kind:mistake]
::mistake::A [[a]] b [[b]].{~560#No. =590#Yes. ####All.}

// [kind:case]
::story::Lan has a shop.

// [case:story]
::story-who::Who?{=A#Yes. ~B#No. ####All.}

// [case:story]
::story-sum::How much?{#5:0 ####All.}
"""
# question: (fields of the author's card, what a learner answered, earned before, earned after)
CASES = {
    "single": ({"q-single": "b"}, "b", "0", "1"),
    "multiple": ({"q-multiple": ["a", "c"]}, ["a", "c"], "0", "1"),
    "truth": ({"q-truth": "false"}, False, "0", "1"),
    "reasons": (
        {"q-reasons": "false", "q-reasons-reason": "b"},
        {"answer": False, "reason": "b"},
        "0",
        "1",
    ),
    "short": ({"q-short": "Hà Nội"}, "hà nội", "0", "1"),
    "number": ({"q-number": "6000"}, "6.000 VND", "0", "1"),
    "matching": (
        {"q-matching-l1": "r2", "q-matching-l2": "r1", "q-matching-l3": "r3"},
        {"l1": "r2", "l2": "r1"},
        "0",
        "2/3",
    ),
    "ordering": (
        {"q-ordering-i1": "3", "q-ordering-i2": "1", "q-ordering-i3": "2"},
        ["i2", "i3", "i1"],
        "0",
        "1",
    ),
    "gaps": ({"q-gaps-1": "sales", "q-gaps-2": "profit"}, ["Sales", "cost"], "1/2", "1"),
    "mistake": ({"q-mistake": "a"}, "a", "0", "1"),
    "story": ({"q-story-who": "b"}, {"story-who": "b", "story-sum": "5"}, "1/2", "1"),
}


@pytest.fixture
def version(school):
    return school.publish(gifts={"en": KINDS}, draw=2)


@pytest.fixture
def author(browse, make):
    return browse(make.user(Role.AUTHOR))


@pytest.mark.parametrize("question", CASES)
def test_the_answer_on_the_card_becomes_the_key(version, author, browse, make, db, question):
    fields, answer, before, after = CASES[question]
    user = make.user()
    attempt = sent(db, user, version, {question: answer})
    address = mend_address(version, question)

    preview = author.post(address, {"act": "rekey", "reason": REASON, **fields})
    done = author.post(address, sent_again(preview))

    assert attempt.marks[question]["earned"] == before
    assert done.status_code == 302
    made = db.scalars(select(Regrade)).one()
    assert made.marks[question]["earned"] == after
    page = author.get(address)
    assert "What is right today" in page.text
    result = browse(user).get(f"/results/{attempt.id}/")
    assert "The team changed how this question is marked" in result.text


@pytest.mark.parametrize("question", CASES)
def test_a_card_that_is_left_open_is_no_key(version, author, db, question):
    page = author.post(mend_address(version, question), {"act": "rekey", "reason": REASON})

    assert page.status_code == 422
    assert "Answer the whole question, with the right answer." in page.text


def test_every_kind_is_listed_and_has_its_page_in_each_language(version, browse, make):
    for lang in ("en", "ky"):
        author = browse(make.user(Role.AUTHOR), lang=lang)
        assert author.get(MODULE).text.count('<th scope="row">') == len(CASES)
        for question in CASES:
            assert author.get(f"{MODULE}{question}/").status_code == 200


@pytest.mark.parametrize("act", [DROP, REKEY, CREDIT, RESTORE])
def test_what_is_written_is_what_was_foreseen(school, make, db, app, act):
    version = school.publish(gifts={"en": GIFT}, draw=3)
    chance = random.Random(act)
    for ordinal in range(12):
        asked = chance.sample(IDS[:3], k=2)
        given = {"who": chance.choice("abc"), "sum": chance.choice(["105000", "1"]), "shops": ["a"]}
        answers = {id_: given[id_] for id_ in asked if chance.random() < 0.8}
        sent(db, make.user(), version, answers, asked=asked, ordinal=ordinal % 2)
    looked = author_page.look(db, "first-steps", "who")
    before = Mended("first-steps", "who", looked.versions, Ruling(CREDIT))
    author = make.user(Role.AUTHOR)
    if act == RESTORE:
        regrading.mend_question(db, author, before, reason=REASON, now=version.published_at)
    mended = Mended("first-steps", "who", looked.versions, Ruling(act, "b"))

    foreseen = list(regrading.changes(db, mended))
    done = regrading.mend_question(db, author, mended, reason=REASON, now=version.published_at)

    newest = 2 if act == RESTORE else 1
    rows = db.scalars(select(Regrade).where(Regrade.number == newest)).all()
    assert foreseen
    assert {(one.attempt_id, one.earned, one.possible, one.passed) for one in rows} == {
        (one.standing.id, one.after.earned, one.after.possible, one.after.passed)
        for one in foreseen
    }
    assert done.changed == len(foreseen)
    assert done.passed == sum(one.passes_now for one in foreseen)
    assert list(regrading.changes(db, mended)) == []

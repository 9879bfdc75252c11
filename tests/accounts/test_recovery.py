"""The recovery card: shown once, gives a new secret without a trainer, and is then spent."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from factories import NOW
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH

from lms.accounts import recovery
from lms.accounts.models import LoginSession, RecoveryCard, User

WORDS = re.compile(r"<li>([a-z]{5})</li>")
NEW = "860352"


@pytest.fixture
def card(db, lan):
    """The words of lan's card, made ten minutes ago."""
    words = recovery.make_card(db, lan, now=NOW - timedelta(minutes=10))
    db.commit()
    return words


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving


def recover(browser, username, words, password=NEW):
    data = {"username": username, "words": words, "password": password}
    return browser.post("/recover/", data=data)


def test_the_card_of_a_new_person_is_shown_until_it_is_kept(browse, join):
    learner = browse()
    join(learner, language="en")

    shown, again = learner.get("/account/card/"), learner.get("/account/card/")
    kept = learner.post("/account/card/kept")
    after = learner.get("/account/card/")

    assert len(WORDS.findall(shown.text)) == 6
    assert WORDS.findall(shown.text) == WORDS.findall(again.text)
    assert kept.location == "/learn/"
    assert WORDS.findall(after.text) == []
    assert "Its words cannot be shown again." in after.text


def test_the_card_is_never_stored_by_the_browser_and_carries_a_picture(browse, join):
    learner = browse()
    join(learner)

    page = learner.get("/account/card/")

    assert page.headers["Cache-Control"] == "no-store"
    assert 'src="data:image/svg+xml' in page.text
    assert "localhost/recover/" in page.text


def test_the_words_are_not_shown_after_an_hour(browse, join, clock):
    learner = browse()
    join(learner)

    clock.shift(timedelta(minutes=61))

    assert WORDS.findall(learner.get("/account/card/").text) == []


def test_the_words_of_a_card_that_no_longer_counts_are_not_shown(browse, db, join, clock):
    learner = browse()
    join(learner)

    recovery.make_card(db, db.scalar(select(User)), now=NOW)
    db.commit()

    assert WORDS.findall(learner.get("/account/card/").text) == []


def test_only_the_hash_of_the_words_is_kept(db, lan, card):
    row = db.scalar(select(RecoveryCard))

    assert len(row.words_hash) == 64
    assert all(word not in row.words_hash for word in card.split())


def test_the_card_gives_a_new_pin_a_new_card_and_signs_in(browse, lan, card, sign_in, clock):
    learner = browse()

    answer = recover(learner, "lan", card)

    assert answer.location == "/account/card/"
    page = learner.get("/account/card/")
    assert "Here is your new card." in page.text
    assert " ".join(WORDS.findall(page.text)) not in ("", card)
    assert sign_in(browse(), "lan", NEW).status_code == 302
    assert sign_in(browse(), "lan", PIN).status_code == 422


def test_the_new_card_works_and_the_spent_one_does_not(browse, lan, card, clock):
    learner = browse()
    recover(learner, "lan", card)
    fresh = " ".join(WORDS.findall(learner.get("/account/card/").text))
    clock.shift(timedelta(minutes=5))

    assert recover(browse(), "lan", card, "735190").status_code == 422
    assert recover(browse(), "lan", fresh, "735190").status_code == 302


def test_recovery_signs_out_every_other_phone(browse, db, lan, card, clock):
    thief = browse(lan)

    recover(browse(), "lan", card)

    assert thief.get("/account").location.startswith("/sign-in")
    living = select(func.count()).select_from(LoginSession).where(LoginSession.ended_at.is_(None))
    assert db.scalar(living) == 1


@pytest.mark.parametrize(
    "write", [str.upper, lambda w: w.replace(" ", "-"), lambda w: w.replace(" ", ""), str.title]
)
def test_the_words_count_however_they_are_written(browse, lan, card, clock, write):
    assert recover(browse(), "LAN", write(card)).status_code == 302


def test_wrong_words_say_so_beside_the_field_and_keep_what_was_typed(browse, lan, card, clock):
    page = recover(browse(), "lan", "lusab babad fomun kizat dojop rihus")

    assert page.status_code == 422
    assert 'id="words-fault"' in page.text
    assert "do not belong together" in page.text
    assert 'value="lusab babad fomun kizat dojop rihus"' in page.text


def test_an_unknown_name_a_missing_card_and_wrong_words_get_the_same_answer(
    browse, db, make, lan, card, clock
):
    make.user(username="bat", secret_hash=PIN_HASH)
    db.commit()
    other = "lusab babad fomun kizat dojop rihus"

    answers = {
        re.search(
            r'id="words-fault">.*?<span>(.*?)</span>', recover(browse(), n, other).text
        ).group(1)
        for n in ("lan", "bat", "nobody")
    }

    assert answers == {
        "This name and these words do not belong together. Look at both and try again."
    }


def test_wrong_words_are_slowed(browse, lan, card, clock):
    other = "lusab babad fomun kizat dojop rihus"

    codes = [recover(browse(), "lan", other).status_code for _ in range(4)]

    assert codes == [422, 422, 422, 429]
    clock.shift(timedelta(seconds=1))
    assert recover(browse(), "lan", card).status_code == 302


def test_a_weak_pin_spends_neither_the_card_nor_a_try(browse, db, lan, card, clock):
    page = recover(browse(), "lan", card, "123456")

    assert page.status_code == 422
    assert "This PIN is easy to guess." in page.text
    assert recover(browse(), "lan", card).status_code == 302


def test_five_words_are_told_that_there_are_six(browse, lan, card, clock):
    page = recover(browse(), "lan", card[:-6])

    assert "The card has six words of five letters. Write all of them." in page.text


def test_the_same_recovery_sent_twice_ends_with_a_card_that_works(browse, db, lan, card, clock):
    learner = browse()

    first, second = recover(learner, "lan", card), recover(learner, "lan", card)

    assert [first.location, second.location] == ["/account/card/"] * 2
    fresh = " ".join(WORDS.findall(learner.get("/account/card/").text))
    clock.shift(timedelta(minutes=5))
    assert recover(browse(), "lan", fresh, "735190").status_code == 302


def test_a_card_of_one_person_does_not_open_another_account(browse, db, make, lan, card, clock):
    make.user(username="bat", secret_hash=PIN_HASH)
    db.commit()

    assert recover(browse(), "bat", card).status_code == 422


def test_a_new_card_is_made_without_a_trainer_and_voids_the_old_one(browse, db, lan, card, clock):
    learner = browse(lan)

    answer = learner.post("/account/card/")

    fresh = " ".join(WORDS.findall(learner.get(answer.location).text))
    assert db.scalar(select(func.count()).select_from(RecoveryCard)) == 1
    assert recover(browse(), "lan", card).status_code == 422
    assert recover(browse(), "lan", fresh).status_code == 302


def test_a_person_without_a_card_can_press_twice(browse, db, lan):
    learner = browse(lan)

    learner.post("/account/card/")
    learner.post("/account/card/")

    assert db.scalar(select(func.count()).select_from(RecoveryCard)) == 1
    assert len(WORDS.findall(learner.get("/account/card/").text)) == 6


def test_the_recovery_page_needs_no_account(browse):
    page = browse().get("/recover/")

    assert page.status_code == 200
    assert 'name="words"' in page.text


def test_changing_the_pin_signs_other_phones_out_and_not_this_one(browse, lan, sign_in):
    here, there = browse(lan), browse(lan)

    answer = here.post("/account/secret/", data={"old": PIN, "password": NEW})

    assert answer.location == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").location.startswith("/sign-in")
    assert sign_in(browse(), "lan", NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        ("111222", NEW, "old", "This is not your present PIN or password."),
        (PIN, "123456", "password", "This PIN is easy to guess."),
        (PIN, "short", "password", "Use 6 digits, or a password of 8 or more characters."),
        ("", "", "old", "Write your present PIN or password."),
        (PIN, "lan", "password", "This is your name or number."),
    ],
)
def test_a_pin_is_not_changed_by_a_wrong_or_weak_one(
    browse, lan, sign_in, old, new, field, sentence
):
    page = browse(lan).post("/account/secret/", data={"old": old, "password": new})

    assert page.status_code == 422
    assert f'id="{field}-fault"' in page.text
    assert sentence in page.text
    assert sign_in(browse(), "lan", PIN).status_code == 302


def test_guessing_the_present_pin_on_an_open_phone_is_slowed(browse, lan, clock):
    thief = browse(lan)
    guess = {"old": "111222", "password": NEW}

    codes = [thief.post("/account/secret/", data=guess).status_code for _ in range(4)]

    assert codes == [422, 422, 422, 429]

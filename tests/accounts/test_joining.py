"""Joining: one short form, every fault said at once, one account however often it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from tokens import PIN

from lms.accounts.models import Grant, LoginSession, RecoveryCard, User
from lms.accounts.secrets_kept import matches
from lms.trail.models import TrailEntry


def people(db):
    return db.scalar(select(func.count()).select_from(User))


def test_joining_makes_an_account_signs_in_and_shows_the_card(browse, db, join):
    learner = browse()

    answer = join(learner, username="Lan.Anh")

    assert (answer.status_code, answer.location) == (302, "/account/card/")
    user = db.scalar(select(User))
    assert (user.username, user.username_key, user.language) == ("Lan.Anh", "lan.anh", "vi")
    assert (user.country.value, user.stage.value, user.name) == ("vn", "in_korea", "")
    assert matches(user.secret_hash, PIN)
    assert (user.consent_version, user.consented_at) == (1, user.joined_at)
    assert learner.get("/account/card/").status_code == 200
    assert learner.get("/account").status_code == 200


def test_joining_is_noted_in_the_trail_without_a_name(browse, db, join):
    join(browse(), username="lan.anh")

    user = db.scalar(select(User))
    notes = db.scalars(select(TrailEntry).where(TrailEntry.actor_id == user.id)).all()
    assert {note.act for note in notes} == {"accounts.join", "accounts.make_card"}
    assert "lan.anh" not in str([note.facts for note in notes])


def test_a_joined_person_has_no_role(browse, db, join):
    join(browse())

    assert db.scalar(select(func.count()).select_from(Grant)) == 0


def test_the_page_is_in_the_language_that_was_chosen_after_joining(browse, join):
    learner = browse(lang="en")

    join(learner, language="mn")

    assert '<html lang="mn"' in learner.get("/account/card/").text


def test_an_empty_form_says_every_fault_beside_its_field(browse, db):
    page = browse().post("/join")

    assert page.status_code == 422
    for sentence in (
        "Choose a name, or write your phone number.",
        "Choose a PIN or password.",
        "Choose one of the answers.",
        "Tick this box if you agree. Without it there can be no account.",
    ):
        assert sentence in page.text
    for field in ("username", "password", "country", "stage", "consent"):
        assert f'id="{field}-fault"' in page.text, field
    assert people(db) == 0


def test_a_taken_name_a_weak_pin_and_a_missing_tick_are_said_together(browse, db, lan, join):
    page = join(browse(), username="LAN", password="123456", consent="")

    assert page.status_code == 422
    assert "Somebody already has this name." in page.text
    assert "This PIN is easy to guess." in page.text
    assert "Tick this box if you agree." in page.text
    assert people(db) == 1


def test_what_was_typed_and_chosen_is_kept_but_the_pin_is_not_sent_back(browse, join):
    page = join(browse(), username="lan.anh", country="mn", stage="returned", password="1")

    assert 'value="lan.anh"' in page.text
    assert 'value="mn" id="country-1" checked' in page.text
    assert 'value="returned" id="stage-3" checked' in page.text
    assert '<option selected value="vi">' in page.text
    assert 'value="1"' not in page.text


@pytest.mark.parametrize(
    "username", ["two words", "ab", "x" * 41, "a/b", "<script>", "a@b.example"]
)
def test_an_unusable_name_is_told_the_rule(browse, db, join, username):
    page = join(browse(), username=username)

    assert page.status_code == 422
    assert "Use 3 to 40 letters or digits without spaces" in page.text
    assert people(db) == 0


def test_the_same_form_sent_twice_makes_one_account_and_ends_signed_in(browse, db, join):
    learner = browse()

    first, second = join(learner), join(learner)

    assert [first.location, second.location] == ["/account/card/"] * 2
    assert people(db) == 1
    assert db.scalar(select(func.count()).select_from(RecoveryCard)) == 1
    living = select(func.count()).select_from(LoginSession).where(LoginSession.ended_at.is_(None))
    assert db.scalar(living) == 1
    assert 'class="card-words"' in learner.get("/account/card/").text


def test_the_same_form_sent_twice_from_a_phone_that_lost_the_first_answer_works_too(
    browse, db, join
):
    join(browse())

    second = join(browse())

    assert second.location == "/account/card/"
    assert people(db) == 1


def test_joining_again_later_with_the_right_secret_is_no_way_to_sign_in(browse, lan, join):
    page = join(browse(), username="lan")

    assert page.status_code == 422
    assert "Somebody already has this name." in page.text


def test_another_pin_with_a_name_made_a_moment_ago_is_refused(browse, join):
    join(browse())

    assert join(browse(), password="860352").status_code == 422


def test_a_number_that_fits_two_countries_is_taken_as_one_of_the_home_country(
    browse, db, join, sign_in
):
    join(browse(), username="0700 123 456", country="kg")
    join(browse(), username="0700123456", country="vn", password="860352")

    keys = set(db.scalars(select(User.username_key)))
    assert keys == {"+996700123456", "+84700123456"}
    for typed, secret in [
        ("+996 700 123456", PIN),
        ("0700-123-456", PIN),
        ("0700123456", "860352"),
        ("+84 700123456", "860352"),
    ]:
        assert sign_in(browse(), typed, secret).status_code == 302, typed


def test_two_people_whom_only_the_country_tells_apart_are_asked_for_it(browse, join, sign_in):
    join(browse(), username="0700 123 456", country="kg")
    join(browse(), username="0700123456", country="vn")

    page = sign_in(browse(), "0700123456")

    assert page.status_code == 422
    assert "with + and the code of its country" in page.text
    assert sign_in(browse(), "+996700123456").status_code == 302


@pytest.mark.parametrize(
    ("country", "typed", "other"),
    [
        ("vn", "010-2345-6789", "+82 10 2345 6789"),
        ("vn", "0912 345 678", "+84912345678"),
        ("mn", "8811-2233", "+976 8811 2233"),
        ("kg", "0555 123 456", "+996555123456"),
        ("kg", "+996 555 123 456", "0555123456"),
    ],
)
def test_a_phone_number_signs_in_however_it_is_typed(browse, join, sign_in, country, typed, other):
    join(browse(), username=typed, country=country)

    assert sign_in(browse(), other).status_code == 302
    assert sign_in(browse(), typed).status_code == 302


@pytest.mark.parametrize("username", ["Nguyễn.Thị_Hoa", "Бат-Эрдэнэ", "김민수_83", "Айгүл"])
def test_a_name_in_any_script_signs_in_in_small_and_capital_letters(
    browse, join, sign_in, username
):
    join(browse(), username=username)

    assert sign_in(browse(), username.upper()).status_code == 302
    assert sign_in(browse(), username.lower()).status_code == 302


def test_somebody_signed_in_is_not_asked_to_join(browse, lan):
    assert browse(lan).get("/join").location == "/learn/"


def test_who_joins_a_demo_belongs_to_the_demo(app, browse, db, join):
    settings = app.extensions["lms.settings"]
    app.extensions["lms.settings"] = replace(settings, demo=True)

    join(browse())

    assert list(db.scalars(select(User.is_demo))) == [True]

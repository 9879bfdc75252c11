"""The list of one's own sign-ins, and signing out there."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from lms.accounts.models import LoginSession
from lms.trail.models import TrailEntry


def ended(db, login_id):
    return db.scalar(select(LoginSession.ended_at).where(LoginSession.id == login_id)) is not None


def test_the_list_shows_own_sign_ins_and_nobody_elses(browse, db, make, lan):
    other = make.login(make.user(username="bat"))
    there = make.login(lan)
    here = browse(lan)

    page = here.get("/account/sign-ins/")

    assert str(there.id) in page.text
    assert str(other.id) not in page.text
    assert page.text.count('<span class="device">Android, Chrome</span>') == 2
    assert page.text.count("this phone") == 1


def test_sign_out_there_makes_the_other_phone_a_stranger(browse, db, make, lan):
    here, there = browse(lan), browse(lan)
    with there.client.session_transaction() as cookie:
        login_id = cookie["_user_id"]

    answer = here.post(f"/account/sign-ins/{login_id}/end")

    assert answer.location == "/account/sign-ins/"
    assert "That phone or computer is signed out." in here.get(answer.location).text
    assert there.get("/account").location.startswith("/sign-in")
    assert here.get("/account").status_code == 200


def test_sign_out_there_pressed_twice_is_noted_once(browse, db, make, lan):
    there = make.login(lan)
    here = browse(lan)

    first = here.post(f"/account/sign-ins/{there.id}/end")
    second = here.post(f"/account/sign-ins/{there.id}/end")

    assert [first.status_code, second.status_code] == [302, 302]
    notes = (
        select(func.count()).select_from(TrailEntry).where(TrailEntry.act == "accounts.end_login")
    )
    assert db.scalar(notes) == 1


def test_another_persons_sign_in_does_not_exist_for_me(browse, db, make, lan):
    other = make.login(make.user(username="bat"))
    here = browse(lan)

    answer = here.post(f"/account/sign-ins/{other.id}/end")

    assert answer.status_code == 404
    assert not ended(db, other.id)


def test_a_made_up_sign_in_does_not_exist(browse, lan):
    here = browse(lan)

    answers = [here.post(f"/account/sign-ins/{x}/end") for x in (uuid.uuid4(), "1", "x" * 300)]

    assert [a.status_code for a in answers] == [404, 404, 404]


def test_a_device_that_says_nothing_is_called_unknown(browse, db, make, lan):
    make.login(lan).device = ""

    assert "Unknown device" in browse(lan).get("/account/sign-ins/").text

"""Signing in and out, through the pages; where somebody lands afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from factories import NOW
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH, token_of

from lms.accounts.models import LoginSession


def test_a_stranger_is_sent_to_sign_in_and_comes_back(browse, lan, sign_in):
    stranger = browse()

    answer = stranger.get("/account")
    page = stranger.get(answer.location)
    after = sign_in(stranger, "lan", next="/account")

    assert answer.location == "/sign-in?next=/account"
    assert '<input type="hidden" name="next" value="/account">' in page.text
    assert after.location == "/account"


def test_the_way_back_keeps_what_was_asked_for(browse):
    answer = browse().get("/account?tab=2&q=%C3%A9")

    assert answer.location == "/sign-in?next=/account%3Ftab%3D2%26q%3D%25C3%25A9"


def test_a_signed_in_person_sees_the_account(browse, make):
    learner = browse(make.user(name="Trần Văn Đức"))

    page = learner.get("/account")

    assert page.status_code == 200
    assert "Trần Văn Đức" in page.text


@pytest.mark.parametrize("password", ["", "274914", "274913 ", "x" * 200])
def test_a_wrong_secret_and_an_unknown_name_get_the_same_answer(browse, lan, sign_in, password):
    wrong = sign_in(browse(), "lan", password)
    unknown = sign_in(browse(), "nobody", password)

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    pages = [p.text.replace(token_of(p), "").replace("nobody", "lan") for p in (wrong, unknown)]
    assert pages[0] == pages[1]


def test_a_wrong_secret_keeps_the_name_and_says_it_beside_the_field(browse, lan, sign_in):
    page = sign_in(browse(), "lan", "000000")

    assert 'value="lan"' in page.text
    assert 'id="password-fault"' in page.text
    assert "do not belong together" in page.text
    assert "000000" not in page.text


def test_signing_in_writes_down_the_device_and_nothing_else(browse, db, lan):
    phone = "Mozilla/5.0 (Linux; Android 9; SM-J530L) Chrome/96.0 Mobile Safari/537.36"

    browse().post(
        "/sign-in", data={"username": "lan", "password": PIN}, headers={"User-Agent": phone}
    )

    (login,) = db.scalars(select(LoginSession))
    assert (login.user_id, login.device, login.ended_at) == (lan.id, "Android, Chrome", None)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "http://evil.example/learn/",
        "https://localhost@evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "\x00//evil.example",
        "/\x0b/evil.example",
        "/\x85/evil.example",
        " //evil.example",
        "//[evil",
        "http://[",
        "learn/",
        "",
        "/" + "a" * 5000,
        "/\u202egro.live",
    ],
)
def test_nobody_is_sent_to_another_site(browse, lan, sign_in, address):
    learner = browse()

    shown = learner.get("/sign-in", query_string={"next": address})
    after = sign_in(learner, "lan", next=address)
    already = learner.get("/sign-in", query_string={"next": address})

    assert '<input type="hidden" name="next" value="/learn/">' in shown.text
    assert (after.status_code, after.location) == (302, "/learn/")
    assert (already.status_code, already.location) == (302, "/learn/")


def test_signing_out_ends_the_sign_in_on_the_server_too(browse, db, app, lan, sign_in):
    learner = browse()
    sign_in(learner, "lan")
    kept = learner.client.get_cookie("visit").value

    answer = learner.post("/sign-out")

    assert answer.location == "/"
    assert learner.get("/account").location.startswith("/sign-in")
    thief = browse()
    thief.client.set_cookie("visit", kept)
    assert thief.get("/account").location.startswith("/sign-in")


def test_signing_out_twice_leads_to_a_page_that_opens(browse, lan, sign_in):
    learner = browse()
    sign_in(learner, "lan")

    learner.post("/sign-out")
    again = learner.post("/sign-out")

    assert again.location == "/sign-in?next=/learn/"


def test_signing_in_as_another_person_ends_the_first_ones_sign_in(browse, db, make, lan, sign_in):
    bat = make.user(username="bat", secret_hash=PIN_HASH)
    db.commit()
    shared = browse()

    sign_in(shared, "lan")
    sign_in(shared, "bat")

    living = db.scalars(select(LoginSession.user_id).where(LoginSession.ended_at.is_(None))).all()
    assert living == [bat.id]
    assert 'value="Nguyễn' in shared.get("/account").text


def test_a_double_click_on_sign_in_leaves_one_living_sign_in(browse, db, lan, sign_in):
    learner = browse()

    sign_in(learner, "lan")
    sign_in(learner, "lan")

    living = select(func.count()).select_from(LoginSession).where(LoginSession.ended_at.is_(None))
    assert db.scalar(living) == 1


def test_without_the_tick_the_cookie_ends_with_the_browser(browse, lan):
    shared = browse()

    answer = shared.post("/sign-in", data={"username": "lan", "password": PIN})

    cookies = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("visit=")]
    assert len(cookies) == 1
    assert "Expires" not in cookies[0]


def test_with_the_tick_the_cookie_lasts_four_months_and_is_closed_to_scripts(browse, lan, sign_in):
    answer = sign_in(browse(), "lan")

    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("visit=")]
    assert "Expires" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_older_than_four_months_is_a_stranger(app, browse, lan, sign_in):
    with time_machine.travel(NOW, tick=False) as clock:
        learner = browse()
        sign_in(learner, "lan")
        cookie = {"Cookie": f"visit={learner.client.get_cookie('visit').value}"}

        clock.move_to(NOW + timedelta(days=119))
        known = app.test_client(use_cookies=False).get("/account", headers=cookie)
        clock.move_to(NOW + timedelta(days=121))
        too_old = app.test_client(use_cookies=False).get("/account", headers=cookie)

    assert known.status_code == 200
    assert too_old.location == "/sign-in?next=/account"


@pytest.mark.parametrize(
    "value", ["", "garbage", "a.b.c", "eyJfdXNlcl9pZCI6IjEifQ.x.y", "\u00e9", "x" * 5000]
)
def test_a_forged_cookie_is_a_stranger(app, value):
    stranger = app.test_client(use_cookies=False)

    answer = stranger.get("/account", headers={"Cookie": f"visit={value}"})

    assert answer.location == "/sign-in?next=/account"


@pytest.mark.parametrize("login_id", ["1", "", "x" * 300, "00000000-0000-0000-0000-000000000000"])
def test_a_signed_cookie_with_a_wrong_id_is_a_stranger(browse, login_id):
    stranger = browse()
    with stranger.client.session_transaction() as cookie:
        cookie["_user_id"] = login_id

    assert stranger.get("/account").location == "/sign-in?next=/account"


def test_nothing_of_the_earlier_session_is_carried_into_a_new_sign_in(browse, lan, sign_in):
    learner = browse()
    with learner.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody"

    sign_in(learner, "lan")

    with learner.client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_ended_sign_ins_are_thrown_away_after_a_month(browse, db, lan, make, sign_in):
    old, recent = make.login(lan), make.login(lan)
    old.ended_at = NOW - timedelta(days=31)
    recent.ended_at = NOW - timedelta(days=29)
    ids = {old.id, recent.id}
    db.commit()

    with time_machine.travel(NOW, tick=False):
        sign_in(browse(), "lan")

    assert set(db.scalars(select(LoginSession.id))) & ids == {recent.id}


def test_opening_any_account_page_counts_two_statements_at_most(browse, lan, counting):
    learner = browse(lan)

    for address in ("/account", "/account/secret/", "/account/card/", "/account/sign-ins/"):
        with counting() as statements:
            learner.get(address)
        assert len(statements) <= 2, statements

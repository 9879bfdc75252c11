"""Forged and stale forms are refused; what was typed survives a lost session, in its own hands."""

from __future__ import annotations

import pytest
from flask import Blueprint, redirect, request
from sqlalchemy import func, select
from tokens import PIN, PIN_HASH, hidden_of, token_of

from lms.accounts.models import LoginSession, User
from lms.app import create_app
from lms.config import Settings
from lms.web.pages import Pages, signed_in

TYPED = {"answer": "Ба́т & <b>\nline two", "more": "1", "csrf_token": "stale"}


@pytest.fixture
def app(app):
    """The application with tokens asked for, and one door that keeps what was typed."""
    app.config["WTF_CSRF_ENABLED"] = True
    app.register_blueprint(app.extensions.setdefault("test.notes", notes()))
    return app


def notes() -> Blueprint:
    pages = Pages("test_notes", __name__)
    pages.got = []

    @pages.change("/test-notes/", may=signed_in, keep=True)
    def save(visit):
        pages.got.append((visit.user.username, request.form.to_dict()))
        return redirect("/help/")

    return pages


@pytest.fixture
def got(app):
    return app.extensions["test.notes"].got


@pytest.fixture
def lan(make, db):
    user = make.user(username="lan", secret_hash=PIN_HASH)
    db.commit()
    return user


def sign_in_with(browser, page, username="lan"):
    data = hidden_of(page) | {"username": username, "password": PIN}
    return browser.post("/sign-in", data=data)


def test_a_form_without_a_token_changes_nothing(browse, db):
    page = browse().post("/join", data={"username": "x"})

    assert page.status_code == 400
    assert db.scalar(select(func.count()).select_from(User)) == 0


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", "x" * 9999])
def test_a_made_up_token_is_refused(browse, lan, token):
    page = browse(lan).post("/account/card/", data={"csrf_token": token})

    assert page.status_code == 400
    assert "This page was open too long" in page.text


def test_a_token_of_another_session_is_refused(browse, lan):
    other = token_of(browse().get("/sign-in"))

    assert browse(lan).post("/account/card/", data={"csrf_token": other}).status_code == 400


def test_a_token_of_the_page_is_taken_in_the_form_and_in_the_header(browse, lan):
    learner = browse(lan)
    token = token_of(learner.get("/account/card/"))

    by_form = learner.post("/account/card/", data={"csrf_token": token})
    by_header = learner.post("/account/card/", headers={"X-CSRFToken": token})

    assert [by_form.status_code, by_header.status_code] == [302, 302]


def test_a_token_from_before_signing_in_does_not_count_afterwards(browse, lan):
    learner = browse()
    page = learner.get("/sign-in")
    sign_in_with(learner, page)

    again = learner.post("/account/card/", data={"csrf_token": token_of(page)})

    assert again.status_code == 400


def test_a_join_form_that_was_open_too_long_is_sent_again_by_one_button(browse, db):
    stranger = browse()
    stranger.client.delete_cookie("visit")
    data = {"username": "lan.anh", "password": PIN, "language": "vi", "country": "vn"}
    data |= {"stage": "in_korea", "consent": "y", "csrf_token": "stale"}

    page = stranger.post("/join", data=data)
    answer = stranger.post("/join", data=hidden_of(page))

    assert page.status_code == 400
    assert "What you typed is still here" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert answer.location == "/account/card/"
    assert db.scalar(select(User.username)) == "lan.anh"


def test_what_was_typed_is_carried_through_sign_in_and_sent_by_hand(browse, lan, got):
    phone = browse()

    lost = phone.post("/test-notes/", data=TYPED)
    shown = sign_in_with(phone, lost)
    sent_before = list(got)
    sent = phone.post("/test-notes/", data=hidden_of(shown))

    assert lost.status_code == 401
    assert "What you typed is still here. Sign in, then send it again." in lost.text
    assert "Nothing has been sent yet." in shown.text
    assert 'action="/test-notes/"' in shown.text
    assert sent_before == []
    assert sent.location == "/help/"
    ((who, fields),) = got
    assert who == "lan"
    assert fields["answer"].replace("\r\n", "\n") == TYPED["answer"]
    assert fields["more"] == "1"


def test_a_wrong_pin_on_the_way_loses_nothing(browse, lan, got):
    phone = browse()
    lost = phone.post("/test-notes/", data=TYPED)

    wrong = phone.post("/sign-in", data=hidden_of(lost) | {"username": "lan", "password": "111222"})
    shown = sign_in_with(phone, wrong)
    phone.post("/test-notes/", data=hidden_of(shown))

    assert wrong.status_code == 422
    assert got[0][1]["more"] == "1"


def test_another_person_is_not_offered_what_the_first_one_typed(browse, db, make, lan, got):
    make.user(username="bat", secret_hash=PIN_HASH)
    shared = browse(lan)
    shared.get("/account")
    for login in db.scalars(select(LoginSession)):
        login.ended_at = login.began_at
    db.commit()

    lost = shared.post("/test-notes/", data=TYPED)
    for_bat = sign_in_with(shared, lost, "bat")

    assert for_bat.status_code == 302
    assert for_bat.location == "/learn/"
    assert "line two" not in for_bat.text


def test_the_same_person_is_offered_it_after_being_signed_out_elsewhere(browse, db, lan):
    phone = browse(lan)
    for login in db.scalars(select(LoginSession)):
        login.ended_at = login.began_at
    db.commit()

    lost = phone.post("/test-notes/", data=TYPED)

    assert "Nothing has been sent yet." in sign_in_with(phone, lost).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_what_another_site_sends_is_not_carried(browse, lan, got, headers):
    as_stranger = browse().post("/test-notes/", data=TYPED, headers=headers)
    as_lan = browse(lan).post("/test-notes/", data=TYPED, headers=headers)

    assert as_stranger.location == "/sign-in?next=/learn/"
    assert as_lan.status_code == 400
    assert "line two" not in as_lan.text
    assert got == []


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_what_our_own_page_sends_is_carried(browse, lan, headers):
    page = browse(lan).post("/test-notes/", data=TYPED, headers=headers)

    assert "What you typed is still here" in page.text


@pytest.mark.parametrize("address", ["//evil.example/x", "https://evil.example/", "/\\evil", "x"])
def test_a_carried_form_never_goes_to_another_site(browse, lan, address):
    phone = browse()
    data = hidden_of(phone.get("/sign-in")) | {"kept_for": address, "kept-a": "1"}

    answer = phone.post("/sign-in", data=data | {"username": "lan", "password": PIN})

    assert answer.status_code == 302
    assert answer.location == "/learn/"


def test_control_characters_are_dropped_from_what_is_carried(browse):
    page = browse().post("/test-notes/", data={"a\x07": "b\x00\x1bc"})

    assert hidden_of(page)["kept-a"] == "bc"


def test_a_lost_form_that_is_not_kept_leads_back_to_a_page_that_opens(browse):
    stranger = browse()

    answers = [
        stranger.post("/account/card/kept").location,
        stranger.post("/account").location,
        stranger.post(
            "/account/card/kept", headers={"Referer": "http://localhost/account/card/"}
        ).location,
        stranger.post(
            "/account/card/kept", headers={"Referer": "http://evil.example/help/"}
        ).location,
        stranger.post("/account/card/kept", headers={"Referer": "http://[bad"}).location,
    ]

    assert answers == [
        "/sign-in?next=/learn/",
        "/sign-in?next=/account",
        "/sign-in?next=/account/card/",
        "/sign-in?next=/learn/",
        "/sign-in?next=/learn/",
    ]


def test_a_form_with_thousands_of_fields_is_not_carried(browse):
    answer = browse().post("/test-notes/", data={f"f{n}": "1" for n in range(2001)})

    assert answer.location == "/sign-in?next=/learn/"


def test_tokens_are_asked_for_in_production(tmp_path, engine):
    made = create_app(Settings(data_dir=tmp_path, secret_key="x"), engine=engine)

    assert made.config.get("WTF_CSRF_ENABLED", True) is True
    assert made.config["SESSION_COOKIE_SECURE"] is True
    assert made.test_client().post("/sign-in").status_code == 400
